import Feeds
import Geography
import Governance
import HouseSupport
import Joining
import Kernel
import Storage
import Testing
import Web

@testable import Insight

/// Files of events and counts on the way a file takes: staged, kept, counted by small area.
@Suite struct EventCountingTests {
    /// A house with nine invented areas a kilometre wide, and what reads and counts its files.
    struct World {
        let house: TestHouse
        let importer: Importer
        let counting: EventCounting

        static func make(areas: Bool = true, in given: TestHouse? = nil) async throws -> World {
            let made = try await given == nil ? TestHouse.make() : nil
            let house = try #require(given ?? made)
            let now = house.now
            let files = ImportFiles(folder: house.store.folder + "/files", keys: house.keys)
            let importer = Importer(
                database: house.database, files: files, audit: Audit(key: house.keys.audit), clock: { now })
            let counting = EventCounting(
                database: house.database, keys: house.keys, own: OwnCount.hub, clock: { now })
            if areas {
                let book = try AreaCountTests.book(side: 3)
                let east = 400_000.0
                let new = NewBoundaries(
                    name: "Squares", year: 2021, source: "invented", fileHash: "",
                    areas: zip(book.areas, book.shapes).map { area, shape in
                        (area.code, area.name, shape.mapped { Point(x: $0.x + east, y: $0.y + east) })
                    })
                try await house.database.write { _ = try $0.insert(new, by: nil, at: now) }
            }
            return World(house: house, importer: importer, counting: counting)
        }

        /// Takes a file in, keeps it and counts it.
        @discardableResult func bring(_ feed: String, _ csv: String, period: String) async throws -> ImportRun {
            let agency = try #require(house.agencies[.police])
            let order = ImportOrder(agency: agency.id, feed: feed, period: period, agreement: "published")
            let taken = try await importer.take(order, try Mapping.shipped(feed), file: .text(csv), name: "file.csv")
            let read = try await importer.read(taken.run.id)
            #expect(read.state == .staged, "\(read.problem ?? "")")
            #expect(read.counts.isWhole)
            let kept = try await importer.decide(read.id, keep: true)
            try await counting.countAll()
            return kept
        }

        func events() async throws -> [String: Int] {
            let rows = try await house.database.read {
                try $0.rows("SELECT area, COUNT(*) AS events FROM event GROUP BY area")
            }
            var counts: [String: Int] = [:]
            for row in rows {
                let area: String = try row["area"]
                counts[area] = try row["events"]
            }
            return counts
        }

        func values(_ measure: String) async throws -> [String: Int?] {
            let values = try await house.database.read { try $0.values(of: measure) }
            return Dictionary(uniqueKeysWithValues: values.map { ($0.month.text, $0.numerator) })
        }
    }

    static let header =
        "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,"
        + "Last outcome category,Context\n"

    /// A street-level crime at a point of the National Grid.
    static func crime(
        _ id: String, _ month: String, east: Double, north: Double, type: String = "Violence and sexual offences",
        outcome: String = "Under investigation"
    ) -> String {
        let place = NationalGrid.position(GridPoint(easting: east, northing: north))
        return "\(id),\(month),Test Police,Test Police,\(place.longitude),\(place.latitude),On or near Test Street,"
            + "E01000001,Test 001A,\(type),\(outcome),\n"
    }

    static func hash(_ number: Int) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 64 - digits.count) + digits
    }

    @Test func `crimes are counted by the area they lie in, elsewhere outside, and nowhere without a point`()
        async throws
    {
        let world = try await World.make()
        let rows = [
            Self.crime(Self.hash(1), "2025-01", east: 400_500, north: 400_500),
            Self.crime(Self.hash(2), "2025-01", east: 401_500, north: 400_500),
            Self.crime(Self.hash(3), "2025-01", east: 450_000, north: 450_000),
            "\(Self.hash(4)),2025-01,Test Police,Test Police,,,No location,,,Violence and sexual offences,,\n",
            Self.crime("", "2025-01", east: 400_500, north: 400_500, type: "Anti-social behaviour"),
            Self.crime("", "2025-01", east: 400_500, north: 400_500, type: "Anti-social behaviour"),
        ]
        try await world.bring("police-uk-street", Self.header + rows.joined(), period: "2025-01")
        #expect(try await world.events() == ["X1000": 3, "X1001": 1, Area.elsewhere: 1, "": 1])
        #expect(try await world.values("street-violence") == ["2025-01": 3])
        #expect(try await world.values("street-robbery") == ["2025-01": 0])
    }

    @Test func `a later file's word on the same crime counts once, and a month between is a gap`() async throws {
        let world = try await World.make()
        let first = Self.crime(Self.hash(1), "2025-01", east: 400_500, north: 400_500)
        try await world.bring("police-uk-street", Self.header + first, period: "2025-01")
        let again = Self.crime(
            Self.hash(1), "2025-01", east: 400_500, north: 400_500, outcome: "Suspect charged")
        let third = Self.crime(Self.hash(3), "2025-03", east: 400_500, north: 400_500)
        try await world.bring("police-uk-street", Self.header + again + third, period: "2025-03")
        #expect(try await world.events() == ["X1000": 2])
        let outcome: String? = try await world.house.database.read {
            try $0.value("SELECT outcome FROM event WHERE reference = \(Self.hash(1))")
        }
        #expect(outcome == "Suspect charged")
    }

    @Test func `a file that takes another's place takes its events' place`() async throws {
        let world = try await World.make()
        let rows = (1...4).map { Self.crime(Self.hash($0), "2025-02", east: 400_500, north: 400_500) }
        try await world.bring("police-uk-street", Self.header + rows.joined(), period: "2025-02")
        try await world.bring("police-uk-street", Self.header + rows[0], period: "2025-02")
        #expect(try await world.events() == ["X1000": 1])
        #expect(try await world.values("street-violence") == ["2025-02": 1])
    }

    @Test func `new areas count everything anew`() async throws {
        let world = try await World.make(areas: false)
        let row = Self.crime(Self.hash(1), "2025-02", east: 400_500, north: 400_500)
        try await world.bring("police-uk-street", Self.header + row, period: "2025-02")
        #expect(try await world.events() == ["": 1])
        let book = try AreaCountTests.book(side: 2)
        let new = NewBoundaries(
            name: "Squares", year: 2021, source: "invented", fileHash: "",
            areas: zip(book.areas, book.shapes).map { area, shape in
                (area.code, area.name, shape.mapped { Point(x: $0.x + 400_000, y: $0.y + 400_000) })
            })
        let now = world.house.now
        try await world.house.database.write { _ = try $0.insert(new, by: nil, at: now) }
        try await world.counting.countAll()
        #expect(try await world.events() == ["X1000": 1])
    }

    @Test func `published counts keep a hidden figure hidden`() async throws {
        let world = try await World.make()
        let csv = "month,admissions\n2021-10,312\n2021-11,*\n2022-01,298\n"
        try await world.bring("monthly-counts", csv, period: "2022")
        let values = try await world.values("sharp-admissions")
        #expect(values["2021-10"] == 312 && values["2022-01"] == 298)
        #expect(values["2021-11"] == .some(nil) && values["2021-12"] == .some(nil))
    }

    @Test func `files about nobody make no young person's record`() async throws {
        let world = try await World.make()
        let row = Self.crime(Self.hash(1), "2025-02", east: 400_500, north: 400_500)
        try await world.bring("police-uk-street", Self.header + row, period: "2025-02")
        let records = try await world.house.database.read { try $0.count("SELECT COUNT(*) FROM source_record") }
        #expect(records == 0)
    }
}
