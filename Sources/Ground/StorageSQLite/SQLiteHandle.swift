import Foundation
import GRDBSQLite
import Storage

/// SQLite's C interface, as much of it as the driver needs; no other file of ours knows it.
final class SQLiteHandle {
    /// A statement kept ready for the next time its text is used.
    private final class Prepared {
        let pointer: OpaquePointer
        var columns: Columns?
        var reparsed: Int32 = 0
        var lastUse = 0

        init(_ pointer: OpaquePointer) {
            self.pointer = pointer
        }

        deinit {
            sqlite3_finalize(pointer)
        }
    }

    private static let mostPrepared = 256
    private static let copies = unsafeBitCast(OpaquePointer(bitPattern: -1), to: sqlite3_destructor_type.self)

    private let handle: OpaquePointer
    private var isOpen = true
    private var prepared: [String: Prepared] = [:]
    private var uses = 0

    /// When the statement that runs is to be stopped.
    var deadline: ContinuousClock.Instant?

    init(path: String, mayWrite: Bool) throws {
        var opened: OpaquePointer?
        let access = mayWrite ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY
        let code = sqlite3_open_v2(path, &opened, access | SQLITE_OPEN_NOMUTEX, nil)
        guard let opened else { throw StorageError.unavailable("There is no memory to open the database.") }
        handle = opened
        guard code == SQLITE_OK else { throw problem(code) }
        sqlite3_extended_result_codes(handle, 1)
        sqlite3_busy_timeout(handle, 5000)
        // Otherwise a misspelt "name" would be taken for a text.
        _disableDoubleQuotedStringLiterals(handle)
    }

    deinit {
        close()
    }

    /// Closes the file; the handle must not be used again.
    func close() {
        guard isOpen else { return }
        isOpen = false
        prepared.removeAll()
        sqlite3_close_v2(handle)
    }

    /// From now on stops what runs past the deadline.
    func watchTheClock() {
        let itself = Unmanaged.passUnretained(self).toOpaque()
        sqlite3_progress_handler(
            handle, 50_000,
            { itself in
                guard let itself else { return 0 }
                let connection = Unmanaged<SQLiteHandle>.fromOpaque(itself).takeUnretainedValue()
                return connection.deadline.map { ContinuousClock.now > $0 } == true ? 1 : 0
            }, itself)
    }

    var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

    // MARK: Statements

    func rows(_ text: String, _ values: [Value]) throws -> [Row] {
        let statement = try bound(text, values)
        defer { release(statement) }
        var rows: [Row] = []
        while try step(statement) {
            let columns = columns(of: statement)
            let values = (0..<Int32(columns.names.count)).map { value(of: statement.pointer, at: $0) }
            rows.append(Row(columns: columns, values: values))
        }
        return rows
    }

    func run(_ text: String, _ values: [Value]) throws -> Int {
        let statement = try bound(text, values)
        defer { release(statement) }
        let before = sqlite3_total_changes64(handle)
        while try step(statement) {}
        return sqlite3_total_changes64(handle) == before ? 0 : Int(sqlite3_changes64(handle))
    }

    private func step(_ statement: Prepared) throws -> Bool {
        switch sqlite3_step(statement.pointer) {
        case SQLITE_ROW: true
        case SQLITE_DONE: false
        case let code: throw problem(code)
        }
    }

    private func release(_ statement: Prepared) {
        sqlite3_reset(statement.pointer)
        sqlite3_clear_bindings(statement.pointer)
    }

    private func bound(_ text: String, _ values: [Value]) throws -> Prepared {
        let statement = try prepare(text)
        guard Int(sqlite3_bind_parameter_count(statement.pointer)) == values.count else {
            throw StorageError.statement("The statement does not take \(values.count) values.")
        }
        for (index, value) in values.enumerated() {
            let code = bind(value, to: statement.pointer, at: Int32(index + 1))
            guard code == SQLITE_OK else { throw problem(code) }
        }
        return statement
    }

    private func prepare(_ text: String) throws -> Prepared {
        uses += 1
        if let ready = prepared[text] {
            ready.lastUse = uses
            return ready
        }
        var text = text
        var pointer: OpaquePointer?
        let (code, rest) = text.withUTF8 { bytes -> (Int32, Int) in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                var tail: UnsafePointer<CChar>?
                let code = sqlite3_prepare_v3(
                    handle, characters.baseAddress, Int32(characters.count), UInt32(SQLITE_PREPARE_PERSISTENT),
                    &pointer, &tail)
                let used = characters.baseAddress.flatMap { start in tail.map { $0 - start } } ?? 0
                return (code, used)
            }
        }
        guard code == SQLITE_OK else { throw problem(code) }
        guard let pointer else { throw StorageError.statement("The statement is empty.") }
        let statement = Prepared(pointer)
        guard text.utf8.dropFirst(rest).allSatisfy({ " \n\t;".utf8.contains($0) }) else {
            throw StorageError.statement("There is more than one statement in the text.")
        }
        if prepared.count >= Self.mostPrepared { forgetOldest() }
        statement.lastUse = uses
        prepared[text] = statement
        return statement
    }

    private func forgetOldest() {
        let oldest = prepared.sorted { $0.value.lastUse < $1.value.lastUse }.prefix(Self.mostPrepared / 4)
        for (text, _) in oldest { prepared[text] = nil }
    }

    private func bind(_ value: Value, to statement: OpaquePointer, at place: Int32) -> Int32 {
        switch value {
        case .null: return sqlite3_bind_null(statement, place)
        case .integer(let number): return sqlite3_bind_int64(statement, place, Int64(number))
        case .real(let number): return sqlite3_bind_double(statement, place, number)
        case .text(var text):
            return text.withUTF8 { bytes in
                bytes.withMemoryRebound(to: CChar.self) { characters in
                    guard let start = characters.baseAddress, !characters.isEmpty else {
                        return sqlite3_bind_text(statement, place, "", 0, Self.copies)
                    }
                    return sqlite3_bind_text(statement, place, start, Int32(characters.count), Self.copies)
                }
            }
        case .blob(let bytes):
            // A null pointer would bind NULL.
            if bytes.isEmpty { return sqlite3_bind_zeroblob(statement, place, 0) }
            return sqlite3_bind_blob(statement, place, bytes, Int32(bytes.count), Self.copies)
        }
    }

    private func columns(of statement: Prepared) -> Columns {
        // SQLite parses a statement again when the schema has changed; SELECT * may then have other columns.
        let reparsed = sqlite3_stmt_status(statement.pointer, SQLITE_STMTSTATUS_REPREPARE, 0)
        if let columns = statement.columns, statement.reparsed == reparsed { return columns }
        let names = (0..<sqlite3_column_count(statement.pointer)).map { place in
            sqlite3_column_name(statement.pointer, place).map { String(cString: $0) } ?? ""
        }
        let columns = Columns(names)
        statement.columns = columns
        statement.reparsed = reparsed
        return columns
    }

    private func value(of statement: OpaquePointer, at place: Int32) -> Value {
        switch sqlite3_column_type(statement, place) {
        case SQLITE_INTEGER: return .integer(Int(sqlite3_column_int64(statement, place)))
        case SQLITE_FLOAT: return .real(sqlite3_column_double(statement, place))
        case SQLITE_TEXT:
            let start = sqlite3_column_text(statement, place)
            let bytes = UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, place)))
            return .text(String(decoding: bytes, as: UTF8.self))
        case SQLITE_BLOB:
            guard let start = sqlite3_column_blob(statement, place) else { return .blob([]) }
            let count = Int(sqlite3_column_bytes(statement, place))
            return .blob([UInt8](UnsafeRawBufferPointer(start: start, count: count)))
        default: return .null
        }
    }

    // MARK: Copying

    /// Copies every page as it is in this connection's transaction to a new file.
    func copy(to other: SQLiteHandle) throws {
        guard let copying = sqlite3_backup_init(other.handle, "main", handle, "main") else {
            throw other.problem(sqlite3_extended_errcode(other.handle))
        }
        let code = sqlite3_backup_step(copying, -1)
        let end = sqlite3_backup_finish(copying)
        guard code == SQLITE_DONE, end == SQLITE_OK else { throw other.problem(code == SQLITE_DONE ? end : code) }
    }
}

// MARK: Errors

extension SQLiteHandle {
    /// The version of the library, such as 3040001.
    static var version: Int { Int(sqlite3_libversion_number()) }

    /// SQLite's messages name tables and columns, never what is in them.
    private func problem(_ code: Int32) -> StorageError {
        let message = String(cString: sqlite3_errmsg(handle))
        switch code & 0xFF {
        // Text where a STRICT column takes numbers is our mistake, as it is in PostgreSQL.
        case SQLITE_CONSTRAINT where code >> 8 == 12: return .statement(message)
        case SQLITE_CONSTRAINT:
            let detail = message.split(separator: "failed: ").last.map(String.init) ?? message
            return .constraint(Self.constraint(code), detail: detail)
        case SQLITE_FULL: return .full
        case SQLITE_IOERR:
            let isFull = [ENOSPC, EDQUOT].contains(sqlite3_system_errno(handle))
            if isFull || code == Self.indexCouldNotGrow { return .full }
            return .unavailable("The disk under the database reported an error (\(code)).")
        case SQLITE_CORRUPT, SQLITE_NOTADB: return .damaged("\(message) (\(code))")
        case SQLITE_READONLY: return .readOnly
        case SQLITE_BUSY, SQLITE_LOCKED: return .conflict
        case SQLITE_INTERRUPT: return .timeout
        case SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH, SQLITE_NOMEM: return .unavailable("\(message) (\(code))")
        default: return .statement(message)
        }
    }

    private static func constraint(_ code: Int32) -> StorageError.Constraint {
        // The extended codes are macros Swift cannot see: SQLITE_CONSTRAINT | (n << 8), sqlite.org/rescode.html.
        switch code >> 8 {
        case 6, 8, 10: .unique
        case 3: .foreignKey
        case 5: .notNull
        case 1: .check
        default: .other
        }
    }

    /// SQLITE_IOERR_SHMSIZE: the shared index of the log could not grow.
    private static let indexCouldNotGrow = SQLITE_IOERR | (19 << 8)
}
