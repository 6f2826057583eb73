import CPostgres
import Storage

/// The conversation with one server process: sends several commands at once and reads the answers in order.
///
/// libpq's pipeline mode: what belongs together makes one trip to the server instead of one each.
final class PostgresLink {
    enum Request {
        case plain(String)
        case prepare(name: String, text: String, types: [Oid])
        case execute(name: String, Parameters)
        case direct(String, Parameters)
    }

    private let handle: OpaquePointer
    /// The sizes of groups sent whose answers nobody has read yet.
    private var forgotten: [Int] = []
    private(set) var isLost = false

    init(_ settings: PostgresSettings) throws {
        guard let opened = PQconnectdb(settings.address) else {
            throw StorageError.unavailable("There is no memory to connect to PostgreSQL.")
        }
        handle = opened
        guard PQstatus(handle) == CONNECTION_OK else {
            let why = String(cString: PQerrorMessage(handle)).split(separator: "\n").first ?? "no reason was given"
            throw StorageError.unavailable("PostgreSQL cannot be reached: \(why)")
        }
        PQsetNoticeProcessor(handle, { _, _ in }, nil)
        try prepareSession(schema: settings.schema)
        guard PQenterPipelineMode(handle) == 1 else { throw lost() }
    }

    deinit {
        PQfinish(handle)
    }

    private func prepareSession(schema: String) throws {
        let settings = """
            SET search_path = "\(schema)", pg_temp; SET statement_timeout = '30s'; SET lock_timeout = '10s';
            SET idle_in_transaction_session_timeout = '60s'; SET standard_conforming_strings = on;
            SET bytea_output = 'hex'; SET extra_float_digits = 1;
            SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'
            """
        guard let result = PQexec(handle, settings).map(PostgresResult.init) else { throw lost() }
        if let problem = result.problem { throw problem }
    }

    /// Sends groups of requests and returns the answers. In a group, what follows a failure is not done.
    ///
    /// - Throws: Only when the link is lost; then nothing is known of what was sent.
    func exchange(_ groups: [[Request]]) throws -> [[PostgresResult]] {
        try settle()
        for group in groups { try send(group) }
        return try groups.map { try answers($0.count) }
    }

    /// Sends a group without waiting for its answers, which are of no interest.
    func send(forgetting group: [Request]) throws {
        try send(group)
        guard PQflush(handle) == 0 else { throw lost() }
        forgotten.append(group.count)
    }

    private func settle() throws {
        for count in forgotten { _ = try answers(count) }
        forgotten.removeAll()
    }

    private func send(_ group: [Request]) throws {
        for request in group {
            guard send(request) == 1 else { throw lost() }
        }
        guard PQpipelineSync(handle) == 1 else { throw lost() }
    }

    private func send(_ request: Request) -> Int32 {
        switch request {
        case .plain(let text): return PQsendQueryParams(handle, text, 0, nil, nil, nil, nil, 0)
        case .prepare(let name, let text, let types):
            return PQsendPrepare(handle, name, text, Int32(types.count), types)
        case .execute(let name, let parameters):
            return parameters.use { values, lengths, formats in
                PQsendQueryPrepared(handle, name, Int32(parameters.types.count), values, lengths, formats, 0)
            }
        case .direct(let text, let parameters):
            return parameters.use { values, lengths, formats in
                PQsendQueryParams(
                    handle, text, Int32(parameters.types.count), parameters.types, values, lengths, formats, 0)
            }
        }
    }

    private func answers(_ count: Int) throws -> [PostgresResult] {
        var results: [PostgresResult] = []
        for _ in 0..<count {
            guard let result = next() else { throw lost() }
            if PQstatus(handle) == CONNECTION_BAD || result.isEndOfSession { throw lost() }
            results.append(result)
            while next() != nil {}
        }
        guard let end = next(), end.status == PGRES_PIPELINE_SYNC else { throw lost() }
        return results
    }

    private func next() -> PostgresResult? {
        PQgetResult(handle).map(PostgresResult.init)
    }

    private func lost() -> StorageError {
        isLost = true
        return .unavailable("The connection to PostgreSQL was lost.")
    }
}
