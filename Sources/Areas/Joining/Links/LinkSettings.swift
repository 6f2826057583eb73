import Foundation
import Governance

/// From where on records are linked, from where a person is asked, and whose word counts how much, as a dated list.
package struct LinkSettings: Decodable, Sendable {
    /// How far an agency's word is taken on a young person's details.
    struct Trust: Decodable, Sendable {
        let agency: String
        let names: Double
        let place: Double
    }

    package let version: String
    /// The probability from which two records are linked without asking.
    package let linkFrom: Double
    /// The probability from which a person is asked.
    package let askFrom: Double
    /// The fewest reviewed pairs a share is worked out from.
    package let fewestPairs: Int
    /// How many questions a day the list is measured by.
    package let dailyGoal: Int
    /// After so long an agency's word counts half as much.
    package let halfLifeDays: Int
    let trust: [Trust]

    /// The settings that come with the program.
    package static let standard: LinkSettings = {
        guard let url = Bundle.module.url(forResource: "linking", withExtension: "json", subdirectory: "Resources"),
            let data = try? Data(contentsOf: url), let read = try? JSONDecoder().decode(LinkSettings.self, from: data)
        else { preconditionFailure("linking.json is missing from the program's own files, or cannot be read.") }
        return read
    }()

    func trust(in kind: AgencyKind) -> Trust {
        trust.first { $0.agency == kind.rawValue } ?? Trust(agency: kind.rawValue, names: 0.5, place: 0.5)
    }
}
