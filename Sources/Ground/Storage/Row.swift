/// The names of a result's columns, shared by all its rows.
package final class Columns: Sendable {
    package let names: [String]
    private let places: [String: Int]

    package init(_ names: [String]) {
        self.names = names
        places = Dictionary(zip(names, names.indices), uniquingKeysWith: { first, _ in first })
    }

    func place(of name: String) -> Int? { places[name] }
}

/// One row of a result, read by column name: `let id: ID<Person> = try row["id"]`.
package struct Row: Sendable {
    package let columns: Columns
    package let values: [Value]

    package init(columns: Columns, values: [Value]) {
        self.columns = columns
        self.values = values
    }

    /// - Throws: `StorageError.column` when there is no such column or it holds something else.
    package subscript<Item: Storable>(_ name: String) -> Item {
        get throws(StorageError) {
            guard let place = columns.place(of: name) else {
                throw .column(name: name, problem: "is not in the result")
            }
            guard let item = Item(stored: values[place]) else {
                throw .column(name: name, problem: "does not hold \(Item.self)")
            }
            return item
        }
    }
}

/// A type that can be read from a row.
package protocol FromRow {
    init(row: Row) throws
}
