import Foundation
import Linkage
import Web

/// How good pairs and clusters are, as figures and as a text table.
struct LinkFigures: Encodable {
    /// The pairs' figures.
    struct Pairs: Encodable {
        let truePairs: Int
        let foundTruePairs: Int
        let best: PairAccuracy.Point?
        let table: [PairAccuracy.Point]
    }

    /// The clusters' figures.
    struct Clusters: Encodable {
        let records: Int
        let clusters: Int
        let closure: Accuracy
        let bCubed: Accuracy
        let exact: Proportion
        let sharing: Proportion
        let split: Proportion
        let groups: [ClusterAccuracy.Group]
    }

    let pairs: Pairs?
    let clusters: Clusters?

    init(pairs: PairAccuracy?, clusters: ClusterAccuracy?) {
        self.pairs = pairs.map {
            Pairs(
                truePairs: $0.truePairs, foundTruePairs: $0.foundTruePairs, best: $0.best, table: $0.table)
        }
        self.clusters = clusters.map {
            Clusters(
                records: $0.records, clusters: $0.clusters, closure: $0.closure, bCubed: $0.bCubed, exact: $0.exact,
                sharing: $0.sharing, split: $0.split, groups: $0.groups)
        }
    }

    /// The figures for somebody at a terminal.
    var words: String {
        [pairs.map(Self.words), clusters.map(Self.words)].compactMap { $0 }.joined(separator: "\n\n")
    }

    private static func words(_ pairs: Pairs) -> String {
        let share = pairs.truePairs == 0 ? 1 : Double(pairs.foundTruePairs) / Double(pairs.truePairs)
        let lines = pairs.table.map { point in
            "  \(column(String(point.threshold), 9))\(column(grouped(point.links), 13))\(row(point.accuracy))"
        }
        let best = pairs.best.map { "Best F1 \(four($0.accuracy.f1)), from probability \(four($0.threshold))." } ?? ""
        return """
            Pairs: \(grouped(pairs.truePairs)) truly are one person; \(percent(share)) of them were scored at all.
            \(best)
              From     Pairs        Precision  Recall   F1
            \(lines.joined(separator: "\n"))
            """
    }

    private static func words(_ clusters: Clusters) -> String {
        let groups = clusters.groups.map { group in
            """
              \(column("\(group.column) \(group.value.isEmpty ? "(empty)" : group.value)", 34))\
            \(column(part(group.sharing), 32))\(part(group.split))
            """
        }
        let table =
            groups.isEmpty
            ? ""
            : "\n  \(column("Group", 34))\(column("Share a cluster with another", 32))Split\n\(groups.joined(separator: "\n"))"
        return """
            Clusters: \(grouped(clusters.records)) rows in \(grouped(clusters.clusters)) clusters.
              B-cubed: precision \(four(clusters.bCubed.precision)), recall \(four(clusters.bCubed.recall)), \
            F1 \(four(clusters.bCubed.f1))
              All pairs in a cluster: precision \(four(clusters.closure.precision)), \
            recall \(four(clusters.closure.recall)), F1 \(four(clusters.closure.f1))
              Rows in an exactly right cluster: \(part(clusters.exact))
              People who share a cluster with somebody else: \(part(clusters.sharing))
              People split over several clusters: \(part(clusters.split))\(table)
            """
    }

    private static func row(_ accuracy: Accuracy) -> String {
        "\(column(four(accuracy.precision), 11))\(column(four(accuracy.recall), 9))\(four(accuracy.f1))"
    }

    private static func part(_ proportion: Proportion) -> String {
        guard let share = proportion.share else { return "none to count" }
        return "\(percent(share)) (\(grouped(proportion.count)) of \(grouped(proportion.total)))"
    }

    private static func column(_ text: String, _ width: Int) -> String {
        text.padding(toLength: max(width, text.count + 1), withPad: " ", startingAt: 0)
    }

    private static func four(_ number: Double) -> String { String(format: "%.4f", number) }

    private static func percent(_ share: Double) -> String { String(format: "%.2f %%", share * 100) }
}
