import Foundation
import Storage

/// Values kept in a column as JSON, always written the same way.
enum Stored {
    static func text(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    /// Nil for an empty column.
    static func value<Value: Decodable>(_ text: String?) throws -> Value? {
        guard let text else { return nil }
        do {
            return try JSONDecoder().decode(Value.self, from: Data(text.utf8))
        } catch {
            throw StorageError.damaged("A file's own description cannot be read.")
        }
    }

    /// `["a","b"]`, without the cost of an encoder: written for every row of every file.
    static func list(_ items: some Sequence<String>) -> String {
        var text: [UInt8] = [UInt8(ascii: "[")]
        for item in items {
            if text.count > 1 { text.append(UInt8(ascii: ",")) }
            append(item, to: &text)
        }
        text.append(UInt8(ascii: "]"))
        return String(decoding: text, as: UTF8.self)
    }

    /// `[["a","b"],["c","d"]]`.
    static func lists(_ lists: some Sequence<[String]>) -> String {
        var text: [UInt8] = [UInt8(ascii: "[")]
        for list in lists {
            if text.count > 1 { text.append(UInt8(ascii: ",")) }
            text.append(UInt8(ascii: "["))
            for (place, item) in list.enumerated() {
                if place > 0 { text.append(UInt8(ascii: ",")) }
                append(item, to: &text)
            }
            text.append(UInt8(ascii: "]"))
        }
        text.append(UInt8(ascii: "]"))
        return String(decoding: text, as: UTF8.self)
    }

    private static func append(_ item: String, to text: inout [UInt8]) {
        text.append(UInt8(ascii: "\""))
        for byte in item.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                text.append(UInt8(ascii: "\\"))
                text.append(byte)
            case 0..<0x20:
                text.append(contentsOf: "\\u00".utf8)
                text.append(contentsOf: [hex(byte >> 4), hex(byte & 15)])
            default: text.append(byte)
            }
        }
        text.append(UInt8(ascii: "\""))
    }

    private static func hex(_ digit: UInt8) -> UInt8 {
        digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
    }
}
