import Foundation
import Kernel
import Testing

@testable import Feeds

@Suite struct MappingTests {
    private func check(_ feed: String, _ text: String) throws -> [CheckedRow] {
        var reader = try FeedReader(.text(text))
        let matched = try Mapping.shipped(feed).matched(to: reader.headers, on: today)
        return try reader.first(100).map(matched.check)
    }

    @Test func `ten feeds about young people are shipped, dated, and each says where it is from`() {
        let names = [
            "ae-attendance", "missing-episodes", "person-list", "police-crime", "police-custody", "school-roll",
            "school-suspensions", "social-care", "ssda903-missing", "youth-justice",
        ]
        #expect(Mapping.shipped.filter { $0.makes == .person }.map(\.name) == names)
        for mapping in Mapping.shipped {
            #expect(Day(mapping.version) != nil && !mapping.source.isEmpty && !mapping.title.isEmpty)
            #expect(mapping.problem == nil)
        }
        #expect(throws: FeedError.unknownMapping("none")) { try Mapping.shipped("none") }
    }

    @Test func `a mapping written as JSON and read again is the same`() throws {
        for mapping in Mapping.shipped {
            #expect(try Mapping(json: JSONEncoder().encode(mapping)) == mapping)
        }
    }

    @Test func `a mapping that does not hold together is refused`() throws {
        var mapping = try Mapping.shipped("ssda903-missing")
        mapping.order = [["date_of_birth", "nowhere"]]
        let data = try JSONEncoder().encode(mapping)
        #expect(
            throws: FeedError.brokenMapping(
                name: "ssda903-missing", problem: "it speaks of a field “nowhere” that no column becomes")
        ) { try Mapping(json: data) }
    }

    @Test func `a row of police custody becomes an arrest`() throws {
        let row = try #require(
            try check(
                "police-custody",
                """
                custody_ref,nominal_id,pnc_id,surname,forename,middle_names,alias,dob,sex,address,postcode,arrested_at,\
                offence_group,role,knife_flag,disposal
                CU1,N9,24/12345a,  o'neill ,ZOË,,Zed,17-Mar-09,f,"Flat 3, 12 Quay Rd",kx42ab,19/11/2026 16:10,\
                Drug offences,Suspect and victim,Y,Bailed
                """
            ).first)
        #expect(row.outcome == .accepted)
        #expect(
            row.fields == [
                "event_ref": "CU1", "local_ref": "N9", "pnc_id": "2024/0012345A", "surname": "o'neill",
                "forename": "ZOË", "also_known_as": "Zed", "date_of_birth": "2009-03-17", "sex": "F",
                "address": "Flat 3, 12 Quay Rd", "postcode": "KX4 2AB", "arrested_at": "2026-11-19T16:10",
                "offence_group": "Drug offences", "role": "both", "knife_flag": "1", "disposal": "Bailed",
            ])
        let event = try #require(row.event)
        #expect(event.kind == "arrest" && event.title == "Was a victim, and was arrested" && event.weight == .serious)
        #expect(event.at == "2026-11-19T16:10" && event.precision == .minute)
        #expect(event.instant == London.instant(Day("2026-11-19") ?? today, hour: 16, minute: 10))
        #expect(event.facts.map(\.value) == ["victim and suspect", "drugs", "yes", "bailed"])
        #expect(event.signs == ["arrest", "substance", "victim", "weapon"])
        #expect(row.key == ["CU1"])
    }

    @Test func `midnight sharp is a day without a time`() throws {
        let text = "custody_ref,surname,arrested_at\nA,Lee,19/11/2026 00:00\nB,Lee,19/11/2026\n"
        let rows = try check("police-custody", text)
        #expect(rows.map(\.fields["arrested_at"]) == ["2026-11-19", "2026-11-19"])
        #expect(rows.map(\.event?.precision) == [.day, .day])
    }

    @Test func `every problem of a row is told, with line, column and value`() throws {
        let text = """
            pupil_id,upn,surname,forename,dob,sex,postcode,attendance_percent,snapshot_date
            ,A123,Lee,Jo,31/02/2009,M,NOWHERE,140,2026-09-01
            """
        let row = try #require(try check("school-roll", text).first)
        #expect(row.outcome == .rejected)
        #expect(row.event == nil)
        #expect(row.problems.map(\.header) == ["pupil_id", "upn", "dob", "postcode", "attendance_percent"])
        #expect(row.problems.map(\.column) == [1, 2, 14, 27, 35])
        #expect(row.problems.map(\.effect) == [.rejected, .corrected, .rejected, .corrected, .rejected])
        #expect(row.problems[2].message == "Line 2, column 14 (dob): There is no 31 February 2009.")
        #expect(row.problems[2].value == "31/02/2009")
    }

    @Test func `a number that cannot be right is kept out, the row is not`() throws {
        let text = """
            child_id,upn,nhs_number,surname,status,start_date
            1,H801200001001,9434765919,Lee,CIN,2026-01-05
            2,A801200001001,9434765918,Lee,CIN,2026-01-05
            3,,0000000000,Lee,CIN,2026-01-05
            """
        let rows = try check("social-care", text)
        #expect(rows.map(\.outcome) == [.accepted, .corrected, .corrected])
        #expect(rows[0].fields["nhs_number"] == "9434765919" && rows[0].fields["upn"] == "H801200001001")
        #expect(rows[1].fields["nhs_number"] == nil && rows[1].fields["upn"] == nil)
        #expect(rows[1].problems.map(\.correction) == ["", ""])
        #expect(rows[2].fields["nhs_number"] == nil)
    }

    @Test(arguments: [
        ("kx42ab", "KX4 2AB", CheckedRow.Outcome.accepted), ("KX4", "KX4", .corrected), ("kx4 2", "KX4 2", .corrected),
        ("N1", "N1", .corrected), ("12345", "", .corrected), ("see notes", "", .corrected), ("unknown", "", .accepted),
    ])
    func `postcodes are whole, a beginning, or left out`(
        written: String, kept: String, outcome: CheckedRow.Outcome
    ) throws {
        let row = try #require(try check("person-list", "surname,postcode\nLee,\(written)\n").first)
        #expect((row.fields["postcode"] ?? "") == kept)
        #expect(row.outcome == outcome)
    }

    @Test func `DfE reasons are read, also several, and unknown ones refused`() throws {
        let text = """
            upn,pupil_id,surname,type,start,sessions,reason
            ,7,Lee,SUSP,05/10/2026,4,OW
            ,7,Lee,PERM,06/10/2026,,"PA, DB"
            ,7,Lee,SUSP,07/10/2026,1,ZZ
            """
        let rows = try check("school-suspensions", text)
        #expect(rows.map(\.outcome) == [.accepted, .accepted, .rejected])
        #expect(rows[0].event?.title == "Was suspended from school")
        #expect(rows[0].event?.signs == ["exclusion", "weapon"])
        #expect(rows[0].event?.facts.first?.value == "a weapon or prohibited item")
        #expect(rows[1].event?.kind == "exclusion")
        #expect(rows[1].fields["reason"] == "PA DB")
        #expect(rows[1].event?.facts.first?.value == "physical assault on an adult; disruptive behaviour")
        #expect(rows[2].problems.first?.reason == "“ZZ” is not a code this feed knows.")
        let codes = try #require(try Mapping.shipped("school-suspensions").column(for: "reason")?.codes)
        let known = "PP PA VP VA OW BU RA LG DS SM DA DM TH MT PH DB".split(separator: " ").map(String.init)
        #expect(Set(codes.keys) == Set(known))
    }

    @Test func `attendance tells of absence only when it is low`() throws {
        let text =
            "pupil_id,surname,attendance_percent,snapshot_date\n1,A,96%,1/9/2026\n2,B,88.5,1/9/2026\n3,C,41,1/9/2026\n"
        let rows = try check("school-roll", text)
        #expect(
            rows.map { $0.event?.title } == [nil, "Missed a tenth of school or more", "Missed half of school or more"])
        #expect(rows.map { $0.event?.weight } == [nil, .ordinary, .serious])
    }

    @Test func `an unknown code is kept and noted where the feed allows it`() throws {
        let text = "yjs_id,surname,disposal,start_date\n1,Lee,Something new,05-Oct-2026\n"
        let row = try #require(try check("youth-justice", text).first)
        #expect(row.outcome == .corrected)
        #expect(row.event?.title == "Was given Something new")
    }

    @Test func `what ends before it begins is refused`() throws {
        let text =
            "CHILD,DOB,MISSING,MIS_START,MIS_END\n1,01/04/2010,M,05/10/2026,04/10/2026\n2,01/04/2010,A,05/10/2026,\n"
        let rows = try check("ssda903-missing", text)
        #expect(rows.map(\.outcome) == [.rejected, .accepted])
        #expect(rows[0].problems.first?.reason == "It comes before the start, 2026-10-05.")
        #expect(rows[1].event?.until == nil)
    }

    @Test func `a row that says nothing about whom is refused`() throws {
        let row = try #require(
            try check("ae-attendance", "attendance_id,nhs_number,surname,arrived_at\n1,123,?,2026-10-05 10:00\n").first)
        #expect(row.outcome == .rejected)
        #expect(row.problems.last?.effect == .corrected || row.problems.first?.effect == .rejected)
        #expect(
            row.problems.contains { $0.reason == "Nothing says whom it is about: surname, nhs number are all empty." })
    }

    @Test func `needed columns that lack are named, and two columns for one field too`() throws {
        let mapping = try Mapping.shipped("police-custody")
        #expect(throws: FeedError.missingColumns(["custody_ref", "arrested_at"])) {
            try mapping.matched(to: ["surname", "dob"], on: today)
        }
        #expect(throws: FeedError.mappedTwice(field: "Surname", first: "surname", second: "Last name")) {
            try mapping.matched(to: ["custody_ref", "arrested_at", "surname", "Last name"], on: today)
        }
        let chosen = try mapping.matched(
            to: ["Ref", "When", "Who", "surname"],
            choosing: ["Ref": "event_ref", "When": "arrested_at", "Who": "surname", "surname": ""], on: today)
        #expect(chosen.fields == ["event_ref", "arrested_at", "surname", nil])
        #expect(chosen.unread == ["surname"])
    }

    @Test func `trouble in a column nobody reads changes nothing`() throws {
        let rows = try check("person-list", "surname,shoe size\nLee,\"8 \"wide\" fit\"\nLee,8\0\n")
        #expect(rows.map(\.outcome) == [.accepted, .accepted])
    }

    @Test func `names keep their letters and lose only spaces and hidden signs`() throws {
        let names = ["<b>O'Neill</b>", "عمر", "Robert'); DROP TABLE", "Nguyễn 😀", "Null"]
        for name in names {
            let row = try #require(try check("person-list", "surname\n\"  \(name)\u{200B}  \"\n").first)
            #expect(row.fields["surname"] == name)
        }
    }

    @Test func `a text that is too long is refused with the limit`() throws {
        let row = try #require(
            try check("person-list", "surname,phone\nLee,\(String(repeating: "1", count: 61))\n").first)
        #expect(row.problems.map(\.reason) == ["The text is longer than 60 characters."])
    }

    @Test func `no title or fact blames a young person`() {
        let words = ["offender", "perpetrator", "absconded", "gang member", "prolific", "dealer", "runaway"]
        for mapping in Mapping.shipped {
            let said =
                (mapping.event?.cases.map(\.title) ?? []) + (mapping.event?.facts.map(\.name) ?? [])
                + mapping.columns.flatMap { ($0.codes ?? [:]).values.map(\.words) }
            for text in said { #expect(!words.contains { text.lowercased().contains($0) }, "\(text)") }
        }
    }
}
