import Threads

/// Brings the parts of a table together: one numbering for all, one order, one index of ids.
struct TableAssembly {
    let spec: LinkageSpec
    let plan: FieldPlan
    let parts: [RowReader]
    /// The source of a part that has no source column.
    let fileOfPart: [String]
    /// The file of each part, for the ids of rows without one.
    let nameOfPart: [String]
    let hasID: Bool

    func table() throws(LinkageError) -> RecordTable {
        let total = parts.reduce(0) { $0 + $1.rows.count }
        guard total > 0 else { throw .empty(file: "the input") }
        guard total < Int(Int32.max) else { throw .tooLarge("\(total) records") }
        let words = Self.merge(parts.map(\.words))
        let streets = Self.merge(parts.map(\.streets))
        let sources = try sourceNumbers()
        let categories = plan.categories.indices.map { slot in Self.merge(parts.map { $0.categories[slot] }) }
        let entries = Self.mergeEntries(parts.map(\.entries), words.maps)

        let threads = spec.threads
        let remapped = SharedWork.map(parts.count, threads: threads) { part in
            Self.remap(
                parts[part].rows, words.maps[part], entries.maps[part], streets.maps[part], sources.maps[part],
                sources.files[part])
        }
        let ids = idTexts()
        let unordered = Columns(
            rows: Array(remapped.joined()),
            moreIDs: (0..<max(0, plan.identifiers.count - 2)).map { slot in parts.flatMap { $0.moreIDs[slot] } },
            categories: plan.categories.indices.map { slot in
                zip(parts, categories[slot].maps).flatMap { part, map in
                    part.categoryColumns[slot].map { $0 == 0 ? 0 : map[Int($0 - 1)] }
                }
            },
            idBytes: ids.bytes, idRanges: ids.ranges)
        let order = unordered.contentOrder(threads: threads)
        let columns = unordered.reordered(order, threads: threads)

        var book = NameBook()
        book.texts += words.texts.map { String(decoding: $0, as: UTF8.self) }
        book.entries = entries.values
        let (prepared, index) = SharedWork.both(threads: threads) {
            words.texts.map { NameBook.word($0) }
        } and: {
            Result { () throws(LinkageError) in try IDIndex(columns) }
        }
        book.words += prepared
        let found = try index.get()
        var table = RecordTable(
            spec: spec, sources: sources.names, rows: columns.rows, names: book,
            streets: [""] + streets.texts.map { String(decoding: $0, as: UTF8.self) },
            streetWords: [ShortName([])] + streets.texts.map { ShortName($0) },
            moreIDs: columns.moreIDs, categories: columns.categories,
            categoryTexts: categories.map { [""] + $0.texts.map { String(decoding: $0, as: UTF8.self) } },
            categoryWords: categories.map { [ShortName([])] + $0.texts.map { ShortName($0) } },
            idBytes: columns.idBytes, idRanges: columns.idRanges, idDigests: found.digests, idPlaces: found.places)
        IdentifierHygiene.clean(&table, plan)
        return table
    }

    struct Merged {
        /// Distinct texts in order; the first has number 1.
        var texts: [ArraySlice<UInt8>]
        /// For each part, the number of each of its own.
        var maps: [[UInt32]]
    }

    private static func merge(_ pools: [BytePool]) -> Merged {
        var all = BytePool(capacity: pools.map(\.count).max() ?? 16)
        let local = pools.map { pool in
            pool.bytes.withUnsafeBufferPointer { bytes in
                (0..<pool.count).map { number in
                    let range = Int(pool.starts[number])..<Int(pool.starts[number + 1])
                    return all.intern(UnsafeBufferPointer(rebasing: bytes[range])).0
                }
            }
        }
        let order = (0..<all.count).sorted { all[$0].lexicographicallyPrecedes(all[$1]) }
        var rank = [UInt32](repeating: 0, count: all.count)
        for (place, number) in order.enumerated() { rank[number] = UInt32(place + 1) }
        return Merged(texts: order.map { all[$0] }, maps: local.map { $0.map { rank[Int($0)] } })
    }

    private static func mergeEntries(
        _ pools: [EntryPool], _ words: [[UInt32]]
    ) -> (values: [SIMD4<UInt32>], maps: [[UInt32]]) {
        let local = zip(pools, words).map { pool, map in
            pool.values.map { entry in
                var global = SIMD4<UInt32>.zero
                for index in 0..<4 where entry[index] != 0 { global[index] = map[Int(entry[index] - 1)] }
                return global
            }
        }
        var distinct = Set<SIMD4<UInt32>>()
        for part in local { distinct.formUnion(part) }
        distinct.insert(.zero)
        let values = distinct.sorted { one, other in
            for index in 0..<4 where one[index] != other[index] { return one[index] < other[index] }
            return false
        }
        var numbers: [SIMD4<UInt32>: UInt32] = [:]
        numbers.reserveCapacity(values.count)
        for (number, value) in values.enumerated() { numbers[value] = UInt32(number) }
        return (values, local.map { $0.map { numbers[$0] ?? 0 } })
    }

    private static func remap(
        _ rows: [Row], _ words: [UInt32], _ entries: [UInt32], _ streets: [UInt32], _ sources: [UInt8], _ file: UInt8
    ) -> [Row] {
        var rows = rows
        for index in rows.indices {
            if rows[index].forename != 0 { rows[index].forename = words[Int(rows[index].forename - 1)] }
            rows[index].surname = entries[Int(rows[index].surname)]
            rows[index].given = entries[Int(rows[index].given)]
            rows[index].alias = entries[Int(rows[index].alias)]
            if rows[index].street != 0 { rows[index].street = streets[Int(rows[index].street - 1)] }
            rows[index].source = rows[index].source == 0 ? file : sources[Int(rows[index].source - 1)]
        }
        return rows
    }

    private func sourceNumbers() throws(LinkageError) -> (names: [String], maps: [[UInt8]], files: [UInt8]) {
        let local = parts.map { part in (0..<part.sources.count).map { part.sources.text($0) } }
        let names = Set(local.joined()).union(fileOfPart.filter { !$0.isEmpty }).sorted()
        guard names.count < 255 else { throw .tooLarge("\(names.count) sources") }
        let number = { (name: String) in UInt8((names.firstIndex(of: name) ?? -1) + 1) }
        return (names, local.map { $0.map(number) }, fileOfPart.map(number))
    }

    /// The ids as given, as `file:id` where two files share one, or as `file:row` where there are none.
    private func idTexts() -> (bytes: [UInt8], ranges: [UInt64]) {
        let mustName = hasID && Set(nameOfPart).count > 1 && sharesIDs()
        var bytes: [UInt8] = []
        var ranges: [UInt64] = []
        bytes.reserveCapacity(parts.reduce(0) { $0 + $1.idBytes.count })
        var rowOfFile: [String: Int] = [:]
        for (part, name) in zip(parts, nameOfPart) {
            var start = 0
            for index in part.rows.indices {
                let end = Int(part.idEnds[index])
                rowOfFile[name, default: 0] += 1
                let from = bytes.count
                if start == end {
                    bytes.append(contentsOf: "\(name):\(rowOfFile[name] ?? 0)".utf8)
                } else {
                    if mustName { bytes.append(contentsOf: "\(name):".utf8) }
                    bytes.append(contentsOf: part.idBytes[start..<end].prefix(60_000))
                }
                ranges.append(UInt64(from) << 16 | UInt64(bytes.count - from))
                start = end
            }
        }
        return (bytes, ranges)
    }

    private func sharesIDs() -> Bool {
        var fileOf: [UInt64: Int] = [:]
        let files = Dictionary(uniqueKeysWithValues: Set(nameOfPart).sorted().enumerated().map { ($1, $0) })
        for (part, name) in zip(parts, nameOfPart) {
            var start = 0
            for end in part.idEnds {
                let digest = part.idBytes.withUnsafeBufferPointer {
                    BytePool.hash(UnsafeBufferPointer(rebasing: $0[start..<Int(end)]))
                }
                start = Int(end)
                if let known = fileOf.updateValue(files[name] ?? 0, forKey: digest), known != files[name] {
                    return true
                }
            }
        }
        return false
    }
}
