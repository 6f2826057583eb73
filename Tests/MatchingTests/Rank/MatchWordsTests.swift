import Testing

@testable import Matching

@Suite struct MatchWordsTests {
    private let words = MatchWords { $0 == "en" ? "English" : $0 }

    private func reason(_ finding: Reason.Finding) -> String {
        words.sentence(Reason(criterion: .needs, finding: finding, direction: .inFavour, contribution: 0))
    }

    @Test func `reasons are sentences`() {
        #expect(
            reason(.needs(met: ["housing", "school"], unmet: ["work"]))
                == "It helps with housing and school, and not with work.")
        #expect(reason(.needs(met: ["a"], unmet: [])) == "It helps with everything that is needed: a.")
        #expect(reason(.metres(1012)) == "It is about 1 kilometre away.")
        #expect(reason(.metres(2480)) == "It is about 2.5 kilometres away.")
        #expect(reason(.metres(420)) == "It is about 400 metres away.")
        #expect(reason(.languages(shared: ["en", "Urdu"])) == "They would share English and Urdu.")
        #expect(reason(.hours(shared: 1)) == "It is there for one hour a week when the young person is free.")
        #expect(reason(.wait(days: 12)) == "Somebody new waits about 12 days.")
        #expect(reason(.wish(.named("s"), isMet: true)) == "The young person asked for it.")
    }

    @Test func `exclusions and doubts say why and what to do`() {
        #expect(words.sentence(Exclusion.vettingRanOut(daysAgo: 1)) == "Vetting ran out one day ago.")
        #expect(words.sentence(Exclusion.level(3...3)) == "It is for level 3 only.")
        #expect(
            words.sentence(Exclusion.safety(.onlyWorkerSex("female")))
                == "It has no worker who is female, and a safety rule asks for one.")
        #expect(
            words.sentence(Doubt.safety(.notIn(area: "North")))
                == "Check before any offer: can it meet away from North?")
    }
}
