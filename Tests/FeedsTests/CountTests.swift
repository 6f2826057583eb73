import Foundation
import Geography
import Kernel
import Testing

@testable import Feeds

@Suite struct CountTests {
    @Test func `a long table: stars and gaps are no figures, and "unknown" is not everybody`() throws {
        let text = """
            month,region,sex,admissions
            2012-04,East,Female,15
            2012-04,East,Male,*
            2012-04,East,Unknown,3
            2012-04,Unknown,,
            2012-04,West,Male,0
            2012-04,West,Male,-4
            2012-04,West,Male,2.5
            2012-04,West,Male,many
            """
        let rows = try judged("monthly-counts", text)
        #expect(
            rows.map(\.outcome) == [
                .accepted, .accepted, .accepted, .accepted, .accepted, .rejected, .rejected, .rejected,
            ])
        #expect(rows[5].problems.first?.reason == "A count cannot be below nought.")
        let found = try counts("monthly-counts", text)
        #expect(found.map(\.figure) == [.number(15), .suppressed(nil, nil), .number(3), .none, .number(0)])
        #expect(found.map(\.measure).allSatisfy { $0 == "admissions" })
        #expect(found[0].sex == "F" && found[0].notKnown.isEmpty)
        #expect(found[2].sex == nil && found[2].notKnown == ["sex"])
        #expect(found[3].areaName == nil && found[3].notKnown == ["area_name"])
    }

    @Test func `a publisher's bounds for a star are kept when the mapping says them`() throws {
        var mapping = try Mapping.shipped("monthly-counts")
        let place = try #require(mapping.columns.firstIndex { $0.field == "value" })
        mapping.columns[place].hidden = [1, 7]
        let row = try #require(try judged(mapping, "month,value\n2012-04,*\n").first)
        #expect(row.fields["value"].map { Figure($0) } == .suppressed(1, 7))
    }

    @Test func `a wide table of months, and one of series`() throws {
        let months = "lsoa_code,2024-01,Feb 2024,Mar-24,Notes\nE01014485,3,*,,x\nE01014486,0,1,2,y\n"
        let found = try counts("monthly-counts", months)
        #expect(found.map(\.period) == ["2024-01", "2024-02", "2024-01", "2024-02", "2024-03"])
        #expect(found.map(\.figure) == [.number(3), .suppressed(nil, nil), .number(0), .number(1), .number(2)])
        #expect(found[0].area?.text == "E01014485")
        let series = "Month,North,South\n2024-01,3,4\n2024-02,,*\n"
        let wide = try counts("monthly-counts", series)
        #expect(wide.map(\.series) == ["North", "South", "South"])
        #expect(wide.map(\.period) == ["2024-01", "2024-01", "2024-02"])
        let bad = try judged("monthly-counts", "Month,North,South\n2024-01,3,oops\n")
        #expect(bad[0].outcome == .rejected && bad[0].problems.first?.header == "South")
        var reader = try FeedReader(.text(series))
        let chosen = try Mapping.shipped("monthly-counts").matched(
            to: reader.headers, choosing: ["Month": "period", "South": ""], on: today)
        #expect(try reader.first(1).map(chosen.check)[0].series.map(\.key) == ["North"])
    }

    @Test func `months and ages one after another are names, other numbers are data`() throws {
        for header in ["area,2024-01,2024-02", "code,202401,202402", "code,0,1,2,3", "code,All ages,0,1,2,90+"] {
            if header.hasSuffix("90+") {
                #expect(throws: FeedError.noHeader(column: 3)) { try FeedReader(.text("\(header)\na,1,2,3,4\n")) }
            } else {
                #expect(try FeedReader(.text("\(header)\na,1,2,3,4\n")).headers.count > 2)
            }
        }
        for row in ["Lee,17,2009-03", "Lee,3,5,7", "2024-01,2024-02", "Lee,2024-02,2024-01", "x,01/04/2024,01/05/2024"]
        {
            #expect(throws: FeedError.self, "\(row)") { try FeedReader(.text("\(row)\na,b,c\n")) }
        }
    }

    @Test func `a table that says no month, or no figure, is refused`() throws {
        let mapping = try Mapping.shipped("monthly-counts")
        #expect(throws: FeedError.missingColumns(["month"])) { try mapping.matched(to: ["area", "value"], on: today) }
        #expect(throws: FeedError.missingColumns(["value"])) { try mapping.matched(to: ["month", "area"], on: today) }
    }

    @Test func `population long, as Nomis gives it`() throws {
        let text = """
            "DATE_NAME","GEOGRAPHY_NAME","GEOGRAPHY_CODE","GENDER_NAME","C_AGE_NAME","OBS_VALUE"
            "2022","Testham 001A","E01033902","Total","All Ages",1749
            "2022","Testham 001A","E01033902","Male","Age 17",12
            "2022","Testham 001A","E01033902","Female","Aged 65+",120
            """
        let found = try counts("population", text)
        #expect(found.map(\.figure.number) == [1749, 12, 120])
        #expect(found.map(\.ages?.text) == ["0+", "17", "65+"] && found.map(\.period).allSatisfy { $0 == "2022" })
        #expect(found[1].sex == "M" && found[1].measure == "population" && found[0].boundaries == 2021)
    }

    @Test(arguments: [
        "LSOA 2021 Code,LSOA 2021 Name,Total,F0,F1,M0,M90",
        "LSOA21CD,LSOA21NM,All Ages,Female 0,Female 1,Male 0,Male 90+",
    ])
    func `population wide, a column for each age`(header: String) throws {
        let found = try counts("population", "\(header)\nE01014485,Testham 001A,50,1,2,3,4\n")
        #expect(found.map(\.figure.number) == [50, 1, 2, 3, 4])
        #expect(found.map(\.sex) == [nil, "F", "F", "M", "M"])
        #expect(found.map(\.ages?.lowest) == [0, 0, 1, 0, 90])
    }

    @Test func `indices of both years are told by how their headers begin`() throws {
        let old = """
            LSOA code (2011),LSOA name (2011),Local Authority District code (2019),Local Authority District name (2019),Index of Multiple Deprivation (IMD) Score,Index of Multiple Deprivation (IMD) Rank (where 1 is most deprived),Index of Multiple Deprivation (IMD) Decile (where 1 is most deprived 10% of LSOAs),Income Score (rate),Income Deprivation Affecting Children Index (IDACI) Score (rate),Total population: mid 2015 (excluding prisoners)
            E01014485,Testham 001A,E06000023,Testham,40.1,1234,1,0.25,0.3,1700
            """
        let mapping = try Mapping.shipped("deprivation-2019")
        let facts = try #require(try judged(mapping, old).first.flatMap { AreaFacts($0, mapping) })
        #expect(facts.boundaries == 2011 && facts.name == "Testham 001A")
        #expect(facts.numbers["imd_decile"] == 1 && facts.numbers["imd_rank"] == 1234)
        #expect(facts.numbers["income_score"] == 0.25 && facts.numbers["idaci_score"] == 0.3)
        #expect(facts.numbers["population"] == 1700)
        let new =
            "LSOA code (2021),Index of Multiple Deprivation (IMD) Decile (where 1 is most deprived 10% of LSOA)\nE01033902,11\n"
        let row = try #require(try judged("deprivation-2025", new).first)
        #expect(row.outcome == .rejected && row.problems.first?.reason == "The number is above 10, the most it can be.")
        #expect(throws: FeedError.missingColumns(["LSOA code (2021)"])) {
            try judged("deprivation-2025", old)
        }
    }

    @Test func `a lookup says which area is which, and where nothing can be carried over`() throws {
        let text = """
            LSOA11CD,LSOA11NM,LSOA21CD,LSOA21NM,CHGIND
            E01000001,a,E01000001,a,U
            E01000002,b,E01033770,b1,S
            E01000002,b,E01033771,b2,S
            E01000003,c,E01033772,cd,M
            E01000004,d,E01033772,cd,M
            E01000005,e,E01033773,e,Q
            E01000006,f,,,U
            """
        let rows = try judged("area-lookup", text)
        #expect(rows.map(\.outcome) == [.accepted, .accepted, .accepted, .accepted, .accepted, .rejected, .rejected])
        var lookup = AreaLookup(from: 2011, to: 2021)
        #expect(rows.count { lookup.add($0) } == 5)
        func code(_ text: String) throws -> AreaCode { try #require(AreaCode(text)) }
        #expect(try lookup.wholly(newer: code("E01000001")) == code("E01000001"))
        #expect(try lookup.wholly(newer: code("E01000002")) == nil)
        #expect(try lookup.newer(code("E01000002")).map(\.text) == ["E01033770", "E01033771"])
        #expect(try lookup.wholly(older: code("E01033770")) == code("E01000002"))
        #expect(try lookup.wholly(newer: code("E01000003")) == code("E01033772"))
        #expect(try lookup.wholly(older: code("E01033772")) == nil)
        #expect(try lookup.change(of: code("E01000003")) == .merged && lookup.count == 4)
    }

    @Test func `schools in Windows-1252, closed ones too`() throws {
        let head = [
            "URN", "LA (code)", "LA (name)", "EstablishmentName", "TypeOfEstablishment (code)",
            "TypeOfEstablishment (name)",
            "EstablishmentStatus (code)", "EstablishmentStatus (name)", "OpenDate", "CloseDate",
            "PhaseOfEducation (code)",
            "StatutoryLowAge", "StatutoryHighAge", "NumberOfPupils", "PercentageFSM", "Postcode", "SchoolWebsite",
            "TelephoneNum", "HeadFirstName", "HeadLastName", "Easting", "Northing", "LSOA (code)",
        ]
        let rows = [
            "100001,999,Testham,\"St Zo\u{EB}'s\",14,Pupil referral unit,1,Open,01-09-2001,,0,11,16,24,61.5,TS1 1AA,www.stzoe.example,01632960001,Ann,Other,358700,173100,E01014485",
            "100002,999,Testham,Old School,2,Voluntary,2,Closed,,31-08-2010,2,5,11,,,,,,,,0,0,",
            "100003,999,Testham,New School,35,Free,9,?,,,4,11,18,,,,,,,,,,",
        ]
        let text = ([head.joined(separator: ",")] + rows).joined(separator: "\r\n")
        let bytes = text.unicodeScalars.map { UInt8($0.value) }
        var reader = try FeedReader(.bytes(bytes))
        let mapping = try Mapping.shipped("schools-gias")
        let matched = try mapping.matched(to: reader.headers, on: today)
        let checked = try reader.first(10).map(matched.check)
        // The register's 0, 0 for a closed school is no place; a status nobody knows is kept, and told.
        #expect(checked.map(\.outcome) == [.accepted, .corrected, .corrected])
        let schools = checked.compactMap { SchoolRow($0, mapping) }
        #expect(schools.map(\.name) == ["St Zoë's", "Old School", "New School"])
        #expect(schools[0].isAlternativeProvision && !schools[1].isAlternativeProvision)
        #expect(schools[0].website == "https://www.stzoe.example" && schools[0].pupils == 24)
        #expect(schools[0].point?.grid?.easting == 358_700 && schools[1].point == nil)
        #expect(schools.map(\.status) == ["open", "closed", "9"] && schools[0].ages?.text == "11-16")
        // Who leads a school is not read.
        #expect(matched.unread.contains("HeadLastName"))
    }

    @Test func `files about places are known by their headers`() {
        let headers = [
            "police-uk-street":
                "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,Last outcome category,Context",
            "police-uk-outcomes":
                "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Outcome type",
            "istv":
                "site_code,period_start,period_end,arrival_at,assault_at,method_code,method_other,location_type,location_text,lsoa_code,age_band,sex",
            "police-crime-events":
                "crime_ref,ho_offence_code,recorded_at,from_at,to_at,easting,northing,place_type,victim_age_band,victim_sex,victim_ethnicity,suspect_age_band,knife_flag,firearm_flag,da_flag,hate_flag,outcome_code,outcome_date",
            "custody-counts":
                "arrest_ref,arrested_at,offence_group,age,sex,ethnicity,home_force,knife_flag,drugs_pwits_flag,disposal",
            "ambulance-events": "incident_at,lsoa,call_type,age_band,sex,conveyed",
            "population": "DATE_NAME,GEOGRAPHY_NAME,GEOGRAPHY_CODE,GENDER_NAME,C_AGE_NAME,OBS_VALUE",
            "area-lookup": "LSOA11CD,LSOA11NM,LSOA21CD,LSOA21NM,CHGIND,LAD22CD,LAD22NM",
            "monthly-counts": "month,region,admissions",
        ]
        for (name, line) in headers {
            let columns = line.split(separator: ",").map(String.init)
            let fit = Mapping.fits(headers: columns, sample: [], on: today, among: Mapping.shipped).first
            #expect(fit?.mapping.name == name && fit?.lacking == [])
        }
    }
}
