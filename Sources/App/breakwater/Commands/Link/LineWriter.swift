import Foundation

/// Writes a CSV file of millions of short lines: bytes are gathered and go out a megabyte at a time.
final class LineWriter {
    private let file: FileHandle
    private var bytes: [UInt8] = []

    private static let most = 1 << 20

    /// Begins a file, in place of whatever was there, with its header.
    init(_ path: String, header: String) throws {
        guard FileManager.default.createFile(atPath: path, contents: nil),
            let file = FileHandle(forWritingAtPath: path)
        else { throw CommandProblem("\(path) cannot be written: is there such a folder, and may you write there?") }
        self.file = file
        bytes.reserveCapacity(Self.most + 1024)
        bytes.append(contentsOf: "\(header)\n".utf8)
    }

    /// A line that says how likely two rows are one person.
    func pair(_ a: some Collection<UInt8>, _ b: some Collection<UInt8>, probability: Double, weight: Double) throws {
        cell(a)
        comma()
        cell(b)
        comma()
        six(probability)
        comma()
        six(weight)
        try endLine()
    }

    /// A cell of text, quoted where it must be.
    func cell(_ text: some Collection<UInt8>) {
        let needsQuotes = text.contains { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") || $0 < 32 }
        guard needsQuotes else {
            bytes.append(contentsOf: text)
            return
        }
        bytes.append(UInt8(ascii: "\""))
        for byte in text {
            if byte == UInt8(ascii: "\"") { bytes.append(byte) }
            bytes.append(byte)
        }
        bytes.append(UInt8(ascii: "\""))
    }

    func comma() { bytes.append(UInt8(ascii: ",")) }

    func whole(_ number: Int) { text(String(number)) }

    /// A number with six places after the point.
    func six(_ number: Double) {
        let scaled = Int((number * 1_000_000).rounded())
        if scaled < 0 { bytes.append(UInt8(ascii: "-")) }
        let size = scaled.magnitude
        text(String(size / 1_000_000))
        bytes.append(UInt8(ascii: "."))
        var divisor: UInt = 100_000
        while divisor > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(size / divisor % 10))
            divisor /= 10
        }
    }

    /// A number with every digit it has.
    func exact(_ number: Double) { text(String(number)) }

    func endLine() throws(CommandProblem) {
        bytes.append(UInt8(ascii: "\n"))
        if bytes.count >= Self.most { try flush() }
    }

    /// Writes what is left. Nothing may be added after.
    func close() throws {
        try flush()
        try file.close()
    }

    private func text(_ words: String) { bytes.append(contentsOf: words.utf8) }

    private func flush() throws(CommandProblem) {
        do {
            try file.write(contentsOf: bytes)
        } catch {
            throw CommandProblem("The answer could not be written: \(error.localizedDescription)")
        }
        bytes.removeAll(keepingCapacity: true)
    }
}
