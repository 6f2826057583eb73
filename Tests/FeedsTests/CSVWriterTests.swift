import Testing

@testable import Feeds

@Suite struct CSVWriterTests {
    @Test(arguments: [
        ("=1+1", "'=1+1"), ("+44 7700 900123", "'+44 7700 900123"), ("-5", "-5"), ("-5.25", "-5.25"), ("-x", "'-x"),
        ("@SUM(A1)", "'@SUM(A1)"), ("\t=1", "'\t=1"), ("'=1", "''=1"), ("'quoted'", "'quoted'"), ("1+1", "1+1"),
        ("", ""),
        ("-", "'-"), ("-1-1", "'-1-1"),
    ])
    func `formulas are made safe, and the cell can be had back`(cell: String, safe: String) {
        #expect(CSVWriter.defused(cell) == safe)
        #expect(CSVWriter.restored(safe) == cell)
    }

    @Test func `cells that need quotes get them`() {
        #expect(
            CSVWriter().line(["a", "b,c", "d\"e", "f\ng", " h", ""]) == "a,\"b,c\",\"d\"\"e\",\"f\ng\",\" h\",\r\n")
    }

    @Test func `rejected rows come back with reasons, can be put right and read again`() throws {
        let text = "pupil_id,surname,dob,snapshot_date\n7,=Lee,31/02/2009,2026-09-01\n8,Khan,17/03/2009,2026-09-01\n"
        var reader = try FeedReader(.text(text))
        let matched = try Mapping.shipped("school-roll").matched(to: reader.headers, on: today)
        let rejects = RejectedRows(headers: reader.headers)
        var file = rejects.header
        while let row = try reader.next() {
            let checked = matched.check(row)
            if checked.outcome == .rejected {
                file += rejects.line(cells: row.cells, at: row.line, problems: checked.problems)
            }
        }
        #expect(
            file == """
                pupil_id,"surname",dob,"snapshot_date",line,problem\r
                7,'=Lee,31/02/2009,2026-09-01,2,dob: There is no 31 February 2009.\r

                """)
        var second = try FeedReader(.text(file.replacing("31/02", with: "28/02")))
        let again = try Mapping.shipped("school-roll").matched(to: second.headers, on: today)
        #expect(again.unread == ["line", "problem"])
        let row = again.check(try #require(try second.next()))
        #expect(row.outcome == .accepted)
        #expect(row.fields["surname"] == "=Lee")
        #expect(RejectedRows(headers: second.headers).header == rejects.header)
    }

    @Test func `a file with such columns of its own keeps them`() {
        #expect(RejectedRows(headers: ["Problem", "x"]).header == "Problem,x,line in file,problem in file\r\n")
    }
}
