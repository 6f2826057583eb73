import Foundation
import Geography
import Kernel
import Testing

@testable import Feeds

@Suite struct EventTests {
    @Test func `a month of street crime is read whole, and lands in its areas`() throws {
        let file = try GeoJSONFile(.text(PlaceFiles.boundaries))
        let town = Boundaries(file, try #require(file.columns))
        #expect(town.areas.count == 16 && town.year == 2021 && town.problems.isEmpty)
        let text = PlaceFiles.street(rows: 500, month: "2025-02", seed: 11)
        let rows = try judged("police-uk-street", text)
        #expect(rows.count == 500 && rows.allSatisfy { $0.outcome == .accepted && $0.problems.isEmpty })
        var tally = (inside: 0, outside: 0, none: 0)
        for event in try events("police-uk-street", text).compactMap({ $0 }) {
            #expect(event.kind == "crime" && event.at == "2025-02" && event.precision == .month)
            guard let point = event.point else {
                tally.none += 1
                #expect(event.location == .none && event.placeText == nil)
                continue
            }
            #expect(event.location == .snapped)
            if let area = town.area(at: point.position) {
                tally.inside += 1
                #expect(area.code == event.area?.text)
            } else {
                tally.outside += 1
            }
        }
        #expect(tally.none == 50 && tally.inside + tally.outside == 450 && tally.outside > 50)
    }

    @Test func `equal rows without a number are many events, equal rows with one are one`() throws {
        let head = "Crime ID,Month,Longitude,Latitude,Location,Crime type,Last outcome category\n"
        let text =
            head + String(repeating: ",2025-01,-1.49,52.01,On or near Park,Anti-social behaviour,\n", count: 3)
            + String(repeating: "abc,2025-01,-1.49,52.01,On or near Park,Robbery,Under investigation\n", count: 13)
            + "abc,2025-01,-1.49,52.01,On or near Park,Robbery,Local resolution\n"
        func names() throws -> (names: [String], new: Int, EventNames) {
            var made = EventNames()
            let reader = try EventReader(try Mapping.shipped("police-uk-street"), boundaries: nil)
            let found = try judged("police-uk-street", text).compactMap { row in
                reader.event(row).map { made.name(row, $0) }
            }
            return (found.map(\.name), found.count { $0.isNew }, made)
        }
        let (found, new, made) = try names()
        #expect(new == 5 && Set(found).count == 5)
        #expect(made.repeats == 12 && made.mostEqual == 3)
        #expect(found[3] == "abc" && found.last == "abc.2")
        // Reading it again names everything the same.
        #expect(try names().names == found)
    }

    @Test func `older types are known, told, and not quite the same`() throws {
        let text = """
            Crime ID,Month,Longitude,Latitude,Location,Crime type
            a,2011-01,,,No Location,Violent crime
            b,2011-10,,,No Location,Public disorder and weapons
            c,2025-01,,,No Location,Something new
            d,2027-01,,,No Location,Robbery
            e,,,,No Location,Robbery
            """
        let rows = try judged("police-uk-street", text)
        #expect(rows.map(\.outcome) == [.accepted, .accepted, .corrected, .rejected, .rejected])
        #expect(rows[0].fields["category"] == "Violence and sexual offences")
        #expect(rows[0].problems.map(\.effect) == [.noted] && rows[1].problems.map(\.effect) == [.noted])
        #expect(rows[3].problems.first?.reason == "The month lies in the future.")
    }

    @Test func `stop and search: spoiled ages, midnight, London time`() throws {
        let text = """
            Type,Date,Part of a policing operation,Policing operation,Latitude,Longitude,Gender,Age range,Self-defined ethnicity,Officer-defined ethnicity,Legislation,Object of search,Outcome,Outcome linked to object of search,Removal of more than just outer clothing
            Person search,2019-05-31T23:01:00+00:00,False,,53.4,-2.1,Female,10-17,Other,Black,Act,Offensive weapons,Arrest,,False
            Person search,2019-06-01T00:00:00+01:00,False,,53.4,-2.1,Male,Oct-17,,,Act,Controlled drugs,,,True
            Vehicle search,2019-01-05T00:00:00+00:00,,,,,,over 34,,,Act,Stolen goods,,,
            Person search,2019-06-01T00:00:00+00:00,,,,,,,,,Act,Stolen goods,,,
            Person search,2019-06-01T23:00:00+00:00,,,,,,,,,Act,Stolen goods,,,
            """
        let found = try events("police-uk-stop-and-search", text).compactMap { $0 }
        #expect(found.map(\.at) == ["2019-06-01T00:01", "2019-06-01", "2019-01-05", "2019-06-01", "2019-06-02"])
        #expect(found.map(\.precision) == [.minute, .day, .day, .day, .day])
        #expect(found.map(\.ages?.text) == ["10-17", "10-17", "35+", nil, nil])
        #expect(found[0].signs == ["weapon"] && found[0].details["ethnicity_seen"] == "Black")
        #expect(found[1].details["is_strip"] == "1" && found[2].location == .none)
        #expect(
            try judged("police-uk-stop-and-search", text).map(\.outcome) == [
                .accepted, .corrected, .accepted, .accepted, .accepted,
            ])
    }

    @Test func `where a home is, is left out, and nothing repeats it`() throws {
        let rows = try judged("istv", PlaceFiles.istv)
        #expect(rows.map(\.outcome) == [.accepted, .corrected, .corrected, .corrected, .rejected])
        for row in rows[2...3] {
            #expect(row.fields["place_text"] == nil && row.fields["area_code"] == nil)
            let said = row.problems.map { "\($0.value) \($0.reason) \($0.correction ?? "")" }.joined()
            #expect(!said.contains("Elm") && !said.contains("Oak") && !said.contains("E01991"))
            #expect(row.problems.contains { $0.reason.hasPrefix("It happened at a home") && $0.effect == .corrected })
            #expect(Set(row.withheld).count == 2)
        }
        #expect(rows[0].withheld.isEmpty && rows[0].fields["place_text"] == "o/s Kings Arms, Mill Ln")
        #expect(rows[4].problems.contains { $0.reason.hasPrefix("Nothing says when it was") })
        let found = try events("istv", PlaceFiles.istv)
        #expect(found[2]?.placeType == "home" && found[2]?.location == EventRow.Location.none)
        #expect(found[4] == nil)
    }

    @Test func `a time that is not the event's own is only about when`() throws {
        let found = try events("istv", PlaceFiles.istv).compactMap { $0 }
        #expect(found.map(\.at) == ["2026-03-07T23:10", "2026-03-08T02:00", "2026-03-09", "2026-03-10T11:30"])
        #expect(found.map(\.precision) == [.minute, .about, .day, .minute])
        #expect(found[0].method == "knife" && found[0].signs == ["weapon"] && found[1].ages?.text == "10-17")
        let split = """
            site_code,assault_date,assault_time,method,sex
            T,2026-03-09,1630,Fist,M
            T,2026-03-09,16,Fist,M
            T,2026-03-09,later,Fist,M
            """
        let times = try events("istv", split).compactMap { $0 }
        #expect(times.map(\.at) == ["2026-03-09T16:30", "2026-03-09T16", "2026-03-09"])
        #expect(times.map(\.precision) == [.minute, .hour, .day])
        #expect(times[1].instant == London.instant(Day("2026-03-09") ?? today, hour: 16, minute: 0))
    }

    @Test func `police crimes keep their range, flags and grid, but no home's point`() throws {
        let text = """
            crime_ref,ho_offence_code,recorded_at,from_at,to_at,easting,northing,place_type,victim_age_band,victim_sex,knife_flag,da_flag,outcome_code
            c1,8N,06/03/2026 10:00,05/03/2026 22:00,06/03/2026 02:00,358700,173100,Street,10-17,M,Y,N,18
            c2,8N,06/03/2026,05/03/2026,,358700,173100,Dwelling,25-34,F,N,Y,18
            c3,8N,04/03/2026,05/03/2026,,,,,,,,,
            c4,8N,06/03/2026,07/03/2026 10:00,05/03/2026 10:00,,,,,,,,
            """
        let rows = try judged("police-crime-events", text)
        #expect(rows.map(\.outcome) == [.accepted, .corrected, .rejected, .rejected])
        let found = try events("police-crime-events", text)
        let first = try #require(found[0])
        #expect(first.at == "2026-03-05T22:00" && first.until == "2026-03-06T02:00" && first.location == .exact)
        #expect(first.point?.grid == GridPoint(easting: 358_700, northing: 173_100))
        #expect(first.signs == ["weapon"] && first.ages?.text == "10-17" && first.reference == "c1")
        #expect(found[1]?.location == EventRow.Location.none && found[1]?.placeType == "home")
    }

    @Test func `arrests, ambulances and missing episodes are counted without names`() throws {
        let arrest = try #require(
            try events(
                "custody-counts",
                "arrest_ref,arrested_at,offence_group,age,sex,home_force,knife_flag,disposal\na,05/03/2026 23:10,Robbery,16,M,y,y,Bailed\n"
            ).first ?? nil)
        #expect(arrest.kind == "arrest" && arrest.ages?.text == "16" && arrest.signs == ["weapon"])
        let call = try #require(
            try events(
                "ambulance-events",
                "incident_at,lsoa,call_type,age_band,sex,conveyed\n2026-03-05 23:10,E01014485,Stab/gunshot/penetrating,18-24,M,1\n"
            ).first ?? nil)
        #expect(call.category == "stabbing" && call.location == .area && call.area?.text == "E01014485")
        #expect(call.boundaries == nil)
        let missing = try #require(
            try events(
                "missing-events",
                "person_ref,surname,reported_at,missing_from,risk_grade,located_at,found_with,lsoa_code\n7,Secret,2026-03-05 23:10,childrens_home,high,2026-03-06 07:00,Somebody,E01014485\n"
            ).first ?? nil)
        #expect(missing.person == "7" && missing.until == "2026-03-06T07:00" && missing.category == "high")
        #expect(missing.area == nil && missing.placeType == "childrens_home")
        #expect(!"\(missing)".contains("Secret") && !"\(missing)".contains("Somebody"))
    }

    @Test func `a mapping of people or counts gives no events`() throws {
        #expect(throws: FeedError.self) { try EventReader(try Mapping.shipped("police-crime"), boundaries: nil) }
        #expect(throws: FeedError.self) { try EventReader(try Mapping.shipped("monthly-counts"), boundaries: nil) }
    }

    @Test func `how complete a feed is, is known by sender, month and field`() throws {
        let mapping = try Mapping.shipped("istv")
        let reader = try EventReader(mapping, boundaries: nil)
        var complete = Completeness(of: ["assault_at", "method", "place_text"], by: "site_code")
        for row in try judged(mapping, PlaceFiles.istv) { complete.add(row, reader.event(row)) }
        let table = complete.table
        #expect(table.map(\.month) == ["", "2026-03"] && table.map(\.rows) == [1, 4])
        #expect(table[1].filled == ["assault_at": 3, "method": 4, "place_text": 2])
    }
}
