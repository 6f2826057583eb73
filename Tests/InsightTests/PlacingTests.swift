import Feeds
import Governance
import HouseSupport
import Kernel
import Storage
import Testing

@testable import Insight

/// How events come to their areas: by words looked up on this machine, and by codes of other years' boundaries.
@Suite struct `Finding an event's place` {
    private static let schools =
        "URN,EstablishmentName,EstablishmentStatus (code),Easting,Northing,LSOA (code)\n"
        + "990001,Foundry School,1,360500,170500,E01000000\n"

    @Test func `words find a school's area once schools are known, homes are dropped, the rest kept with its reason`()
        async throws
    {
        let world = try await PlacingWorld.make()
        let rows = [
            PlacingWorld.attendance(1, text: "o/s Foundry Schl"),
            PlacingWorld.attendance(2, place: "Home", text: "12 Mill Lane", code: "E01000001"),
            PlacingWorld.attendance(3, text: "patients home"),
            PlacingWorld.attendance(4, text: "somewhere in town"),
            PlacingWorld.attendance(5, code: "E01000003"),
            PlacingWorld.attendance(6),
        ]
        try await world.bring("istv", PlacingWorld.istvHeader + rows.joined())
        // Words that speak of a home were taken out when the file came: nothing is left of them to count by.
        #expect(try await world.areas() == ["E01000003": 1, "": 5])
        #expect(try await world.means() == ["unknownWords": 2, "home": 1, "code": 1, "nothing": 2])

        try await world.bring("schools-gias", Self.schools, from: .education)
        #expect(try await world.areas() == ["E01000000": 1, "E01000003": 1, "": 4])
        #expect(try await world.means() == ["name": 1, "unknownWords": 1, "home": 1, "code": 1, "nothing": 2])
        let precision: String? = try await world.house.database.read {
            try $0.value("SELECT point_precision FROM event WHERE area = 'E01000000'")
        }
        #expect(precision == "area")

        let browser = try await world.house.browser(as: .analyst)
        await browser.open("/insight/data")
        let text = await browser.text
        #expect(text.contains("By its words"))
        #expect(text.contains("its words fit no place we know"))
        #expect(text.contains("where homes are is not kept"))
        #expect(!text.contains("Mill Lane") && !text.contains("Foundry Schl"))
    }

    @Test func `a street a published file names places what another file only says in words`() async throws {
        let world = try await PlacingWorld.make()
        let row = PlacingWorld.attendance(1, text: "nr Test St")
        try await world.bring("istv", PlacingWorld.istvHeader + row)
        #expect(try await world.means() == ["unknownWords": 1])
        let crime = EventCountingTests.crime("", "2025-10", east: 362_500, north: 171_500)
        try await world.bring("police-uk-street", EventCountingTests.header + crime, period: "2025-10", from: .police)
        #expect(try await world.areas() == ["E01000006": 2])
        #expect(try await world.means() == ["name": 1, "point": 1])
    }

    @Test func `codes of 2011 lie on the areas of 2021 through the lookup, and a split area is said to be one`()
        async throws
    {
        let world = try await PlacingWorld.make()
        let rows = [
            PlacingWorld.attendance(1, code: "E01000101"), PlacingWorld.attendance(2, code: "E01000102"),
            PlacingWorld.attendance(3, code: "E01000199"), PlacingWorld.attendance(4, code: "E01000005"),
        ]
        try await world.bring("istv", PlacingWorld.istvHeader + rows.joined())
        #expect(try await world.areas() == [Area.elsewhere: 3, "E01000005": 1])

        let lookup =
            "LSOA11CD,LSOA11NM,LSOA21CD,LSOA21NM,CHGIND\nE01000101,Old 1,E01000001,Area 1,M\n"
            + "E01000102,Old 2,E01000002,Area 2,S\nE01000102,Old 2,E01000003,Area 3,S\n"
        try await world.bring("area-lookup", lookup, from: .partnership)
        #expect(try await world.areas() == ["E01000001": 1, "": 1, Area.elsewhere: 1, "E01000005": 1])
        #expect(try await world.means() == ["lookup": 1, "redrawn": 1, "foreignCode": 1, "code": 1])

        let browser = try await world.house.browser(as: .boardMember)
        await browser.open("/insight/map?measure=ae-assault-under-25")
        #expect(await browser.text.contains("The boundaries changed"))
        await browser.open("/insight/places/E01000002")
        #expect(await browser.text.contains("On the boundaries of 2011 this place was part of E01000102"))
        await browser.open("/insight/places/E01000001")
        #expect(await browser.text.contains("Its boundary changed") == false)
    }

    @Test func `a lookup leads both ways, and nowhere where an area was split or drawn anew`() throws {
        var lookup = AreaLookup(from: 2011, to: 2021)
        func code(_ text: String) throws -> AreaCode { try #require(AreaCode(text)) }
        try lookup.add(code("E01000001"), code("E01000001"), .unchanged)
        try lookup.add(code("E01000002"), code("E01000012"), .split)
        try lookup.add(code("E01000002"), code("E01000013"), .split)
        try lookup.add(code("E01000003"), code("E01000014"), .irregular)
        let later = Passages(to: 2021, [lookup])
        #expect(try later.way(from: code("E01000001"), of: 2011) == .into(code("E01000001")))
        #expect(try later.way(from: code("E01000002"), of: nil) == .redrawn)
        #expect(try later.way(from: code("E01000003"), of: 2011) == .redrawn)
        #expect(try later.way(from: code("E01000009"), of: 2011) == .unknown)
        #expect(try later.way(from: code("E01000001"), of: 2001) == .unknown)
        #expect(try later.redrawn(into: code("E01000013")).map(\.code.text) == ["E01000002"])
        #expect(try later.redrawn(into: code("E01000001")).isEmpty)
        let earlier = Passages(to: 2011, [lookup])
        #expect(try earlier.way(from: code("E01000013"), of: 2021) == .into(code("E01000002")))
    }
}
