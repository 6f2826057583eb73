import Foundation
import Governance
import Kernel
import People
import Testing
import Web

@testable import Joining

@Suite struct `A cohort's arithmetic` {
    /// The formulas written out in Python (Tests/StatisticsTests/Reference/proportions.py).
    @Test func `intervals are Wilson's and Newcombe's`() throws {
        let one = try #require(Wilson(81, of: 263))
        #expect(abs(one.low - 0.255288519878) < 1e-9 && abs(one.high - 0.366209576983) < 1e-9)
        let two = try #require(Wilson(0, of: 20))
        #expect(two.low == 0 && abs(two.high - 0.161125158053) < 1e-9)
        let (more, less) = (try #require(Wilson(56, of: 70)), try #require(Wilson(48, of: 80)))
        let difference = more.difference(from: less)
        #expect(abs(difference.points - 0.2) < 1e-9)
        #expect(abs(difference.low - 0.0524314724024) < 1e-9 && abs(difference.high - 0.333872654037) < 1e-9)
        #expect(Wilson(0, of: 0) == nil && Wilson(3, of: 2) == nil)
        #expect(Wilson(69, of: 73)?.words == "95% (87% to 98%)")
    }

    @Test func `medians are the middle, or between the two in the middle`() {
        #expect(CohortResult.median([]) == nil)
        #expect(CohortResult.median([3]) == 3)
        #expect(CohortResult.median([1, 2, 9, 10]) == 5.5)
        #expect(CohortResult.words(5.5) == "5½" && CohortResult.words(14) == "14")
    }

    @Test func `members become flags, combinations, waits and what was not helped`() {
        let start = Instant(milliseconds: 1_764_064_800_000)
        func member(_ mask: Int, _ age: Int?, sign: Int?, help: Int?) -> CohortMember {
            CohortMember(
                person: .make(), mask: mask, age: age, firstSign: sign.map { start.adding(days: $0) },
                firstHelp: help.map { start.adding(days: $0) })
        }
        let result = CohortResult(
            [
                member(3, 14, sign: 0, help: 10), member(3, 15, sign: 0, help: 20), member(1, nil, sign: 5, help: 1),
                member(0, 17, sign: nil, help: 3), member(2, 16, sign: 2, help: nil),
            ], flagCount: 2)
        #expect(result.total == 5 && result.flags == [3, 3])
        #expect(result.combinations.first == .init(mask: 3, count: 2))
        #expect(result.combinations.reduce(0) { $0 + $1.count } == 5)
        #expect(result.waits == [10, 20] && result.helpedFirst == 1 && result.notHelped == 1)
        #expect(result.ages == [14, 15, 16, 17])
    }

    @Test func `months are counted back by the calendar`() throws {
        #expect(try #require(Day("2026-03-31")).before(months: 1) == Day("2026-02-28"))
        #expect(try #require(Day("2026-01-15")).before(months: 12) == Day("2025-01-15"))
        #expect(try #require(Day("2026-01-15")).before(months: 1) == Day("2025-12-15"))
    }

    @Test func `a sign counts in its time, and what lasts counts while it does`() {
        let day = Instant(milliseconds: 1_764_064_800_000)
        func sign(_ at: Int, until: Int?, lasts: Bool) -> Bool {
            CountedSign(
                person: .make(), flag: 0, at: day.adding(days: at), until: until.map { day.adding(days: $0) },
                lasts: lasts
            ).falls(from: day, before: day.adding(days: 100))
        }
        #expect(sign(5, until: nil, lasts: false) && !sign(100, until: nil, lasts: false))
        #expect(!sign(-1, until: nil, lasts: false) && sign(-1, until: nil, lasts: true))
        #expect(sign(-1, until: 2, lasts: true) && !sign(-9, until: -1, lasts: true))
    }

    @Test func `a definition is kept as data and read back as it was`() throws {
        let days = (try #require(Day("2025-04-01")), try #require(Day("2026-03-31")))
        for who: CohortDefinition.Who in [
            .hub(months: 12, levels: ["high"]), .referred(months: 3), .between(days.0, days.1), .numbers([2047, 2001]),
        ] {
            let definition = CohortDefinition(name: "N", about: "A", who: who, signMonths: 24)
            #expect(try CohortDefinition.stored(try definition.packed()) == definition)
            #expect(try CohortForm.read(CohortForm.filled(from: definition)) == definition)
        }
        #expect(throws: (any Error).self) { try CohortDefinition.stored(#"{"name":"x"}"#) }
        #expect(Cohort.shipped.count == 2 && Cohort.shipped.allSatisfy(\.isShipped))
    }

    private static let mistyped: [([(String, String)], String)] = [
        ([("name", ""), ("who", "hub"), ("hub-months", "12")], "Give the cohort a name"),
        ([("name", "N")], "Choose who belongs to it"),
        ([("name", "N"), ("who", "hub"), ("hub-months", "0")], "Enter how many months"),
        ([("name", "N"), ("who", "hub"), ("hub-months", "12"), ("signs", "99999")], "Enter how many months"),
        ([("name", "N"), ("who", "numbers"), ("numbers", "")], "Enter the numbers of the records"),
        ([("name", "N"), ("who", "numbers"), ("numbers", "<b>x")], "is not the number of a record"),
        (
            [("name", "N"), ("who", "between"), ("from-day", "31"), ("from-month", "2"), ("from-year", "2026")],
            "must be a real date"
        ),
        (
            [("name", String(repeating: "n", count: 201)), ("who", "referred"), ("referred-months", "3")],
            "200 characters"
        ),
    ]

    @Test(arguments: mistyped)
    func `what is typed wrong is said plainly`(_ fields: [(String, String)], _ words: String) {
        do {
            _ = try CohortForm.read(Form(fields.map { (name: $0.0, value: $0.1) }))
            Issue.record("\(fields) was taken")
        } catch {
            #expect(error.list.contains { $0.message.contains(words) }, "\(error.list)")
        }
    }
}

@Suite struct `A cohort outside the team` {
    private let rule = Suppression.standard

    private func result(_ counts: [Int]) -> CohortResult {
        let flagCount = counts.count.trailingZeroBitCount
        let members = counts.enumerated().flatMap { mask, count in
            (0..<count).map { _ in CohortMember(person: .make(), mask: mask, age: nil, firstSign: nil, firstHelp: nil) }
        }
        return CohortResult(members, flagCount: flagCount)
    }

    @Test func `sees no small count, flag or combination, and no middle of few`() {
        let shown = ShownCohort(result([40, 3, 25, 9]), for: .outside, rule: rule)
        #expect(shown.total == .rounded(75))
        #expect(shown.combinations.allSatisfy { ($0.count.value ?? 0) >= 10 })
        #expect(!shown.combinations.contains { $0.mask == 1 } && shown.isCut)
        let tiny = ShownCohort(result([4, 3, 0, 0]), for: .outside, rule: rule)
        #expect(tiny.total == .few && tiny.combinations.isEmpty && tiny.flags == [.notShown, .notShown])
        #expect(tiny.help.allSatisfy { $0 == .notShown } && tiny.medianAge == nil)
    }

    @Test func `the team sees counts as they are`() {
        let shown = ShownCohort(result([40, 3, 25, 9]), for: .team, rule: rule)
        #expect(shown.total == .exact(77) && shown.flags == [.exact(12), .exact(34)] && !shown.isCut)
    }

    /// Every table of two flags up to a limit: whoever knows the rules and sees what is shown cannot tell how many
    /// people a hidden combination has, because another table with another number there looks the same.
    @Test func `no hidden combination of two flags can be worked out`() {
        var possible: [Key: [Set<Int>]] = [:]
        let sizes = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17]
        for none in sizes {
            for first in sizes {
                for second in sizes {
                    for both in sizes {
                        let counts = [none, first, second, both]
                        let key = Key(ShownCohort(counted(counts), for: .outside, rule: rule))
                        var seen = possible[key] ?? counts.map { _ in [] }
                        for mask in counts.indices { seen[mask].insert(counts[mask]) }
                        possible[key] = seen
                    }
                }
            }
        }
        var hidden = 0
        for (key, values) in possible {
            for (mask, counts) in values.enumerated() where !key.shown.contains(mask) {
                // That nobody has it is no small count; a table at the edge of those tried has fewer neighbours.
                guard counts != [0], counts.contains(where: { (1...7).contains($0) }) else { continue }
                guard values.allSatisfy({ $0.allSatisfy { $0 < 17 } }) else { continue }
                hidden += 1
                #expect(counts.count >= 2, "\(key): \(mask) is \(counts.sorted())")
            }
        }
        #expect(hidden > 100)
        print("cohort tables attacked: \(possible.count) looks, \(hidden) hidden combinations")
    }

    /// The same without a member for each person: the attack asks a hundred thousand times.
    private func counted(_ counts: [Int]) -> CohortResult {
        CohortResult(counts: counts, flagCount: 2)
    }

    /// What somebody outside can see.
    private struct Key: Hashable {
        let total: ShownCount
        let flags: [ShownCount]
        let combinations: [String]
        let shown: Set<Int>

        init(_ shown: ShownCohort) {
            total = shown.total
            flags = shown.flags
            combinations = shown.combinations.map { "\($0.mask):\($0.count)" }
            self.shown = Set(shown.combinations.map(\.mask))
        }
    }
}
