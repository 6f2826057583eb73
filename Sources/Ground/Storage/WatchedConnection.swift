/// A connection lent to one job: it checks what is bound, and remembers the first thing that went wrong.
///
/// PostgreSQL refuses everything after an error until the transaction is undone; so that both databases agree, so does
/// this, and a job that swallowed an error is not kept.
final class WatchedConnection: Connection {
    private let inner: any Connection
    private(set) var problem: StorageError?

    init(_ inner: any Connection) {
        self.inner = inner
    }

    var dialect: Dialect { inner.dialect }

    func rows(_ text: String, _ values: [Value]) throws -> [Row] {
        try watching { try inner.rows(text, Self.checked(values)) }
    }

    func run(_ text: String, _ values: [Value]) throws -> Int {
        try watching { try inner.run(text, Self.checked(values)) }
    }

    private func watching<Result>(_ work: () throws -> Result) throws -> Result {
        if let problem { throw problem }
        do {
            return try work()
        } catch let error as StorageError {
            problem = error
            throw error
        }
    }

    /// The values as both databases keep them: no NUL in text, and no number that is not finite.
    private static func checked(_ values: [Value]) throws -> [Value] {
        var checked = values
        for (place, value) in values.enumerated() {
            switch value {
            case .text(let text) where text.utf8.contains(0): checked[place] = text.stored
            case .real(let number) where !number.isFinite:
                throw StorageError.statement("Value \(place + 1) is not a finite number.")
            case .null, .integer, .real, .text, .blob: break
            }
        }
        return checked
    }
}
