/// Two records that some rule found, with what their comparison showed.
struct Candidate {
    var a: UInt32
    var b: UInt32
    /// The place of its vector among the distinct ones.
    var vector: UInt32
    var terms: Terms
}

/// Distinct comparison vectors with how many pairs show each.
struct VectorCounts {
    private(set) var vectors: [UInt64] = []
    private(set) var counts: [Int] = []
    /// The terms of the pairs, summed.
    private(set) var all: [Int] = []
    private(set) var own: [Int] = []
    private var slots: [UInt32]
    private var mask: Int

    init() {
        slots = [UInt32](repeating: 0, count: 4096)
        mask = 4095
    }

    /// Counts a vector and gives its place.
    mutating func add(_ vector: UInt64, count: Int = 1, all: Int = 0, own: Int = 0) -> UInt32 {
        var place = Int(truncatingIfNeeded: Mix.mix(vector)) & mask
        while slots[place] != 0 {
            let found = Int(slots[place] - 1)
            if vectors[found] == vector {
                counts[found] += count
                self.all[found] += all
                self.own[found] += own
                return UInt32(found)
            }
            place = (place + 1) & mask
        }
        vectors.append(vector)
        counts.append(count)
        self.all.append(all)
        self.own.append(own)
        slots[place] = UInt32(vectors.count)
        if vectors.count * 2 > mask { grow() }
        return UInt32(vectors.count - 1)
    }

    private mutating func grow() {
        mask = mask * 2 + 1
        slots = [UInt32](repeating: 0, count: mask + 1)
        for (number, vector) in vectors.enumerated() {
            var place = Int(truncatingIfNeeded: Mix.mix(vector)) & mask
            while slots[place] != 0 { place = (place + 1) & mask }
            slots[place] = UInt32(number + 1)
        }
    }
}

/// All candidates of a run, in an order that does not depend on threads.
struct CandidateStore {
    /// The candidates of each task; `vector` is a place in `vectors`.
    var parts: [[Candidate]]
    /// Distinct vectors in ascending order.
    var vectors: [UInt64]
    /// What is learnt from.
    var lessons: [Lesson]
    /// The records they are pairs of, without copies.
    var distinctRecords: Int
    /// How many pairs of one person there are for each that is learnt from.
    var repetition: Double

    var count: Int { parts.reduce(0) { $0 + $1.count } }
}

/// Pairs that show one vector with values about equally rare.
struct Lesson {
    /// The vector with its sources.
    var vector: UInt64
    /// How many pairs there are, those of a sample scaled up.
    var count: Double
    /// The mean rarity of their agreeing values in bits, against strangers and within a household.
    var all: Double
    var own: Double
}
