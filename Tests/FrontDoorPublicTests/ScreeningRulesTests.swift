import People
import Testing

@testable import FrontDoor

/// Answers for the rows named; every other row is "no", so that a worked example shows only what it is about.
func input(
    _ answers: [Int: ScreeningAnswer], age: Int? = 15, exploiter: YesNoUnknown = .no, tells: YesNoUnknown = .no
) -> ScreeningInput {
    var all: [Int: ScreeningAnswer] = [:]
    for row in Instrument.current.rows { all[row.number] = answers[row.number] ?? .no }
    return ScreeningInput(answers: all, age: age, suspectedExploiter: exploiter, tellsSomeone: tells)
}

@Suite struct ScreeningRulesTests {
    private let tool = Instrument.current

    private func result(
        _ answers: [Int: ScreeningAnswer], age: Int? = 15, exploiter: YesNoUnknown = .no, tells: YesNoUnknown = .no
    ) -> ScreeningResult {
        tool.result(of: input(answers, age: age, exploiter: exploiter, tells: tells))
    }

    // MARK: The instrument as data

    @Test func `the instrument is whole: 22 rows, 98 points, bands and overrides in order`() {
        #expect(tool.id == "EX-22")
        #expect(tool.rows.map(\.number) == Array(1...22))
        #expect(tool.maximum == 98)
        #expect(tool.rows.map(\.weight) == [3, 3, 3, 2, 2, 3, 3, 2, 3, 3, 3, 3, 2, 2, 1, 1, 2, 3, 1, 2, 1, 1])
        #expect(tool.bands.map(\.from) == [0, 10, 25, 45])
        #expect(tool.bands.map(\.band) == Band.allCases)
        #expect(tool.overrides.count == 6)
        #expect(tool.label.contains("Not validated"))
        #expect(!tool.source.isEmpty)
        #expect(tool.recency.halved == [.older])
        #expect(tool.bands.allSatisfy { !$0.next.isEmpty })
        #expect(Instrument.find("EX-22", version: tool.version) != nil)
        #expect(Instrument.find("EX-22", version: "1999") == nil)
    }

    @Test func `everything known and recent scores the maximum`() {
        let all = Dictionary(uniqueKeysWithValues: (1...22).map { ($0, ScreeningAnswer.known(.last3Months)) })
        #expect(result(all).total == 98)
        #expect(result(all).band == .high)
    }

    // MARK: Scores

    @Test(arguments: [
        // Row 1 weighs 3, row 4 weighs 2, row 15 weighs 1.
        (1, ScreeningAnswer.no, 0), (1, .notKnown, 0), (1, .suspected(.last3Months), 3), (1, .known(.to12Months), 6),
        (1, .suspected(.older), 1), (1, .known(.older), 3), (4, .suspected(.to12Months), 2), (4, .known(.older), 2),
        (4, .suspected(.older), 1), (15, .suspected(.older), 0), (15, .known(.older), 1), (15, .known(.last3Months), 2),
    ])
    func `a row scores its weight times the answer, half and rounded down when old`(
        row: Int, answer: ScreeningAnswer, score: Int
    ) {
        #expect(result([row: answer]).total == score)
    }

    /// Rows that fire no override at 3 to 12 months: weights 3 (1, 2, 7, 12), 2 (4, 5, 8, 13, 14, 17, 20), 1 (15, 16).
    @Test func `the bands begin at 10, 25 and 45`() {
        // 6 + 3 = 9.
        let nine: [Int: ScreeningAnswer] = [1: .known(.to12Months), 2: .suspected(.to12Months)]
        #expect(result(nine).total == 9)
        #expect(result(nine).band == .none)
        // 9 + 1 = 10.
        let ten = nine.merging([15: .suspected(.to12Months)]) { $1 }
        #expect(result(ten).total == 10)
        #expect(result(ten).band == .emerging)
        // 6 × 4 = 24.
        let four = Dictionary(uniqueKeysWithValues: [1, 2, 7, 12].map { ($0, ScreeningAnswer.known(.to12Months)) })
        #expect(result(four).total == 24)
        #expect(result(four).band == .emerging)
        let twentyFive = four.merging([15: .suspected(.to12Months)]) { $1 }
        #expect(result(twentyFive).total == 25)
        #expect(result(twentyFive).band == .significant)
        // 24 + 4 × 5 = 44.
        let fortyFour = four.merging([4, 5, 8, 13, 14].map { ($0, .known(.to12Months)) }) { $1 }
        #expect(result(fortyFour).total == 44)
        #expect(result(fortyFour).band == .significant)
        let fortyFive = fortyFour.merging([16: .suspected(.to12Months)]) { $1 }
        #expect(result(fortyFive).total == 45)
        #expect(result(fortyFive).band == .high)
        for one in [nine, ten, four, twentyFive, fortyFour, fortyFive] { #expect(result(one).overrides.isEmpty) }
    }

    // MARK: Overrides

    @Test(arguments: [3, 6, 9])
    func `known drugs address, debt or threats are at least significant, however old`(row: Int) {
        let known = result([row: .known(.older)])
        #expect(known.total == 3)
        #expect(known.bandOfTotal == .none)
        #expect(known.band == .significant)
        #expect(known.overrides == ["Known: found where drugs are sold, a “debt”, or threats"])
        #expect(result([row: .suspected(.to12Months)]).band == .none)
    }

    @Test func `a communication need lifts a total of 10 to significant, and of 9 not`() {
        // 6 + 3 + 1 (row 22) = 10.
        let ten: [Int: ScreeningAnswer] = [
            1: .known(.to12Months), 2: .suspected(.to12Months), 22: .suspected(.to12Months),
        ]
        #expect(result(ten).total == 10)
        #expect(result(ten).band == .significant)
        // 6 + 2 + 1 = 9.
        let nine: [Int: ScreeningAnswer] = [
            1: .known(.to12Months), 4: .suspected(.to12Months), 22: .suspected(.to12Months),
        ]
        #expect(result(nine).total == 9)
        #expect(result(nine).band == .none)
    }

    @Test func `two serious rows within three months are at least significant`() {
        #expect(result([1: .suspected(.last3Months), 2: .suspected(.last3Months)]).band == .significant)
        #expect(result([1: .suspected(.last3Months), 2: .known(.last3Months)]).band == .significant)
        #expect(result([1: .suspected(.last3Months), 2: .suspected(.to12Months)]).band == .none)
        // Row 4 weighs 2.
        #expect(result([1: .suspected(.last3Months), 4: .suspected(.last3Months)]).band == .none)
    }

    @Test(arguments: [10, 11, 18])
    func `known injury, weapon or sexual harm with a suspected exploiter is high`(row: Int) {
        #expect(result([row: .known(.to12Months)], exploiter: .yes).band == .high)
        #expect(result([row: .known(.to12Months)], exploiter: .no).band == .none)
        #expect(result([row: .known(.to12Months)], exploiter: .notKnown).band == .none)
        #expect(result([row: .suspected(.to12Months)], exploiter: .yes).band == .none)
    }

    @Test func `a child who tells someone is high, whatever the total`() {
        #expect(result([:], tells: .yes).band == .high)
        #expect(result([:], tells: .yes).total == 0)
        #expect(result([:], tells: .notKnown).band == .none)
    }

    @Test(arguments: [(12, Band.high), (9, .high), (13, .none), (nil, .none)] as [(Int?, Band)])
    func `aged 12 or under, one serious row is high`(age: Int?, band: Band) {
        #expect(result([1: .suspected(.older)], age: age).band == band)
        #expect(result([4: .known(.to12Months)], age: age).band == .none)
    }

    @Test func `an override never lowers a band`() {
        let all = Dictionary(uniqueKeysWithValues: (1...22).map { ($0, ScreeningAnswer.known(.last3Months)) })
        #expect(result(all).band == .high)
        #expect(result(all).overrides.count == 3)
    }

    // MARK: Incomplete

    @Test func `more than seven unknown answers make it incomplete`() {
        let seven = Dictionary(uniqueKeysWithValues: (15...21).map { ($0, ScreeningAnswer.notKnown) })
        #expect(!result(seven).isIncomplete)
        #expect(result(seven).headline == "No indicators now")
        let eight = seven.merging([22: .notKnown]) { $1 }
        #expect(result(eight).isIncomplete)
        #expect(result(eight).headline == "Incomplete – too little is known")
        #expect(result(eight.merging([3: .known(.older)]) { $1 }).headline == "Incomplete – at least significant")
    }

    @Test func `a row without an answer counts as not known`() {
        let empty = ScreeningInput(answers: [:], age: nil, suspectedExploiter: .notKnown, tellsSomeone: .notKnown)
        #expect(tool.result(of: empty).unknown == 22)
        #expect(tool.result(of: empty).isIncomplete)
    }

    // MARK: What it suggests

    @Test func `no indicators suggests no level of risk at all`() {
        #expect(Band.none.suggestedRisk == nil)
        #expect(Band.emerging.suggestedRisk == .low)
        #expect(Band.significant.suggestedRisk == .medium)
        #expect(Band.high.suggestedRisk == .high)
        #expect(Band.high.nextSteps.contains { $0.contains("police today") })
    }
}
