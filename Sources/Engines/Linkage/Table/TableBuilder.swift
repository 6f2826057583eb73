import Dispatch
import Threads

/// Reads files, or records one by one, into a table.
public struct TableBuilder {
    private let spec: LinkageSpec
    private let plan: FieldPlan
    private var parts: [RowReader] = []
    private var fileOfPart: [String] = []
    private var single: RowReader
    private var singleSources: [String: UInt8] = [:]

    /// Makes a builder for the fields of a specification.
    public init(spec: LinkageSpec) throws(LinkageError) {
        self.spec = spec
        plan = try FieldPlan(spec)
        single = plan.reader()
    }

    /// Adds a record by the names of the specification's fields; an empty value is one that is not known.
    public mutating func append(id: String, source: String, values: [String: String]) {
        func put(_ reader: inout RowReader, _ target: ColumnPlan.Target, _ text: String) {
            var copy = text
            copy.withUTF8 { bytes in
                var start = 0
                var stop = bytes.count
                while start < stop, bytes[start] <= 32 { start += 1 }
                while stop > start, bytes[stop - 1] <= 32 { stop -= 1 }
                reader.put(target, UnsafeBufferPointer(rebasing: bytes[start..<stop]))
            }
        }
        put(&single, .id, id)
        put(&single, .source, source)
        for (field, target) in zip(spec.fields, plan.targets) {
            if case .id = target { continue }
            if case .source = target { continue }
            if let value = values[field.name] { put(&single, target, value) }
        }
        single.endRow(source: nil)
    }

    /// Adds the rows of a delimited file.
    ///
    /// The rows are shared among threads; a part that turns out to have started inside a quoted cell is read again.
    /// - Parameters:
    ///   - bytes: The file, which is read in place and not kept.
    ///   - name: The file's name without its ending, which names its source and rows where no column does.
    /// - Throws: What cannot be read, with file and line.
    public mutating func append(csv bytes: UnsafeRawBufferPointer, name: String) throws(LinkageError) {
        let bytes = bytes.bindMemory(to: UInt8.self)
        let (delimiter, start) = CSVScanner.sniff(bytes)
        var scanner = CSVScanner(bytes, delimiter: delimiter, from: start)
        var headers: [String] = []
        let isWhole = scanner.row { _, cell in headers.append(String(decoding: cell, as: UTF8.self)) }
        guard isWhole != nil, scanner.place < bytes.count else { throw .empty(file: name) }
        guard isWhole == true else { throw .unclosedQuote(file: name, line: 1) }
        let targets = try plan.targets(headers: headers, file: name)
        let found = try Self.readParts(
            bytes, delimiter, from: scanner.place, targets, threads: spec.threads, reader: plan.reader(), name)
        guard found.contains(where: { !$0.rows.isEmpty }) else { throw .empty(file: name) }
        let hasSource = targets.contains { if case .source = $0 { true } else { false } }
        for part in found {
            parts.append(part)
            fileOfPart.append(hasSource ? "" : name)
        }
        idNames.append(contentsOf: found.map { _ in name })
    }

    private var idNames: [String] = []

    private struct PartResult {
        var reader: RowReader
        var end: Int
        var isClosed: Bool
        /// Where the last row starts.
        var lastRow: Int
    }

    private static func readParts(
        _ bytes: UnsafeBufferPointer<UInt8>, _ delimiter: UInt8, from start: Int, _ targets: [ColumnPlan.Target],
        threads: Int, reader: RowReader, _ name: String
    ) throws(LinkageError) -> [RowReader] {
        let size = bytes.count - start
        let count = size < 200_000 ? 1 : max(1, threads) * 4
        var starts = (0..<count).map { start + size / count * $0 }
        for index in starts.indices.dropFirst() {
            while starts[index] < bytes.count, bytes[starts[index] - 1] != 10 { starts[index] += 1 }
        }
        func read(_ from: Int, _ until: Int) -> PartResult {
            var scanner = CSVScanner(bytes, delimiter: delimiter, from: from)
            var part = reader
            part.rows.reserveCapacity((until - from) / 80)
            var isClosed = true
            while scanner.place < until {
                guard
                    let whole = scanner.row({ column, cell in
                        if column < targets.count { part.put(targets[column], cell) }
                    })
                else { break }
                isClosed = whole
                if !whole { break }
                part.endRow(source: nil)
            }
            return PartResult(reader: part, end: scanner.place, isClosed: isClosed, lastRow: scanner.rowStart)
        }
        let ends = Array(starts.dropFirst()) + [bytes.count]
        var results = SharedWork.map(count, threads: threads) { read(starts[$0], ends[$0]) }
        var expected = start
        for index in results.indices {
            // A part that began inside a quoted cell, or whose forerunner ran past its end, is read from where it starts.
            let begins = starts[index]
            if expected != begins, expected > begins || !onlyBlank(bytes, expected, begins) {
                results[index] =
                    expected < ends[index]
                    ? read(expected, ends[index])
                    : PartResult(reader: reader, end: expected, isClosed: true, lastRow: expected)
            }
            guard results[index].isClosed else {
                let line = bytes[..<results[index].lastRow].count { $0 == 10 } + 1
                throw .unclosedQuote(file: name, line: line)
            }
            expected = max(results[index].end, ends[index] == bytes.count ? bytes.count : results[index].end)
        }
        return results.map(\.reader)
    }

    private static func onlyBlank(_ bytes: UnsafeBufferPointer<UInt8>, _ from: Int, _ to: Int) -> Bool {
        (from..<to).allSatisfy { bytes[$0] == 10 || bytes[$0] == 13 }
    }

    /// Brings everything added into one table.
    public consuming func build() throws(LinkageError) -> RecordTable {
        var all = parts
        var names = idNames
        var files = fileOfPart
        if !single.rows.isEmpty {
            all.append(single)
            names.append("row")
            files.append("")
        }
        let hasID = spec.field(.id) != nil
        let assembly = TableAssembly(
            spec: spec, plan: plan, parts: all, fileOfPart: files, nameOfPart: names, hasID: hasID)
        return try assembly.table()
    }
}
