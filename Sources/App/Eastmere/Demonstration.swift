import Governance
import Kernel
import Storage

/// What tells a demonstration from a partnership, so that making one afresh never costs anybody their records.
package enum Demonstration {
    /// What a database holds.
    package enum Holding: Sendable, Equatable {
        case nothing, demonstration, somethingElse
    }

    /// The first line of a demonstration's audit log, which nothing can change afterwards.
    private static let mark = "make the demonstration"

    static func firstLine(_ detail: String = "everyone here is invented", at: Instant) -> Audit.Entry {
        Audit.Entry(
            at: at, worker: nil, action: mark, subject: "", detail: detail, outcome: .permitted, reference: "")
    }

    /// What the database holds, read from its first audit line.
    package static func holding(of tx: Transaction) throws -> Holding {
        let tables: [String] =
            switch tx.dialect {
            case .sqlite: try tx.values("SELECT name FROM sqlite_master WHERE type = 'table'")
            case .postgres:
                try tx.values(
                    """
                    SELECT CAST(tablename AS TEXT) AS name FROM pg_catalog.pg_tables
                    WHERE schemaname = CAST(current_schema() AS TEXT)
                    """)
            }
        if tables.isEmpty { return .nothing }
        guard tables.contains("audit") else { return .somethingElse }
        let first: String? = try tx.value("SELECT action FROM audit WHERE sequence = 1")
        return first == mark ? .demonstration : .somethingElse
    }

    /// Takes every table of a demonstration on PostgreSQL away; a SQLite file is simply removed.
    package static func dropTables(in tx: Transaction) throws {
        guard tx.dialect == .postgres, try holding(of: tx) == .demonstration else { return }
        try tx.run(
            """
            DO $body$ DECLARE found record; BEGIN
            FOR found IN SELECT tablename FROM pg_catalog.pg_tables WHERE schemaname = current_schema() LOOP
            EXECUTE format('DROP TABLE %I CASCADE', found.tablename); END LOOP; END $body$
            """)
    }

    /// Whether a folder may be cleared for a demonstration: it is empty, or says that it holds one.
    ///
    /// - Parameters:
    ///   - names: What is in the folder.
    ///   - saysDemonstration: Whether its `partnership.json` says so.
    /// - Returns: False for anything somebody may want to keep.
    package static func mayClear(_ names: [String], saysDemonstration: Bool) -> Bool {
        names.isEmpty || saysDemonstration
    }
}
