import Governance
import Kernel
import People

/// One young person in a run: which flags, and what is needed for ages and times. No name.
struct CohortMember: Sendable, Equatable {
    let person: ID<Person>
    /// A bit for each flag, in the order of the rules.
    let mask: Int
    let age: Int?
    let firstSign: Instant?
    let firstHelp: Instant?
}

/// What a run found: counts alone.
struct CohortResult: Sendable, Equatable {
    /// The young people with just these flags and no others.
    struct Combination: Sendable, Hashable {
        let mask: Int
        let count: Int
    }

    let total: Int
    /// How many have each flag, in the order of the rules.
    let flags: [Int]
    /// Largest first; those with no flag at all among them.
    let combinations: [Combination]
    let ages: [Int]
    /// Days from the first sign to the first help, for those helped after it.
    let waits: [Int]
    /// Help was decided before any sign we know of.
    let helpedFirst: Int
    /// A sign, and no help yet.
    let notHelped: Int

    /// From how many young people have just these flags, by mask: nothing of ages and times.
    init(counts: [Int], flagCount: Int) {
        self.init(counted: counts.enumerated().map { Combination(mask: $0, count: $1) }, flagCount, [])
    }

    init(_ members: [CohortMember], flagCount: Int) {
        let counted = Dictionary(grouping: members, by: \.mask).map { Combination(mask: $0.key, count: $0.value.count) }
        self.init(counted: counted, flagCount, members)
    }

    private init(counted: [Combination], _ flagCount: Int, _ members: [CohortMember]) {
        total = counted.reduce(0) { $0 + $1.count }
        flags = (0..<flagCount).map { flag in
            counted.reduce(0) { $1.mask & (1 << flag) != 0 ? $0 + $1.count : $0 }
        }
        combinations = counted.filter { $0.count > 0 }.sorted {
            let (left, right) = ($0.mask.nonzeroBitCount, $1.mask.nonzeroBitCount)
            return ($1.count, left, $0.mask) < ($0.count, right, $1.mask)
        }
        ages = members.compactMap(\.age).sorted()
        var (waits, early, waiting): ([Int], Int, Int) = ([], 0, 0)
        for member in members {
            guard let sign = member.firstSign else { continue }
            guard let help = member.firstHelp else {
                waiting += 1
                continue
            }
            if help < sign { early += 1 } else { waits.append(help.day.number - sign.day.number) }
        }
        self.waits = waits.sorted()
        helpedFirst = early
        notHelped = waiting
    }

    /// The middle one; the mean of the two in the middle when there are as many on each side.
    static func median(_ sorted: [Int]) -> Double? {
        guard !sorted.isEmpty else { return nil }
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? Double(sorted[middle]) : Double(sorted[middle - 1] + sorted[middle]) / 2
    }

    /// "14", "14½".
    static func words(_ median: Double) -> String {
        let whole = Int(median.rounded(.down))
        return median == median.rounded(.down) ? "\(whole)" : "\(whole)½"
    }
}
