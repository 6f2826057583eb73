import Foundation

@testable import Linkage

/// Files made by the real Splink and DuckDB (Fixtures/make.py).
enum SplinkFixtures {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures")

    static func data(_ name: String) throws -> Data {
        try Data(contentsOf: name.hasPrefix("/") ? URL(fileURLWithPath: name) : folder.appendingPathComponent(name))
    }

    static func read<Value: Decodable>(_ name: String, as type: Value.Type) throws -> Value {
        try JSONDecoder().decode(Value.self, from: try data(name))
    }

    /// The lines of a CSV file without quoted cells, split at commas.
    static func table(_ name: String) throws -> [[String]] {
        String(decoding: try data(name), as: UTF8.self).split(separator: "\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
    }
}

/// A JSON value as a cell.
enum SplinkCell: Decodable {
    case null, text(String), number(Double), flag(Bool), list([SplinkCell])

    init(from decoder: any Decoder) throws {
        let box = try decoder.singleValueContainer()
        if box.decodeNil() {
            self = .null
        } else if let flag = try? box.decode(Bool.self) {
            self = .flag(flag)
        } else if let number = try? box.decode(Double.self) {
            self = .number(number)
        } else if let text = try? box.decode(String.self) {
            self = .text(text)
        } else {
            self = .list(try box.decode([SplinkCell].self))
        }
    }

    var value: SplinkValue {
        switch self {
        case .null: .null
        case .text(let text): SplinkValue(text)
        case .number(let number): .real(number)
        case .flag(let flag): .flag(flag)
        case .list(let items): .list(items.map(\.value))
        }
    }
}
