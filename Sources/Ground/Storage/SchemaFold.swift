/// The schema that a list of migrations leads to.
package enum Schema {
    /// The tables as they are when all these have been applied, in order of making.
    package static func tables(after migrations: [Migration]) -> [Table] {
        var tables: [Table] = []
        for step in migrations.flatMap(\.steps) {
            switch step {
            case .create(let table): tables.append(table)
            case .addColumn(let name, let column): change(name, in: &tables) { $0.with(column: column) }
            case .addIndex(let name, let columns): change(name, in: &tables) { $0.with(index: columns) }
            case .run: break
            }
        }
        return tables
    }

    private static func change(_ name: String, in tables: inout [Table], _ change: (Table) -> Table) {
        guard let place = tables.firstIndex(where: { $0.name == name }) else {
            preconditionFailure("A migration changes the table \(name) before any makes it.")
        }
        tables[place] = change(tables[place])
    }
}

extension Table {
    fileprivate func with(column: Column) -> Table {
        Table(
            name, key: key, unique: unique, indexes: indexes, appendOnly: appendOnly, columns: columns + [column])
    }

    fileprivate func with(index: [String]) -> Table {
        Table(
            name, key: key, unique: unique, indexes: indexes + [index], appendOnly: appendOnly, columns: columns)
    }
}
