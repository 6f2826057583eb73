import Foundation
import Kernel
import Linkage

extension LinkEngine {
    /// The partnership's own engine: probabilistic linkage with refusals.
    package static func linkage(threads: Int) -> LinkEngine {
        LinkEngine { question, progress in
            do {
                return try LinkageRun(question, threads: threads, progress: progress).findings()
            } catch let problem as LinkageError {
                // No record's words: a description could hold what an agency wrote.
                throw LinkRefused(words: LinkageRun.words(problem))
            }
        }
    }
}

/// One question put to the engine in its own terms, and its answer in ours.
struct LinkageRun {
    let question: LinkQuestion
    let table: RecordTable
    /// For each place in the table, whose order is the engine's own, the record of the question.
    let recordAt: [Int]
    let threads: Int
    let progress: @Sendable (String) -> Void

    init(
        _ question: LinkQuestion, threads: Int, progress: @escaping @Sendable (String) -> Void
    ) throws(LinkageError) {
        self.question = question
        self.threads = threads
        self.progress = progress
        let table = try Self.table(question, threads: threads)
        let numbers = Dictionary(
            question.records.enumerated().map { ($1.id.text, $0) }, uniquingKeysWith: { first, _ in first })
        var recordAt: [Int] = []
        for place in 0..<table.count {
            guard let number = numbers[table.id(place)] else {
                throw .badDecision("a record is not among those asked about")
            }
            recordAt.append(number)
        }
        self.table = table
        self.recordAt = recordAt
    }

    static func spec(_ settings: LinkSettings, onePerPerson: [String], threads: Int) -> LinkageSpec {
        var spec = LinkageSpec.canonical
        spec.linkFrom = settings.linkFrom
        spec.askFrom = settings.askFrom
        spec.onePerPerson = onePerPerson
        spec.threads = threads
        return spec
    }

    private static func table(_ question: LinkQuestion, threads: Int) throws(LinkageError) -> RecordTable {
        var builder = try TableBuilder(
            spec: spec(question.settings, onePerPerson: question.onePerPerson.map(\.text), threads: threads))
        for record in question.records {
            builder.append(id: record.id.text, source: record.agency.text, values: values(record))
        }
        return try builder.build()
    }

    /// A record by the engine's names for its fields.
    static func values(_ record: SourceRecord) -> [String: String] {
        [
            "local_ref": record.localRef, "forename": record.forename, "middle_names": record.middleNames,
            "surname": record.surname, "also_known_as": record.alsoKnownAs,
            "date_of_birth": record.born?.description ?? "", "sex": record.sex, "address": record.address,
            "postcode": record.postcode, "nhs_number": record.nhsNumber, "upn": record.upn, "pnc_id": record.pnc,
        ]
    }

    func findings() throws(LinkageError) -> LinkFindings {
        guard question.records.count > 1 else { return alone }
        let decisions = Decisions(
            cannot: question.cannot.map { Decisions.Pair($0.0.text, $0.1.text) },
            standing: Dictionary(
                question.standing.map { ($0.key.text, $0.value.text) }, uniquingKeysWith: { first, _ in first }))
        let count = table.count
        let told = progress
        let result = try Linkage.run(table, decisions: decisions, threads: threads) { step in
            told(Self.words(step, count))
        }
        return try findings(result)
    }

    /// One record, or none, is nobody else's.
    private var alone: LinkFindings {
        LinkFindings(
            clusters: question.records.indices.map { [$0] }, pairs: [], doubts: [], comparedPairs: 0, refused: 0,
            model: "{}", report: "[]",
            evidence: { _, _ in Evidence(start: 0, parts: [], linkFrom: 0, askFrom: 0, against: "") })
    }

    private func findings(_ result: LinkageResult) throws(LinkageError) -> LinkFindings {
        var clusters: [[Int]] = []
        for (place, cluster) in result.clusters.enumerated() {
            let number = Int(cluster)
            while clusters.count <= number { clusters.append([]) }
            clusters[number].append(recordAt[place])
        }
        let pairs = result.pairs.map { pair($0.a, $0.b, $0.weight) }
        let explainer = try PairExplainer(table, result.model, settings: question.settings)
        var places = [Int](repeating: 0, count: recordAt.count)
        for (place, record) in recordAt.enumerated() { places[record] = place }
        let placeOf = places
        return LinkFindings(
            clusters: clusters, pairs: pairs, doubts: doubts(result, clusters), comparedPairs: result.comparedPairs,
            refused: result.refusals.count, model: (try? Stored.text(result.model)) ?? "{}",
            report: (try? Stored.text(result.blocking)) ?? "[]",
            evidence: { explainer.evidence(placeOf[$0], placeOf[$1]) })
    }

    private func pair(_ a: Int32, _ b: Int32, _ weight: Float) -> LinkFindings.Pair {
        let (one, other) = (recordAt[Int(a)], recordAt[Int(b)])
        return LinkFindings.Pair(
            a: min(one, other), b: max(one, other), weight: Double(weight),
            probability: Self.probability(Double(weight)))
    }

    static func probability(_ weight: Double) -> Double { 1 / (1 + exp2(-weight)) }

    /// The weight with this probability.
    static func weight(_ probability: Double) -> Double { log2(probability / (1 - probability)) }

    // MARK: What a person should look at

    private func doubts(_ result: LinkageResult, _ clusters: [[Int]]) -> [LinkFindings.Doubt] {
        var doubts: [LinkFindings.Doubt] = []
        for refusal in result.refusals {
            guard let (cause, words) = Self.words(refusal.reason) else { continue }
            doubts.append(
                LinkFindings.Doubt(pair: pair(refusal.a, refusal.b, refusal.weight), cause: cause, against: words))
        }
        for bridge in result.bridges {
            doubts.append(
                LinkFindings.Doubt(pair: pair(bridge.a, bridge.b, bridge.weight), cause: .bridge, against: ""))
        }
        return doubts
    }

    /// Why a link was refused, for whoever looks at it; nothing where people have said so themselves.
    private static func words(_ reason: Refusal.Reason) -> (ReviewItem.Cause, String)? {
        switch reason {
        case .identifiers(let field):
            let name =
                switch field {
                case "nhs_number": "NHS numbers"
                case "upn": "pupil numbers"
                default: "numbers"
                }
            return (.refused, "Their \(name) are different, and a person has only one.")
        case .onePerPerson:
            return (.change, "Both are records of our own. They are never joined without a person’s word.")
        case .decision: return nil
        case .standing: return (.change, "People have confirmed that they stand on two records.")
        case .evidence: return (.refused, "Taken with what each is linked to already, they look like two young people.")
        }
    }

    // MARK: Words

    private static func words(_ step: LinkageStep, _ count: Int) -> String {
        switch step {
        case .compare: "Comparing \(count) records"
        case .learn: "Learning how often each detail is wrong"
        case .score: "Weighing the evidence"
        case .cluster: "Putting records together"
        case .done: "Writing down what was found"
        }
    }

    static func words(_ problem: LinkageError) -> String {
        switch problem {
        case .nothingToCompare, .empty: "There is nothing to compare yet."
        case .untrained: "There are too few records to learn from. Import more, then link again."
        case .tooLarge: "There are more records than can be linked at once."
        case .badDecision: "Decisions contradict each other. Look at those taken lately."
        case .columnTwice, .columnMissing, .idTwice, .unclosedQuote, .modelMismatch, .badSpec:
            "The engine could not work with these records. Nothing that stood was changed."
        }
    }
}
