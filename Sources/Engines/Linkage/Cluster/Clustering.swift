import Foundation
import Threads

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
        let results = SharedWork.map(pieces, threads: threads) { piece -> ([[UInt32]], Agglomeration) in
            var work = Agglomeration(
                view: view, constraints: constraints, cut: cut,
                evidence: ClusterEvidence(view: view, scorer: scorer, terms: terms))
            var clusters: [[UInt32]] = []
            for part in parts.count * piece / pieces..<parts.count * (piece + 1) / pieces {
                clusters += work.join(parts.edges(part), must: parts.must(part))
            }
            return (clusters, work)
        }
        return number(results)
    }

    /// Parts of the graph that no link joins, so that each can be settled alone; edges keep their order within one.
    private struct Parts {
        var sorted: [Agglomeration.Edge]
        var starts: [Int]
        var musts: [Int: [(UInt32, UInt32)]]

        var count: Int { starts.count - 1 }
        func edges(_ part: Int) -> ArraySlice<Agglomeration.Edge> { sorted[starts[part]..<starts[part + 1]] }
        func must(_ part: Int) -> [(UInt32, UInt32)] { musts.isEmpty ? [] : musts[part] ?? [] }
    }

    private func connected(_ edges: [Agglomeration.Edge], _ must: [(UInt32, UInt32)]) -> Parts {
        var parents = [UInt32](0..<UInt32(view.rows.count))
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
        var number = [UInt32](repeating: .max, count: view.rows.count)
        var sizes: [Int] = []
        func part(_ record: UInt32) -> Int {
            let root = Int(find(record))
            if number[root] == .max {
                number[root] = UInt32(sizes.count)
                sizes.append(0)
            }
            return Int(number[root])
        }
        var partOf = [UInt32](repeating: 0, count: edges.count)
        for (index, edge) in edges.enumerated() {
            let home = part(edge.a)
            partOf[index] = UInt32(home)
            sizes[home] += 1
        }
        var musts: [Int: [(UInt32, UInt32)]] = [:]
        for pair in must { musts[part(pair.0), default: []].append(pair) }
        var starts = [0]
        for size in sizes { starts.append((starts.last ?? 0) + size) }
        var next = starts
        var sorted = edges
        for (index, edge) in edges.enumerated() {
            let home = Int(partOf[index])
            sorted[next[home]] = edge
            next[home] += 1
        }
        return Parts(sorted: sorted, starts: starts, musts: musts)
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
