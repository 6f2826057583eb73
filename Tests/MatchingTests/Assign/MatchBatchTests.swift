import Testing

@testable import Matching

@Suite struct MatchBatchTests {
    private func mentor(_ id: String, sex: String?) -> Provision {
        var mentor = Provision(id: id, name: id, kind: .mentor, vetting: .noEnd)
        mentor.meets = ["trust"]
        mentor.places = 1
        mentor.waitDays = 0
        mentor.workerSexes = sex.map { [$0] }
        return mentor
    }

    private func ask(_ id: String, safety: [SafetyRule] = [], wishes: [Wish] = []) -> Ask {
        var ask = Ask(id: id)
        ask.needs = [.init("trust")]
        ask.safety = safety
        ask.wishes = wishes
        return ask
    }

    private func batch(_ asks: [Ask], _ mentors: [Provision], out: LeavingOut = .cost(1)) throws -> MatchBatch {
        try MatchBatch(
            of: asks, to: mentors, today: 0, weights: .standard, assumedPlaces: 1, leavingOut: out)
    }

    @Test func `whoever needs a woman gets her, and the other the man`() throws {
        let asks = [ask("a", wishes: [.workerSex("female")]), ask("b", safety: [.onlyWorkerSex("female")])]
        let made = try batch(asks, [mentor("Sue", sex: "female"), mentor("Tom", sex: "male")])
        #expect(made.proposal(for: 0)?.provision.id == "Tom")
        #expect(made.proposal(for: 1)?.provision.id == "Sue")
        let why = made.firstChoiceWords(for: 0) { $0 }
        #expect(why.first == "Sue would suit a best, and its places went to b.")
        #expect(why.last == "b would be left without a place.")
    }

    @Test func `a pair whose safety is in doubt is never made`() throws {
        let made = try batch([ask("a", safety: [.neverWith(person: "p")])], [mentor("Sue", sex: nil)])
        #expect(made.assignment.leftOut == [0])
        #expect(made.rankings[0].candidates.count == 1)
        #expect(made.proposal(for: 0) == nil)
    }

    @Test func `a place nobody has counted is one place`() throws {
        var open = mentor("Sue", sex: nil)
        open.places = nil
        let made = try batch([ask("a"), ask("b")], [open], out: .asFewAsPossible)
        #expect(made.assignment.leftOut.count == 1)
    }
}
