import Foundation
import Storage

/// Where a partnership's schema is: `postgres://user:password@host:port/database?schema=eastmere&sslmode=verify-full`.
///
/// `schema` is ours (`breakwater` when it is missing); everything else goes to libpq as it stands.
struct PostgresSettings: Sendable {
    let schema: String
    /// The address for libpq, with the password.
    let address: String
    /// The address without the password, fit for a list of processes.
    let addressWithoutPassword: String
    let password: String?
    /// The key of the lock that lets one process write at a time.
    let lockKey: Int

    init(url: String) throws(StorageError) {
        guard var parts = URLComponents(string: url), ["postgres", "postgresql"].contains(parts.scheme ?? "") else {
            throw .unavailable("A PostgreSQL address begins with postgres:// and goes on with user@host/database.")
        }
        var items = parts.percentEncodedQueryItems ?? []
        let schema = items.last { $0.name == "schema" }?.value ?? "breakwater"
        guard Self.isSchemaName(schema) else {
            throw .unavailable("A schema's name has small letters, digits and _, begins with a letter, and is short.")
        }
        items.removeAll { $0.name == "schema" }
        let host = items.last { $0.name == "host" }?.value ?? parts.host ?? ""
        if !items.contains(where: { $0.name == "sslmode" }), !Self.isThisMachine(host) {
            items.append(URLQueryItem(name: "sslmode", value: "verify-full"))
        }
        let usual = [("connect_timeout", "5"), ("client_encoding", "UTF8"), ("application_name", "breakwater")]
        for (name, value) in usual where !items.contains(where: { $0.name == name }) {
            items.append(URLQueryItem(name: name, value: value))
        }
        parts.percentEncodedQueryItems = items
        self.schema = schema
        address = parts.string ?? url
        password = parts.password ?? items.last { $0.name == "password" }?.value?.removingPercentEncoding
        parts.password = nil
        parts.percentEncodedQueryItems = items.filter { $0.name != "password" }
        addressWithoutPassword = parts.string ?? url
        lockKey = Self.key("breakwater \(schema)")
    }

    private static func isSchemaName(_ name: String) -> Bool {
        guard let first = name.utf8.first, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first) else { return false }
        let isPlain = name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"): true
            default: false
            }
        }
        return isPlain && name.utf8.count <= 40 && !name.hasPrefix("pg_")
    }

    private static func isThisMachine(_ host: String) -> Bool {
        let plain = host.removingPercentEncoding ?? host
        return plain.isEmpty || plain.hasPrefix("/") || ["localhost", "127.0.0.1", "::1", "[::1]"].contains(plain)
    }

    /// FNV-1a, 64 bits (draft-eastlake-fnv): the same in every process.
    private static func key(_ text: String) -> Int {
        let hash = text.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
        return Int(truncatingIfNeeded: hash)
    }
}
