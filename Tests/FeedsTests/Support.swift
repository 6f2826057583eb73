import Foundation
import Kernel
import Testing

@testable import Feeds

/// The day the tests happen on.
let today = Day("2026-11-23") ?? Day(number: 0)

/// Every row of a source.
func rows(_ source: FeedSource, _ limits: FeedLimits = FeedLimits()) throws -> [RawRow] {
    var reader = try FeedReader(source, limits: limits)
    var rows: [RawRow] = []
    while let row = try reader.next() { rows.append(row) }
    return rows
}

func rows(_ text: String) throws -> [RawRow] { try rows(.text(text)) }

extension RawRow {
    var kinds: [CellProblem.Kind] { problems.map(\.kind) }
}

func fixture(_ name: String) throws -> URL {
    try #require(Bundle.module.url(forResource: name, withExtension: nil, subdirectory: "Fixtures"))
}

/// A zip file of stored parts, as spreadsheets are.
func zip(_ parts: [(name: String, text: String)]) -> [UInt8] {
    var file: [UInt8] = []
    var directory: [UInt8] = []
    func number(_ value: Int, _ bytes: Int) -> [UInt8] { (0..<bytes).map { UInt8(value >> ($0 * 8) & 0xFF) } }
    for (name, text) in parts {
        let bytes = Array(text.utf8)
        let start = file.count
        let common =
            number(20, 2) + number(0, 2) + number(0, 2) + number(0, 4) + number(Int(checksum(bytes)), 4)
            + number(bytes.count, 4) + number(bytes.count, 4) + number(name.utf8.count, 2) + number(0, 2)
        file += [80, 75, 3, 4] + common + Array(name.utf8) + bytes
        directory +=
            [80, 75, 1, 2] + number(20, 2) + common + number(0, 2) + number(0, 2) + number(0, 2)
            + number(0, 4) + number(start, 4) + Array(name.utf8)
    }
    let start = file.count
    file +=
        directory + [80, 75, 5, 6] + number(0, 4) + number(parts.count, 2) + number(parts.count, 2)
        + number(directory.count, 4) + number(start, 4) + number(0, 2)
    return file
}

/// CRC-32 as zip files have it.
private func checksum(_ bytes: [UInt8]) -> UInt32 {
    var value = UInt32.max
    for byte in bytes {
        value ^= UInt32(byte)
        for _ in 0..<8 { value = value >> 1 ^ (value & 1 == 1 ? 0xEDB8_8320 : 0) }
    }
    return ~value
}

/// A workbook whose first sheet holds these rows of XML.
func workbook(_ sheet: String, shared: String = "", styles: String = "", more: [(name: String, text: String)] = [])
    -> [UInt8]
{
    let kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return zip(
        [
            (
                "_rels/.rels",
                "<Relationships><Relationship Id=\"a\" Type=\"\(kinds)/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
            (
                "xl/workbook.xml",
                "<workbook><workbookPr/><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
            ),
            (
                "xl/_rels/workbook.xml.rels",
                """
                <Relationships><Relationship Id="r1" Type="\(kinds)/worksheet" Target="worksheets/sheet1.xml"/>\
                <Relationship Id="r2" Type="\(kinds)/sharedStrings" Target="sharedStrings.xml"/>\
                <Relationship Id="r3" Type="\(kinds)/styles" Target="/xl/styles.xml"/></Relationships>
                """
            ),
            ("xl/sharedStrings.xml", "<sst>\(shared)</sst>"),
            ("xl/styles.xml", "<styleSheet>\(styles)</styleSheet>"),
            (
                "xl/worksheets/sheet1.xml",
                "<?xml version=\"1.0\"?><worksheet><sheetData>\(sheet)</sheetData></worksheet>"
            ),
        ] + more)
}
