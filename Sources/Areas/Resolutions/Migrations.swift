import Storage

/// How the tables of Resolutions came to be, step by step.
package enum ResolutionsSchema {
    package static let migrations: [Migration] = []
}
