/// What a column is read as: a field's kind and its place among the fields of that kind.
struct ColumnPlan: Sendable {
    enum Target: Sendable {
        case id, source, local, forename, surname, fullName, given, alias, birth, sex, postcode, address, house, street
        case nhs(Int), upn(Int), generic(Int)
        case category(Int)
        case ignored
    }

    var targets: [Target]
}

/// Turns cells into rows: parses, folds and numbers each value the first time it is met.
///
/// One reader works through one part of a file on one thread; `TableAssembly` then brings the parts' numbers together.
struct RowReader {
    /// The words of names met so far.
    var words = BytePool(capacity: 4096)
    /// Names of several words.
    var entries = EntryPool()
    var streets = BytePool(capacity: 1024)
    var categories: [BytePool]
    var sources = BytePool(capacity: 16)

    var rows: [Row] = []
    /// Identifiers beyond the two in the row, one column each.
    var moreIDs: [[UInt64]]
    /// Category values, one column each.
    var categoryColumns: [[UInt32]]
    var idBytes: [UInt8] = []
    var idEnds: [UInt64] = []

    private var forenames = Memo()
    private var surnames = Memo()
    private var givens = Memo()
    private var row = Row()
    private var forename = SIMD4<UInt32>.zero
    private var given = SIMD4<UInt32>.zero
    private var folded: [UInt8] = []
    private var address = StreetAddress.Reader()
    private var pendingMore: [UInt64]
    private var pendingCategories: [UInt32]
    private var hasID = false

    /// A cell's bytes with what they were read as, so that a name met again is not read again.
    private struct Memo {
        var cells = BytePool(capacity: 4096)
        var values: [SIMD4<UInt32>] = []
    }

    init(identifiers: Int, categories count: Int) {
        categories = (0..<count).map { _ in BytePool(capacity: 256) }
        moreIDs = Array(repeating: [], count: max(0, identifiers - 2))
        categoryColumns = Array(repeating: [], count: count)
        pendingMore = Array(repeating: 0, count: max(0, identifiers - 2))
        pendingCategories = Array(repeating: 0, count: count)
    }

    /// Takes one cell of the row being read.
    mutating func put(_ target: ColumnPlan.Target, _ cell: UnsafeBufferPointer<UInt8>) {
        guard !cell.isEmpty else { return }
        switch target {
        case .ignored: return
        case .id:
            idBytes.append(contentsOf: cell)
            hasID = true
        case .source: row.source = UInt8(truncatingIfNeeded: min(254, sources.intern(cell).0) + 1)
        case .local: row.local = Identifier.generic(cell)
        case .forename: forename = name(cell, in: \.forenames, by: NamePreparation.given)
        case .surname: row.surname = entries.intern(name(cell, in: \.surnames, by: NamePreparation.family))
        case .fullName: whole(cell)
        case .given: given = name(cell, in: \.givens, by: NamePreparation.given)
        case .alias: row.alias = entries.intern(name(cell, in: \.givens, by: NamePreparation.given))
        case .birth: row.birth = DayOfBirth(cell).digits
        case .sex: row.sex = Self.sex(cell)
        case .postcode: row.postcode = Postcode(cell).packed
        case .address:
            let parts = address.read(cell)
            if parts.house != 0 { row.house = parts.house }
            if !parts.street.isEmpty { row.street = streets.intern(parts.street) + 1 }
        case .house:
            let parts = address.read(cell)
            row.house = parts.house
        case .street:
            let parts = address.read(cell)
            if !parts.street.isEmpty { row.street = streets.intern(parts.street) + 1 }
            if row.house == 0 { row.house = parts.house }
        case .nhs(let slot): putID(Identifier.nhs(cell), slot)
        case .upn(let slot): putID(Identifier.upn(cell), slot)
        case .generic(let slot): putID(Identifier.generic(cell), slot)
        case .category(let slot):
            folded.removeAll(keepingCapacity: true)
            Folding.fold(cell, into: &folded)
            guard !folded.isEmpty, !NameFamilies.notNames.contains(String(decoding: folded, as: UTF8.self)) else {
                return
            }
            pendingCategories[slot] = categories[slot].intern(folded) + 1
            row.flags |= Row.hasMore
        }
    }

    /// Ends the row; one without an id of its own gets an empty one.
    mutating func endRow(source: UInt8?) {
        if let source { row.source = source }
        row.forename = forename[0]
        var rest = SIMD4<UInt32>(forename[1], forename[2], forename[3], 0)
        if given[0] != 0 { rest = Self.joined(rest, given) }
        row.given = entries.intern(rest)
        rows.append(row)
        for slot in moreIDs.indices { moreIDs[slot].append(pendingMore[slot]) }
        for slot in categoryColumns.indices { categoryColumns[slot].append(pendingCategories[slot]) }
        idEnds.append(UInt64(idBytes.count))
        if row.flags != 0 {
            for slot in pendingMore.indices { pendingMore[slot] = 0 }
            for slot in pendingCategories.indices { pendingCategories[slot] = 0 }
        }
        row = Row()
        forename = .zero
        given = .zero
        hasID = false
    }

    private mutating func putID(_ value: UInt64, _ slot: Int) {
        if slot < 2 {
            row.ids[slot] = value
        } else if value != 0 {
            pendingMore[slot - 2] = value
            row.flags |= Row.hasMore
        }
    }

    private mutating func name(
        _ cell: UnsafeBufferPointer<UInt8>, in memo: WritableKeyPath<RowReader, Memo>,
        by prepare: ([UInt8]) -> [[UInt8]]
    ) -> SIMD4<UInt32> {
        let (number, isNew) = self[keyPath: memo].cells.intern(cell)
        if !isNew { return self[keyPath: memo].values[Int(number)] }
        let value = entry(prepare(Folding.fold(cell)))
        self[keyPath: memo].values.append(value)
        return value
    }

    private mutating func entry(_ parts: [[UInt8]]) -> SIMD4<UInt32> {
        var value = SIMD4<UInt32>.zero
        for (index, part) in parts.prefix(4).enumerated() { value[index] = words.intern(part) + 1 }
        return value
    }

    private mutating func whole(_ cell: UnsafeBufferPointer<UInt8>) {
        if let comma = cell.firstIndex(of: 44) {
            let family = Folding.fold(UnsafeBufferPointer(rebasing: cell[..<comma]))
            let given = Folding.fold(UnsafeBufferPointer(rebasing: cell[(comma + 1)...]))
            forename = entry(NamePreparation.given(given))
            row.surname = entries.intern(entry(NamePreparation.family(family)))
        } else {
            let (given, family) = NamePreparation.whole(Folding.fold(cell))
            forename = entry(NamePreparation.given(given))
            row.surname = entries.intern(entry(NamePreparation.family(family)))
        }
    }

    private static func joined(_ one: SIMD4<UInt32>, _ other: SIMD4<UInt32>) -> SIMD4<UInt32> {
        var joined = SIMD4<UInt32>.zero
        var count = 0
        for word in [one[0], one[1], one[2], one[3], other[0], other[1], other[2], other[3]] {
            guard word != 0, count < 4, !any(joined .== SIMD4(repeating: word)) else { continue }
            joined[count] = word
            count += 1
        }
        return joined
    }

    private static func sex(_ cell: UnsafeBufferPointer<UInt8>) -> UInt8 {
        switch cell[0] | 32 {
        case 109, 98: 1  // m, male; boy
        case 102, 103, 119: 2  // f, female; girl; woman
        case 49 | 32: 1  // 1 in the NHS and DfE code lists
        case 50 | 32: 2
        case 120, 105, 111: 3  // x, indeterminate, other
        default: 0
        }
    }
}

/// Names of up to four words, each with a number; 0 is the empty one.
struct EntryPool {
    private(set) var values: [SIMD4<UInt32>] = [.zero]
    private var places: [SIMD4<UInt32>: UInt32] = [:]

    mutating func intern(_ value: SIMD4<UInt32>) -> UInt32 {
        guard value[0] != 0 else { return 0 }
        if let found = places[value] { return found }
        let number = UInt32(values.count)
        values.append(value)
        places[value] = number
        return number
    }
}

extension Folding {
    /// The folded form of some bytes.
    static func fold(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        var out: [UInt8] = []
        fold(bytes, into: &out)
        return out
    }
}
