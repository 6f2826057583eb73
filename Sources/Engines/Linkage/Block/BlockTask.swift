/// One thread's share of the search for candidates.
struct BlockTask {
    private let plan: BlockPlan
    private let view: TableView
    private let keyMaker: BlockKeys
    private let keys: UnsafeBufferPointer<SIMD16<UInt32>>
    private let base: UnsafePointer<SIMD16<UInt32>>
    private let wideRules: [WideRule]
    private let caps: [Int]
    private let terms: TermReader
    private var comparer: Comparer
    private(set) var candidates: [Candidate] = []
    private(set) var counts = VectorCounts()
    private(set) var lessons = VectorCounts()
    private let choice: LessonChoice
    private(set) var reports: [BlockingReport]
    /// For each slot, the lanes of slots of earlier rules.
    private let earlier: [SIMDMask<SIMD16<Int32>>]

    init(blocker: Blocker, keys: Blocker.KeyView, choice: LessonChoice) {
        self.choice = choice
        plan = blocker.plan
        view = blocker.view
        keyMaker = blocker.keyMaker
        self.keys = keys.keys
        base = keys.base
        wideRules = blocker.plan.rules.enumerated().filter { $0.element.slots.count > 1 }.map {
            WideRule(rule: $0.offset, slots: $0.element.slots)
        }
        caps = blocker.plan.rules.map(\.rule.cap)
        terms = blocker.terms
        comparer = Comparer(view: blocker.view, plan: blocker.comparisons)
        reports = plan.rules.map {
            BlockingReport(
                rule: $0.rule.name, pairs: 0, largestBlock: 0, refinedBlocks: 0, skippedPairs: 0, skipped: [])
        }
        earlier = plan.rules.map { rule in
            var mask = SIMDMask<SIMD16<Int32>>(repeating: false)
            for lane in 0..<rule.slots.lowerBound { mask[lane] = true }
            return mask
        }
    }

    /// Runs a rule whose blocks lie all over the table: sorts the records by key.
    mutating func sortedRule(_ rule: Int) {
        var items: [UInt64] = []
        for slot in plan.rules[rule].slots {
            for place in keys.indices {
                let key = keys[place][slot]
                if key != 0 { items.append(UInt64(key) << 32 | UInt64(place)) }
            }
        }
        Radix.sortByUpperHalf(&items)
        blocks(of: items, rule)
    }

    /// Runs the rules that hold the day of birth, a day at a time.
    mutating func days(_ range: Range<Int>, rules: [Int]) {
        var items: [UInt64] = []
        var start = range.lowerBound
        while start < range.upperBound {
            let day = DayOfBirth(digits: view.rows[start].birth).swapless
            var end = start + 1
            while end < range.upperBound, DayOfBirth(digits: view.rows[end].birth).swapless == day { end += 1 }
            if end - start > 1 {
                for rule in rules {
                    items.removeAll(keepingCapacity: true)
                    for slot in plan.rules[rule].slots {
                        for place in start..<end {
                            let key = keys[place][slot]
                            if key != 0 { items.append(UInt64(key) << 32 | UInt64(place)) }
                        }
                    }
                    items.sort()
                    blocks(of: items, rule)
                }
            }
            start = end
        }
    }

    private mutating func blocks(of items: [UInt64], _ rule: Int) {
        var members: [UInt32] = []
        var start = 0
        while start < items.count {
            let key = items[start] >> 32
            var end = start + 1
            while end < items.count, items[end] >> 32 == key { end += 1 }
            if end - start > 1 {
                members.removeAll(keepingCapacity: true)
                for index in start..<end { members.append(UInt32(truncatingIfNeeded: items[index])) }
                if plan.rules[rule].slots.count > 1 { Self.makeDistinct(&members) }
                reports[rule].largestBlock = max(reports[rule].largestBlock, members.count)
                compare(members, UInt32(key), rule, depth: 0)
            }
            start = end
        }
    }

    /// A record that has one key by two of its names is in the block once.
    private static func makeDistinct(_ members: inout [UInt32]) {
        members.sort()
        var kept = 0
        for place in members where kept == 0 || members[kept - 1] != place {
            members[kept] = place
            kept += 1
        }
        members.removeLast(members.count - kept)
    }

    private mutating func compare(_ members: [UInt32], _ key: UInt32, _ rule: Int, depth: Int) {
        guard members.count > caps[rule] else {
            for left in members.indices {
                for right in members.index(after: left)..<members.endIndex {
                    emit(members[left], members[right], key, rule)
                }
            }
            return
        }
        let further = plan.rules[rule].rule.refinements
        guard depth < further.count else { return compareNeighbours(members, key, rule) }
        reports[rule].refinedBlocks += 1
        var keyed = members.map { place -> (UInt64, UInt32) in
            (keyMaker.value(of: further[depth], Int(place)), place)
        }
        keyed.sort { $0 < $1 }
        var within = 0
        var start = 0
        while start < keyed.count {
            var end = start + 1
            while end < keyed.count, keyed[end].0 == keyed[start].0 { end += 1 }
            within += (end - start) * (end - start - 1) / 2
            if end - start > 1 { compare(keyed[start..<end].map(\.1), key, rule, depth: depth + 1) }
            start = end
        }
        skip(members, members.count * (members.count - 1) / 2 - within, rule)
    }

    /// The last resort: each record with those next to it in the table, which are the likest by content.
    private mutating func compareNeighbours(_ members: [UInt32], _ key: UInt32, _ rule: Int) {
        let sorted = members.sorted()
        var compared = 0
        for left in sorted.indices {
            for right in sorted.index(after: left)..<min(sorted.endIndex, left + 1 + Blocker.window) {
                emit(sorted[left], sorted[right], key, rule)
                compared += 1
            }
        }
        skip(members, members.count * (members.count - 1) / 2 - compared, rule)
    }

    private mutating func skip(_ members: [UInt32], _ pairs: Int, _ rule: Int) {
        guard pairs > 0 else { return }
        reports[rule].skippedPairs += pairs
        if reports[rule].skipped.count < 200 || pairs > 100_000 {
            reports[rule].skipped.append(
                .init(records: members.count, pairs: pairs, example: Int32(members.first ?? 0)))
        }
    }

    @inline(__always)
    private mutating func emit(_ one: UInt32, _ other: UInt32, _ key: UInt32, _ rule: Int) {
        let a = Int(min(one, other))
        let b = Int(max(one, other))
        guard a != b, isFirst(a, b, key, rule) else { return }
        let vector = comparer.vector(a, b)
        let place = counts.add(vector)
        let rarity = terms.terms(vector, a, b)
        candidates.append(Candidate(a: UInt32(a), b: UInt32(b), vector: place, terms: rarity))
        if choice.takes(a, b) {
            _ = lessons.add(Vector.withTerms(vector, rarity), all: Int(rarity.all), own: Int(rarity.own))
        }
        reports[rule].pairs += 1
    }

    /// Whether no earlier rule, and no smaller key of this one, brings the two records together.
    @inline(__always)
    private func isFirst(_ a: Int, _ b: Int, _ key: UInt32, _ rule: Int) -> Bool {
        let one = keys[a]
        let equal = (one .== keys[b]) .& (one .!= SIMD16<UInt32>.zero)
        if any(equal .& earlier[rule]) { return false }
        for wide in wideRules {
            if wide.rule > rule { return true }
            let least = Self.leastShared(quad(a, wide), quad(b, wide))
            if wide.rule < rule ? least != .max : least < key { return false }
        }
        return true
    }

    /// The keys of a rule of several slots: four lanes, those beyond its own set to nought.
    @inline(__always)
    private func quad(_ place: Int, _ wide: WideRule) -> SIMD4<UInt32> {
        UnsafeRawPointer(base + place).loadUnaligned(fromByteOffset: wide.offset, as: SIMD4<UInt32>.self) & wide.mask
    }

    /// The smallest key two records share in any of a rule's slots; the largest number if none.
    @inline(__always)
    private static func leastShared(_ one: SIMD4<UInt32>, _ other: SIMD4<UInt32>) -> UInt32 {
        let absent = SIMD4<UInt32>(repeating: .max)
        let known = one .!= SIMD4<UInt32>.zero
        let turned = SIMD4(other[1], other[2], other[3], other[0])
        let half = SIMD4(other[2], other[3], other[0], other[1])
        let back = SIMD4(other[3], other[0], other[1], other[2])
        let shared = known .& ((one .== other) .| (one .== turned) .| (one .== half) .| (one .== back))
        return absent.replacing(with: one, where: shared).min()
    }

    /// A rule with several slots, as the place of its keys in a record's sixteen.
    struct WideRule {
        var rule: Int
        var offset: Int
        var mask: SIMD4<UInt32>

        /// The four lanes start where they still end within the sixteen.
        init(rule: Int, slots: Range<Int>) {
            let start = min(slots.lowerBound, BlockPlan.slots - 4)
            self.rule = rule
            offset = start * 4
            mask = .zero
            for lane in 0..<4 where slots.contains(start + lane) { mask[lane] = .max }
        }
    }
}
