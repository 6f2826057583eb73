import Governance
import HouseSupport
import Kernel
import Statistics
import Testing

@testable import SupportWork

@Suite struct OutcomeTests {
    private func reviews(_ scores: [Int?]) -> [Review] {
        let support = ID<Support>.make()
        return scores.enumerated().map { week, score in
            Review(
                id: .make(), support: support, kind: .regular, on: Day(number: 20_000 + 56 * week), tookPart: "",
                said: "",
                outcome: .goOn, outcomeReason: "", next: nil, missing: [:],
                scores: score.map { [Review.Score(ladder: "safety", scorer: .youngPerson, value: $0)] } ?? [],
                instruments: [:])
        }
    }

    @Test func `better, same and worse are the first score to the last, and who has one score is missing`() {
        let figures = PathwayFigures(
            [
                reviews([3, 4, 8]), reviews([5, 6]), reviews([5, 7]), reviews([7, 9, 5]), reviews([4]), reviews([]),
                reviews([nil, 6]),
            ], ladders: ["safety", "home"], by: .youngPerson)
        #expect(figures.begun == 7)
        #expect(figures.scored == 4)
        #expect(
            figures.ladders == [
                LadderFigure(ladder: "safety", better: 2, same: 1, worse: 1),
                LadderFigure(ladder: "home", better: 0, same: 0, worse: 0),
            ])
    }

    @Test func `the team sees Wilson's range, and outside nothing is worked out from what is hidden`() throws {
        let figure = LadderFigure(ladder: "safety", better: 30, same: 15, worse: 5)
        let team = ShownLadder(figure, for: .team)
        let share = try #require(team.share)
        // 30 of 50 by Wilson: 0.4618 to 0.7239 (Newcombe 1998's formula, worked out by hand).
        #expect(abs(share.value - 0.6) < 1e-12)
        #expect(abs(share.interval.lower - 0.4618) < 5e-5 && abs(share.interval.upper - 0.7239) < 5e-5)
        let outside = ShownLadder(figure, for: .outside)
        #expect(outside.share == nil)
        #expect(outside.counts.contains { $0.value == nil })
        #expect(ShownLadder(LadderFigure(ladder: "x", better: 0, same: 0, worse: 0), for: .team).share == nil)
    }

    @Test func `whoever sees figures sees the page, and a provider does not`() async throws {
        let world = try await SupportWorld.make()
        for role in [Role.hubCoordinator, .analyst, .boardMember] {
            let browser = try await world.house.browser(as: role)
            await browser.open("/support/outcomes?pathway=one-to-one-advocate")
            #expect(await browser.status == 200, "\(role)")
            #expect(await browser.text.contains("No change can be told yet"), "\(role)")
        }
        let provider = try await world.house.browser(as: .provider)
        await provider.open("/support/outcomes")
        #expect(await provider.status == 403)
    }
}
