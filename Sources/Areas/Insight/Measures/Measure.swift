import Foundation
import Kernel

/// Something counted every month, as data: what is counted, of what, which way is better, and what to beware of.
package struct Measure: Sendable, Decodable, Equatable {
    /// Which way is better.
    package enum Direction: String, Sendable, Decodable {
        case down, up, neutral
    }

    /// How its value is written.
    package enum Unit: String, Sendable, Decodable {
        case count
        /// Numerator of denominator, in percent.
        case percent
        /// Numerator for so many of the denominator, a year.
        case rate
    }

    /// What is counted.
    package struct Count: Sendable, Decodable, Equatable {
        /// Events from files of these feeds only, where two feeds tell of the same.
        package let feeds: [String]?
        /// Events of these kinds, if it counts events.
        package let kinds: [String]?
        package let categories: [String]?
        package let methods: [String]?
        /// Ages from and to: events whose ages lie wholly inside.
        package let ages: [Int]?
        package let placeTypes: [String]?
        package let outcomes: [String]?
        /// Count different references rather than rows: children rather than episodes.
        package let distinct: Bool?
        /// The name a file of monthly counts gives it, if it comes as counts.
        package let monthly: String?
        /// The part of the file it is, such as a region: "England".
        package let part: String?
        /// The name our own records give it, if it counts those: "referrals", "decided-in-a-day".
        package let own: String?
        /// The people it is a rate of, by age from and to, if it is a population.
        package let populationAges: [Int]?
    }

    /// Its name in addresses and files: "ae-assault-under-25".
    package let id: String
    /// "A&E attendances for assault, under 25".
    package let title: String
    /// What one of them is, in a sentence: for "How each measure is worked out".
    package let definition: String
    package let direction: Direction
    package let unit: Unit
    package let numerator: Count
    package let denominator: Count?
    /// For a rate: how many of the denominator.
    package let per: Int?
    package let target: Double?
    /// Who sends it: "Eastmere General A&E (ISTV)".
    package let source: String
    package let caveats: [String]
    /// Days after a month's end by which it should be here; later is said to be late.
    package let dueAfterDays: Int
    /// Whether it stands on the dashboard, and where among the tiles.
    package let tile: Int?
    /// Whether its events have places, for maps.
    package let isPlaced: Bool?

    /// The measures that come with the program.
    ///
    /// - Precondition: The file comes with the program; one that is missing or broken is our own mistake.
    package static let shipped: [Measure] = {
        guard let url = Bundle.module.url(forResource: "measures", withExtension: "json", subdirectory: "Resources"),
            let data = try? Data(contentsOf: url), let list = try? JSONDecoder().decode(List.self, from: data)
        else { preconditionFailure("measures.json is missing from the program's own files, or cannot be read.") }
        return list.measures
    }()

    private struct List: Decodable {
        let measures: [Measure]
    }
}
