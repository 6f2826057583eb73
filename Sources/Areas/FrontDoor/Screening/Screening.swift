import Governance
import Kernel
import People

/// What a worker made of the answers, before it is kept: raw answers, the tool's result and the worker's own view.
package struct ScreeningEntry: Sendable, Equatable {
    package let input: ScreeningInput
    package let result: ScreeningResult
    package let ownBand: Band
    /// Why the worker sees it as they do; never empty where they differ from the tool.
    package let ownReason: String
    /// Identifiers of what protects, as the instrument lists it.
    package let protective: [String]
    package let protectiveWords: String

    package init(
        input: ScreeningInput, result: ScreeningResult, ownBand: Band, ownReason: String, protective: [String],
        protectiveWords: String
    ) {
        self.input = input
        self.result = result
        self.ownBand = ownBand
        self.ownReason = ownReason
        self.protective = protective
        self.protectiveWords = protectiveWords
    }
}

/// One use of a screening tool about a young person. A new one stands beside the old; none is changed.
package struct Screening: Sendable {
    package let id: ID<Screening>
    package let referral: ID<Referral>
    package let person: ID<Person>?
    package let instrument: String
    package let version: String
    package let entry: ScreeningEntry
    package let by: ID<Worker>
    package let byName: String
    package let at: Instant

    package init(
        id: ID<Screening>, referral: ID<Referral>, person: ID<Person>?, instrument: Instrument, entry: ScreeningEntry,
        by worker: Worker, at: Instant
    ) {
        self.id = id
        self.referral = referral
        self.person = person
        self.instrument = instrument.id
        version = instrument.version
        self.entry = entry
        by = worker.id
        byName = worker.name
        self.at = at
    }

    package var input: ScreeningInput { entry.input }
    package var result: ScreeningResult { entry.result }
    package var ownBand: Band { entry.ownBand }

    /// The worker sees it otherwise than the tool; both are kept.
    package var isDisputed: Bool { ownBand != result.band }

    /// The version it was made with; the present one when that is gone, for the words of the rows alone.
    package var tool: Instrument { Instrument.find(instrument, version: version) ?? .current }

    /// "EX-22: Significant, 31 of 98": for `RiskJudgement.suggested`.
    package var suggestion: String { "\(instrument): \(result.headline), \(result.total) of \(result.maximum)" }
}

/// What changed between two screenings of the same young person.
package struct ScreeningChange: Sendable, Equatable {
    /// One row whose answer is not what it was.
    package struct Row: Sendable, Equatable {
        package let number: Int
        package let words: String
        package let before: ScreeningAnswer
        package let after: ScreeningAnswer
    }

    package let rows: [Row]
    package let band: (before: Band, after: Band)
    package let total: (before: Int, after: Int)
    package let since: Instant

    /// Nil when the two were not made with the same tool, whose rows alone can be compared.
    package init?(from earlier: Screening, to later: Screening) {
        guard earlier.instrument == later.instrument else { return nil }
        rows = later.tool.rows.compactMap { row in
            let before = earlier.input.answer(to: row.number)
            let after = later.input.answer(to: row.number)
            return before == after ? nil : Row(number: row.number, words: row.words, before: before, after: after)
        }
        band = (earlier.result.band, later.result.band)
        total = (earlier.result.total, later.result.total)
        since = earlier.at
    }

    package static func == (left: ScreeningChange, right: ScreeningChange) -> Bool {
        left.rows == right.rows && left.band == right.band && left.total == right.total && left.since == right.since
    }

    /// "Since 3 March: from emerging to significant, from 18 to 31 points."
    package var words: String {
        let bands =
            band.before == band.after
            ? "still \(band.after.name.lowercased())"
            : "from \(band.before.name.lowercased()) to \(band.after.name.lowercased())"
        let points =
            total.before == total.after
            ? "still \(total.after) points" : "from \(total.before) to \(total.after) points"
        return "Since \(since.day.long): \(bands), \(points)."
    }
}
