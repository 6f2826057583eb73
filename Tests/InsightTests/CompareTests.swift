import Foundation
import Governance
import HouseSupport
import Kernel
import Statistics
import Storage
import Testing
import Web

@testable import Insight

@Suite struct `Comparing` {
    private static let counts = [90, 22, 3, 17, 9, 8, 12, 15, 6, 7, 11, 13, 10, 14, 9, 8]

    @Test func `the funnel leaves hidden areas out and shows no small number to a board`() async throws {
        let world = try await PlaceWorld.make(Self.counts)
        let board = try await world.house.browser(as: .boardMember)
        await board.open("/insight/compare")
        let text = await board.text
        #expect(await board.status == 200)
        #expect(text.contains("Left out, because their numbers are too small to show"))
        #expect(text.contains("A place is not a person"))
        #expect(text.contains("far above what size and chance would give"))
        #expect(!text.contains(">66.7"))
        let team = try await world.house.browser(as: .analyst)
        await team.open("/insight/compare")
        #expect(await team.text.contains("Area 2"))
        #expect(await !team.text.contains("Left out, because"))
    }

    @Test func `without people or figures it says what is missing`() async throws {
        let house = try await TestHouse.make()
        let browser = try await house.browser(as: .analyst)
        for path in ["/insight/compare", "/insight/compare?measure=%27&part=x&beside=%3Cb%3E", "/insight/hours"] {
            await browser.open(path)
            #expect(await browser.status == 200)
            #expect(await !browser.text.contains("nan"))
        }
    }

    @Test func `the share police know of is told from shown counts, with its interval`() throws {
        let month = Month(number: 24_305)
        let facts =
            (0..<60).map { _ in
                KnownToPolice.Fact(isTreated: true, month: month, ages: 15...17, method: "knife", hour: 16)
            }
            + (0..<20).map { _ in
                KnownToPolice.Fact(isTreated: false, month: month, ages: 15...17, method: "knife", hour: 16)
            }
            + (0..<2).map { _ in KnownToPolice.Fact(isTreated: true, month: month, ages: 10...14, method: "", hour: nil)
            }
        let months = Month(number: 24_300)...Month(number: 24_311)
        let team = KnownToPolice(facts, months: months, for: .team)
        #expect(team.whole.treated.value == 62 && team.whole.police.value == 20)
        #expect(team.whole.seen?.words.contains("at most 32 in 100") == true)
        let board = KnownToPolice(facts, months: months, for: .outside)
        let age = try #require(board.tables.first { $0.name == "Age" })
        // Two under 15 are hidden, and another with them; neither gives a share.
        #expect(age.groups[0].treated.value == nil && age.groups[0].seen == nil)
        #expect(age.groups.count { $0.treated.value == nil } >= 2)
        let shown = board.tables.flatMap(\.groups).flatMap { [$0.treated.value, $0.police.value] }.compactMap(\.self)
        #expect(shown.allSatisfy { $0 == 0 || $0 >= 5 })
    }
}
