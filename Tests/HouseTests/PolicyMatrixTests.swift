import Foundation
import Governance
import HouseSupport
import Kernel
import People
import Storage
import Testing
import Web

/// Every route × every role × how the worker stands to the young person × how the record is restricted.
@Suite struct PolicyMatrixTests {
    @Test func `every guarded route names a line of the policy, every open one says why`() async throws {
        let house = try await TestHouse.make()
        let names = Set(Action.allCases.map(\.rawValue))
        var open: [String] = []
        for route in house.site.routes {
            switch route.access {
            case .guarded(let action): #expect(names.contains(action), "\(route.name)")
            case .open(let reason):
                #expect(!reason.isEmpty, "\(route.name)")
                open.append("\(route.name): \(reason)")
            }
        }
        print("open routes, for review:\n  " + open.sorted().joined(separator: "\n  "))
    }

    @Test func `nobody who is not signed in passes a guarded route`() async throws {
        let house = try await TestHouse.make()
        let person = try await house.addPeople(1)[0]
        for route in house.site.routes {
            guard case .guarded = route.access else { continue }
            let browser = house.browser()
            let path = filled(route.path, person)
            if route.method == .get { await browser.open(path) } else { await browser.send(path, [("a", "b")]) }
            let (status, text) = (await browser.status, await browser.text)
            #expect(await browser.lastPath == "/sign-in" || status == 401, "\(route.name): \(status)")
            #expect(!text.contains("Secretname"), "\(route.name)")
        }
    }

    @Test(arguments: Role.allCases)
    func `a role passes just the routes its line says`(role: Role) async throws {
        let house = try await TestHouse.make()
        let browser = try await house.browser(as: role)
        for route in house.site.routes where route.path != "/sign-out" {
            guard case .guarded(let name) = route.access, let action = Action(rawValue: name) else { continue }
            let status = try await visit(route, browser, person: ID<Person>.make().text)
            if !Policy.allows(role, action) { #expect(status == 403, "\(role.name): \(route.name) gave \(status)") }
        }
    }

    /// The cells of one role: relation × restriction × emergency, for each route about one young person.
    @Test(arguments: Viewer.all)
    fileprivate func `a record opens just as far as the written policy says`(viewer: Viewer) async throws {
        let role = viewer.role
        let house = try await TestHouse.make()
        let worker = try #require(house.workers[role])
        if viewer.isMentor {
            try await house.database.write { try $0.setMentorAccount(worker.id, true, at: house.now) }
        }
        let people = try await house.addPeople(Cell.all.count)
        for (cell, text) in zip(Cell.all, people) {
            let person = try #require(ID<Person>(text))
            try await house.database.write { try cell.arrange(worker, person, house, in: $0) }
        }
        var cells = 0
        for route in house.site.routes where route.path.hasPrefix("/young-people/{person}") {
            guard case .guarded(let name) = route.access, let action = Action(rawValue: name) else { continue }
            // Privacy officers see who looked, and the emergency form is the same for everybody.
            if role == .privacyOfficer || action == .breakGlass { continue }
            let browser = try await house.browser(as: role)
            for (number, (cell, person)) in zip(Cell.all, people).enumerated() {
                let status = try await visit(route, browser, person: person)
                let standing = Standing(
                    relation: viewer.stands(cell.relation), restriction: cell.restriction,
                    hasBrokenGlass: cell.hasBrokenGlass)
                let expected = Policy.decide(role, action, standing).opensRecord
                cells += 1
                if expected {
                    #expect(status != 403, "\(role.name), \(cell): \(route.name) gave \(status)")
                } else {
                    #expect(status == 403 || status == 404, "\(role.name), \(cell): \(route.name) gave \(status)")
                    #expect(
                        !(await browser.text.contains("Secretname\(number)")), "\(role.name), \(cell): \(route.name)")
                }
            }
        }
        print("policy matrix, \(viewer): \(cells) cells")
    }

    private func visit(_ route: Route, _ browser: Browser, person: String) async throws -> Int {
        let path = filled(route.path, person)
        if route.method == .get {
            await browser.open(path)
        } else {
            await browser.open("/account")
            let token = try #require(PageForm.all(in: await browser.text).first { $0.action == "/account/display" })
            await browser.send(path, token.fields.filter { $0.0 == "_token" } + [("_once", ID<Route>.make().text)])
        }
        return await browser.status
    }

    private func filled(_ pattern: String, _ person: String) -> String {
        "/" + pattern.split(separator: "/").map { $0.hasPrefix("{") ? person : String($0) }.joined(separator: "/")
    }
}

/// Who looks: a role, or the provider's worker who is a mentor.
private struct Viewer: CustomTestStringConvertible, CustomStringConvertible, Sendable {
    let role: Role
    let isMentor: Bool

    static let all = Role.allCases.map { Viewer(role: $0, isMentor: false) } + [Viewer(role: .provider, isMentor: true)]

    var description: String { isMentor ? "a mentor" : role.name }
    var testDescription: String { description }

    /// How they stand where somebody else of their role would stand so.
    func stands(_ relation: Relation) -> Relation {
        guard isMentor else { return relation }
        switch relation {
        case .team: return .mentor
        case .provider: return .none
        case .mentor, .meeting, .referrer, .sameAgency, .none: return relation
        }
    }
}

/// One way a worker can stand to a young person.
private struct Cell: CustomStringConvertible, Sendable {
    let relation: Relation
    let restriction: Restriction
    let hasBrokenGlass: Bool

    /// A mentor's own way is the team's, for another viewer.
    static let all: [Cell] = Relation.allCases.filter { $0 != .mentor }.flatMap { relation in
        Restriction.allCases.flatMap { restriction in
            [false, true].map { Cell(relation: relation, restriction: restriction, hasBrokenGlass: $0) }
        }
    }

    var description: String { "\(relation), \(restriction)\(hasBrokenGlass ? ", emergency" : "")" }

    func arrange(_ worker: Worker, _ person: ID<Person>, _ house: TestHouse, in tx: Transaction) throws {
        let now = house.now
        switch relation {
        case .team, .mentor: try tx.involve(worker, as: .lead, with: person, why: "test", at: now)
        case .provider: try tx.involve(worker.agency.id, as: .provider, with: person, why: "test", at: now)
        case .meeting: try tx.involve(worker.agency.id, as: .meeting, with: person, why: "test", at: now)
        case .referrer: try tx.involve(worker, as: .referrer, with: person, why: "test", at: now)
        case .sameAgency: try tx.involve(worker.agency.id, as: .known, with: person, why: "test", at: now)
        case .none: break
        }
        let others = house.workers.values.filter { $0.id != worker.id }.sorted { $0.id < $1.id }
        switch restriction {
        case .open: break
        case .listed: try tx.restrict(person, excluding: false, worker.id, because: "test", by: others[0].id, at: now)
        case .notListed:
            try tx.restrict(person, excluding: false, others[0].id, because: "test", by: others[1].id, at: now)
        case .excluded: try tx.restrict(person, excluding: true, worker.id, because: "test", by: others[0].id, at: now)
        }
        if hasBrokenGlass {
            try tx.run(
                """
                INSERT INTO break_glass (id, subject_id, worker_id, reason, opened_at, until)
                VALUES (\(ID<Cell>.make()), \(person), \(worker.id), 'test', \(now), \(now.adding(hours: 1)))
                """)
        }
    }
}
