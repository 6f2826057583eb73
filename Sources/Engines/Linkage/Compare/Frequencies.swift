import Foundation

/// How common each value is, as the evidence of meeting it twice by chance.
///
/// A term is the negative logarithm to base 2 of the chance that a random record has the value. Where a level depends on
/// frequency, the term stands for the level's chance agreement (Winkler 1989, "Frequency-based matching in the
/// Fellegi-Sunter model"), also for a shared part, a spelling of the same name, and names that changed places.
struct Frequencies: Sendable {
    /// By word, as the first forename.
    var forename: [Float]
    /// By word, as any given name.
    var anyGiven: [Float]
    /// By word, as any part of a surname.
    var familyWord: [Float]
    /// By entry, as the whole surname.
    var surname: [Float]
    /// By family of spellings, as the first forename.
    var forenameFamily: [Float]
    /// By family of spellings, as a part of a surname.
    var surnameFamily: [Float]
    /// By record: of its day of birth, its house and its postcode.
    var birth: [Float]
    var home: [Float]
    var postcode: [Float]
    /// By category column and value.
    var categories: [[Float]]

    init(_ table: RecordTable) {
        let words = table.names.words.count
        var forename = [Int32](repeating: 0, count: words)
        var anyGiven = forename
        var familyWord = forename
        var surname = [Int32](repeating: 0, count: table.names.entries.count)
        table.names.entries.withUnsafeBufferPointer { entries in
            for row in table.rows {
                forename[Int(row.forename)] += 1
                surname[Int(row.surname)] += 1
                anyGiven[Int(row.forename)] += 1
                let given = entries[Int(row.given)]
                let family = entries[Int(row.surname)]
                for index in 0..<4 {
                    if given[index] != 0 { anyGiven[Int(given[index])] += 1 }
                    if family[index] != 0 { familyWord[Int(family[index])] += 1 }
                }
            }
        }
        forename[0] = 0
        anyGiven[0] = 0
        surname[0] = 0
        self.forename = Self.terms(forename)
        self.anyGiven = Self.terms(anyGiven, of: forename.reduce(0) { $0 + Int($1) })
        self.familyWord = Self.terms(familyWord, of: surname.reduce(0) { $0 + Int($1) })
        self.surname = Self.terms(surname)
        birth = Self.terms(of: table.rows.map { UInt64($0.birth) })
        home = Self.terms(of: table.rows.map(Self.homeKey))
        postcode = Self.terms(of: table.rows.map { Postcode(packed: $0.postcode).isFull ? $0.postcode : 0 })
        forenameFamily = Self.families(forename, table.names.words)
        surnameFamily = Self.families(familyWord, table.names.words)
        categories = zip(table.categories, table.categoryTexts).map { column, texts in
            var counts = [Int32](repeating: 0, count: texts.count)
            for value in column { counts[Int(value)] += 1 }
            counts[0] = 0
            return Self.terms(counts)
        }
    }

    /// What a home is counted under; 0 where house or postcode is not known.
    static func homeKey(_ row: Row) -> UInt64 {
        guard row.house != 0 else { return 0 }
        if Postcode(packed: row.postcode).isFull { return Mix.mix(row.postcode ^ UInt64(row.house) << 43) | 1 }
        return row.street == 0 ? 0 : Mix.mix(UInt64(row.street) << 32 | UInt64(row.house)) & ~1
    }

    /// For each record the term of its own value; 0 where it is not known.
    private static func terms(of values: [UInt64]) -> [Float] {
        var keys: [(key: UInt64, place: UInt32)] = []
        keys.reserveCapacity(values.count)
        for (place, value) in values.enumerated() where value != 0 { keys.append((value, UInt32(place))) }
        Radix.sort(&keys, bits: 64)
        var terms = [Float](repeating: 0, count: values.count)
        let whole = log2(Float(max(1, keys.count)))
        var start = 0
        while start < keys.count {
            var end = start + 1
            while end < keys.count, keys[end].key == keys[start].key { end += 1 }
            let term = whole - log2(Float(end - start))
            for index in start..<end { terms[Int(keys[index].place)] = term }
            start = end
        }
        return terms
    }

    private static func terms(_ counts: [Int32], of total: Int? = nil) -> [Float] {
        let total = total ?? counts.reduce(0) { $0 + Int($1) }
        guard total > 0 else { return counts.map { _ in 0 } }
        let whole = log2(Float(total))
        return counts.map { whole - log2(max(1, Float($0))) }
    }

    private static func families(_ counts: [Int32], _ words: [NameWord]) -> [Float] {
        var mass = [Int32](repeating: 0, count: 1 + words.reduce(0) { max($0, Int($1.families.max())) })
        for (count, word) in zip(counts, words) {
            for index in 0..<4 where word.families[index] != 0 { mass[Int(word.families[index])] += count }
        }
        return terms(mass, of: counts.reduce(0) { $0 + Int($1) })
    }
}
