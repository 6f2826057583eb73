import Testing

@testable import Feeds

@Suite struct GuessTests {
    @Test func `the five extracts are known by their headers`() {
        let headers = [
            "school-roll":
                "pupil_id,upn,surname,forename,middle_names,dob,sex,address,postcode,school_urn,school_name,year_group,attendance_percent,snapshot_date",
            "social-care":
                "child_id,upn,nhs_number,surname,forename,also_known_as,dob,gender,ethnicity,address,postcode,status,primary_need,factors,start_date,end_date",
            "police-custody":
                "custody_ref,nominal_id,pnc_id,surname,forename,middle_names,alias,dob,sex,address,postcode,arrested_at,offence_group,role,knife_flag,disposal",
            "youth-justice":
                "yjs_id,pnc_id,nhs_number,surname,forename,dob,gender,ethnicity,address,postcode,disposal,start_date,end_date",
            "ae-attendance":
                "attendance_id,nhs_number,surname,forename,dob,sex,address,postcode,arrived_at,complaint,assault_method,location_type,disposal",
            "ssda903-missing": "CHILD,DOB,MISSING,MIS_START,MIS_END",
        ]
        for (name, line) in headers {
            let columns = line.split(separator: ",").map(String.init)
            let fit = Mapping.fits(headers: columns, sample: [], on: today).first
            #expect(fit?.mapping.name == name)
            #expect(fit?.lacking == [])
            #expect(fit?.columns.allSatisfy { $0.field != nil } == true, "\(name)")
        }
    }

    @Test func `columns are told by other names and by what stands in them`() throws {
        let headers = ["Client", "Family Name", "First name", "D.O.B.", "Col7", "Post Code", "Favourite colour"]
        let sample = [
            ["71", "Khan", "Amir", "03/17/2009", "943 476 5919", "KX4 2AB", "blue"],
            ["72", "Lee", "Jo", "04/05/2010", "9434765919", "KX1 1AA", "red"],
            ["73", "Obi", "Ada", "12/25/2008", "9434765919", "kx99zz", "green"],
        ]
        let guesses = try Mapping.shipped("person-list").guess(headers: headers, sample: sample, on: today)
        #expect(
            guesses.dropFirst().map(\.field) == [
                "surname", "forename", "date_of_birth", "nhs_number", "postcode", nil,
            ])
        #expect(guesses[3].formats?.contains(.monthFirst) == true)
        #expect(guesses[4].why.contains("3 of 3 values fit"))
        #expect(guesses.allSatisfy { (0...1).contains($0.sureness) })
        #expect(guesses[1].sureness > guesses[4].sureness)
    }

    @Test func `a good name with bad values is less sure than with good ones`() throws {
        let mapping = try Mapping.shipped("person-list")
        let good = mapping.guess(headers: ["nhs_number"], sample: [["9434765919"]], on: today)[0]
        let bad = mapping.guess(headers: ["nhs_number"], sample: [["hello"]], on: today)[0]
        #expect(good.field == "nhs_number" && bad.field == "nhs_number")
        #expect(good.sureness > bad.sureness)
    }

    @Test func `no field is given to two columns`() {
        let guesses = Mapping.guess(headers: ["dob", "date of birth", "birth date"], sample: [], on: today)
        #expect(guesses.compactMap(\.field).filter { $0 == "date_of_birth" }.count == 1)
    }
}
