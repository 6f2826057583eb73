import Eastmere
import Foundation
import Kernel
import Testing

/// The agencies' files as a test finds them, in a folder of their own.
struct ExtractsFolder: Sendable {
    typealias Row = [String: String]

    let path: String
    let made: Extracts.Made

    /// Six thousand people, made once for every test that only reads them.
    static let town = Task { try make(people: 6000, seed: 2) }

    static func make(people: Int, seed: UInt64, known: [Extracts.Known] = []) throws -> ExtractsFolder {
        let path = "\(NSTemporaryDirectory())extracts-\(UUID().uuidString)"
        let wish = try #require(Extracts.Wish(people: people, seed: seed, day: Extracts.usualDay, known: known))
        return ExtractsFolder(path: path, made: try Extracts.write(wish, to: path, isCombined: true) { _ in })
    }

    func bytes(_ name: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: "\(path)/\(name)")) }

    var names: [String] { get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() } }

    /// The rows of a file by column.
    func rows(_ name: String) throws -> [Row] {
        let lines = try cells(name)
        return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(lines[0], $0)) }
    }

    /// Every line of a file, the header first, read as RFC 4180 has it.
    func cells(_ name: String) throws -> [[String]] {
        var lines: [[String]] = []
        var (line, cell): ([String], [UInt8]) = ([], [])
        var isQuoted = false
        for byte in try bytes(name) {
            switch (byte, isQuoted) {
            case (UInt8(ascii: "\""), _): isQuoted.toggle()
            case (UInt8(ascii: ","), false):
                line.append(String(decoding: cell, as: UTF8.self))
                cell = []
            case (10, false):
                lines.append(line + [String(decoding: cell, as: UTF8.self)])
                (line, cell) = ([], [])
            case (13, false): break
            default: cell.append(byte)
            }
        }
        return lines
    }

    func remove() { try? FileManager.default.removeItem(atPath: path) }
}
