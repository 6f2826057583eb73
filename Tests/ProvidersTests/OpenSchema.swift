import Foundation

/// The part of JSON Schema that Open Referral's service schema uses: types, required, formats and closed lists.
struct OpenSchema {
    /// The published schema where this machine has it: in the folder that `BREAKWATER_OPEN_DATA` names, or beside.
    static func load() throws -> OpenSchema? {
        guard let data = file("service.schema.json") else { return nil }
        let whole = try JSONSerialization.jsonObject(with: data) as? [String: Any]
        return whole.map { OpenSchema(root: $0) }
    }

    static func file(_ name: String) -> Data? {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let named = ProcessInfo.processInfo.environment["BREAKWATER_OPEN_DATA"].map { URL(fileURLWithPath: $0) }
        let folders = [named, root.deletingLastPathComponent().appendingPathComponent("shared/data")].compactMap { $0 }
        return folders.lazy.compactMap { folder in
            try? Data(contentsOf: folder.appendingPathComponent("open-referral-uk/\(name)"))
        }.first
    }

    let root: [String: Any]

    /// What is wrong with a value, each with its place.
    func faults(_ value: Any) -> [String] { faults(value, root, "") }

    private func faults(_ value: Any, _ schema: [String: Any], _ path: String) -> [String] {
        var faults: [String] = []
        if let type = schema["type"] as? String, !Self.isA(value, type) { return ["\(path): not \(type)"] }
        if let allowed = schema["enum"] as? [String], !allowed.contains(value as? String ?? "") {
            faults.append("\(path): none of \(allowed)")
        }
        if let format = schema["format"] as? String, let text = value as? String, !Self.hasForm(text, format) {
            faults.append("\(path): \(text) is no \(format)")
        }
        if let object = value as? [String: Any] {
            for name in schema["required"] as? [String] ?? [] where object[name] == nil {
                faults.append("\(path): \(name) is missing")
            }
            let properties = schema["properties"] as? [String: [String: Any]] ?? [:]
            for (name, part) in object {
                if let inner = properties[name] { faults += self.faults(part, inner, "\(path)/\(name)") }
            }
        }
        if let list = value as? [Any], let inner = schema["items"] as? [String: Any] {
            for (index, part) in list.enumerated() { faults += self.faults(part, inner, "\(path)/\(index)") }
        }
        return faults
    }

    private static func isA(_ value: Any, _ type: String) -> Bool {
        switch type {
        case "object": value is [String: Any]
        case "array": value is [Any]
        case "string": value is String
        case "number", "integer": value is NSNumber && !(value is String)
        default: true
        }
    }

    private static func hasForm(_ text: String, _ format: String) -> Bool {
        switch format {
        case "uuid": return UUID(uuidString: text) != nil
        case "uri": return URLComponents(string: text)?.scheme != nil
        case "email": return text.split(separator: "@").count == 2
        case "date-time":
            let formatter = ISO8601DateFormatter()
            if formatter.date(from: text) != nil { return true }
            formatter.formatOptions.insert(.withFractionalSeconds)
            return formatter.date(from: text) != nil
        default: return true
        }
    }
}
