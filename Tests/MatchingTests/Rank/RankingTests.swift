import Testing

@testable import Matching

@Suite struct RankingTests {
    private func service(_ id: String, places: Int? = 3) -> Provision {
        var provision = Provision(id: id, name: "The \(id)", kind: .service, vetting: .byService)
        provision.meets = ["housing", "school"]
        provision.places = places
        provision.waitDays = 0
        return provision
    }

    private func ask() -> Ask {
        var ask = Ask(id: "a1")
        ask.needs = [.init("housing")]
        ask.age = 15
        return ask
    }

    private func ranked(_ provisions: [Provision], _ ask: Ask) -> Ranking {
        Ranking(of: provisions, for: ask, today: 100, weights: .standard)
    }

    private func exclusions(_ change: (inout Provision, inout Ask) -> Void) -> [Exclusion] {
        var (provision, ask) = (service("s"), ask())
        change(&provision, &ask)
        return ranked([provision], ask).excluded.first?.exclusions ?? []
    }

    private func doubts(_ change: (inout Provision, inout Ask) -> Void) -> [Doubt] {
        var (provision, ask) = (service("s"), ask())
        change(&provision, &ask)
        return ranked([provision], ask).candidates.first?.doubts ?? []
    }

    @Test func `nothing stands against a service that fits`() {
        #expect(exclusions { _, _ in }.isEmpty)
        #expect(doubts { _, _ in }.isEmpty)
    }

    @Test func `every safety rule rules out what breaks it`() {
        #expect(exclusions { _, ask in ask.safety = [.never("s")] } == [.safety(.never("s"))])
        #expect(
            exclusions { service, ask in
                service.people = ["p7"]
                ask.safety = [.neverWith(person: "p7")]
            } == [.safety(.neverWith(person: "p7"))])
        #expect(
            exclusions { service, ask in
                service.meetsIn = ["North estate"]
                ask.safety = [.notIn(area: "North estate")]
            } == [.safety(.notIn(area: "North estate"))])
        #expect(
            exclusions { service, ask in
                service.workerSexes = ["male"]
                ask.safety = [.onlyWorkerSex("female")]
            } == [.safety(.onlyWorkerSex("female"))])
    }

    @Test func `a mentor who is the person to be kept away from is ruled out`() {
        let mentor = Provision(id: "p7", name: "Sam", kind: .mentor, vetting: .noEnd)
        var asked = ask()
        asked.safety = [.neverWith(person: "p7")]
        #expect(ranked([mentor], asked).excluded.first?.exclusions == [.safety(.neverWith(person: "p7"))])
    }

    @Test func `a safety rule about which nobody knows is a doubt, and comes after every other`() throws {
        let rules: [SafetyRule] = [.neverWith(person: "p7"), .notIn(area: "n"), .onlyWorkerSex("female")]
        for rule in rules {
            #expect(doubts { _, ask in ask.safety = [rule] } == [.safety(rule)])
        }
        var known = service("z")
        known.workerSexes = ["female"]
        known.waitDays = 60
        var asked = ask()
        asked.safety = [.onlyWorkerSex("female")]
        let ranking = ranked([service("a"), known], asked)
        #expect(ranking.candidates.map(\.provision.id) == ["z", "a"])
        #expect(ranking.candidates[1].score > ranking.candidates[0].score)
        #expect(ranking.candidates[1].hasSafetyDoubt)
    }

    @Test func `a service that meets on the estate and elsewhere is to be asked where`() {
        #expect(
            doubts { service, ask in
                service.meetsIn = ["n", "s"]
                ask.safety = [.notIn(area: "n")]
            } == [.safety(.notIn(area: "n"))])
        #expect(
            doubts { service, ask in
                service.meetsIn = ["s"]
                ask.safety = [.notIn(area: "n")]
            }.isEmpty)
    }

    @Test(arguments: [(10, false), (11, true), (18, true), (19, false)])
    func `ages are from the youngest to the oldest, both included`(age: Int, isFor: Bool) {
        let found = exclusions { service, ask in
            (service.youngest, service.oldest) = (11, 18)
            ask.age = age
        }
        #expect(found.isEmpty == isFor)
    }

    @Test func `vetting holds on its last day and not on the next`() {
        func mentor(_ vetting: Provision.Vetting) -> [Exclusion] {
            let mentor = Provision(id: "m", name: "Sam", kind: .mentor, vetting: vetting)
            return ranked([mentor], ask()).excluded.first?.exclusions ?? []
        }
        #expect(mentor(.until(day: 100)).isEmpty)
        #expect(mentor(.until(day: 99)) == [.vettingRanOut(daysAgo: 1)])
        #expect(mentor(.notRecorded) == [.notVetted])
        #expect(mentor(.noEnd).isEmpty)
    }

    @Test func `full, too far, shut and helping with nothing are each a reason`() {
        #expect(exclusions { service, _ in service.places = 0 } == [.full])
        #expect(exclusions { service, _ in service.meets = ["sport"] } == [.meetsNoNeed])
        #expect(
            exclusions { service, ask in
                service.place = GridPlace(easting: 3000, northing: 4000)
                ask.place = GridPlace(easting: 0, northing: 0)
                ask.travelsAtMost = 4999
            } == [.tooFar(metres: 5000)])
        #expect(
            exclusions { service, ask in
                service.hours = WeekHours(days: [0], from: 9, until: 12)
                ask.free = WeekHours(days: [0], from: 12, until: 15)
            } == [.noHourInCommon])
        #expect(
            exclusions { service, ask in
                service.meetsIn = ["east"]
                ask.canGoTo = ["west"]
            } == [.cannotGoThere])
        #expect(
            exclusions { service, ask in
                (service.genders, service.levels, service.serves) = (["boy"], 3...4, ["west"])
                (ask.gender, ask.level, ask.area) = ("girl", 2, "east")
            } == [.gender, .level(3...4), .area])
        #expect(
            exclusions { service, ask in
                service.languages = ["English"]
                (ask.languages, ask.mustShareLanguage) = (["Somali"], true)
            } == [.noSharedLanguage])
    }

    @Test func `a worker who comes to them is never too far`() {
        #expect(
            exclusions { service, ask in
                service.comesToThem = true
                service.place = GridPlace(easting: 90_000, northing: 0)
                (ask.place, ask.travelsAtMost) = (GridPlace(easting: 0, northing: 0), 100)
            }.isEmpty)
    }

    @Test func `contributions add up to the score less one half`() throws {
        var asked = ask()
        asked.needs = [.init("housing", importance: 2), .init("work")]
        asked.languages = ["Somali"]
        asked.wishes = [.feature("quiet"), .workerSex("female"), .named("s")]
        asked.place = GridPlace(easting: 0, northing: 0)
        asked.free = WeekHours(days: [0, 1], from: 16, until: 18)
        asked.knows = ["s"]
        var offered = service("s")
        offered.lacks = ["quiet"]
        offered.place = GridPlace(easting: 1207, northing: 0)
        offered.hours = WeekHours(days: [1], from: 17, until: 20)
        offered.waitDays = 7
        let candidate = try #require(ranked([offered], asked).candidates.first)
        let sum = candidate.reasons.reduce(0) { $0 + $1.contribution }
        #expect(abs(candidate.score - 0.5 - sum) < 1e-12)
        // By hand: needs 2/3 of 4, trust 2, wishes 1/3, 1/2 and 0 of 2/3 each, distance 3/4 of 2, hours 1/2 of 2,
        // language not known (1/2 of 2), wait 2/3 of 1; of 15.
        let byHand = (4 * 2.0 / 3 + 2 + 2.0 / 3 * (0 + 0.5 + 1) + 2 * (1 - 1207.0 / 4828) + 1 + 1 + 2.0 / 3) / 15
        #expect(abs(candidate.score - byHand) < 1e-12)
        #expect(candidate.reasons.first?.criterion == .trust)
    }

    @Test func `what is not known stands between good and bad`() {
        var asked = ask()
        asked.languages = ["Somali"]
        var (good, bad) = (service("c"), service("b"))
        good.languages = ["Somali"]
        bad.languages = ["English"]
        let ranking = ranked([bad, service("a"), good], asked)
        #expect(ranking.candidates.map(\.provision.id) == ["c", "a", "b"])
        #expect(
            ranking.candidates[1].reasons.contains { $0.finding == .languagesNotRecorded && $0.direction == .unknown })
    }

    @Test func `order in does not change order out, and ties go by identifier`() {
        var random = SplitMix(state: 4)
        let all = ["d", "b", "a", "c"].map { service($0) }
        for _ in 0..<10 {
            let ranking = ranked(all.shuffled(using: &random), ask())
            #expect(ranking.candidates.map(\.provision.id) == ["a", "b", "c", "d"])
        }
    }

    @Test func `an ask about which nothing is known ranks and says what is missing`() throws {
        var offered = Provision(id: "x", name: "X", kind: .service, vetting: .byService)
        offered.youngest = 11
        let candidate = try #require(ranked([offered], Ask(id: "n")).candidates.first)
        #expect(candidate.score == 0.5)
        #expect(candidate.doubts == [.age, .places])
        #expect(candidate.reasons.allSatisfy { $0.direction == .unknown })
    }

    @Test func `weights without sense count nothing`() throws {
        let weights = MatchWeights(
            weights: [.needs: .nan, .wait: -3], farMetres: 0, longWaitDays: 0, enoughHours: 0)
        let ranking = Ranking(of: [service("s")], for: ask(), today: 0, weights: weights)
        #expect(ranking.candidates.first?.score == 0.5)
    }
}
