import Foundation
import Kernel
import Web

extension FormReading {
    /// Pounds that may be left out.
    mutating func pounds(_ name: String) -> Double? {
        let typed = form[name].trimmed
        if typed.isEmpty { return nil }
        guard let pounds = Pounds.read(typed) else {
            complain(name, "Enter pounds such as 2 or 2.50, or leave it empty")
            return nil
        }
        return pounds
    }

    /// Places, one to a line.
    mutating func areas(_ name: String) -> [String] {
        let areas = lines(name)
        if areas.contains(where: { $0.count > 100 }) {
            complain(name, "Keep each area to 100 characters, one to a line")
        }
        return areas
    }
}

/// Amounts of money as people type them.
enum Pounds {
    static func read(_ text: String) -> Double? {
        let plain = text.hasPrefix("£") ? String(text.dropFirst()) : text
        let parts = plain.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), (1...6).contains(parts[0].count), parts.count == 1 || parts[1].count == 2,
            parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } })
        else { return nil }
        return Double(plain)
    }

    static func typed(_ amount: Double) -> String {
        let pence = Int((amount * 100).rounded())
        let rest = pence % 100
        return rest == 0 ? "\(pence / 100)" : "\(pence / 100).\(rest < 10 ? "0" : "")\(rest)"
    }
}

/// Addresses as the open directory may hold them.
enum WebAddress {
    /// A whole http or https address with a host and nothing that needs escaping.
    static func isPlain(_ text: String) -> Bool {
        guard text.utf8.count <= 500, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }),
            !text.contains(where: { "<>\"\\^`{|}".contains($0) }), let parts = URLComponents(string: text),
            let scheme = parts.scheme?.lowercased(), ["http", "https"].contains(scheme), let host = parts.host,
            !host.isEmpty, parts.user == nil
        else { return false }
        return true
    }

    static func isEmail(_ text: String) -> Bool {
        let halves = text.split(separator: "@", omittingEmptySubsequences: false)
        return text.utf8.count <= 200 && halves.count == 2 && !halves[0].isEmpty && halves[1].contains(".")
            && !halves[1].hasPrefix(".") && !halves[1].hasSuffix(".")
            && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"<>\"(),:;\\[]".utf8.contains($0) }
    }
}
