/// The string literals of a Swift file, each with what it interpolates left out.
enum SwiftLiterals {
    struct Literal: Equatable {
        let line: Int
        let text: String
    }

    /// The literals in order of their beginning; those inside an interpolation follow the one around them.
    static func all(in source: String) -> [Literal] {
        var reader = Reader(Array(source.utf8))
        reader.readCode(untilClosingParenthesis: false)
        return reader.literals.sorted { $0.line < $1.line }
    }

    private struct Reader {
        private let bytes: [UInt8]
        private var place = 0
        private var line = 1
        var literals: [Literal] = []

        init(_ bytes: [UInt8]) {
            self.bytes = bytes
        }

        private func sees(_ text: StaticString) -> Bool {
            let count = text.utf8CodeUnitCount
            guard place + count <= bytes.count else { return false }
            return (0..<count).allSatisfy { bytes[place + $0] == text.utf8Start[$0] }
        }

        private mutating func step(_ count: Int = 1) {
            for _ in 0..<count where place < bytes.count {
                if bytes[place] == UInt8(ascii: "\n") { line += 1 }
                place += 1
            }
        }

        private mutating func skip(until end: StaticString) {
            while place < bytes.count, !sees(end) { step() }
        }

        mutating func readCode(untilClosingParenthesis: Bool) {
            var depth = 0
            while place < bytes.count {
                if sees("//") {
                    skip(until: "\n")
                } else if sees("/*") {
                    skip(until: "*/")
                } else if sees("\"") || sees("#\"") || sees("##\"") {
                    readLiteral()
                    continue
                } else if sees("(") {
                    depth += 1
                } else if sees(")") {
                    if untilClosingParenthesis && depth == 0 { return step() }
                    depth -= 1
                }
                step()
            }
        }

        private mutating func readLiteral() {
            let begin = line
            var hashes = 0
            while sees("#") {
                hashes += 1
                step()
            }
            let isLong = sees("\"\"\"")
            step(isLong ? 3 : 1)
            var text: [UInt8] = []
            while place < bytes.count {
                if endsHere(isLong: isLong, hashes: hashes) {
                    step((isLong ? 3 : 1) + hashes)
                    break
                }
                if sees("\\"), follows(hashes: hashes, after: 1) {
                    step(1 + hashes)
                    if sees("(") {
                        step()
                        text.append(contentsOf: "\\(…)".utf8)
                        readCode(untilClosingParenthesis: true)
                    } else {
                        step()
                        text.append(UInt8(ascii: " "))
                    }
                    continue
                }
                text.append(bytes[place])
                step()
            }
            literals.append(Literal(line: begin, text: String(decoding: text, as: UTF8.self)))
        }

        private func endsHere(isLong: Bool, hashes: Int) -> Bool {
            if isLong { return sees("\"\"\"") && follows(hashes: hashes, after: 3) }
            return sees("\"") && follows(hashes: hashes, after: 1)
        }

        private func follows(hashes: Int, after offset: Int) -> Bool {
            guard place + offset + hashes <= bytes.count else { return false }
            return (0..<hashes).allSatisfy { bytes[place + offset + $0] == UInt8(ascii: "#") }
        }
    }
}
