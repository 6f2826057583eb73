import Storage

/// How the tables of Panels came to be, step by step.
package enum PanelsSchema {
    package static let migrations: [Migration] = []
}
