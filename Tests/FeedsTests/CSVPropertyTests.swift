import Kernel
import Testing

@testable import Feeds

/// What holds for any cells at all, tried on cells made by chance from a printed seed.
@Suite struct CSVPropertyTests {
    private static let pieces = [
        "", "a", "Zoë", "O'Neill", ",", ";", "\"", "\"\"", "\n", "\r\n", "\r", " ", "\t", "=1+1", "-5", "+44", "'",
        "'=",
        "😀", "عمر", "x y", "{", "sep=", "\u{FEFF}", "@", "-a", "é́",
    ]

    private func cell(_ chance: inout SplitMix) -> String {
        (0..<Int.random(in: 0...4, using: &chance)).map { _ in Self.pieces.randomElement(using: &chance) ?? "" }
            .joined()
    }

    private func table(_ chance: inout SplitMix) -> [[String]] {
        let width = Int.random(in: 1...5, using: &chance)
        return (0..<Int.random(in: 1...8, using: &chance)).map { _ in
            var cells = (0..<width).map { _ in cell(&chance) }
            // A row with nothing in it at all is no row.
            if width > 1, cells.allSatisfy(\.isEmpty) { cells[0] = "x" }
            return cells
        }
    }

    private func text(_ table: [[String]], _ writer: CSVWriter) -> String {
        let header = table[0].indices.map { "column\($0)" }
        return ([header] + table).map(writer.line).joined()
    }

    @Test(arguments: 0..<300 as Range<UInt64>)
    func `what is written is read again, row for row and cell for cell`(seed: UInt64) throws {
        var chance = SplitMix(seed: seed)
        let table = table(&chance)
        let plain = try rows(text(table, CSVWriter(formulas: .asTheyStand)))
        #expect(plain.map(\.cells) == table)
        #expect(plain.allSatisfy { $0.problems.isEmpty && $0.surplus.isEmpty })
        let safe = try rows(text(table, CSVWriter(formulas: .defused)))
        #expect(safe.map { $0.cells.map(CSVWriter.restored) } == table)
    }

    @Test(arguments: 0..<40 as Range<UInt64>)
    func `chunks may end at any byte`(seed: UInt64) throws {
        var chance = SplitMix(seed: seed &+ 1_000)
        let bytes = Array(messy(&chance))
        var limits = FeedLimits()
        limits.row = 120
        let whole = try rows(.bytes(bytes), limits)
        for chunk in 1...min(bytes.count + 1, 90) {
            limits.chunk = chunk
            #expect(try rows(.bytes(bytes), limits) == whole, "chunk \(chunk)")
        }
    }

    @Test(arguments: 0..<60 as Range<UInt64>)
    func `reading goes on from any row`(seed: UInt64) throws {
        var chance = SplitMix(seed: seed &+ 2_000)
        let source = FeedSource.bytes(messy(&chance))
        var limits = FeedLimits()
        limits.row = 120
        let whole = try rows(source, limits)
        for place in whole.indices {
            var reader = try FeedReader(source, at: whole[place].next, limits: limits)
            var rest: [RawRow] = []
            while let row = try reader.next() { rest.append(row) }
            #expect(rest == Array(whole[(place + 1)...]))
        }
        #expect(whole.map(\.next.rows) == Array(1...max(1, whole.count)).prefix(whole.count).map { $0 })
        #expect(Set(whole.map(\.line)).count == whole.count)
        #expect(whole.map(\.line) == whole.map(\.line).sorted())
    }

    /// A header and bytes that keep no rule.
    private func messy(_ chance: inout SplitMix) -> [UInt8] {
        var bytes = Array("one,two,three\n".utf8)
        let strange: [[UInt8]] = [
            [0xEB], [0], [0xC3, 0xA9], [0xF0, 0x9F, 0x98, 0x80], [0xE2, 0x82], [13], [10], [34],
        ]
        for _ in 0..<Int.random(in: 5...60, using: &chance) {
            if Bool.random(using: &chance) {
                bytes += Array((Self.pieces.randomElement(using: &chance) ?? "").utf8)
            } else {
                bytes += strange.randomElement(using: &chance) ?? []
            }
            if Int.random(in: 0..<4, using: &chance) == 0 { bytes += [44] }
            if Int.random(in: 0..<40, using: &chance) == 0 { bytes += [UInt8](repeating: 120, count: 150) }
        }
        return bytes
    }
}
