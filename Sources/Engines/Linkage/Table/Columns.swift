import Threads

/// The columns of a table while its order is being made.
struct Columns {
    var rows: [Row]
    var moreIDs: [[UInt64]]
    var categories: [[UInt32]]
    var idBytes: [UInt8]
    var idRanges: [UInt64]

    /// The places of the records in the order of their content: day of birth first, then names, then all the rest.
    func contentOrder(threads: Int) -> [UInt32] {
        var keys = [(key: UInt64, place: UInt32)]()
        keys.reserveCapacity(rows.count)
        for (place, row) in rows.enumerated() {
            let name = Mix.mix(UInt64(row.surname) << 32 | UInt64(row.forename)) >> 38
            keys.append((UInt64(DayOfBirth(digits: row.birth).swapless) << 26 | name, UInt32(place)))
        }
        Radix.sort(&keys, bits: 53)
        // Equal keys are put in order piece by piece; a piece ends where the key changes.
        var bounds = [0]
        for piece in 1..<8 {
            var bound = max(bounds[piece - 1], keys.count * piece / 8)
            while bound > 0, bound < keys.count, keys[bound].key == keys[bound - 1].key { bound += 1 }
            bounds.append(bound)
        }
        bounds.append(keys.count)
        let sorted = keys
        let pieces = SharedWork.map(8, threads: threads) { piece in
            var order = sorted[bounds[piece]..<bounds[piece + 1]].map(\.place)
            var start = 0
            while start < order.count {
                let key = sorted[bounds[piece] + start].key
                var end = start + 1
                while end < order.count, sorted[bounds[piece] + end].key == key { end += 1 }
                if end - start > 1 { order[start..<end].sort { precedes(Int($0), Int($1)) } }
                start = end
            }
            return order
        }
        return Array(pieces.joined())
    }

    /// Whether a record comes before another by everything that is known of both, their ids last.
    private func precedes(_ one: Int, _ other: Int) -> Bool {
        let a = rows[one]
        let b = rows[other]
        if a.surname != b.surname { return a.surname < b.surname }
        if a.forename != b.forename { return a.forename < b.forename }
        if a.birth != b.birth { return a.birth < b.birth }
        if a.postcode != b.postcode { return a.postcode < b.postcode }
        if a.house != b.house { return a.house < b.house }
        if a.street != b.street { return a.street < b.street }
        for slot in 0..<2 where a.ids[slot] != b.ids[slot] { return a.ids[slot] < b.ids[slot] }
        if a.given != b.given { return a.given < b.given }
        if a.source != b.source { return a.source < b.source }
        if a.sex != b.sex { return a.sex < b.sex }
        return idText(one).lexicographicallyPrecedes(idText(other))
    }

    private func idText(_ place: Int) -> ArraySlice<UInt8> {
        let range = idRanges[place]
        let start = Int(range >> 16)
        return idBytes[start..<start + Int(range & 0xFFFF)]
    }

    /// The same columns in another order.
    func reordered(_ order: [UInt32], threads: Int) -> Columns {
        func pick<Value>(_ values: [Value]) -> [Value] {
            let parts = SharedWork.map(threads, threads: threads) { part in
                order[order.count * part / threads..<order.count * (part + 1) / threads].map { values[Int($0)] }
            }
            return Array(parts.joined())
        }
        return Columns(
            rows: pick(rows), moreIDs: moreIDs.map(pick), categories: categories.map(pick), idBytes: idBytes,
            idRanges: pick(idRanges))
    }
}

/// Sorting by number, eleven bits at a time from the lowest, which keeps equal keys in their order.
enum Radix {
    static func sort(_ items: inout [(key: UInt64, place: UInt32)], bits: Int) {
        guard items.count > 1 else { return }
        var other = items
        var shift: UInt64 = 0
        while shift < UInt64(bits) {
            var starts = [Int](repeating: 0, count: 2049)
            for item in items { starts[Int(item.key >> shift & 2047) + 1] += 1 }
            if !starts.contains(items.count) {
                for bucket in 1..<2049 { starts[bucket] += starts[bucket - 1] }
                for item in items {
                    let bucket = Int(item.key >> shift & 2047)
                    other[starts[bucket]] = item
                    starts[bucket] += 1
                }
                swap(&items, &other)
            }
            shift += 11
        }
    }

    /// Sorts numbers whose upper half is a key, by that half.
    static func sortByUpperHalf(_ items: inout [UInt64]) {
        guard items.count > 1 else { return }
        var other = items
        for shift in [UInt64(32), 43, 54] {
            var starts = [Int](repeating: 0, count: 2049)
            for item in items { starts[Int(item >> shift & 2047) + 1] += 1 }
            if starts.contains(items.count) { continue }
            for bucket in 1..<2049 { starts[bucket] += starts[bucket - 1] }
            for item in items {
                let bucket = Int(item >> shift & 2047)
                other[starts[bucket]] = item
                starts[bucket] += 1
            }
            swap(&items, &other)
        }
    }
}

/// Record ids by digest, so that a decision's record is found, and an id given twice is refused.
struct IDIndex {
    var digests: [UInt64]
    var places: [UInt32]

    init(_ columns: Columns) throws(LinkageError) {
        var keys = [(key: UInt64, place: UInt32)]()
        keys.reserveCapacity(columns.idRanges.count)
        columns.idBytes.withUnsafeBufferPointer { bytes in
            for (place, range) in columns.idRanges.enumerated() {
                let start = Int(range >> 16)
                let text = UnsafeBufferPointer(rebasing: bytes[start..<start + Int(range & 0xFFFF)])
                keys.append((BytePool.hash(text), UInt32(place)))
            }
        }
        Radix.sort(&keys, bits: 64)
        for index in keys.indices.dropFirst() where keys[index].key == keys[index - 1].key {
            let one = Self.text(columns, Int(keys[index].place))
            guard one != Self.text(columns, Int(keys[index - 1].place)) else {
                throw .idTwice(String(decoding: one, as: UTF8.self))
            }
        }
        digests = keys.map(\.key)
        places = keys.map(\.place)
    }

    private static func text(_ columns: Columns, _ place: Int) -> ArraySlice<UInt8> {
        let range = columns.idRanges[place]
        let start = Int(range >> 16)
        return columns.idBytes[start..<start + Int(range & 0xFFFF)]
    }
}
