import Testing

@testable import Linkage

private func read(_ text: String, spec: LinkageSpec? = nil, name: String = "file") throws -> RecordTable {
    var copy = text
    return try copy.withUTF8 { bytes in
        let raw = UnsafeRawBufferPointer(bytes)
        let guessed = try LinkageSpec.guess(files: [FileSample(csv: raw, name: name)]).spec
        var builder = try TableBuilder(spec: spec ?? guessed)
        try builder.append(csv: raw, name: name)
        return try builder.build()
    }
}

@Suite struct ReadingTests {
    @Test func `quotes, line ends, byte-order marks and other delimiters are read`() throws {
        let table = try read(
            "\u{FEFF}id;Forename;Surname;DOB\r\n1;\"Ann;\"\"e\";Lee;01/02/2010\r\n\r\n2;Bob;\"Line\nbreak\";2010-02-01\r\n"
        )
        #expect(table.count == 2)
        #expect(table.place(of: "1") != nil && table.place(of: "2") != nil && table.place(of: "3") == nil)
    }

    @Test func `a row without an id is known by its file and number`() throws {
        let table = try read("forename,surname,dob\nann,lee,2010-01-05\nbob,ray,2010-01-06\n", name: "schools")
        #expect(table.place(of: "schools:1") != nil && table.place(of: "schools:2") != nil)
        #expect(table.source(0) == "schools")
    }

    @Test func `what cannot be read is refused with its reason`() {
        #expect(throws: LinkageError.columnTwice(file: "file", column: "Forename")) {
            try read("forename,Forename,surname\na,b,c\n")
        }
        #expect(throws: LinkageError.empty(file: "file")) { try read("") }
        #expect(throws: LinkageError.empty(file: "file")) { try read("forename,surname,dob\n") }
        #expect(throws: LinkageError.unclosedQuote(file: "file", line: 2)) {
            try read("id,forename,surname\n1,\"ann,lee\n")
        }
        #expect(throws: LinkageError.idTwice("7")) {
            try read(
                "id,forename,surname\n7,ann,lee\n7,bob,ray\n",
                spec: LinkageSpec(fields: [
                    .init(.id, name: "id"), .init(.forename, name: "forename"), .init(.surname, name: "surname"),
                ]))
        }
        #expect(throws: LinkageError.nothingToCompare(file: "file")) { try read("colour,size\nred,1\nblue,2\n") }
    }

    @Test func `the parts of a file read by several threads are the file`() throws {
        let town = Town(people: 2_000, seed: 3)
        var text = town.csv()
        var one = Town.spec
        one.threads = 1
        var many = Town.spec
        many.threads = 3
        func table(_ spec: LinkageSpec) throws -> RecordTable {
            try text.withUTF8 {
                var builder = try TableBuilder(spec: spec)
                try builder.append(csv: UnsafeRawBufferPointer($0), name: "town")
                return try builder.build()
            }
        }
        let single = try table(one)
        let shared = try table(many)
        #expect(single.count == town.records.count)
        #expect((0..<single.count).allSatisfy { single.id($0) == shared.id($0) })
    }

    @Test func `several files with ids of their own are kept apart`() throws {
        var builder = try TableBuilder(
            spec: LinkageSpec(fields: [
                .init(.id, name: "id"), .init(.forename, name: "forename"), .init(.surname, name: "surname"),
            ]))
        for name in ["a", "b"] {
            var text = "id,forename,surname\n1,ann,lee\n2,bob,ray\n"
            try text.withUTF8 { try builder.append(csv: UnsafeRawBufferPointer($0), name: name) }
        }
        let table = try builder.build()
        #expect(table.count == 4 && table.place(of: "a:1") != nil && table.place(of: "b:1") != nil)
    }

    @Test(arguments: [
        (
            "rec_id,given_name,surname,street_number,address_1,address_2,suburb,postcode,state,date_of_birth,soc_sec_id",
            "id,forename,surname,houseNumber,street,category,category,postcode,category,dateOfBirth,identifier"
        ),
        (
            "unique_id,cluster,full_name,first_and_surname,first_name,surname,dob,birth_place,postcode_fake,gender,occupation",
            "id,ignored,ignored,ignored,forename,surname,dateOfBirth,category,postcode,sex,category"
        ),
        (
            "custody_ref,nominal_id,pnc_id,surname,forename,middle_names,alias,dob,sex,address,postcode,arrested_at,disposal",
            "ignored,localID,pncID,surname,forename,middleNames,alias,dateOfBirth,sex,address,postcode,ignored,ignored"
        ),
        (
            "pupil_id,upn,Family Name,First Name,D.O.B.,Gender,PCode,snapshot_date",
            "localID,upn,surname,forename,dateOfBirth,sex,postcode,ignored"
        ),
        ("person,name,birth_date", "ignored,fullName,dateOfBirth"),
    ])
    func `columns are known by the names people give them`(_ headers: String, _ kinds: String) throws {
        let headers = headers.split(separator: ",").map(String.init)
        let rows = (0..<20).map { row in headers.map { "\($0)\(row)" } }
        let guess = try LinkageSpec.guess(files: [FileSample(name: "f", headers: headers, rows: rows)])
        #expect(guess.columns.map(\.kind.rawValue).joined(separator: ",") == kinds)
    }

    @Test func `a column nobody named is known by what it holds`() throws {
        let rows = (0..<30).map { [Numbers.nhs($0), Numbers.upn($0), "KX\($0 % 9 + 1) 4AB", "Ann", "Lee"] }
        let guess = try LinkageSpec.guess(
            files: [FileSample(name: "f", headers: ["x1", "x2", "x3", "forename", "surname"], rows: rows)])
        #expect(guess.columns.prefix(3).map(\.kind) == [.nhsNumber, .upn, .postcode])
    }

    @Test func `a number shared by a crowd identifies nobody`() throws {
        var text = "id,forename,surname,dob,nhs_number\n"
        for row in 0..<40 {
            text += "\(row),name\(row),family\(row),20\(10 + row % 10)-03-\(10 + row % 18),9434765919\n"
        }
        let table = try read(text)
        #expect(table.rows.allSatisfy { $0.ids[0] == 0 })
    }
}
