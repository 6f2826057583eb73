/// The part of a pair's evidence that depends on how common its values are.
struct Terms {
    /// Bits by which the agreeing values are rare, against strangers; in 64ths.
    var all: Int16 = 0
    /// The part of them that tells two people of one household apart; in 64ths.
    var own: Int16 = 0
}

/// Looks up the frequency terms of pairs.
struct TermReader {
    let view: TableView
    let plan: ComparisonPlan
    let frequencies: Frequencies

    init(view: TableView, plan: ComparisonPlan, frequencies: Frequencies) {
        self.view = view
        self.plan = plan
        self.frequencies = frequencies
    }

    /// The terms of a pair, all comparisons together.
    @inline(__always)
    func terms(_ vector: UInt64, _ a: Int, _ b: Int) -> Terms {
        var all: Float = 0
        var own: Float = 0
        for index in plan.kinds.indices {
            let code = Vector.code(vector, index)
            guard code != 0 else { continue }
            let term = term(index, code, a, b)
            all += term
            if Self.tellsHousehold(plan.kinds[index]) { own += term }
        }
        return Terms(all: Self.fixed(all), own: Self.fixed(own))
    }

    /// Whether agreement by chance in this comparison is as rare in a household as anywhere.
    static func tellsHousehold(_ kind: ComparisonKind) -> Bool { kind == .forename || kind == .middleNames }

    private static func fixed(_ bits: Float) -> Int16 { Int16(max(-32_000, min(32_000, (bits * 64).rounded()))) }

    /// The term of one comparison: how rare the agreeing value is, in bits, or how much less a level says between two
    /// people of one community.
    func term(_ comparison: Int, _ code: Int, _ a: Int, _ b: Int) -> Float {
        if plan.adjusted[comparison] >> UInt16(code) & 1 == 1 { return rarity(comparison, code, a, b) }
        let community = frequencies.communities.ofRecord[a]
        guard community == frequencies.communities.ofRecord[b] else { return 0 }
        return -frequencies.communityChance.lift(community, comparison, code)
    }

    private func rarity(_ comparison: Int, _ code: Int, _ a: Int, _ b: Int) -> Float {
        let one = view.rows[a]
        let other = view.rows[b]
        switch (plan.kinds[comparison], plan.levels[comparison * 16 + code]) {
        case (.forename, .exact): return frequencies.forename[Int(one.forename)] - lift(one.forename, one, other)
        case (.forename, .shared):
            let (word, term) = sharedGiven(one, other)
            return term - lift(word, one, other)
        case (.forename, .variant):
            return variant(one.forename, other.forename, frequencies.forenameFamily)
                - max(lift(one.forename, one, other), lift(other.forename, one, other))
        case (.forename, .swapped):
            // Each name by its commoner use: an unusual place for a name is no sign of a rare one.
            return min(frequencies.forename[Int(one.forename)], frequencies.familyWord[Int(one.forename)])
                + min(frequencies.forename[Int(other.forename)], frequencies.familyWord[Int(other.forename)])
                - max(lift(one.forename, one, one), lift(other.forename, other, other))
        case (.surname, .exact): return frequencies.surname[Int(one.surname)]
        case (.surname, .shared): return sharedFamily(one, other)
        case (.surname, .variant):
            return variant(
                view.entries[Int(one.surname)][0], view.entries[Int(other.surname)][0], frequencies.surnameFamily)
        case (.dateOfBirth, .exact): return frequencies.birth[a] - newYearLift(one, a, b)
        case (.place, .home): return min(frequencies.home[a], frequencies.home[b])
        case (.place, .postcode): return frequencies.postcode[a]
        case (.middleNames, .exact), (.middleNames, .shared):
            let (word, term) = sharedMiddle(one, other)
            return term - lift(word, one, other)
        case (.category, .exact):
            let slot = plan.items[comparison].slot
            return frequencies.categories[slot][Int(view.categories[slot][a])]
        default: return 0
        }
    }

    /// How much commoner a forename is among those with a surname like either record's.
    @inline(__always)
    private func lift(_ word: UInt32, _ one: Row, _ other: Row) -> Float {
        guard one.surname != 0, other.surname != 0 else { return 0 }
        let lift = frequencies.communities.lift(word, beside: one.surname)
        return one.surname == other.surname
            ? lift : max(lift, frequencies.communities.lift(word, beside: other.surname))
    }

    /// How much commoner the first of January is as a birthday in the community of both.
    @inline(__always)
    private func newYearLift(_ row: Row, _ a: Int, _ b: Int) -> Float {
        guard row.birth % 10_000 == 101 else { return 0 }
        let community = frequencies.communities.ofRecord[a]
        return community == frequencies.communities.ofRecord[b] ? frequencies.newYearLifts[Int(community)] : 0
    }

    private func sharedGiven(_ one: Row, _ other: Row) -> (word: UInt32, term: Float) {
        var best: (word: UInt32, term: Float) = (0, 0)
        func offer(_ entry: UInt32, _ word: UInt32) {
            if any(view.entries[Int(entry)] .== SIMD4(repeating: word)) {
                if frequencies.anyGiven[Int(word)] > best.term { best = (word, frequencies.anyGiven[Int(word)]) }
            }
        }
        offer(other.given, one.forename)
        offer(other.alias, one.forename)
        offer(one.given, other.forename)
        offer(one.alias, other.forename)
        return best
    }

    private func sharedMiddle(_ one: Row, _ other: Row) -> (word: UInt32, term: Float) {
        var best: (word: UInt32, term: Float) = (0, 0)
        let left = view.entries[Int(one.given)]
        let right = view.entries[Int(other.given)]
        for index in 0..<4 where left[index] != 0 && any(right .== SIMD4(repeating: left[index])) {
            let term = frequencies.anyGiven[Int(left[index])]
            if term > best.term { best = (left[index], term) }
        }
        return best
    }

    private func sharedFamily(_ one: Row, _ other: Row) -> Float {
        var best: Float = 0
        let left = view.entries[Int(one.surname)]
        let right = view.entries[Int(other.surname)]
        for index in 0..<4 where left[index] != 0 && any(right .== SIMD4(repeating: left[index])) {
            best = max(best, frequencies.familyWord[Int(left[index])])
        }
        return best
    }

    private func variant(_ one: UInt32, _ other: UInt32, _ masses: [Float]) -> Float {
        let left = view.words[Int(one)].families
        let right = view.words[Int(other)].families
        var best: Float = 0
        for index in 0..<4 where left[index] != 0 && any(right .== SIMD4(repeating: left[index])) {
            best = max(best, masses[Int(left[index])])
        }
        return best
    }
}
