import Foundation
import Governance
import Kernel
import Linkage
import People
import Storage

/// How well the linking does, by what people said about pairs. Honest about how few there are.
struct LinkQuality: Sendable {
    /// The share of a group's settled pairs in which the engine was on the other side.
    struct Group: Sendable {
        let name: String
        let pairs: Int
        let wrong: Proportion
    }

    /// Two people who answered the same question without seeing the other's answer.
    let reviewers: Agreement
    /// Settled answers against the engine's own leaning.
    let engine: Agreement
    let bySex: [Group]
    let byAgency: [Group]
    let byEthnicity: [Group]
    let calibration: LinkCalibration
    let settled: Int

    /// A settled pair with what the engine leant to and who it was about.
    struct Settled: Sendable {
        let left: ID<SourceRecord>
        let right: ID<SourceRecord>
        let weight: Double
        let isSame: Bool

        var engineSaysSame: Bool { weight > 0 }
    }
}

extension Transaction {
    /// What people said of the pairs they settled, set beside the engine.
    func linkQuality() throws -> LinkQuality {
        let settled = try settledPairs()
        let records = try sourceRecords(Array(Set(settled.flatMap { [$0.left, $0.right] })).sorted())
        let names = try Dictionary(
            agencies().map { ($0.id, $0.kind.name) }, uniquingKeysWith: { first, _ in first })
        let (first, second) = try doubleAnswers()
        return LinkQuality(
            reviewers: Agreement(first, second),
            engine: Agreement(settled.map(\.isSame), settled.map(\.engineSaysSame)),
            bySex: groups(settled) { pair in
                let said = [records[pair.left]?.sex, records[pair.right]?.sex].compactMap { $0 }
                let sexes = Set(said.filter { !$0.isEmpty })
                return sexes.count == 1 ? [RowWords.sex(sexes.first ?? "")] : []
            },
            byAgency: groups(settled) { pair in
                let kinds = [records[pair.left], records[pair.right]].compactMap { $0.flatMap { names[$0.agency] } }
                return [kinds.sorted().joined(separator: " and ")]
            },
            byEthnicity: groups(settled) { pair in
                Array(
                    Set([records[pair.left]?.ethnicity, records[pair.right]?.ethnicity].compactMap { $0 })
                ).filter { !$0.isEmpty }
            },
            calibration: LinkCalibration(
                settled.map { LinkCalibration.Decision(weight: $0.weight, isSame: $0.isSame) }, modelCounts: 1),
            settled: settled.count)
    }

    /// The calibration alone, for a page that says how sure a link is.
    func linkCalibration() throws -> LinkCalibration {
        LinkCalibration(
            try settledPairs().map { LinkCalibration.Decision(weight: $0.weight, isSame: $0.isSame) }, modelCounts: 1)
    }

    private func settledPairs() throws -> [LinkQuality.Settled] {
        try rows(
            """
            SELECT left_id, right_id, weight, settled_as FROM review_item
            WHERE state = \(ReviewItem.State.decided) AND settled_as IS NOT NULL ORDER BY settled_at, id
            """
        ).map { row in
            let verdict: PairDecision.Verdict = try row["settled_as"]
            return LinkQuality.Settled(
                left: try row["left_id"], right: try row["right_id"], weight: try row["weight"],
                isSame: verdict == .same)
        }
    }

    /// First answers of the first two people to each question that two answered; "not sure" is no answer.
    private func doubleAnswers() throws -> ([Bool], [Bool]) {
        var answers: [RecordPair: [(worker: ID<Worker>, isSame: Bool)]] = [:]
        for row in try rows(
            """
            SELECT left_id, right_id, worker_id, verdict FROM pair_decision
            WHERE undone_at IS NULL AND verdict <> \(PairDecision.Verdict.unsure) ORDER BY at, id
            """)
        {
            let pair = RecordPair(try row["left_id"], try row["right_id"])
            let worker: ID<Worker> = try row["worker_id"]
            let verdict: PairDecision.Verdict = try row["verdict"]
            if answers[pair]?.contains(where: { $0.worker == worker }) == true { continue }
            answers[pair, default: []].append((worker, verdict == .same))
        }
        let double = answers.filter { $0.value.count > 1 }
            .sorted { ($0.key.left, $0.key.right) < ($1.key.left, $1.key.right) }
        return (double.map { $0.value[0].isSame }, double.map { $0.value[1].isSame })
    }

    private func groups(
        _ settled: [LinkQuality.Settled], by name: (LinkQuality.Settled) -> [String]
    ) -> [LinkQuality.Group] {
        var found: [String: (all: Int, wrong: Int)] = [:]
        for pair in settled {
            for group in name(pair) {
                let old = found[group] ?? (0, 0)
                found[group] = (old.all + 1, old.wrong + (pair.isSame == pair.engineSaysSame ? 0 : 1))
            }
        }
        return found.sorted { $0.key < $1.key }.map { name, counts in
            LinkQuality.Group(name: name, pairs: counts.all, wrong: Proportion(counts.wrong, of: counts.all))
        }
    }
}
