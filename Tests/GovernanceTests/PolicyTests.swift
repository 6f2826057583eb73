import Foundation
import Testing

@testable import Governance

/// The tables of docs/policy.md, as written for people.
private struct WrittenPolicy {
    let actions: [String: [String: Bool]]
    let categories: [String: [String: String]]

    init() throws {
        let here = URL(fileURLWithPath: #filePath)
        let page = here.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("docs/policy.md")
        let tables = WrittenPolicy.tables(in: try String(contentsOf: page, encoding: .utf8))
        actions = tables[0].mapValues { $0.mapValues { $0 == "yes" } }
        categories = tables[1]
    }

    private static func tables(in page: String) -> [[String: [String: String]]] {
        var tables: [[String: [String: String]]] = []
        var headings: [String] = []
        for line in page.split(separator: "\n", omittingEmptySubsequences: false) {
            guard line.hasPrefix("|") else {
                headings = []
                continue
            }
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            if headings.isEmpty {
                headings = cells
                tables.append([:])
            } else if !cells[0].hasPrefix("---") {
                tables[tables.count - 1][cells[0]] = Dictionary(
                    uniqueKeysWithValues: zip(headings.dropFirst(), cells.dropFirst()))
            }
        }
        return tables
    }
}

@Suite struct PolicyTests {
    private let written: WrittenPolicy

    init() throws {
        written = try WrittenPolicy()
    }

    @Test func `every action and role is as written`() throws {
        #expect(Set(written.actions.keys) == Set(Action.allCases.map(\.rawValue)))
        for action in Action.allCases {
            for role in Role.allCases {
                let row: [String: Bool] = try #require(written.actions[action.rawValue])
                let expected: Bool? = row[role.name]
                #expect(Policy.allows(role, action) == expected, "\(role.name): \(action.rawValue)")
            }
        }
    }

    @Test(arguments: Role.allCases, Relation.allCases)
    func `what is seen of a record is as written`(role: Role, relation: Relation) throws {
        let cell = try #require(written.categories[role.name]?[heading(relation)])
        let standing = Standing(relation: relation, restriction: .open, hasBrokenGlass: false)
        // Referrers have no record action at all but their receipt.
        let action: Action = role == .referrer ? .followReferral : .viewRecord
        let verdict = Policy.decide(role, action, standing)
        switch verdict {
        case .permit(let categories): #expect(categories == expected(cell), "\(role.name), \(relation)")
        case .refuse: #expect(cell == "no", "\(role.name), \(relation)")
        }
    }

    @Test(arguments: Role.allCases, Relation.allCases)
    func `restrictions close every record to those they concern`(role: Role, relation: Relation) {
        for action in Action.allCases {
            let excluded = Standing(relation: relation, restriction: .excluded, hasBrokenGlass: true)
            #expect(!Policy.decide(role, action, excluded).isPermitted)
            let unnamed = Standing(relation: relation, restriction: .notListed, hasBrokenGlass: false)
            #expect(!Policy.decide(role, action, unnamed).isPermitted)
            let named = Standing(relation: relation, restriction: .listed, hasBrokenGlass: false)
            let open = Standing(relation: relation, restriction: .open, hasBrokenGlass: false)
            #expect(Policy.decide(role, action, named) == Policy.decide(role, action, open))
        }
    }

    @Test func `an emergency opens everything to three roles and nothing to the rest`() {
        let standing = Standing(relation: .none, restriction: .notListed, hasBrokenGlass: true)
        let opened = Role.allCases.filter { Policy.decide($0, .viewRecord, standing).isPermitted }
        #expect(opened == [.leadPractitioner, .panelMember, .hubCoordinator])
        let excluded = Standing(relation: .team, restriction: .excluded, hasBrokenGlass: false)
        for role in Role.allCases { #expect(!Policy.mayBreakGlass(role, excluded)) }
    }

    @Test func `administrators, analysts, boards and privacy officers never see content`() {
        for role in [Role.administrator, .analyst, .boardMember, .privacyOfficer] {
            for relation in Relation.allCases {
                for action in [Action.viewRecord, .addToRecord, .readReferral, .viewBoard] {
                    let standing = Standing(relation: relation, restriction: .open, hasBrokenGlass: true)
                    #expect(Policy.decide(role, action, standing) == .refuse(.noContent))
                }
            }
        }
    }

    private func heading(_ relation: Relation) -> String {
        switch relation {
        case .team: "In the team"
        case .provider: "Asked to support"
        case .mentor: "Named mentor"
        case .meeting: "On the meeting's list"
        case .referrer: "Told us"
        case .sameAgency: "Same agency"
        case .none: "Nobody in particular"
        }
    }

    private func expected(_ cell: String) -> Set<Governance.Category>? {
        let all = Set(Governance.Category.allCases).subtracting([.receipt])
        switch cell {
        case "all": return all
        case "all but source": return all.subtracting([.source])
        case "exists": return [.existence]
        case "receipt": return [.receipt]
        case "exists, name and age, contact, plan": return [.existence, .identity, .contact, .plan]
        case "exists, name and age, contact, risk, plan": return [.existence, .identity, .contact, .risk, .plan]
        default: return nil
        }
    }
}
