import Crypto
import Foundation
import Kernel

/// What was found wrong with one service of a file, and what was done about it.
package struct OpenProblem: Sendable, Equatable, Codable {
    package enum Effect: String, Sendable, Codable {
        case noted, corrected, rejected
    }

    package let effect: Effect
    /// Where in the file: `/contents/3/minimum_age`.
    package let pointer: String
    package let reason: String
}

/// One service of a file, judged: accepted, corrected or rejected, never anything else.
package struct OpenRow: Sendable {
    package enum Outcome: String, Sendable, CaseIterable {
        case accepted, corrected, rejected
    }

    /// From 1, in the file's order.
    package let line: Int
    package let pointer: String
    package let outcome: Outcome
    package let problems: [OpenProblem]
    /// Nil when it was rejected.
    package let entry: OpenEntry?
    /// As it stood in the file, shortened when it is very long.
    package let original: String
}

/// A service as a file gives it: what such files say, and nothing of ours.
package struct OpenEntry: Sendable, Equatable {
    package let id: ID<Service>
    package internal(set) var terms: Service.Terms
}

/// A whole file, read and judged.
package struct OpenFile: Sendable {
    package let hash: String
    package let rows: [OpenRow]

    /// A file longer than this is not a directory of services.
    package static let mostBytes = 64 * 1024 * 1024
    package static let mostServices = 50_000

    package func count(_ outcome: OpenRow.Outcome) -> Int { rows.count { $0.outcome == outcome } }

    /// Reads a list (3.0 `contents`, 1.0 `content`, or a plain array) or a single service.
    ///
    /// - Throws: `OpenRefusal` when it is none of these.
    package init(_ data: Data) throws(OpenRefusal) {
        guard data.count <= Self.mostBytes else { throw .tooLong }
        guard let whole = try? JSONDecoder().decode(OpenJSON.self, from: data) else { throw .notJSON }
        guard let (items, path) = Self.services(in: whole) else { throw .noServices }
        guard items.count <= Self.mostServices else { throw .tooLong }
        hash = SHA256.hash(data: data).map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
        var firsts: [String: String] = [:]
        var rows: [OpenRow] = []
        for (index, item) in items.enumerated() {
            let pointer = path == Self.alone ? "" : "\(path)/\(index)"
            var judge = OpenJudge(pointer: pointer)
            let entry = judge.entry(item)
            if let entry, let first = firsts[entry.id.text] {
                judge.reject(
                    "/id", "The same id as the service at \(first.isEmpty ? "the top" : first): only the first is kept")
            } else if let entry {
                firsts[entry.id.text] = pointer
            }
            rows.append(judge.row(line: index + 1, entry, original: Self.original(item)))
        }
        self.rows = rows
    }

    private static let alone = "-"

    /// The services of a file and where they stand in it.
    private static func services(in whole: OpenJSON) -> (items: [OpenJSON], path: String)? {
        if let list = whole.list { return (list, "") }
        guard let object = whole.object else { return nil }
        if let contents = object["contents"]?.list { return (contents, "/contents") }
        if let content = object["content"]?.list { return (content, "/content") }
        return object["id"] == nil ? nil : ([whole], alone)
    }

    private static func original(_ item: OpenJSON) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(item) else { return "" }
        return String(String(decoding: data, as: UTF8.self).prefix(8000))
    }
}

/// Why a file as a whole is not one of services. Nothing was changed.
package enum OpenRefusal: Error, Equatable {
    case unreadable, notJSON, noServices, tooLong, sourceName

    package var words: String {
        switch self {
        case .unreadable: "The file cannot be read. Nothing was changed."
        case .notJSON: "This is not JSON, or it breaks off. Nothing was changed."
        case .noServices:
            "There are no services in this file: it has no \u{201C}contents\u{201D} list and is no service. Nothing was changed."
        case .tooLong: "This file is longer than any directory of services. Nothing was changed."
        case .sourceName: "--source takes up to 100 characters. Nothing was changed."
        }
    }
}
