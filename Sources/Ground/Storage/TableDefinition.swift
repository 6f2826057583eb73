/// A table as the text each database understands.
extension Table {
    /// The statements that make the table, its indexes and, when it is append-only, what guards it.
    package func definition(for dialect: Dialect) -> [String] {
        var lines = columns.map { $0.definition(for: dialect) }
        lines.append("PRIMARY KEY (\(Self.list(key)))")
        lines += unique.map { "UNIQUE (\(Self.list($0)))" }
        let body = lines.joined(separator: ",\n    ")
        let ending = dialect == .sqlite ? ") STRICT" : ")"
        return ["CREATE TABLE \(Self.checked(name)) (\n    \(body)\n\(ending)"]
            + indexes.map { Table.index(on: name, columns: $0) }
            + (appendOnly ? guards(for: dialect) : [])
    }

    /// Reads the index name from what it covers, so that two tables never share one.
    static func index(on table: String, columns: [String]) -> String {
        let name = "\(table)_by_\(columns.joined(separator: "_"))"
        // PostgreSQL cuts a longer name short without a word.
        precondition(name.utf8.count <= 63, "The index name \(name) is longer than 63 letters.")
        return "CREATE INDEX \(checked(name)) ON \(checked(table)) (\(list(columns)))"
    }

    private func guards(for dialect: Dialect) -> [String] {
        switch dialect {
        case .sqlite:
            return ["UPDATE", "DELETE"].map { change in
                """
                CREATE TRIGGER \(name)_keeps_on_\(change.lowercased()) BEFORE \(change) ON \(name)
                BEGIN SELECT RAISE(ABORT, '\(name) is append-only'); END
                """
            }
        case .postgres:
            return [
                """
                CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $body$
                BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = '23000'; END $body$
                """,
                """
                CREATE TRIGGER \(name)_keeps_rows BEFORE UPDATE OR DELETE ON \(name)
                FOR EACH ROW EXECUTE FUNCTION refuse_change()
                """,
                """
                CREATE TRIGGER \(name)_keeps_all BEFORE TRUNCATE ON \(name)
                FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
                """,
            ]
        }
    }

    private static func list(_ names: [String]) -> String {
        names.map(checked).joined(separator: ", ")
    }

    /// A name goes into statements as it is, so it may hold nothing that means something there.
    static func checked(_ name: String) -> String {
        let isPlain = name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"): true
            default: false
            }
        }
        precondition(isPlain && !name.isEmpty, "“\(name)” is not a name: use small letters, digits and _.")
        return name
    }
}

extension Column {
    /// A yes or no, kept as 1 or 0.
    package static func flag(_ name: String, _ personal: Personal = .none, optional: Bool = false) -> Column {
        Column(
            name: name, kind: .integer, personal: personal, isOptional: optional, references: nil,
            allowed: ["0", "1"])
    }

    /// The column's line in a `CREATE TABLE`.
    func definition(for dialect: Dialect) -> String {
        var words = [Table.checked(name), type(in: dialect)]
        if !isOptional { words.append("NOT NULL") }
        if let references { words.append("REFERENCES \(Table.checked(references))") }
        if !allowed.isEmpty { words.append("CHECK (\(name) IN (\(allowed.map(literal).joined(separator: ", "))))") }
        return words.joined(separator: " ")
    }

    private func type(in dialect: Dialect) -> String {
        switch (kind, dialect) {
        case (.integer, .sqlite): "INTEGER"
        case (.integer, .postgres): "BIGINT"
        case (.real, .sqlite): "REAL"
        case (.real, .postgres): "DOUBLE PRECISION"
        case (.text, .sqlite): "TEXT"
        // Byte order, whatever the database's own: then ORDER BY agrees with SQLite.
        case (.text, .postgres): "TEXT COLLATE \"C\""
        case (.blob, .sqlite): "BLOB"
        case (.blob, .postgres): "BYTEA"
        }
    }

    private func literal(_ word: String) -> String {
        guard kind == .text else {
            precondition(Int(word) != nil, "\(name) may only hold numbers, not “\(word)”.")
            return word
        }
        return "'\(word.replacing("'", with: "''"))'"
    }
}

extension Migration {
    /// The statements of all steps, in order.
    func statements(for dialect: Dialect) -> [SQL] {
        steps.flatMap { step -> [SQL] in
            switch step {
            case .create(let table):
                return table.definition(for: dialect).map { SQL(trustedText: $0) }
            case .addColumn(let table, let column):
                // Both databases refuse a NOT NULL column without a default once there are rows.
                precondition(column.isOptional, "\(table).\(column.name) is added later, so it must be optional.")
                let line = column.definition(for: dialect)
                return [SQL(trustedText: "ALTER TABLE \(Table.checked(table)) ADD COLUMN \(line)")]
            case .addIndex(let table, let columns):
                return [SQL(trustedText: Table.index(on: table, columns: columns))]
            case .run(let sql):
                return [sql]
            }
        }
    }
}
