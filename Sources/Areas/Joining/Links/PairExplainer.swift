import Foundation
import Linkage

/// The engine's evidence for a pair, field by field, in weights that add up to the pair's own.
struct PairExplainer: Sendable {
    private struct Known: Sendable {
        let weight: Double
        let vector: UInt64
    }

    private let model: LinkageModel
    private let pairs: [Int64: Known]
    private let linkFrom: Double
    private let askFrom: Double

    init(_ result: LinkageResult, settings: LinkSettings) {
        model = result.model
        pairs = Dictionary(
            result.pairs.map {
                (Self.key(Int($0.a), Int($0.b)), Known(weight: Double($0.weight), vector: $0.vector))
            }, uniquingKeysWith: { first, _ in first })
        linkFrom = LinkageRun.weight(settings.linkFrom)
        askFrom = LinkageRun.weight(settings.askFrom)
    }

    private static func key(_ a: Int, _ b: Int) -> Int64 { Int64(min(a, b)) << 32 | Int64(max(a, b)) }

    /// What speaks for and against; nothing for a pair the engine did not weigh by itself.
    func evidence(_ a: Int, _ b: Int) -> Evidence {
        guard let known = pairs[Self.key(a, b)] else {
            return Evidence(start: 0, parts: [], linkFrom: linkFrom, askFrom: askFrom, against: "")
        }
        let others = max(1 - model.sameShare, 1e-12)
        let start = log2(model.sameShare / others)
        var parts = model.comparisons.enumerated().compactMap { index, comparison -> Evidence.Part? in
            let code = Int(known.vector >> UInt64(index * 4) & 15)
            guard code > 0, code <= comparison.levels.count else { return nil }
            let level = comparison.levels[code - 1]
            return Evidence.Part(
                field: FieldWords.name(comparison), words: FieldWords.words(level.level, comparison.kind),
                weight: weight(level))
        }
        let rest = known.weight - parts.reduce(start) { $0 + $1.weight }
        if abs(rest) >= 0.05 {
            parts.append(
                Evidence.Part(
                    field: "How common these details are", words: "And how they go together", weight: rest))
        }
        return Evidence(start: start, parts: parts, linkFrom: linkFrom, askFrom: askFrom, against: "")
    }

    private func weight(_ level: LinkageModel.LevelModel) -> Double {
        log2(max(level.same, 1e-12) / max(level.stranger, 1e-12))
    }
}

/// The engine's fields and levels as people read them.
enum FieldWords {
    static func name(_ comparison: LinkageModel.Comparison) -> String {
        switch comparison.kind {
        case .forename: Evidence.firstName
        case .surname: "Family name"
        case .middleNames: "Middle names"
        case .dateOfBirth: "Birthday"
        case .sex: "Sex"
        case .place: "Address"
        case .identifier:
            switch comparison.name {
            case "nhs_number": "NHS number"
            case "upn": "Pupil number"
            case "pnc_id": "PNC number"
            default: "Number"
            }
        case .localID: "The agency’s own number"
        case .category: comparison.name.replacing("_", with: " ")
        }
    }

    static func words(_ level: Level, _ kind: ComparisonKind) -> String {
        switch level {
        case .missing: "Not known on one side"
        case .exact: "The same"
        case .swapped: "First and family name changed places"
        case .shared: "One name of several is the same"
        case .variant: "A short form or another spelling"
        case .near: "Nearly the same"
        case .close: "Close"
        case .sound: "Sound alike"
        case .initial: "Only the first letter"
        case .faint: "A little alike"
        case .dayMonth: "Day and month changed places"
        case .oneEdit: "One sign differs"
        case .newYear: "Same year; one is 1 January"
        case .sameYear: "Same year"
        case .tenYears: "Within ten years"
        case .home: "Same home"
        case .postcode: "Same postcode"
        case .neighbour: "Same postcode, another house"
        case .street: "Same street name"
        case .sector: "Same neighbourhood"
        case .district: "Same part of town"
        case .different: "Different"
        }
    }
}
