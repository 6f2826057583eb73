import Storage

/// How the tables of Connections came to be, step by step.
package enum ConnectionsSchema {
    package static let migrations: [Migration] = []
}
