import Foundation
import Geography
import Kernel
import Testing

@testable import Feeds

@Suite struct PlaceKindTests {
    @Test(arguments: [
        ("2025-01", "2025-01"), ("Jan-25", "2025-01"), ("January 2025", "2025-01"), ("01/2025", "2025-01"),
        ("202501", "2025-01"), ("01/04/2024", "2024-04"), ("2024-04-01T00:00:00", "2024-04"), ("2025-13", nil),
        ("soon", nil), ("2025", nil), ("", nil), ("31/02/2024", nil),
    ])
    func `months are read as people and spreadsheets write them`(written: String, month: String?) {
        #expect(MonthReading.month(written) == month)
    }

    @Test(arguments: [
        ("10-17", "10-17"), ("under 10", "0-9"), ("over 34", "35+"), ("35+", "35+"), ("17", "17"), ("Age 17", "17"),
        ("Aged 0 to 15", "0-15"), ("85 and over", "85+"), ("All Ages", "0+"), ("15 - 19 years", "15-19"),
        ("Under 1", "0"), ("90+", "90+"), ("adult", nil), ("17-10", nil), ("200", nil), ("-3", "3"),
    ])
    func `ages are read from and to`(written: String, band: String?) {
        #expect(AgeBand(written)?.text == band)
    }

    @Test func `a band that a spreadsheet took for a date is put right, and said`() throws {
        for written in ["Oct-17", "17-Oct"] {
            #expect(AgeBand(written) == nil)
            #expect(AgeBand(spoiled: written)?.text == "10-17")
        }
        #expect(AgeBand(spoiled: "05-Sep")?.text == "5-9")
        #expect(AgeBand(spoiled: "10-Dec")?.text == "10-12")
        #expect(AgeBand(spoiled: "2017-10-01")?.text == "10-17")
        #expect(AgeBand(spoiled: "hello") == nil)
        let band = try #require(AgeBand("10-17"))
        let children = try #require(AgeBand("under 18"))
        let older = try #require(AgeBand("11+"))
        #expect(band.lies(in: children) && !band.lies(in: older))
    }

    @Test(arguments: [
        ("1,204", Figure.number(1204)), ("0", .number(0)), ("*", .suppressed(nil, nil)), ("[c]", .suppressed(nil, nil)),
        ("1 to 7", .suppressed(1, 7)), ("1-7", .suppressed(1, 7)), ("<5", .suppressed(nil, 4)),
        ("fewer than 10", .suppressed(nil, 9)), ("12.5", .number(12.5)),
    ])
    func `a figure is a number, kept back, or none, and comes back from its text`(written: String, figure: Figure) {
        #expect(Figure(written: written) == figure)
        #expect(Figure(figure.text) == figure)
    }

    @Test func `no figure is never nought`() {
        #expect(Figure("") == .none && Figure("").number == nil)
        #expect(Figure(written: "hello") == nil && Figure(written: "7 to 1") == nil)
        #expect(Figure.suppressed(1, 7).words == "kept back (1 to 7)" && Figure.suppressed(1, 7).number == nil)
    }

    @Test func `area codes know their kind and, when the number tells, their year`() throws {
        #expect(try #require(AreaCode(" e01014485 ")).text == "E01014485")
        #expect(AreaCode("E01014485")?.kind == "lsoa" && AreaCode("E05000123")?.kind == "ward")
        #expect(AreaCode("E01014485")?.onlyYear == nil)
        #expect(AreaCode("E01033769")?.onlyYear == 2021 && AreaCode("E01033355")?.onlyYear == nil)
        #expect(AreaCode("E0101448") == nil && AreaCode("BS1 1AA") == nil && AreaCode("E0101448X") == nil)
        #expect(AreaColumn("LSOA11CD") == AreaColumn("lsoa11cd") && AreaColumn("LSOA11CD")?.year == 2011)
        #expect(AreaColumn("WD23NM").map { $0.kind == "ward" && !$0.isCode && $0.year == 2023 } == true)
        #expect(AreaColumn("OBJECTID") == nil && AreaColumn("CD") == nil)
        let codes = ["E01014485", "E01033902"].compactMap { AreaCode($0) }
        #expect(BoundaryYear.told(by: codes) == 2021 && BoundaryYear.told(by: codes.prefix(1)) == nil)
        let years = [2011: Set(["a", "b"]), 2021: Set(["a", "c"])]
        #expect(BoundaryYear.fitting(["a", "c"], among: years) == 2021)
        #expect(BoundaryYear.fitting(["a"], among: years) == nil && BoundaryYear.fitting(["z"], among: years) == nil)
    }

    @Test func `every mapping for places is dated, says where it is from, and holds together`() throws {
        #expect(
            Mapping.shipped.filter { $0.makes != .person }.map(\.name) == [
                "ambulance-events", "area-lookup", "custody-counts", "deprivation-2019", "deprivation-2025", "istv",
                "missing-events", "monthly-counts", "police-crime-events", "police-uk-outcomes",
                "police-uk-stop-and-search",
                "police-uk-street", "population", "schools-gias",
            ])
        for mapping in Mapping.shipped where mapping.makes != .person {
            #expect(Day(mapping.version) != nil && !mapping.source.isEmpty && !mapping.title.isEmpty)
            #expect(mapping.problem == nil && mapping.who.isEmpty && mapping.makes != .person)
            #expect(try Mapping(json: JSONEncoder().encode(mapping)) == mapping)
            // No column of these is a person's name, birth or number.
            #expect(!mapping.columns.contains { [.name, .nhsNumber, .upn, .pnc].contains($0.kind) })
        }
        #expect(!Mapping.shipped.contains { $0.makes == .person && $0.category == .published })
    }

    @Test func `a mapping about no person that says whom, or not when, is refused`() throws {
        var mapping = try Mapping.shipped("police-uk-street")
        mapping.who = ["event_ref"]
        #expect(mapping.problem == "its rows are about no person, but it says whom")
        mapping.who = []
        mapping.happened = nil
        #expect(mapping.problem == "its rows are events, but it does not say when they happened")
        mapping = try Mapping.shipped("istv")
        mapping.home?.drops = ["nowhere"]
        #expect(mapping.problem?.contains("nowhere") == true)
    }

    @Test func `swapped, null, foreign and half places are told, and the row is kept`() throws {
        let head = "Crime ID,Month,Longitude,Latitude,Location,Crime type\n"
        let cases: [(String, String?, String?, CheckedRow.Outcome)] = [
            ("-1.5,52.1", "-1.5", "52.1", .accepted), ("52.1,-1.5", "-1.5", "52.1", .corrected),
            ("0,0", nil, nil, .corrected), ("-74.0,40.7", nil, nil, .corrected), ("-1.5,", nil, nil, .corrected),
            ("abc,52.1", nil, nil, .corrected), (",", nil, nil, .accepted), ("1e3,4", nil, nil, .corrected),
            ("999,52", nil, nil, .corrected),
        ]
        for (place, longitude, latitude, outcome) in cases {
            let row = try #require(try judged("police-uk-street", "\(head)a,2025-01,\(place),x,Robbery\n").first)
            #expect(row.fields["longitude"] == longitude && row.fields["latitude"] == latitude, "\(place)")
            #expect(row.outcome == outcome, "\(place)")
        }
        let grid = try judged(
            "police-crime-events", "crime_ref,from_at,easting,northing\na,2026-01-05,358700,173100\nb,2026-01-05,0,0\n")
        #expect(grid[0].fields["easting"] == "358700" && grid[1].fields["easting"] == nil)
        #expect(grid[1].problems.first?.reason.contains("0, 0") == true)
    }

    @Test func `a sender's own codes come before everybody's`() throws {
        var mapping = try Mapping.shipped("istv")
        mapping.codeSets = [
            Mapping.CodeSet(
                field: "method", sender: "site_code", among: ["TST01"],
                codes: ["3": Mapping.Code(value: "knife", words: "knife", sign: "weapon")])
        ]
        let again = try Mapping(json: JSONEncoder().encode(mapping))
        let rows = try judged(again, PlaceFiles.istv)
        #expect(rows[2].fields["method"] == "knife" && rows[2].signs == ["weapon"])
        let other = try judged(again, PlaceFiles.istv.replacingOccurrences(of: "TST01", with: "TST02"))
        #expect(other[2].fields["method"] == "3")
        #expect(other[2].problems.contains { $0.reason.hasPrefix("The code is not one") })
    }
}
