import Foundation

/// Turns scored pairs into people.
struct Clustering {
    let view: TableView
    let scorer: Scorer
    let terms: TermReader
    let constraints: Constraints
    let threads: Int
    /// log2 odds from which two are linked.
    let cut: Double

    struct Answer {
        /// For every record its cluster, numbered by first record.
        var clusters: [Int32]
        var count: Int
        var refusals: [Refusal]
        var bridges: [WeakBridge]
    }

    func run(_ edges: [Agglomeration.Edge], must: [(UInt32, UInt32)]) -> Answer {
        let parts = connected(edges, must)
        let pieces = max(1, min(64, parts.count / 64))
        let results = Parallel.map(pieces, threads: threads) { piece -> ([[UInt32]], Agglomeration) in
            var work = Agglomeration(view: view, constraints: constraints, cut: cut)
            var evidence = ClusterEvidence(view: view, scorer: scorer, terms: terms)
            var clusters: [[UInt32]] = []
            for part in parts[parts.count * piece / pieces..<parts.count * (piece + 1) / pieces] {
                clusters += work.join(part.edges, must: part.must, &evidence)
            }
            return (clusters, work)
        }
        return number(results)
    }

    private struct Part {
        var edges: [Agglomeration.Edge]
        var must: [(UInt32, UInt32)]
    }

    /// Parts of the graph that no link joins, so that each can be settled alone.
    private func connected(_ edges: [Agglomeration.Edge], _ must: [(UInt32, UInt32)]) -> [Part] {
        var parents = (0..<UInt32(view.rows.count)).map { $0 }
        func find(_ record: UInt32) -> UInt32 {
            var root = record
            while parents[Int(root)] != root {
                parents[Int(root)] = parents[Int(parents[Int(root)])]
                root = parents[Int(root)]
            }
            return root
        }
        func unite(_ a: UInt32, _ b: UInt32) {
            let one = find(a)
            let other = find(b)
            parents[Int(max(one, other))] = min(one, other)
        }
        for edge in edges { unite(edge.a, edge.b) }
        for (a, b) in must { unite(a, b) }
        var number: [UInt32] = Array(repeating: .max, count: view.rows.count)
        var parts: [Part] = []
        func part(_ record: UInt32) -> Int {
            let root = Int(find(record))
            if number[root] == .max {
                number[root] = UInt32(parts.count)
                parts.append(Part(edges: [], must: []))
            }
            return Int(number[root])
        }
        for edge in edges { parts[part(edge.a)].edges.append(edge) }
        for pair in must { parts[part(pair.0)].must.append(pair) }
        return parts
    }

    private func number(_ results: [([[UInt32]], Agglomeration)]) -> Answer {
        var first = (0..<UInt32(view.rows.count)).map { $0 }
        for (clusters, _) in results {
            for members in clusters { for member in members { first[Int(member)] = members[0] } }
        }
        var numbers = [Int32](repeating: -1, count: view.rows.count)
        var count = 0
        for place in first.indices {
            let root = Int(first[place])
            if numbers[root] < 0 {
                numbers[root] = Int32(count)
                count += 1
            }
            numbers[place] = numbers[root]
        }
        let refusals = results.flatMap(\.1.refusals).sorted { ($1.weight, $0.a, $0.b) < ($0.weight, $1.a, $1.b) }
        let bridges = results.flatMap(\.1.bridges).map {
            WeakBridge(cluster: numbers[Int($0.a)], a: Int32($0.a), b: Int32($0.b), weight: $0.weight)
        }.sorted { ($0.weight, $0.a, $0.b) < ($1.weight, $1.a, $1.b) }
        return Answer(clusters: numbers, count: count, refusals: refusals, bridges: bridges)
    }
}
