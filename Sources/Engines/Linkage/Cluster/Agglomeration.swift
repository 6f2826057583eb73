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
        /// The clusters' sizes when the strength was weighed.
        var sizes: (Int32, Int32)
    }

    private(set) var refusals: [Refusal] = []
    private(set) var bridges: [(a: UInt32, b: UInt32, weight: Float)] = []
    private let view: TableView
    private let constraints: Constraints
    private let cut: Double
    private var evidence: ClusterEvidence
    /// A join below this is shown to a person: log2 odds of 99 in 100.
    private static let firm: Float = 6.63
    /// In parts of up to this many records the weights of all pairs are kept at hand.
    private static let small = 48

    init(view: TableView, constraints: Constraints, cut: Double, evidence: ClusterEvidence) {
        self.view = view
        self.constraints = constraints
        self.cut = cut
        self.evidence = evidence
    }

    /// The clusters of the records in `edges`, each in ascending order. The edges come strongest first.
    mutating func join(_ edges: ArraySlice<Edge>, must: [(UInt32, UInt32)]) -> [[UInt32]] {
        if edges.count == 1, must.isEmpty, let edge = edges.first { return joinTwo(edge) }
        var clusters = Clusters(edges.flatMap { [$0.a, $0.b] } + must.flatMap { [$0.0, $0.1] })
        for (a, b) in must { clusters.unite(a, b) }
        let pairs = PairWeights(clusters.count <= Self.small ? edges : [], &clusters)
        var heap = Heap(edges.map { Step(strength: Double($0.weight), edge: $0, sizes: (1, 1)) })
        while let step = heap.pop() {
            let one = clusters.find(step.edge.a)
            let other = clusters.find(step.edge.b)
            guard one != other else { continue }
            let left = clusters.members(one)
            let right = clusters.members(other)
            if let reason = constraints.refusal(left, right, view) {
                refuse(step.edge, reason)
                continue
            }
            let sizes = (Int32(left.count), Int32(right.count))
            var strength = step.strength
            if step.sizes != sizes, pairs.least(left, right, &clusters) < Self.firm {
                strength = evidence.weight(left, right)
                guard strength >= cut else {
                    refuse(step.edge, .evidence)
                    continue
                }
                // Weaker as a whole than the next in line: it waits its turn.
                if strength < step.strength, let next = heap.first, strength < next.strength {
                    heap.push(Step(strength: strength, edge: step.edge, sizes: sizes))
                    continue
                }
            }
            if strength < Double(Self.firm) { bridges.append((step.edge.a, step.edge.b, Float(strength))) }
            clusters.unite(step.edge.a, step.edge.b)
        }
        return clusters.all
    }

    private mutating func joinTwo(_ edge: Edge) -> [[UInt32]] {
        if let reason = constraints.refusal([edge.a], [edge.b], view) {
            refuse(edge, reason)
            return [[edge.a], [edge.b]]
        }
        if edge.weight < Self.firm { bridges.append((edge.a, edge.b, edge.weight)) }
        return [[edge.a, edge.b]]
    }

    private mutating func refuse(_ edge: Edge, _ reason: Refusal.Reason) {
        refusals.append(Refusal(a: Int32(edge.a), b: Int32(edge.b), weight: edge.weight, reason: reason))
    }

    /// The weights of all pairs in a small part, so that clusters whose every pair agrees need not be weighed anew.
    private struct PairWeights {
        private var weights: [Float] = []
        private var count = 0

        init(_ edges: ArraySlice<Edge>, _ clusters: inout Clusters) {
            guard !edges.isEmpty else { return }
            count = clusters.count
            weights = [Float](repeating: -.infinity, count: count * count)
            for edge in edges {
                let a = clusters.index(of: edge.a)
                let b = clusters.index(of: edge.b)
                weights[a * count + b] = edge.weight
                weights[b * count + a] = edge.weight
            }
        }

        /// The least weight between two clusters; minus infinity if some pair has no edge.
        func least(_ one: [UInt32], _ other: [UInt32], _ clusters: inout Clusters) -> Float {
            guard count > 0 else { return -.infinity }
            var least = Float.infinity
            for a in one {
                let row = clusters.index(of: a) * count
                for b in other { least = min(least, weights[row + clusters.index(of: b)]) }
            }
            return least
        }
    }

    /// The strongest step first; equal ones in the order of their records.
    private struct Heap {
        private var steps: [Step]

        /// Takes steps that already stand strongest first, which is a heap.
        init(_ sorted: [Step]) { steps = sorted }

        var first: Step? { steps.first }

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
                for child in 2 * parent + 1...2 * parent + 2 where child < steps.count {
                    if precedes(steps[child], steps[best]) { best = child }
                }
                guard best != parent else { return first }
                steps.swapAt(parent, best)
                parent = best
            }
        }
    }
}
