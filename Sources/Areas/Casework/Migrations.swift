import Storage

/// How Casework's tables came to be, step by step.
package enum CaseworkSchema {
    package static let migrations: [Migration] = []
}
