import Kernel
import People
import Testing

@testable import Resolutions

@Suite struct ResolutionRuleTests {
    private let lists = ResolutionLists.standard

    private func kind(_ id: String) throws -> ResolutionLists.Kind { try #require(lists.kind(id)) }

    private func condition(due: Day) -> Condition {
        Condition(
            id: .make(), resolution: .make(), replaces: nil, type: "rehabilitative", what: "Six sessions",
            provider: "A",
            frequency: "", evidence: "A note", due: due)
    }

    private func entry(_ kind: ConditionEntry.Kind, _ condition: Condition, at hour: Int) -> ConditionEntry {
        ConditionEntry(
            condition: condition.id, kind: kind, words: "", by: "", at: Instant(milliseconds: hour * 3_600_000))
    }

    @Test func `each question can stop it, and says why`() {
        let through = Dictionary(
            lists.eligibility.map { ($0.id, $0.stopsWhen == "yes" ? "no" : "yes") }, uniquingKeysWith: { a, _ in a })
        #expect(ResolutionRules.stops(through, lists: lists).isEmpty)
        for check in lists.eligibility {
            var answers = through
            answers[check.id] = check.stopsWhen
            #expect(ResolutionRules.stops(answers, lists: lists) == [check.why])
        }
    }

    @Test(arguments: [
        ("communityResolution", Admission.no, false), ("communityResolution", .admits, true),
        ("youthCaution", .takesResponsibility, false), ("youthConditionalCaution", .notAsked, false),
        ("outcome22", .no, true), ("outcome22", .notAsked, true), ("deferredProsecution", .no, true),
        ("deferredProsecution", .takesResponsibility, true), ("deferredProsecution", .notAsked, false),
    ])
    func `a caution needs an admission and outcome 22 does not`(id: String, admission: Admission, fits: Bool) throws {
        #expect((ResolutionRules.mismatch(try kind(id), admission) == nil) == fits)
    }

    @Test func `a condition stands as what was last said of it, and is late only when its day has passed`() {
        let today = Day(number: 20_000)
        let coming = condition(due: today)
        let past = condition(due: today.adding(days: -1))
        func standing(_ condition: Condition, _ entries: [ConditionEntry]) -> Condition.Standing {
            ResolutionRules.standing(condition, entries, isReplaced: false, on: today)
        }
        #expect(standing(coming, []) == .notStarted)
        #expect(standing(past, []) == .late)
        #expect(standing(coming, [entry(.progress, coming, at: 1)]) == .onTrack)
        #expect(standing(past, [entry(.progress, past, at: 1)]) == .late)
        #expect(standing(past, [entry(.notKept, past, at: 1), entry(.met, past, at: 2)]) == .met)
        #expect(standing(past, [entry(.notKept, past, at: 2), entry(.progress, past, at: 1)]) == .notKept)
        #expect(standing(past, [entry(.excused, past, at: 1)]) == .excused)
        #expect(ResolutionRules.standing(past, [], isReplaced: true, on: today) == .replaced)
    }

    @Test func `it is kept only when every condition that stands was met or had a good reason`() {
        #expect(ResolutionRules.keptObstacle([]) != nil)
        #expect(ResolutionRules.keptObstacle([.replaced]) != nil)
        #expect(ResolutionRules.keptObstacle([.met, .excused, .replaced]) == nil)
        for open in [Condition.Standing.notStarted, .onTrack, .late, .notKept] {
            #expect(ResolutionRules.keptObstacle([.met, open]) != nil, "\(open)")
        }
    }

    @Test func `the ladder opens one step at a time and police are asked last`() {
        func next(_ taken: [String]) -> [String] {
            let steps = taken.map { LadderStep(step: $0, words: "", by: "", at: Instant(milliseconds: 0)) }
            return ResolutionRules.nextSteps(steps, lists: lists).map(\.id)
        }
        #expect(next([]) == ["contact"])
        #expect(next(["contact"]) == ["contact", "letter"])
        #expect(next(["contact", "letter", "contact"]) == ["contact", "letter", "meeting"])
        #expect(next(["contact", "letter", "meeting", "vary"]).last == "return")
        #expect(!next(["contact", "letter", "meeting"]).contains("return"))
    }

    @Test func `sixteen weeks over both clock changes end on the same weekday`() throws {
        let caution = try kind("youthConditionalCaution")
        let start = try #require(Day("2026-09-07"))
        let end = ResolutionRules.latestEnd(caution, agreedOn: start)
        #expect(end == Day("2027-01-25") && end.weekday == start.weekday)
        let spring = try #require(Day("2027-02-01"))
        #expect(ResolutionRules.latestEnd(caution, agreedOn: spring).weekday == spring.weekday)
    }
}
