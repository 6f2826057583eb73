import CPostgres
import Storage

/// One connection to PostgreSQL, used by one thread: it connects when first used, and again after it was lost.
final class PostgresConnection: WriteConnection, ReadConnection {
    private struct Prepared {
        let name: String
        var columns: Columns?
        var lastUse: Int
    }

    private static let mostPrepared = 256

    private let settings: PostgresSettings
    private var link: PostgresLink?
    private var prepared: [String: Prepared] = [:]
    private var uses = 0
    /// Commands to go out with the next statement, in the same trip.
    private var prefix: [String] = []
    private(set) var isInTransaction = false
    private var mayHoldLock = false

    var dialect: Dialect { .postgres }

    init(_ settings: PostgresSettings) {
        self.settings = settings
    }

    func close() {
        link = nil
    }

    func connect() throws {
        if let link, !link.isLost { return }
        forget()
        link = try PostgresLink(settings)
    }

    private func forget() {
        link = nil
        prepared.removeAll()
        prefix.removeAll()
        isInTransaction = false
        mayHoldLock = false
    }

    // MARK: Statements

    func rows(_ text: String, _ values: [Value]) throws -> [Row] {
        let (result, key) = try perform(text, values)
        if let columns = prepared[key]?.columns { return try result.rows(columns) }
        let columns = result.columns
        prepared[key]?.columns = columns
        return try result.rows(columns)
    }

    func run(_ text: String, _ values: [Value]) throws -> Int {
        try perform(text, values).result.changed
    }

    private func perform(_ text: String, _ values: [Value]) throws -> (result: PostgresResult, key: String) {
        guard let link, !link.isLost else { throw StorageError.unavailable("The connection to PostgreSQL was lost.") }
        let parameters = Parameters(values)
        let key = "\(parameters.signature) \(text)"
        uses += 1
        var requests = prefix.map { PostgresLink.Request.plain($0) }
        prefix.removeAll()
        var fresh: String?
        if let name = prepared[key]?.name {
            prepared[key]?.lastUse = uses
            requests.append(.execute(name: name, parameters))
        } else if Self.isWorthPreparing(text) {
            let name = "s\(uses)"
            fresh = name
            requests += makeRoom()
            requests.append(.prepare(name: name, text: text, types: parameters.types))
            requests.append(.execute(name: name, parameters))
        } else {
            requests.append(.direct(text, parameters))
        }
        let results = try link.exchange([requests])[0]
        if let fresh, results.dropLast().allSatisfy({ $0.problem == nil }) {
            prepared[key] = Prepared(name: fresh, lastUse: uses)
        }
        for result in results {
            guard let problem = result.problem else { continue }
            // A changed schema makes every plan doubtful: start again with none.
            if ["0A000", "26000"].contains(result.state) { self.link = nil }
            throw problem
        }
        return (results[results.count - 1], key)
    }

    /// Everything but the commands that change the schema or the session.
    private static func isWorthPreparing(_ text: String) -> Bool {
        let start = text.utf8.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") }
        return ["SELECT", "INSERT", "UPDATE", "DELETE", "WITH"].contains { start.starts(with: $0.utf8) }
    }

    private func makeRoom() -> [PostgresLink.Request] {
        guard prepared.count >= Self.mostPrepared else { return [] }
        let oldest = prepared.sorted { $0.value.lastUse < $1.value.lastUse }.prefix(Self.mostPrepared / 4)
        for (key, _) in oldest { prepared[key] = nil }
        return oldest.map { .plain("DEALLOCATE \($0.value.name)") }
    }

    // MARK: Reading

    func beginReading() throws {
        try connect()
        prefix = ["BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"]
        isInTransaction = true
    }

    func endReading() {
        let hasBegun = prefix.isEmpty
        prefix.removeAll()
        isInTransaction = false
        guard hasBegun, let link, !link.isLost else { return }
        do {
            try link.send(forgetting: [.plain("ROLLBACK")])
        } catch {
            forget()
        }
    }

    // MARK: Writing

    func begin() throws {
        prefix.removeAll()
        let lock = PostgresLink.Request.plain("SELECT pg_advisory_lock(\(settings.lockKey))")
        let begin = PostgresLink.Request.plain("BEGIN ISOLATION LEVEL SERIALIZABLE")
        for isLastTry in [false, true] {
            do {
                try connect()
                mayHoldLock = true
                // The lock comes before BEGIN, so that the transaction sees what the last holder wrote.
                let answers = try link?.exchange([[lock], [begin]]) ?? []
                isInTransaction = true
                for answer in answers.joined() {
                    if let problem = answer.problem { throw problem }
                }
                return
            } catch StorageError.unavailable(let why) {
                // Nothing has been done yet, and a connection may have died while nobody was looking.
                let wasConnected = link != nil
                forget()
                if isLastTry || !wasConnected { throw StorageError.unavailable(why) }
            }
        }
    }

    func mark() throws {
        prefix = ["SAVEPOINT mark"]
    }

    func rollBackToMark() throws {
        // A job that never spoke to the server has nothing to take back.
        if !prefix.isEmpty { return prefix.removeAll() }
        try expectNoProblem([.plain("ROLLBACK TO mark")])
    }

    func commit() throws {
        guard let link else { throw StorageError.unavailable("The connection to PostgreSQL was lost.") }
        prefix.removeAll()
        let answer: PostgresResult
        do {
            answer = try link.exchange([[.plain("COMMIT")], [unlock]])[0][0]
        } catch {
            forget()
            throw StorageError.unavailable(
                "The connection to PostgreSQL was lost while a change was being kept: it may or may not have been.")
        }
        isInTransaction = false
        mayHoldLock = false
        if let problem = answer.problem { throw problem }
        guard answer.tag == "COMMIT" else { throw StorageError.statement("The transaction had failed before its end.") }
    }

    func rollBack() {
        prefix.removeAll()
        guard isInTransaction || mayHoldLock else { return }
        guard let link, !link.isLost, (try? link.exchange([[.plain("ROLLBACK")], [unlock]])) != nil else {
            return forget()
        }
        isInTransaction = false
        mayHoldLock = false
    }

    private var unlock: PostgresLink.Request {
        .plain("SELECT pg_advisory_unlock(\(settings.lockKey))")
    }

    private func expectNoProblem(_ requests: [PostgresLink.Request]) throws {
        guard let link, !link.isLost else { throw StorageError.unavailable("The connection to PostgreSQL was lost.") }
        for result in try link.exchange([requests])[0] {
            if let problem = result.problem { throw problem }
        }
    }
}
