import Foundation
import Governance
import Kernel
import People

/// What the town is made of, from the dated files that come with the program.
struct Library: Sendable {
    let names: Names
    let town: Places
    let sources: [Source]
    let writing: Writing
    let deciding: DecisionWords
    let supporting: SupportWords
    let meeting: PanelWords
    let gathering: GroupWords

    static let shipped = Library(
        names: read("names"), town: read("town"), sources: (read("sources") as SourceList).sources,
        writing: read("concerns"), deciding: read("decisions"),
        supporting: read("support"), meeting: read("panels"), gathering: read("groups"))

    static func read<Content: Decodable>(_ name: String) -> Content {
        guard let url = Bundle.module.url(forResource: name, withExtension: "json", subdirectory: "Resources"),
            let data = try? Data(contentsOf: url)
        else { preconditionFailure("\(name).json is missing from the program's own files.") }
        do {
            return try JSONDecoder().decode(Content.self, from: data)
        } catch {
            preconditionFailure("\(name).json cannot be read: \(error)")
        }
    }

    private struct SourceList: Decodable {
        let sources: [Source]
    }
}

/// Given and family names, kept in groups so that most go together.
struct Names: Sendable, Decodable {
    struct Group: Sendable, Decodable {
        let weight: Double
        /// A language some in the group would rather speak; empty for English.
        let language: String
        let he: [String]
        let she: [String]
        let they: [String]
        let family: [String]
    }

    let groups: [Group]
}

/// Streets, schools, agencies and the people who work in them.
struct Places: Sendable, Decodable {
    struct District: Sendable, Decodable {
        let code: String
        let name: String
        let weight: Double
    }

    enum Phase: String, Sendable, Decodable {
        case primary, secondary, alternative, special, college
    }

    struct School: Sendable, Decodable {
        let name: String
        let phase: Phase
        let weight: Double
    }

    struct Office: Sendable, Decodable {
        let key: String
        let name: String
        let kind: String
        let hub: Bool
    }

    struct Colleague: Sendable, Decodable {
        let key: String
        let name: String
        let role: String
        let agency: String
        let title: String
        let school: String?
    }

    let districts: [District]
    let streets: [String]
    let schools: [School]
    /// First and last day, as month and day, of each time the schools are closed.
    let holidays: [[String]]
    let homes: [String]
    let agencies: [Office]
    let workers: [Colleague]

    /// Whether the schools are closed on this day.
    func isHoliday(_ day: Day) -> Bool {
        let text = day.description.suffix(5)
        return holidays.contains { $0[0] <= text && text <= $0[1] }
    }
}

/// A kind of people who tell us: how many, when and in which way.
struct Source: Sendable, Decodable {
    let key: String
    /// As the children in need census counts it.
    let code: String
    let weight: Double
    let agency: String
    let words: [String]
    let channels: [String: Double]
    /// First and last hour of the day.
    let hours: [Int]
    /// Monday first.
    let weekdays: [Double]
    /// How many come in the school holidays, where 1 is as many as ever.
    let holidays: Double
    /// How much more, or less, often they tell of a theme than others do.
    let themes: [String: Double]

    var isPublic: Bool { agency.isEmpty && code != "5C" }
}

/// Sentences with gaps, by theme.
struct Writing: Sendable, Decodable {
    struct Theme: Sendable, Decodable {
        let id: String
        let weight: Double
        let high: Double
        let medium: Double
        let low: Double
        /// Youngest and oldest it is told of.
        let ages: [Int]
        let rows: [Int]
        let concerns: [String]
        let headlines: [String]
        let proposed: [String]
    }

    let words: [String: [String]]
    let themes: [Theme]
    let helps: [String]
}

extension Writing.Theme {
    /// How often it is as serious as this.
    func weight(of level: RiskLevel) -> Double {
        switch level {
        case .high: high
        case .medium: medium
        case .low: low
        }
    }
}

/// What the meeting says: why it decided as it did, what it asked whom to do, what agencies told it.
struct DecisionWords: Sendable, Decodable {
    /// By level of risk, how often each outcome is chosen.
    let outcomes: [String: [String: Double]]
    /// By theme, the kinds of support that fit.
    let pathways: [String: [String]]
    /// By kind of support, or by outcome, who leads.
    let leads: [String: [String]]
    let reasons: [String: [String]]
    let again: [String]
    let risk: [String: [String]]
    let voice: [String: [String]]
    let parents: [String: [String]]
    let dissent: [String]
    /// By kind of agency.
    let actions: [String: [String]]
    let done: [String]
    /// By kind of agency.
    let told: [String: [String]]
    let conditions: [String]
    /// By kind of note.
    let notes: [String: [String]]
    let found: [String]
    let missing: [String]
}
