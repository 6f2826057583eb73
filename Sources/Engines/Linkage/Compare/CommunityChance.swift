import Foundation
import Threads

/// How much likelier each level is by chance between two people of one community than between any two.
///
/// Families of one community live near each other, write names alike, and have birthdays entered as the first of January
/// together; strangers among them agree more often, and it must count for less.
struct CommunityChance: Sendable {
    /// log2 of the ratio, by community, comparison and code; nought where a value's own frequency is counted.
    let lifts: [Float]
    private let stride: Int

    private static func sample(_ records: Int) -> Int { min(20_000, 2 * records) }
    /// The weight of the chance among all, in pairs.
    private static let prior = 200.0

    init(view: TableView, plan: ComparisonPlan, communities: Communities, seed: UInt64, threads: Int) {
        stride = plan.kinds.count * 16
        var members = [[UInt32]](repeating: [], count: Communities.count)
        for (place, community) in communities.ofRecord.enumerated() { members[Int(community)].append(UInt32(place)) }
        let groups = members
        let sample = Self.sample(view.rows.count)
        let counts = SharedWork.map(Communities.count + 1, threads: threads) { group -> [Double] in
            let isAll = group == Communities.count
            return Self.count(
                view, plan, isAll ? nil : groups[group], pairs: isAll ? 2 * sample : sample,
                seed: Mix.mix(seed ^ UInt64(group + 77)))
        }
        var lifts: [Float] = []
        for group in 0..<Communities.count {
            for comparison in plan.kinds.indices {
                lifts += Self.lifts(counts[group], counts[Communities.count], comparison, plan)
            }
        }
        self.lifts = lifts
    }

    /// The lift of a code between two records of one community.
    @inline(__always)
    func lift(_ community: UInt8, _ comparison: Int, _ code: Int) -> Float {
        lifts[Int(community) * stride + comparison * 16 + code]
    }

    private static func count(
        _ view: TableView, _ plan: ComparisonPlan, _ members: [UInt32]?, pairs: Int, seed: UInt64
    ) -> [Double] {
        var counts = [Double](repeating: 0, count: plan.kinds.count * 16)
        let size = UInt64(members?.count ?? view.rows.count)
        guard size > 100 else { return counts }
        var random = SplitMix(seed: seed)
        var comparer = Comparer(view: view, plan: plan, memoBits: 14)
        for _ in 0..<pairs {
            let one = Int(random.next() % size)
            let other = Int(random.next() % size)
            let a = members.map { Int($0[one]) } ?? one
            let b = members.map { Int($0[other]) } ?? other
            guard a != b else { continue }
            let vector = comparer.vector(min(a, b), max(a, b))
            for comparison in plan.kinds.indices { counts[comparison * 16 + Vector.code(vector, comparison)] += 1 }
        }
        return counts
    }

    private static func lifts(_ own: [Double], _ all: [Double], _ comparison: Int, _ plan: ComparisonPlan) -> [Float] {
        var lifts = [Float](repeating: 0, count: 16)
        let kind = plan.kinds[comparison]
        guard kind != .identifier, kind != .localID, kind != .surname else { return lifts }
        let range = comparison * 16 + 1..<comparison * 16 + kind.levels.count
        let ownTotal = own[range].reduce(0, +)
        let allTotal = all[range].reduce(0, +)
        guard ownTotal > 0, allTotal > 0 else { return lifts }
        for code in 1..<kind.levels.count where plan.adjusted[comparison] >> UInt16(code) & 1 == 0 {
            let share = (all[comparison * 16 + code] + 0.5) / (allTotal + 0.5 * Double(kind.levels.count))
            let ownShare = (own[comparison * 16 + code] + prior * share) / (ownTotal + prior)
            lifts[code] = Float(log2(ownShare / share))
        }
        return lifts
    }
}
