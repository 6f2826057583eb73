import Governance
import HouseSupport
import Kernel
import Storage
import Surveillance
import Testing
import Web

@testable import Insight

/// Layers of the map: who may see which, and the same in words below.
@Suite struct `Layers of the map` {
    private func world() async throws -> PlacingWorld {
        let world = try await PlacingWorld.make()
        var rows = (0..<9).map { _ in EventCountingTests.crime("", "2025-10", east: 360_500, north: 170_500) }
        rows += (0..<2).map { _ in EventCountingTests.crime("", "2025-10", east: 363_500, north: 173_500) }
        try await world.bring(
            "police-uk-street", EventCountingTests.header + rows.joined(), period: "2025-10", from: .police)
        return world
    }

    @Test func `hexagons count exact points, for the team alone`() async throws {
        let world = try await world()
        let team = try await world.house.browser(as: .analyst)
        await team.open("/insight/map?measure=street-violence&hexagons=yes")
        let text = await team.text
        #expect(text.contains("Hexagons on the map (2)"))
        #expect(text.contains("The publisher moved these points"))
        #expect(text.contains("in a hexagon") && text.contains(#"class="bound""#))
        #expect(!text.contains("Hexagons are for the team alone"))
        let board = try await world.house.browser(as: .boardMember)
        await board.open("/insight/map?measure=street-violence&hexagons=yes")
        let seen = await board.text
        #expect(seen.contains("Hexagons are for the team alone"))
        #expect(!seen.contains("Hexagons on the map") && !seen.contains(#"name="hexagons""#))
        #expect(!seen.contains(#"class="bound""#))
    }

    @Test func `each layer is a box without script, and its places stand below as words`() async throws {
        let world = try await world()
        try await world.bring(
            "schools-gias",
            "URN,EstablishmentName,EstablishmentStatus (code),Easting,Northing,LSOA (code)\n"
                + "990001,Foundry School,1,360500,170500,E01000000\n", from: .education)
        let browser = try await world.house.browser(as: .boardMember)
        await browser.open("/insight/map?measure=street-violence&layers=chosen&schools=yes&clusters=yes&zoom=2")
        let text = await browser.text
        #expect(text.contains("Schools on the map (1)") && text.contains("Foundry School"))
        #expect(text.contains("No cluster in place and time is open for this measure"))
        for layer in ["hot", "clusters", "schools", "actions"] { #expect(text.contains(#"name="\#(layer)""#)) }
        #expect(text.contains(#"name="zoom" value="2.0""#))
        // Close by, areas end at the picture's edge.
        #expect(text.contains(#"overflow="hidden""#))
        #expect(!text.contains("<style") && !text.contains(" style="))
    }

    @Test func `an open cluster is drawn with a line, and said to those who may know of it`() async throws {
        let world = try await world()
        let now = world.house.now
        let month = Month(number: 2025 * 12 + 9)
        let signal = FoundSignal(
            measure: "street-violence", area: PlaceWorld.code(5), month: month, method: .scan, observed: 9,
            expected: 3, threshold: nil, score: 2,
            facts: Signal.Facts(
                direction: .high, meaning: .concern, months: month...month, chance: 0.01, series: 4,
                areas: [PlaceWorld.code(5), PlaceWorld.code(6)]))
        try await world.house.database.write { tx in
            try tx.run(
                """
                INSERT INTO signal (id, measure, area, period, method, observed, expected, threshold, score, facts,
                    state, found_at, touched_at)
                VALUES (\(ID<Signal>.make()), \(signal.measure), \(signal.area), \(month.text), \(Signal.Method.scan),
                    \(signal.observed), \(signal.expected), \(Double?.none), \(signal.score), \(signal.facts.text),
                    \(Signal.State.new), \(now), \(now))
                """)
        }
        let browser = try await world.house.browser(as: .boardMember)
        await browser.open("/insight/map?measure=street-violence&clusters=yes")
        let text = await browser.text
        #expect(text.contains("Clusters in place and time (1)"))
        #expect(text.contains(#"class="cluster""#) && text.contains("Area 5 and 1 other area near it"))
        #expect(text.contains("How many is not shown here"))
        await browser.open("/insight/map?measure=street-violence")
        #expect(await browser.text.contains(#"class="cluster""#) == false)
    }

    @Test func `hot spots can be taken off, and links keep them off`() {
        func wish(_ query: [(String, String)]) -> MapWish { MapWish(Form(query), measure: "m") }
        #expect(wish([]).showsHotSpots)
        #expect(wish([("layers", "chosen"), ("hot", "yes")]).showsHotSpots)
        let off = wish([("layers", "chosen"), ("schools", "yes")])
        #expect(!off.showsHotSpots && off.showsSchools)
        #expect("\(off.with { $0.zoom = 2 })".contains("layers=chosen"))
        #expect(wish([("zoom", "1e300"), ("x", "1e300"), ("y", "nan")]).middle == nil)
    }

    @Test func `shades are fifths, and say whole numbers plainly`() {
        let shades = MapShades([1, 1, 1, 2, 2, 4, 4, 8, 9, 20], places: 0)
        #expect(shades.words == ["Under 2", "2 to 3", "4 to 8", "9 to 17", "18 and over"])
        #expect([0, 1, 2, 3, 4, 9, 20].map { shades.shade($0) } == [0, 1, 2, 2, 3, 4, 5])
        #expect(MapShades([1, 1, 1, 1, 1, 1], places: 0).words == ["Any"])
        #expect(shades.shade(nil) == 0)
    }
}
