/// Which of the two databases this is: only schema rendering and the drivers need to know.
package enum Dialect: String, Sendable {
    case sqlite, postgres
}

/// One partnership's database.
///
/// Inside `read` and `write` calls are plain and synchronous: one transaction, nothing awaited. A `write` closure may
/// run more than once (a conflict is tried again), so it must have no effect but on the transaction.
package protocol Database: Sendable {
    var dialect: Dialect { get }

    /// Runs `work` on one consistent state of the data.
    func read<Result: Sendable>(
        _ work: @escaping @Sendable (Transaction) throws -> Result
    ) async throws -> Result

    /// Runs `work`, and returns only when what it wrote would survive a power cut.
    @discardableResult
    func write<Result: Sendable>(
        _ work: @escaping @Sendable (Transaction) throws -> Result
    ) async throws -> Result

    /// Copies the whole database, while it is in use, to a new file at `path`, and checks the copy.
    func backUp(to path: String) async throws

    /// What is wrong with the stored data itself: broken pages, dangling keys. Empty when nothing is.
    func faults() async throws -> [String]

    func close() async throws
}

/// What a driver offers to a transaction: one connection, used by one thread at a time.
package protocol Connection: AnyObject {
    var dialect: Dialect { get }

    /// Runs a statement with `$1`… bound to `values`, and returns every row.
    func rows(_ text: String, _ values: [Value]) throws -> [Row]

    /// Runs a statement and returns how many rows it changed.
    func run(_ text: String, _ values: [Value]) throws -> Int
}

/// The work of one `read` or `write`. It must not leave the closure it was given to.
package struct Transaction {
    private let connection: any Connection
    private let mayWrite: Bool

    package init(on connection: any Connection, mayWrite: Bool) {
        self.connection = connection
        self.mayWrite = mayWrite
    }

    package var dialect: Dialect { connection.dialect }

    /// Every row, as values of one type.
    package func all<Item: FromRow>(_ sql: SQL) throws -> [Item] {
        try rows(sql).map { try Item(row: $0) }
    }

    /// The first row, if there is one.
    package func first<Item: FromRow>(_ sql: SQL) throws -> Item? {
        try rows(sql).first.map { try Item(row: $0) }
    }

    /// The first column of the first row.
    package func value<Item: Storable>(_ sql: SQL) throws -> Item? {
        guard let row = try rows(sql).first else { return nil }
        return try row[row.columns.names[0]]
    }

    /// The first column of every row.
    package func values<Item: Storable>(_ sql: SQL) throws -> [Item] {
        try rows(sql).map { try $0[$0.columns.names[0]] }
    }

    /// The count a `SELECT COUNT(*)` gives.
    package func count(_ sql: SQL) throws -> Int {
        try value(sql) ?? 0
    }

    package func rows(_ sql: SQL) throws -> [Row] {
        let (text, values) = sql.rendered()
        return try connection.rows(text, values)
    }

    /// Changes something, and returns how many rows it changed.
    @discardableResult
    package func run(_ sql: SQL) throws -> Int {
        guard mayWrite else { throw StorageError.readOnly }
        let (text, values) = sql.rendered()
        return try connection.run(text, values)
    }
}
