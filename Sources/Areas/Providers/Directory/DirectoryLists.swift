import Foundation
import Kernel
import Web

/// The dated lists the directory chooses from: needs, levels, languages, kinds of vetting.
package struct DirectoryLists: Sendable, Decodable {
    /// One thing to choose.
    package struct Entry: Sendable, Decodable, Hashable {
        package let code: String
        package let name: String
        /// How long it stands, where it lapses.
        package let months: Int?
    }

    package static let shipped: DirectoryLists = load()

    package let version: String
    /// After how many months without a check a service counts as not assured.
    package let assuredMonths: Int
    /// After how many days what was said about places is old.
    package let placesDays: Int
    package let needs: [Entry]
    package let levels: [Entry]
    /// Whom a service is for.
    package let genders: [Entry]
    package let mentorGenders: [Entry]
    package let routes: [Entry]
    package let vetting: [Entry]
    package let languages: [Entry]

    private static func load() -> DirectoryLists {
        guard let url = Bundle.module.url(forResource: "directory", withExtension: "json", subdirectory: "Resources"),
            let data = try? Data(contentsOf: url),
            let lists = try? JSONDecoder().decode(DirectoryLists.self, from: data)
        else { preconditionFailure("directory.json is missing from the program's own files, or cannot be read.") }
        return lists
    }
}

extension [DirectoryLists.Entry] {
    func name(of code: String) -> String { first { $0.code == code }?.name ?? code }

    func names(of codes: [String]) -> [String] { codes.map(name(of:)) }

    func has(_ code: String) -> Bool { contains { $0.code == code } }

    var choices: [Choice] { map { Choice($0.code, $0.name) } }

    /// Those of the codes that are on the list, in the list's order.
    func known(_ codes: [String]) -> [String] { map(\.code).filter(codes.contains) }
}

extension Day {
    /// The same day some months later, or the month's last day where there is none such.
    func adding(months: Int) -> Day {
        let count = year * 12 + month - 1 + months
        for last in stride(from: day, through: 28, by: -1) {
            if let found = Day(year: count / 12, month: count % 12 + 1, day: last) { return found }
        }
        return Day(year: count / 12, month: count % 12 + 1, day: min(day, 28)) ?? self
    }
}

extension String {
    /// What was kept one to a line.
    var keptLines: [String] { split(separator: "\n").map(String.init) }
}

extension [String] {
    /// One to a line, as columns keep lists.
    var kept: String { joined(separator: "\n") }
}
