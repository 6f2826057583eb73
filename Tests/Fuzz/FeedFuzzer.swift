import Feeds
import Kernel

/// What libFuzzer calls with every input: the file is read in two ways, which must agree, and every row is judged.
///
/// The first byte chooses the size of chunks and limits, the rest is the file.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: start, count: count))
    guard let choice = input.first else { return 0 }
    let file = Array(input.dropFirst())
    let once = reading(file, limits(choice, chunk: 256 * 1024))
    let again = reading(file, limits(choice, chunk: smallChunk(choice, file.count)))
    precondition(once == again, "Where chunks end made a difference.")
    judge(file, once.rows, choice)
    return 0
}

/// Everything one reading of a file came to.
private struct Reading: Equatable {
    var headers: [String] = []
    var rows: [RawRow] = []
    var error: FeedError?
}

private func limits(_ choice: UInt8, chunk: Int) -> FeedLimits {
    var limits = FeedLimits()
    limits.row = choice & 1 == 0 ? 200 : 64 * 1024
    limits.cell = choice & 2 == 0 ? 20 : 64 * 1024
    limits.columns = choice & 4 == 0 ? 5 : 2_000
    limits.unpacked = 4 * 1024 * 1024
    limits.sharedBytes = choice & 8 == 0 ? 64 : 1024 * 1024
    limits.chunk = chunk
    return limits
}

/// From a byte at a time, in files small enough for that, to larger pieces.
private func smallChunk(_ choice: UInt8, _ count: Int) -> Int { max(1 + Int(choice >> 4), count / 64) }

private func reading(_ file: [UInt8], _ limits: FeedLimits) -> Reading {
    var result = Reading()
    do {
        var reader = try FeedReader(.bytes(file), limits: limits)
        result.headers = reader.headers
        while let row = try reader.next() { result.rows.append(row) }
    } catch let error as FeedError {
        result.error = error
    } catch {
        preconditionFailure("An error that is no FeedError.")
    }
    return result
}

/// The list of people laid over files of so many columns, in the order of its own.
private let matchings: [MatchedMapping?] = (0...40).map { width in
    guard let mapping = try? Mapping.shipped("person-list"), let today = Day("2026-11-23") else { return nil }
    let headers = (0..<width).map { "c\($0)" }
    let fields = mapping.columns.map(\.field)
    let choices = zip(headers, fields + [String](repeating: "", count: width))
    return try? mapping.matched(to: headers, choosing: Dictionary(uniqueKeysWithValues: choices), on: today)
}

/// What must hold for every row, and that a mapping takes it or says why not.
private func judge(_ file: [UInt8], _ rows: [RawRow], _ choice: UInt8) {
    var line = 0
    for (place, row) in rows.enumerated() {
        precondition(row.line > line && row.next.rows == place + 1, "Rows must be counted, and their lines rise.")
        line = row.line
    }
    guard let width = rows.last?.cells.count else { return }
    precondition(rows.allSatisfy { $0.cells.count == width }, "Rows must be as wide as the header.")
    guard matchings.indices.contains(width), let matched = matchings[width] else { return }
    for row in rows {
        let checked = matched.check(row)
        let isRefused = checked.problems.contains { $0.effect == .rejected }
        precondition((checked.outcome == .rejected) == isRefused, "A row is rejected for a reason, or not at all.")
    }
    let middle = rows[rows.count / 2]
    guard var reader = try? FeedReader(.bytes(file), at: middle.next, limits: limits(choice, chunk: 64)) else { return }
    var rest: [RawRow] = []
    while let row = try? reader.next() { rest.append(row) }
    precondition(rest == Array(rows[(rows.count / 2 + 1)...]), "Reading must go on where it stopped.")
}
