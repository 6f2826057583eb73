import Foundation
import Governance
import Kernel

/// The kinds of meeting, what each may decide, and what brings somebody before one: a dated list.
package struct PanelLists: Decodable, Sendable {
    /// What a kind of meeting can decide.
    struct Outcome: Decodable, Sendable {
        let id: String
        let name: String
        let why: String
        /// Within how many working days a child protection conference follows, where one does.
        let conferenceWorkingDays: Int?
    }

    /// A kind of meeting.
    package struct Kind: Decodable, Sendable {
        package let id: String
        package let name: String
        /// As headings and tasks call it.
        package let short: String
        let about: String
        /// Read out at the start.
        let statement: String
        /// Of each of these somebody has to be there.
        let quorum: [String]
        /// The program says who might come before it.
        let isProposed: Bool
        /// For how many days after it the invited agencies may open the records on its agenda.
        let windowDays: Int
        let outcomes: [Outcome]

        var kinds: [AgencyKind] { quorum.compactMap { AgencyKind(rawValue: $0) } }

        func outcome(_ id: String) -> Outcome? { outcomes.first { $0.id == id } }
    }

    struct Entry: Decodable, Sendable {
        let id: String
        let name: String
    }

    /// From when something is a reason to bring somebody, and how much it counts beside the others.
    struct Proposal: Decodable, Sendable {
        let contactDays: Int
        let risingDays: Int
        let linksDays: Int
        let most: Int
        let weights: [String: Int]
    }

    let kinds: [Kind]
    let tactics: [Entry]
    let proposal: Proposal

    /// The list that comes with the program.
    package static let standard: PanelLists = {
        guard let url = Bundle.module.url(forResource: "panels", withExtension: "json", subdirectory: "Resources"),
            let data = try? Data(contentsOf: url), let lists = try? JSONDecoder().decode(PanelLists.self, from: data)
        else { preconditionFailure("panels.json is missing from the program's own files, or cannot be read.") }
        return lists
    }()

    package func kind(_ id: String) -> Kind? { kinds.first { $0.id == id } }
    func tactic(_ id: String) -> Entry? { tactics.first { $0.id == id } }
}
