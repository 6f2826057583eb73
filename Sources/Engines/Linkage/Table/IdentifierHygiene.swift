/// Takes out of identifier columns what identifies nobody.
enum IdentifierHygiene {
    /// Clears values shared by many different people, and forgives a check that a whole column fails.
    ///
    /// A number typed wherever one is asked for ("4000000000") would otherwise make one person of a crowd. A column in
    /// which a fifth of the values fail their check is not checked that way at all, so failing says nothing.
    static func clean(_ table: inout RecordTable, _ plan: FieldPlan) {
        for slot in plan.identifiers.indices {
            var values = column(slot, of: table)
            let known = values.count { $0 != 0 }
            guard known > 0 else { continue }
            let failing = values.count { $0 & Identifier.suspect != 0 }
            if failing * 5 > known {
                for index in values.indices { values[index] &= ~Identifier.suspect }
            }
            for value in crowds(values, table.rows) {
                for index in values.indices where values[index] == value { values[index] = 0 }
            }
            set(values, slot, of: &table)
        }
    }

    /// Values borne by more than ten records of which more than half have days of birth of their own.
    private static func crowds(_ values: [UInt64], _ rows: [Row]) -> [UInt64] {
        var keys: [(key: UInt64, place: UInt32)] = []
        for (place, value) in values.enumerated() where value != 0 { keys.append((value, UInt32(place))) }
        Radix.sort(&keys, bits: 64)
        var found: [UInt64] = []
        var start = 0
        while start < keys.count {
            var end = start + 1
            while end < keys.count, keys[end].key == keys[start].key { end += 1 }
            if end - start > 10 {
                let births = Set(keys[start..<end].map { rows[Int($0.place)].birth })
                if births.count * 2 > end - start { found.append(keys[start].key) }
            }
            start = end
        }
        return found
    }

    private static func column(_ slot: Int, of table: RecordTable) -> [UInt64] {
        slot < 2 ? table.rows.map { $0.ids[slot] } : table.moreIDs[slot - 2]
    }

    private static func set(_ values: [UInt64], _ slot: Int, of table: inout RecordTable) {
        guard slot < 2 else {
            table.moreIDs[slot - 2] = values
            return
        }
        for index in values.indices { table.rows[index].ids[slot] = values[index] }
    }
}
