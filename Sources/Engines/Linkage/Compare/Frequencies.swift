import Foundation
import Threads

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
    /// Which names go together, and what that makes likelier by chance.
    var communities: Communities
    var communityChance: CommunityChance
    /// By community: log2 of how much commoner the first of January is as a birthday than among all.
    var newYearLifts: [Float]

    init(_ table: RecordTable, plan: ComparisonPlan, threads: Int = 1) {
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
        // The communities take as long as the rest together, so they come first.
        let (communities, places) = SharedWork.both(threads: threads) {
            Communities(table)
        } and: {
            [
                Self.runs(of: table.rows), Self.terms(of: table.rows.map(Self.homeKey)),
                Self.terms(of: table.rows.map { Postcode(packed: $0.postcode).isFull ? $0.postcode : 0 }),
            ]
        }
        self.communities = communities
        communityChance = table.withView { view in
            CommunityChance(view: view, plan: plan, communities: communities, seed: table.spec.seed, threads: threads)
        }
        newYearLifts = Self.newYears(table.rows, communities)
        birth = places[0]
        home = places[1]
        postcode = places[2]
        forenameFamily = Self.families(forename, table.names.words)
        surnameFamily = Self.families(familyWord, table.names.words)
        categories = zip(table.categories, table.categoryTexts).map { column, texts in
            var counts = [Int32](repeating: 0, count: texts.count)
            for value in column { counts[Int(value)] += 1 }
            counts[0] = 0
            return Self.terms(counts)
        }
    }

    private static func newYears(_ rows: [Row], _ communities: Communities) -> [Float] {
        var known = [Float](repeating: 1, count: Communities.count)
        var hits = [Float](repeating: 0, count: Communities.count)
        for (row, community) in zip(rows, communities.ofRecord) where row.birth != 0 {
            known[Int(community)] += 1
            if row.birth % 10_000 == 101 { hits[Int(community)] += 1 }
        }
        let all = (hits.reduce(0, +) + 1) / known.reduce(0, +)
        // The share among all weighs as much as a hundred records.
        return zip(hits, known).map { log2(($0 + 100 * all) / ($1 + 100) / all) }
    }

    /// Makes room for words and records that came after the counting: they are as rare as can be.
    mutating func extend(
        words: Int, entries: Int, families: Int, records: Int, categories counts: [Int], row: Row
    ) {
        let rarest = log2(Float(max(2, birth.count)))
        communities.extend(words: words, entries: entries, row: row)
        func pad(_ values: inout [Float], to count: Int, with value: Float) {
            if values.count < count { values += [Float](repeating: value, count: count - values.count) }
        }
        pad(&forename, to: words, with: rarest)
        pad(&anyGiven, to: words, with: rarest)
        pad(&familyWord, to: words, with: rarest)
        pad(&surname, to: entries, with: rarest)
        pad(&forenameFamily, to: families, with: rarest)
        pad(&surnameFamily, to: families, with: rarest)
        pad(&birth, to: records, with: rarest)
        pad(&home, to: records, with: rarest)
        pad(&postcode, to: records, with: rarest)
        for slot in counts.indices { pad(&categories[slot], to: counts[slot], with: rarest) }
    }

    /// What a home is counted under; 0 where house or postcode is not known.
    static func homeKey(_ row: Row) -> UInt64 {
        guard row.house != 0 else { return 0 }
        if Postcode(packed: row.postcode).isFull { return Mix.mix(row.postcode ^ UInt64(row.house) << 43) | 1 }
        return row.street == 0 ? 0 : Mix.mix(UInt64(row.street) << 32 | UInt64(row.house)) & ~1
    }

    /// For each record the term of its day of birth. The table stands in the order of days but for swapped ones, so each
    /// stretch of one swapless day is counted by itself.
    private static func runs(of rows: [Row]) -> [Float] {
        var terms = [Float](repeating: 0, count: rows.count)
        let known = rows.count { $0.birth != 0 }
        let whole = log2(Float(max(1, known)))
        var start = 0
        while start < rows.count {
            let day = DayOfBirth(digits: rows[start].birth).swapless
            var end = start + 1
            while end < rows.count, DayOfBirth(digits: rows[end].birth).swapless == day { end += 1 }
            if day != 0 {
                let first = rows[start..<end].count { $0.birth == day }
                for place in start..<end {
                    let count = rows[place].birth == day ? first : end - start - first
                    terms[place] = whole - log2(Float(count))
                }
            }
            start = end
        }
        return terms
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
        var mass = [Int32](repeating: 0, count: NameFamilies.count + 1)
        for (count, word) in zip(counts, words) {
            for index in 0..<4 where word.families[index] != 0 { mass[Int(word.families[index])] += count }
        }
        return terms(mass, of: counts.reduce(0) { $0 + Int($1) })
    }
}
