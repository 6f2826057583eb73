import Foundation

/// One legal basis, condition or gateway from the dated list shipped with the program.
package struct LegalBasis: Sendable, Hashable, Decodable {
    /// Where in the law it stands; an agreement needs different ones by what it covers.
    package enum Group: String, Sendable, CaseIterable, Decodable {
        case article6, article9, article10, schedule1, part3, gateway

        package var name: String {
            switch self {
            case .article6: "Lawful basis (UK GDPR article 6)"
            case .article9: "Condition for health and other special information (UK GDPR article 9)"
            case .article10: "Ground for information on offences (UK GDPR article 10)"
            case .schedule1: "Condition in the Data Protection Act 2018, Schedule 1"
            case .part3: "Law enforcement (Data Protection Act 2018, Part 3)"
            case .gateway: "Legal gateway: the power or duty to share"
            }
        }

        package var hint: String {
            switch self {
            case .article6: "Consent is seldom the right basis for keeping a child safe."
            case .article9: "Needed for health and social care information."
            case .article10: "Needed for police and youth justice information, alleged offences included."
            case .schedule1: "Needed beside most conditions of articles 9 and 10."
            case .part3: "For police, youth justice and others when they act to enforce the law."
            case .gateway: "Every agreement names at least one."
            }
        }
    }

    package let key: String
    package let group: Group
    package let name: String
    let hint: String?
    private let needsSchedule1: Bool?
    private let needsPolicy: Bool?

    /// It stands only together with a Schedule 1 condition.
    package var requiresSchedule1: Bool { needsSchedule1 ?? false }

    /// It stands only with an appropriate policy document (Schedule 1 Part 4, section 42).
    package var requiresPolicy: Bool { needsPolicy ?? false }

    package static let shipped: [LegalBasis] = list.bases

    /// The date of the list and where it comes from, for the pages that use it.
    package static var listed: (version: String, source: String) { (list.version, list.source) }

    package static func named(_ key: String) -> LegalBasis? { byKey[key] }

    private static let byKey = Dictionary(shipped.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })

    private struct List: Decodable {
        let version: String
        let source: String
        let bases: [LegalBasis]
    }

    private static let list: List = {
        guard
            let url = Bundle.module.url(forResource: "legal-bases", withExtension: "json", subdirectory: "Resources"),
            let data = try? Data(contentsOf: url), let list = try? JSONDecoder().decode(List.self, from: data)
        else { preconditionFailure("The list of legal bases is missing from the program's own files.") }
        return list
    }()
}

/// The legal side of an agreement: what it covers, and what is named for it.
struct LegalGround: Sendable {
    let categories: Set<Category>
    let bases: [LegalBasis]
    /// Bases and gateways in their own words.
    let other: String

    /// What the law still asks for before this can stand, by the group it is missing from.
    func gaps() -> [(group: LegalBasis.Group, message: String)] {
        let groups = Set(bases.map(\.group))
        let special = !categories.isDisjoint(with: [.health, .socialCare])
        let offences = !categories.isDisjoint(with: [.police, .youthJustice])
        var gaps: [(group: LegalBasis.Group, message: String)] = []
        if groups.isDisjoint(with: [.article6, .part3]) {
            gaps.append(
                (.article6, "Name the lawful basis: at least one from article 6, or Part 3 for law enforcement"))
        }
        if special, groups.isDisjoint(with: [.article9, .part3]) {
            gaps.append((.article9, "Health and social care information needs a condition from article 9"))
        }
        if offences, groups.isDisjoint(with: [.article10, .part3]) {
            gaps.append((.article10, "Police and youth justice information needs article 10, or Part 3"))
        }
        if bases.contains(where: \.requiresSchedule1), !groups.contains(.schedule1) {
            gaps.append((.schedule1, "What you chose from article 9 or 10 needs a Schedule 1 condition beside it"))
        }
        if !groups.contains(.gateway), other.isEmpty {
            gaps.append((.gateway, "Name the legal gateway: choose one, or write it in your own words below"))
        }
        return gaps
    }

    /// Whether a basis stands only with an appropriate policy document.
    var requiresPolicyDocument: Bool { bases.contains(where: \.requiresPolicy) }
}
