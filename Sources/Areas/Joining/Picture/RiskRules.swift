import Foundation
import Kernel
import People

/// Which rows, notes and answers count as which sign of harm: dated data, never code.
struct RiskRules: Decodable, Sendable {
    /// One thing the risk picture asks of every young person.
    struct Flag: Decodable, Sendable, Hashable {
        let key: String
        /// One letter, for a picture with little room.
        let letter: String
        /// "Missing".
        let name: String
        /// What a yes means, in a few words.
        let means: String
        /// The kinds of information that could raise it: held and not shown, any of them leaves it open.
        let categories: [String]
        /// What our own notes and screenings call it: "note.missing", "screening.EX-22.1".
        let told: [String]
        /// Words of the mappings' own (`FeedEvent.signs`) that raise it.
        let signs: [String]
        let rules: [Rule]
        /// Words in a school's name that raise it for whoever is on its roll.
        let schools: [String]
        /// Without an end it goes on: being in care, unlike an arrest.
        let lasts: Bool

        static func == (left: Flag, right: Flag) -> Bool { left.key == right.key }
        func hash(into hasher: inout Hasher) { hasher.combine(key) }
    }

    /// A row counts when its kind is one of these and every condition on its facts holds.
    struct Rule: Decodable, Sendable {
        let kinds: [String]?
        let facts: [Condition]?
    }

    /// A fact of this name, or of any when there is none, whose words have one of these phrases among them.
    struct Condition: Decodable, Sendable {
        let name: String?
        let among: [String]
    }

    let version: String
    let source: String
    let flags: [Flag]
    /// Kinds of event that are an agency's judgement, and facts that are.
    let opinionKinds: [String]
    let opinionFacts: [String]

    /// The rules that come with the program.
    static let standard: RiskRules = JoiningResource.load("risk-rules")

    func isOpinion(_ kind: String) -> Bool { opinionKinds.contains(kind) }

    func isJudged(_ fact: String) -> Bool { opinionFacts.contains { $0.folded == fact.folded } }

    /// Every flag a row raises.
    func flags(of event: SourceEvent) -> [Flag] {
        flags.filter { flag in
            !event.signs.isDisjoint(with: flag.signs) || flag.rules.contains { $0.matches(event) }
        }
    }

    /// Every flag that being on a school's roll raises: by words in its name, or because the partnership listed it.
    func flags(school: String, _ own: OwnSchools) -> [Flag] {
        let (name, isListed) = (" \(school.folded) ", own.has(school))
        return flags.filter { flag in
            !flag.schools.isEmpty && (isListed || flag.schools.contains { name.contains(" \($0.folded) ") })
        }
    }

    /// Every flag that something written or answered here raises.
    func flags(told kind: String) -> [Flag] { flags.filter { $0.told.contains(kind) } }

    /// The kinds of note that raise any.
    var noteKinds: [NoteKind] {
        NoteKind.allCases.filter { !flags(told: "note.\($0.rawValue)").isEmpty }
    }
}

extension RiskRules.Rule {
    func matches(_ event: SourceEvent) -> Bool {
        if let kinds, !kinds.contains(event.kind) { return false }
        return (facts ?? []).allSatisfy { condition in event.facts.contains { condition.matches($0) } }
    }
}

extension RiskRules.Condition {
    func matches(_ fact: SourceEvent.Fact) -> Bool {
        if let name, name.folded != fact.name.folded { return false }
        let value = " \(fact.value.folded) "
        return among.contains { value.contains(" \($0.folded) ") }
    }
}

/// The dated lists that come with Joining.
enum JoiningResource {
    /// Reads one list; a list that is missing or broken is our own mistake, found at the first start.
    static func load<List: Decodable>(_ name: String) -> List {
        guard let url = Bundle.module.url(forResource: name, withExtension: "json", subdirectory: "Resources"),
            let data = try? Data(contentsOf: url), let list = try? JSONDecoder().decode(List.self, from: data)
        else { preconditionFailure("\(name).json is missing from the program's own files, or cannot be read.") }
        return list
    }
}
