import Foundation

/// Communities of names: which forenames go with which surnames, learnt from the file itself.
///
/// Names are not given independently. Among Somali families one child in ten is called Abdi, in the town one in five
/// hundred; two strangers called Abdi Elmi are then fifty times as likely as the two frequencies multiplied say, and such
/// families' children would be the ones taken for each other. So a forename's frequency is taken among those whose surname
/// is like the other's. The communities are latent classes of the pairs (forename, surname), found by expectation and
/// maximisation (Hofmann 1999, "Probabilistic latent semantic analysis"; for naming communities Mateos, Longley and
/// O'Sullivan 2011, doi:10.1371/journal.pone.0022943). They have no labels and are told to nobody.
struct Communities: Sendable {
    /// How many there are.
    static let count = 8
    private static let rounds = 20
    private static let sample = 60_000

    /// By word: its frequency as a forename in each community over that in all.
    private(set) var lifts: [SIMD8<Float>]
    /// By surname entry: the share of each community among its bearers.
    private(set) var shares: [SIMD8<Float>]
    /// How far forenames follow from surnames: 0 not at all, 1 as the communities say.
    let trust: Float
    /// The share of each community.
    private let sizes: SIMD8<Float>
    /// By record: its likeliest community.
    private(set) var ofRecord: [UInt8]

    init(_ table: RecordTable) {
        let records = table.rows.indices.filter {
            table.rows[$0].forename != 0 && table.rows[$0].surname != 0 && !Self.repeats(table, $0)
        }
        let step = UInt64(max(1, records.count / Self.sample))
        let sampled = records.filter { step == 1 || Mix.mix(UInt64($0)) % step == 0 }
        let rows = table.rows
        var model = Model(words: table.names.words.count, entries: table.names.entries.count)
        model.scatter()
        // Half the records judge what the other half taught: names that go with no others have no communities.
        let taught = sampled.filter { Mix.mix(UInt64($0) ^ 0xC0FFEE) & 1 == 0 }
        let kept = sampled.filter { Mix.mix(UInt64($0) ^ 0xC0FFEE) & 1 == 1 }
        for _ in 0..<Self.rounds { model.learn(taught, rows) }
        let trust = model.trust(kept, rows)
        model.learn(records, rows)
        model.learn(records, rows)
        sizes = model.sizes
        lifts = model.lifts().map { SIMD8(repeating: 1 - trust) + $0 * trust }
        self.trust = trust
        shares = model.surname
        ofRecord = []
        ofRecord = rows.map { community($0) }
    }

    /// A row that says again what the one before it says would count one person twice.
    private static func repeats(_ table: RecordTable, _ place: Int) -> Bool {
        guard place > 0 else { return false }
        let row = table.rows[place]
        let before = table.rows[place - 1]
        return row.forename == before.forename && row.surname == before.surname && row.birth == before.birth
    }

    /// The likeliest community of a row's names.
    func community(_ row: Row) -> UInt8 {
        let weights = shares[Int(row.surname)] * lifts[Int(row.forename)]
        var best = 0
        for index in 1..<Self.count where weights[index] > weights[best] { best = index }
        return UInt8(best)
    }

    /// log2 of how much commoner a forename is among bearers of a surname like this than among all.
    @inline(__always)
    func lift(_ word: UInt32, beside surname: UInt32) -> Float {
        log2(max((shares[Int(surname)] * lifts[Int(word)]).sum(), 1e-3))
    }

    /// Makes room for names and a record that came later: new names belong to all communities alike.
    mutating func extend(words: Int, entries: Int, row: Row?) {
        if lifts.count < words {
            lifts += [SIMD8<Float>](repeating: SIMD8(repeating: 1), count: words - lifts.count)
        }
        if shares.count < entries { shares += [SIMD8<Float>](repeating: sizes, count: entries - shares.count) }
        if let row { ofRecord.append(community(row)) }
    }

    /// Takes the last record out again.
    mutating func removeLast() { ofRecord.removeLast() }

    /// The classes while they are learnt: P(community | surname) and P(forename | community).
    private struct Model {
        var surname: [SIMD8<Float>]
        var forename: [SIMD8<Float>]
        var sizes = SIMD8<Float>(repeating: 1 / Float(Communities.count))
        private var totals: [Float] = []

        init(words: Int, entries: Int) {
            surname = [SIMD8<Float>](repeating: sizes, count: entries)
            forename = [SIMD8<Float>](repeating: SIMD8(repeating: 1), count: words)
        }

        /// Starts each surname in communities of its own choosing, the same for one table always.
        mutating func scatter() {
            for entry in surname.indices {
                var random = SplitMix(seed: UInt64(entry) &* 0x9E37_79B9)
                var weights = SIMD8<Float>.zero
                for index in 0..<Communities.count {
                    weights[index] = 0.5 + Float(random.next() >> 40) / Float(1 << 24)
                }
                surname[entry] = weights / weights.sum()
            }
        }

        /// One round of expectation and maximisation over some records.
        mutating func learn(_ records: [Int], _ rows: [Row]) {
            var bySurname = [SIMD8<Float>](repeating: .zero, count: surname.count)
            var byForename = [SIMD8<Float>](repeating: .zero, count: forename.count)
            var whole = SIMD8<Float>.zero
            for place in records {
                let row = rows[place]
                let joint = surname[Int(row.surname)] * forename[Int(row.forename)]
                let part = joint / max(joint.sum(), 1e-30)
                bySurname[Int(row.surname)] += part
                byForename[Int(row.forename)] += part
                whole += part
            }
            let total = max(whole.sum(), 1)
            sizes = whole / total
            totals = byForename.map { $0.sum() }
            for entry in surname.indices {
                surname[entry] = (bySurname[entry] + sizes) / (bySurname[entry].sum() + 1)
            }
            // A forename is drawn towards its frequency in all by as much as one bearer in each community would.
            for word in forename.indices {
                let share = totals[word] / total
                forename[word] = (byForename[word] + SIMD8(repeating: share)) / (whole + SIMD8(repeating: 1))
            }
        }

        /// The part of forenames that follows from surnames, as records the classes were not learnt from tell: the weight
        /// of the classes in a mixture with "any forename", by expectation and maximisation.
        func trust(_ records: [Int], _ rows: [Row]) -> Float {
            let lifts = lifts()
            let ratios = records.compactMap { place -> Float? in
                let row = rows[place]
                guard totals[Int(row.forename)] > 0 else { return nil }
                return (surname[Int(row.surname)] * lifts[Int(row.forename)]).sum()
            }
            guard ratios.count > 200 else { return 0 }
            var trust: Float = 0.5
            for _ in 0..<50 {
                var sum: Float = 0
                for ratio in ratios { sum += trust * ratio / (trust * ratio + 1 - trust) }
                trust = sum / Float(ratios.count)
            }
            return trust
        }

        /// P(forename | community) over P(forename).
        func lifts() -> [SIMD8<Float>] {
            let all = max(totals.reduce(0, +), 1)
            return zip(forename, totals).map { shares, total in
                total > 0 ? shares / (total / all) : SIMD8(repeating: 1)
            }
        }
    }
}
