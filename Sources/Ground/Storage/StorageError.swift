/// What can go wrong between the program and its database. No description carries what was stored.
package enum StorageError: Error, Equatable, Sendable {
    /// A UNIQUE, PRIMARY KEY, NOT NULL, CHECK or FOREIGN KEY rule refused the change; `kind` says which.
    case constraint(Constraint, detail: String)
    /// Two transactions met and the database asked for another try, more often than we are willing to.
    case conflict
    /// The disk, or the quota, is full. Reads go on.
    case full
    /// The database cannot be reached now.
    case unavailable(String)
    /// Another process owns this database file.
    case owned(path: String)
    /// The file or the schema is not what this program wrote.
    case damaged(String)
    /// A write was tried inside a read.
    case readOnly
    /// The statement took longer than allowed and was stopped.
    case timeout
    /// A result did not have the shape the code expected.
    case column(name: String, problem: String)
    /// The statement itself is wrong: our mistake.
    case statement(String)
    /// The database was opened with settings that could lose acknowledged writes.
    case notDurable(String)

    package enum Constraint: String, Sendable {
        case unique, foreignKey, notNull, check, other
    }
}
