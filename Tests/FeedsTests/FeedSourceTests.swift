import Foundation
import Testing

@testable import Feeds

@Suite struct FeedSourceTests {
    private func file(_ text: String) throws -> URL {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("feeds-\(UUID().uuidString).csv")
        try Data(text.utf8).write(to: url)
        return url
    }

    @Test func `a file is read, and its hash can be taken`() throws {
        let url = try file("a,b\n1,2\n")
        defer { try? FileManager.default.removeItem(at: url) }
        let source = try FeedSource.file(url.path)
        #expect(try rows(source).map(\.cells) == [["1", "2"]])
        var bytes: [UInt8] = []
        try source.forEachChunk(of: 3) { bytes += $0 }
        #expect(bytes == Array("a,b\n1,2\n".utf8))
    }

    @Test func `a file that changes while it is read is noticed`() throws {
        let url = try file("a,b\n" + String(repeating: "1,2\n", count: 1_000))
        defer { try? FileManager.default.removeItem(at: url) }
        var limits = FeedLimits()
        limits.chunk = 512
        limits.sample = 512
        var reader = try FeedReader(.file(url.path), limits: limits)
        #expect(try reader.next() != nil)
        let handle = try FileHandle(forWritingTo: url)
        try handle.seekToEnd()
        try handle.write(contentsOf: Data("3,4\n".utf8))
        try handle.close()
        #expect(throws: FeedError.changedWhileRead) { while try reader.next() != nil {} }
    }

    @Test func `a file that changed between two sittings is noticed`() throws {
        let url = try file("a,b\n1,2\n3,4\n")
        defer { try? FileManager.default.removeItem(at: url) }
        let mark = try #require(try FeedSource.file(url.path).mark)
        #expect(try FeedSource.file(url.path, unchangedSince: mark).size == 12)
        try Data("a,b\n9,9\n3,4\n".utf8).write(to: url)
        #expect(throws: FeedError.changedWhileRead) { try FeedSource.file(url.path, unchangedSince: mark) }
    }

    @Test func `a file that is not there, and a folder, are refused`() {
        #expect(throws: FeedError.cannotOpen("none.csv")) { try FeedSource.file("/nowhere/none.csv") }
        #expect(throws: FeedError.cannotOpen("tmp")) { try FeedSource.file("/tmp") }
    }

    /// Ten gigabytes that exist nowhere: every row has 32 bytes and knows its number.
    @Test func `ten gigabytes are read from any place in constant memory`() throws {
        let width = 32
        let count = 10 * 1_073_741_824 / width
        let source = FeedSource(size: count * width) { offset, wanted in
            let end = min(count * width, offset + wanted)
            guard offset < end else { return [] }
            var bytes: [UInt8] = []
            for row in (offset / width)...((end - 1) / width) {
                let number = String(row)
                let text =
                    row == 0
                    ? "number,padding" + String(repeating: "x", count: 17) + "\n"
                    : String(repeating: "0", count: 12 - number.utf8.count) + number + ","
                        + String(repeating: "p", count: 18) + "\n"
                bytes += Array(text.utf8)
            }
            let skipped = offset % width
            return Array(bytes[skipped..<(skipped + end - offset)])
        }
        var limits = FeedLimits()
        limits.chunk = 64 * 1024
        var reader = try FeedReader(source, limits: limits)
        let first = try reader.first(5_000)
        #expect(first.map { Int($0.cells[0]) } == Array(1...5_000))
        let near = FeedPosition(offset: (count - 1_000) * width, line: count - 999, rows: count - 1_001)
        var late = try FeedReader(source, at: near, limits: limits)
        let last = try late.first(2_000)
        #expect(last.map { Int($0.cells[0]) } == Array(count - 1_000..<count))
        #expect(last.last?.next == FeedPosition(offset: count * width, line: count + 1, rows: count - 1))
        #expect(late.progress == 1)
    }
}
