import Foundation
import Testing

@testable import Linkage

@Suite struct EvaluationTests {
    /// Six records of three people; the third record was put with the wrong person.
    ///
    /// Person A has records 0, 1, 2; B has 3, 4; C has 5. Clusters: {0, 1}, {2, 3, 4}, {5}.
    private let truth = Truth(
        labels: ["A", "A", "A", "B", "B", "C"],
        groups: [(name: "twin", values: ["1", "1", "1", "0", "0", "0"])])
    private let clusters: [Int32] = [0, 0, 1, 1, 1, 2]

    @Test func `clusters are measured as worked out by hand`() {
        let found = ClusterAccuracy(clusters, truth: truth)
        // Pairs in clusters: 01, 23, 24, 34; truly one person: 01, 02, 12, 34; in both: 01, 34.
        #expect(found.closure == Accuracy(precision: 0.5, recall: 0.5))
        // Purity of each record: 1, 1, 1/3, 2/3, 2/3, 1; completeness: 2/3, 2/3, 1/3, 1, 1, 1.
        let purity: Double = 14.0 / 18
        let completeness: Double = 14.0 / 18
        #expect(abs(found.bCubed.precision - purity) < 1e-15)
        #expect(abs(found.bCubed.recall - completeness) < 1e-15)
        #expect(found.exact == Proportion(1, of: 6))
        #expect(found.sharing == Proportion(2, of: 3))
        #expect(found.split == Proportion(1, of: 3))
        #expect(found.clusters == 3)
    }

    @Test func `groups of people are measured apart`() throws {
        let found = ClusterAccuracy(clusters, truth: truth)
        #expect(found.groups.map(\.value) == ["0", "1"])
        #expect(found.groups.map(\.sharing) == [Proportion(1, of: 2), Proportion(1, of: 1)])
        #expect(found.groups.map(\.split) == [Proportion(0, of: 2), Proportion(1, of: 1)])
        #expect(found.groups.map(\.exact) == [Proportion(1, of: 3), Proportion(0, of: 3)])
        let extremes = try #require(found.extremes(of: "twin", people: 1))
        #expect(extremes.best.value == "0" && extremes.worst.value == "1")
        #expect(found.extremes(of: "twin", people: 3) == nil)
    }

    @Test func `perfect clusters are perfect, whatever their numbers`() {
        let found = ClusterAccuracy([9, 9, 9, 4, 4, 7], truth: truth)
        #expect(found.closure.f1 == 1 && found.bCubed.f1 == 1)
        #expect(found.exact.share == 1 && found.sharing.count == 0 && found.split.count == 0)
    }

    @Test func `a record of which the truth is not known is left out`() {
        let partly = Truth(labels: ["A", "A", nil, "B"], groups: [])
        let found = ClusterAccuracy([0, 0, 0, 1], truth: partly)
        #expect(found.records == 3 && found.sharing.count == 0)
        let pairs = PairAccuracy([JudgedPair(0, 2, score: 1), JudgedPair(0, 1, score: 0.5)], truth: partly)
        #expect(pairs.points.count == 1 && pairs.best?.accuracy.f1 == 1)
    }

    @Test func `pairs that were never scored count against recall`() throws {
        let found = PairAccuracy(
            [JudgedPair(0, 1, score: 0.9), JudgedPair(2, 3, score: 0.7), JudgedPair(3, 4, score: 0.7)], truth: truth)
        #expect(found.truePairs == 4 && found.foundTruePairs == 2)
        #expect(found.points.map(\.threshold) == [0.9, 0.7])
        #expect(found.at(0.95).links == 0)
        #expect(found.at(0.8).accuracy == Accuracy(precision: 1, recall: 0.25))
        #expect(found.at(0.7).accuracy == Accuracy(precision: 2.0 / 3, recall: 0.5))
        #expect(try #require(found.best).threshold == 0.7)
    }

    @Test func `nothing scored is nothing found`() {
        let found = PairAccuracy([], truth: truth)
        #expect(found.best == nil && found.at(0.5).accuracy.recall == 0)
        #expect(AccuracyCurve([.init(name: "Nothing", accuracy: found)]).svg.contains("no pair was scored"))
    }

    @Test func `the truth of a table comes from a file by ids`() {
        let rows = ["a": (person: "1", groups: ["x"]), "b": (person: "1", groups: ["y"])]
        let found = Truth(ids: ["b", "c", "a"], rows: rows, columns: ["g"])
        #expect(found.person == [0, -1, 0] && found.people == 1)
        #expect(found.groups[0].values == ["y", "", "x"])
    }

    private struct Independent: Decodable {
        struct Scored: Decodable {
            let a: Int
            let b: Int
            let score: Double
        }
        struct Parts: Decodable {
            let precision: Double
            let recall: Double
        }
        struct Threshold: Decodable {
            let threshold: Double
            let links: Int
            let right: Int
        }
        struct Group: Decodable {
            let people: Int
            let sharing: Int
            let split: Int
            let records: Int
            let exact: Int
        }
        let people: [Int]
        let twin: [String]
        let clusters: [Int32]
        let scored: [Scored]
        let truePairs: Int
        let closure: Parts
        let bCubed: Parts
        let sharing: Int
        let split: Int
        let exact: Int
        let thresholds: [Threshold]
        let bestF1: Double
        let byTwin: [String: Group]
    }

    @Test func `the figures are those of an independent count over all pairs`() throws {
        let given = try SplinkFixtures.read("evaluation.json", as: Independent.self)
        let truth = Truth(labels: given.people.map(String.init), groups: [(name: "twin", values: given.twin)])
        let found = ClusterAccuracy(given.clusters, truth: truth)
        #expect(abs(found.closure.precision - given.closure.precision) < 1e-12)
        #expect(abs(found.closure.recall - given.closure.recall) < 1e-12)
        #expect(abs(found.bCubed.precision - given.bCubed.precision) < 1e-12)
        #expect(abs(found.bCubed.recall - given.bCubed.recall) < 1e-12)
        #expect(found.sharing.count == given.sharing && found.split.count == given.split)
        #expect(found.exact.count == given.exact)
        for group in found.groups {
            let wanted = try #require(given.byTwin[group.value])
            #expect(group.sharing == Proportion(wanted.sharing, of: wanted.people))
            #expect(group.split == Proportion(wanted.split, of: wanted.people))
            #expect(group.exact == Proportion(wanted.exact, of: wanted.records))
        }
        let pairs = PairAccuracy(given.scored.map { JudgedPair($0.a, $0.b, score: $0.score) }, truth: truth)
        #expect(pairs.truePairs == given.truePairs)
        #expect(abs((pairs.best?.accuracy.f1 ?? 0) - given.bestF1) < 1e-12)
        for wanted in given.thresholds {
            let point = pairs.at(wanted.threshold)
            #expect(point.links == wanted.links && point.right == wanted.right, "\(wanted.threshold)")
        }
    }

    /// Wilson's interval written out in Python (Tests/StatisticsTests/Reference/proportions.py).
    @Test(arguments: [
        (81, 263, 0.255288519878, 0.366209576983), (15, 148, 0.0623863995307, 0.160487241723),
        (0, 20, 0.0, 0.161125158053), (1, 29, 0.00611321429276, 0.171755218793),
    ])
    func `intervals are Wilson's`(count: Int, total: Int, low: Double, high: Double) throws {
        let interval = try #require(Proportion(count, of: total).interval)
        #expect(abs(interval.lowerBound - low) < 1e-11 && abs(interval.upperBound - high) < 1e-11)
    }

    @Test func `a share of nothing is not a share`() {
        #expect(Proportion(0, of: 0).share == nil && Proportion(0, of: 0).interval == nil)
    }

    @Test func `the curve is a picture with words, small whatever the number of pairs`() throws {
        let people = (0..<4000).map { String($0 / 2) }
        var pairs: [JudgedPair] = []
        for place in 0..<1999 {
            let share = Double(place) / 2600
            pairs.append(JudgedPair(place * 2, place * 2 + 1, score: 1 - share))
            pairs.append(JudgedPair(place * 2 + 1, place * 2 + 2, score: 0.8 - share))
        }
        let accuracy = PairAccuracy(pairs, truth: Truth(labels: people, groups: []))
        let svg = AccuracyCurve([
            .init(name: "Breakwater", accuracy: accuracy), .init(name: "A & <B>", accuracy: accuracy),
        ]).svg
        #expect(svg.utf8.count < 60_000)
        #expect(svg.contains("<title id=\"curve-title\">") && svg.contains("best F1"))
        #expect(svg.contains("A &amp; &lt;B&gt;") && !svg.contains("<B>"))
        #expect(!svg.contains("style="))
        let parser = XMLCheck(svg)
        #expect(parser.isWellFormed)
    }
}

/// Whether every tag that is opened is closed, in order.
private struct XMLCheck {
    let isWellFormed: Bool

    init(_ text: String) {
        var open: [Substring] = []
        var isGood = true
        for piece in text.split(separator: "<").dropFirst(text.hasPrefix("<") ? 0 : 1) {
            let tag = piece.prefix { $0 != ">" }
            let name = tag.prefix { $0 != " " && $0 != "/" }
            if tag.hasPrefix("/") {
                isGood = isGood && open.popLast() == tag.dropFirst()
            } else if !tag.hasSuffix("/") {
                open.append(name)
            }
        }
        isWellFormed = isGood && open.isEmpty
    }
}
