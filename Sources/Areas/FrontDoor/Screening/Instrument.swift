/// A screening tool as dated data: its questions, weights, bands and rules. Old versions stay readable.
package struct Instrument: Sendable, Decodable {
    /// One question.
    package struct Row: Sendable, Decodable {
        package let number: Int
        package let words: String
        package let domain: String
        package let weight: Int
    }

    /// What happened this long ago counts half.
    package struct RecencyRule: Sendable, Decodable {
        package let words: String
        package let halved: [Recency]
    }

    /// From which total a band begins, and what to do in it.
    package struct Guidance: Sendable, Decodable {
        package let band: Band
        package let from: Int
        package let level: String
        package let next: [String]
    }

    /// A rule that lifts the band to at least a certain one, whatever the total.
    package struct Override: Sendable, Decodable {
        /// When the rule fires.
        package enum Rule: Sendable, Equatable {
            /// Any of these rows is known.
            case known(rows: [Int])
            /// Any of these rows is suspected or known, and the total is at least this.
            case presentWithTotal(rows: [Int], total: Int)
            /// At least `count` rows of this weight are suspected or known, this recently.
            case recentRows(weight: Int, count: Int, recency: Recency)
            /// Any of these rows is known, and there is a suspected exploiter.
            case knownWithExploiter(rows: [Int])
            /// The young person told someone.
            case tellsSomeone
            /// This age or younger, with any row of this weight suspected or known.
            case youngWithRow(weight: Int, age: Int)
        }

        package let rule: Rule
        package let atLeast: Band
        package let words: String
    }

    /// With more unknown answers than this, the band is only a lower bound.
    package struct IncompleteRule: Sendable, Decodable {
        package let moreThan: Int
        package let words: String
    }

    /// Something that protects: shown beside the score, never taken off it.
    package struct Protective: Sendable, Decodable {
        package let id: String
        package let words: String
    }

    package let id: String
    package let version: String
    package let title: String
    package let dated: String
    package let source: String
    /// That the tool is not validated: on every page that shows it.
    package let label: String
    package let notice: [String]
    package let rows: [Row]
    package let recency: RecencyRule
    package let bands: [Guidance]
    package let overrides: [Override]
    package let incomplete: IncompleteRule
    package let protective: [Protective]

    /// The tool new screenings use.
    package static let current: Instrument = Shipped.read("ex-22", as: Instrument.self)

    /// Every version a stored screening may name, newest first.
    package static let all = [current]

    /// The version a screening was made with; nil when this program no longer has it.
    package static func find(_ id: String, version: String) -> Instrument? {
        all.first { $0.id == id && $0.version == version }
    }

    /// The most a screening can score.
    package var maximum: Int { rows.reduce(0) { $0 + 2 * $1.weight } }

    /// What a band asks for.
    package func guidance(for band: Band) -> Guidance {
        bands.last { $0.band == band } ?? Guidance(band: band, from: 0, level: "", next: [])
    }

    /// The band a total alone falls in.
    package func band(for total: Int) -> Band {
        bands.last { $0.from <= total }?.band ?? .none
    }

    /// What protects, in words.
    package func protectiveWords(_ id: String) -> String {
        protective.first { $0.id == id }?.words ?? id
    }
}

extension Instrument.Override {
    private enum Key: String, CodingKey {
        case kind, rows, total, weight, count, recency, age, atLeast, words
    }

    private enum Kind: String, Decodable {
        case known, presentWithTotal, recentRows, knownWithExploiter, tellsSomeone, youngWithRow
    }

    package init(from decoder: any Decoder) throws {
        let file = try decoder.container(keyedBy: Key.self)
        atLeast = try file.decode(Band.self, forKey: .atLeast)
        words = try file.decode(String.self, forKey: .words)
        func number(_ key: Key) throws -> Int { try file.decode(Int.self, forKey: key) }
        func rows() throws -> [Int] { try file.decode([Int].self, forKey: .rows) }
        switch try file.decode(Kind.self, forKey: .kind) {
        case .known: rule = .known(rows: try rows())
        case .presentWithTotal: rule = .presentWithTotal(rows: try rows(), total: try number(.total))
        case .recentRows:
            let recency = try file.decode(Recency.self, forKey: .recency)
            rule = .recentRows(weight: try number(.weight), count: try number(.count), recency: recency)
        case .knownWithExploiter: rule = .knownWithExploiter(rows: try rows())
        case .tellsSomeone: rule = .tellsSomeone
        case .youngWithRow: rule = .youngWithRow(weight: try number(.weight), age: try number(.age))
        }
    }
}
