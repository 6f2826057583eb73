import CPostgres
import Foundation
import Storage

/// One result from the server, freed with it.
final class PostgresResult {
    private let pointer: OpaquePointer

    init(_ pointer: OpaquePointer) {
        self.pointer = pointer
    }

    deinit {
        PQclear(pointer)
    }

    var status: ExecStatusType { PQresultStatus(pointer) }

    /// The command's name as the server repeats it, such as "COMMIT" or "UPDATE 3".
    var tag: String { PQcmdStatus(pointer).map { String(cString: $0) } ?? "" }

    var changed: Int {
        if tag.hasPrefix("SELECT") { return 0 }
        return PQcmdTuples(pointer).flatMap { Int(String(cString: $0)) } ?? 0
    }

    var columns: Columns {
        Columns((0..<PQnfields(pointer)).map { String(cString: PQfname(pointer, $0)) })
    }

    func rows(_ columns: Columns) throws -> [Row] {
        let kinds = (0..<PQnfields(pointer)).map { PQftype(pointer, $0) }
        return try (0..<PQntuples(pointer)).map { row in
            let values = try kinds.enumerated().map { place, kind in
                try value(at: row, Int32(place), kind: kind)
            }
            return Row(columns: columns, values: values)
        }
    }

    private func value(at row: Int32, _ column: Int32, kind: Oid) throws -> Value {
        if PQgetisnull(pointer, row, column) == 1 { return .null }
        guard let start = PQgetvalue(pointer, row, column) else { return .null }
        let length = Int(PQgetlength(pointer, row, column))
        let bytes = UnsafeRawBufferPointer(start: start, count: length)
        // The numbers are PostgreSQL's own for its types (pg_type.dat).
        switch kind {
        case 20, 23, 21: return .integer(Int(strtoll(start, nil, 10)))
        case 701, 700: return .real(strtod(start, nil))
        case 1700:
            // What SUM gives is whole and what AVG gives is not, as in SQLite.
            return Int(String(decoding: bytes, as: UTF8.self)).map { .integer($0) } ?? .real(strtod(start, nil))
        case 16: return .integer(bytes.first == UInt8(ascii: "t") ? 1 : 0)
        case 17: return .blob(Self.unhexed(bytes.dropFirst(2)))
        case 25, 1043, 19, 18, 1042, 705: return .text(String(decoding: bytes, as: UTF8.self))
        default: throw StorageError.statement("A result has a type (\(kind)) that SQLite does not have.")
        }
    }

    private static func unhexed(_ digits: Slice<UnsafeRawBufferPointer>) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(digits.count / 2)
        var high: UInt8?
        for digit in digits {
            let value = digit < UInt8(ascii: "a") ? digit - UInt8(ascii: "0") : digit - UInt8(ascii: "a") + 10
            if let upper = high {
                bytes.append(upper << 4 | value)
                high = nil
            } else {
                high = value
            }
        }
        return bytes
    }

    /// What the server refused, by SQLSTATE; nil when it did as it was asked.
    var problem: StorageError? {
        switch status {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_PIPELINE_SYNC: nil
        case PGRES_EMPTY_QUERY: .statement("The statement is empty.")
        default: Self.problem(state: field("C"), detail: detail)
        }
    }

    var state: String { field("C") }

    /// Whether this is the last the server will say on this connection.
    var isEndOfSession: Bool {
        guard status == PGRES_FATAL_ERROR else { return false }
        return state.hasPrefix("08") || state.isEmpty || ["57P01", "57P02", "57P03", "25P03"].contains(state)
    }

    /// The part of the message that names only our own tables and columns, never what is in them.
    private var detail: String {
        switch state.prefix(2) {
        case "42", "0A": return field("M")
        case "23" where state == "23000": return field("M")
        case "23":
            let column = field("c").isEmpty ? field("n") : field("c")
            return "\(field("t")).\(column)"
        default: return state
        }
    }

    private func field(_ letter: Character) -> String {
        let code = Int32(letter.asciiValue ?? 0)
        return PQresultErrorField(pointer, code).map { String(cString: $0) } ?? ""
    }

    static func problem(state: String, detail: String) -> StorageError {
        switch state {
        case "23505": return .constraint(.unique, detail: detail)
        case "23503": return .constraint(.foreignKey, detail: detail)
        case "23502": return .constraint(.notNull, detail: detail)
        case "23514": return .constraint(.check, detail: detail)
        case "40001", "40P01": return .conflict
        case "53100": return .full
        case "57014", "55P03": return .timeout
        case "25006": return .readOnly
        // The schema changed under a statement prepared earlier.
        case "0A000" where detail.contains("cached plan"), "26000": return .conflict
        case "57P01", "57P02", "57P03", "25P03", "58030": return unavailable(state)
        case "XX001", "XX002": return .damaged("PostgreSQL found damaged data (\(state)).")
        default: break
        }
        switch state.prefix(2) {
        case "08", "53", "": return unavailable(state)
        case "23": return .constraint(.other, detail: detail)
        default: return .statement(detail)
        }
    }

    private static func unavailable(_ state: String) -> StorageError {
        .unavailable("The connection to PostgreSQL was lost\(state.isEmpty ? "" : " (\(state))").")
    }
}
