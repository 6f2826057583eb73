/// Joins the records of one connected part, strongest evidence first, refusing what cannot be.
///
/// Bottom-up clustering in which the evidence between grown clusters is weighed anew as wholes, in place of connected
/// components, which let one wrong link join two people for good.
struct Agglomeration {
    struct Edge {
        var a: UInt32
        var b: UInt32
        var weight: Float
    }

    private struct Step {
        var strength: Double
        var edge: Edge
        /// Sizes of the two clusters when the strength was weighed.
        var sizes: (Int, Int)
    }

    private(set) var refusals: [Refusal] = []
    private(set) var bridges: [(a: UInt32, b: UInt32, weight: Float)] = []
    private let view: TableView
    private let constraints: Constraints
    private let cut: Double
    /// A join below this is shown to a person: log2 odds of 99 in 100.
    private static let firm = 6.63

    init(view: TableView, constraints: Constraints, cut: Double) {
        self.view = view
        self.constraints = constraints
        self.cut = cut
    }

    /// The clusters of the records in `edges`, each in ascending order.
    mutating func join(_ edges: [Edge], must: [(UInt32, UInt32)], _ evidence: inout ClusterEvidence) -> [[UInt32]] {
        var clusters = Clusters(edges.flatMap { [$0.a, $0.b] } + must.flatMap { [$0.0, $0.1] })
        for (a, b) in must { clusters.unite(a, b) }
        var heap = Heap()
        for edge in edges { heap.push(Step(strength: Double(edge.weight), edge: edge, sizes: (1, 1))) }
        var weighed: [UInt64: Double] = [:]
        while let step = heap.pop() {
            let one = clusters.find(step.edge.a)
            let other = clusters.find(step.edge.b)
            guard one != other else { continue }
            let left = clusters.members(one)
            let right = clusters.members(other)
            if let reason = constraints.refusal(left, right, view) {
                refusals.append(
                    Refusal(a: Int32(step.edge.a), b: Int32(step.edge.b), weight: step.edge.weight, reason: reason))
                continue
            }
            if step.sizes != (left.count, right.count) {
                let key = UInt64(min(one, other)) << 40 | UInt64(max(one, other)) << 16
                    | UInt64(left.count + right.count & 0xFFFF)
                let strength = weighed[key] ?? evidence.weight(left, right)
                weighed[key] = strength
                if strength < cut {
                    refusals.append(
                        Refusal(
                            a: Int32(step.edge.a), b: Int32(step.edge.b), weight: step.edge.weight, reason: .evidence))
                } else {
                    heap.push(Step(strength: strength, edge: step.edge, sizes: (left.count, right.count)))
                }
                continue
            }
            if step.strength < Self.firm {
                bridges.append((step.edge.a, step.edge.b, Float(step.strength)))
            }
            clusters.unite(step.edge.a, step.edge.b)
        }
        return clusters.all
    }

    /// The strongest step first; equal ones in the order of their records.
    private struct Heap {
        private var steps: [Step] = []

        private func precedes(_ one: Step, _ other: Step) -> Bool {
            if one.strength != other.strength { return one.strength > other.strength }
            return (one.edge.a, one.edge.b) < (other.edge.a, other.edge.b)
        }

        mutating func push(_ step: Step) {
            steps.append(step)
            var child = steps.count - 1
            while child > 0 {
                let parent = (child - 1) / 2
                guard precedes(steps[child], steps[parent]) else { return }
                steps.swapAt(child, parent)
                child = parent
            }
        }

        mutating func pop() -> Step? {
            guard let first = steps.first else { return nil }
            let last = steps.removeLast()
            guard !steps.isEmpty else { return first }
            steps[0] = last
            var parent = 0
            while true {
                var best = parent
                for child in [2 * parent + 1, 2 * parent + 2] where child < steps.count {
                    if precedes(steps[child], steps[best]) { best = child }
                }
                guard best != parent else { return first }
                steps.swapAt(parent, best)
                parent = best
            }
        }
    }
}

/// Disjoint sets of records with their members at hand.
struct Clusters {
    private let records: [UInt32]
    private var parents: [Int]
    private var memberLists: [[UInt32]]

    init(_ all: [UInt32]) {
        var records = all.sorted()
        var kept = 0
        for record in records where kept == 0 || records[kept - 1] != record {
            records[kept] = record
            kept += 1
        }
        records.removeLast(records.count - kept)
        self.records = records
        parents = Array(records.indices)
        memberLists = records.map { [$0] }
    }

    /// The number of the cluster a record is in.
    mutating func find(_ record: UInt32) -> Int {
        var low = 0
        var high = records.count
        while low < high {
            let middle = (low + high) / 2
            if records[middle] < record { low = middle + 1 } else { high = middle }
        }
        var root = low
        while parents[root] != root { root = parents[root] }
        parents[low] = root
        return root
    }

    func members(_ cluster: Int) -> [UInt32] { memberLists[cluster] }

    mutating func unite(_ a: UInt32, _ b: UInt32) {
        let one = find(a)
        let other = find(b)
        guard one != other else { return }
        let root = min(one, other)
        let child = max(one, other)
        parents[child] = root
        memberLists[root] = (memberLists[root] + memberLists[child]).sorted()
        memberLists[child] = []
    }

    var all: [[UInt32]] { memberLists.filter { !$0.isEmpty } }
}
