import Foundation
import Testing

@testable import Feeds

@Suite struct SpreadsheetTests {
    @Test func `a workbook another program wrote is read`() throws {
        var reader = try FeedReader(.file(fixture("people.xlsx").path))
        #expect(
            reader.headers == [
                "child_id", "surname", "forename", "dob", "arrived", "nhs_number", "percent", "flag", "note",
            ])
        let rows = try reader.first(9)
        #expect(
            rows.map(\.cells) == [
                [
                    "C1", "O'Neill & Sons <b>", "Zoë", "2009-03-17", "2026-09-04T16:10", "9990000018", "87.4", "TRUE",
                    "two\nlines",
                ],
                ["C2", "Khan", "", "2010-02-28", "2026-09-04", "999 000 0026", "0.3", "FALSE", "=1+1"],
                ["C3", "Nguyễn", "Ân", "39873", "", "", "100", "", ""],
            ])
        #expect(rows.map(\.line) == [2, 3, 5])
        #expect(rows.allSatisfy { $0.problems.isEmpty })
        var resumed = try FeedReader(.file(fixture("people.xlsx").path), at: rows[0].next)
        #expect(try resumed.first(9) == Array(rows[1...]))
    }

    @Test func `shared texts, texts in place, truths and mistakes`() throws {
        let sheet = """
            <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>b</t></is></c><c r="C1" t="str"><v>c</v></c></row>
            <row r="4"><c r="A4" t="b"><v>1</v></c><c r="C4" t="e"><v>#N/A</v></c><c r="E4"><v>7</v></c></row>
            <row r="5"><c r="A5" t="s"><v>99</v></c></row><row r="6"><c r="A6" s="1"/></row>
            <row><c t="s"><v>1</v></c><c s="1"><v>1.5</v></c><c s="2"><v>40000.25</v></c></row>
            """
        let shared =
            "<si><t>a</t></si><si><r><t>x&amp;</t></r><rPh><t>no</t></rPh><r><t xml:space=\"preserve\"> y_x000D_</t></r></si>"
        let styles = """
            <numFmts><numFmt numFmtId="170" formatCode="[h]:mm &quot;day&quot;"/></numFmts>\
            <cellXfs><xf numFmtId="0"/><xf numFmtId="170"/><xf numFmtId="22"/></cellXfs>
            """
        let found = try rows(.bytes(workbook(sheet, shared: shared, styles: styles)))
        #expect(found.map(\.line) == [4, 5, 7])
        #expect(found[0].cells == ["TRUE", "", ""])
        #expect(found[0].kinds == [.brokenCell("The cell holds the error #N/A."), .manyCells(found: 4, expected: 3)])
        #expect(found[0].surplus == ["7"])
        #expect(found[1].kinds == [.brokenCell("The cell points to a text that is not there.")])
        #expect(found[2].cells == ["x& y\r", "1900-01-01T12:00", "2009-07-06T06:00"])
    }

    @Test(arguments: [
        ("dd/mm/yyyy", Workbook.Style.date), ("[$-809]d mmmm yyyy;@", .date), ("h:mm AM/PM", .time), ("0.00", .number),
        ("0\" days\"", .number), ("General", .number), ("#,##0\\d", .number), ("mmm", .date), ("mm:ss.0", .time),
    ])
    func `formats that are dates are known`(code: String, style: Workbook.Style) {
        #expect(SheetNumber.style(ofFormat: code) == style)
    }

    @Test(arguments: [(1.0, "1900-01-01"), (59, "1900-02-28"), (61, "1900-03-01"), (39889, "2009-03-17")])
    func `days count from 1900 with Excel's mistake`(serial: Double, day: String) {
        #expect(SheetNumber.dateText(serial, style: .date, isFrom1904: false) == day)
    }

    @Test func `many shared texts are put aside and still found`() throws {
        var limits = FeedLimits()
        limits.sharedBytes = 500
        let shared = "<si><t>n</t></si>" + (1...400).map { "<si><t>text number \($0)</t></si>" }.joined()
        let sheet =
            "<row><c t=\"s\"><v>0</v></c></row>" + (1...400).map { "<row><c t=\"s\"><v>\($0)</v></c></row>" }.joined()
        let found = try rows(.bytes(workbook(sheet, shared: shared)), limits)
        #expect(found.map { $0.cells[0] } == (1...400).map { "text number \($0)" })
    }

    @Test func `a document type, and with it every entity, is refused`() {
        let sheet = "<row><c t=\"str\"><v>a</v></c></row></sheetData><!DOCTYPE x [<!ENTITY y \"z\">]><sheetData>"
        #expect(throws: FeedError.brokenSpreadsheet("it holds a document type, which is not read")) {
            try rows(.bytes(workbook("<!DOCTYPE x>" + sheet)))
        }
    }

    @Test func `what would unpack to too much is refused before it does`() throws {
        var limits = FeedLimits()
        limits.unpacked = 1_000
        let book = workbook(
            "<row><c t=\"str\"><v>a</v></c></row>", more: [("big", String(repeating: "x", count: 2_000))])
        #expect(throws: FeedError.unpacksTooLarge("it would need more than 0 MB")) {
            try FeedReader(.bytes(book), limits: limits)
        }
        limits = FeedLimits()
        limits.parts = 3
        #expect(throws: FeedError.unpacksTooLarge("it has 7 parts, and 3 are allowed")) {
            try FeedReader(.bytes(book), limits: limits)
        }
        #expect(throws: FeedError.unpacksTooLarge("a part of it grows to more than 250 times its size")) {
            try FeedReader(.file(fixture("bomb.xlsx").path))
        }
        #expect(throws: FeedError.unpacksTooLarge("its parts lie over each other")) {
            try FeedReader(.file(fixture("overlap.xlsx").path))
        }
        #expect(throws: FeedError.unpacksTooLarge("a part of it is larger than its list says")) {
            _ = try rows(.file(fixture("liar.xlsx").path))
        }
    }

    @Test func `a file cut off or spoilt anywhere is an error and no more`() throws {
        let book = try Array(Data(contentsOf: fixture("people.xlsx")))
        for end in stride(from: 4, to: book.count, by: 97) {
            #expect(throws: FeedError.self) { _ = try rows(.bytes(Array(book[..<end]))) }
        }
        for place in stride(from: 0, to: book.count, by: 41) {
            var spoilt = book
            spoilt[place] ^= 0x5A
            do { _ = try rows(.bytes(spoilt)) } catch { #expect(error is FeedError) }
        }
    }

    @Test func `an older Excel file is called what it is`() {
        #expect(throws: FeedError.notATable("an older Excel file (.xls), or one with a password")) {
            try FeedReader(.bytes([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1]))
        }
    }
}
