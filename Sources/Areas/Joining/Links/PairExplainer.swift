import Foundation
import Linkage

/// The engine's evidence for a pair, field by field, in weights that add up to the pair's own.
struct PairExplainer: Sendable {
    private let explainer: Explainer
    private let words: EvidenceWords

    init(_ table: RecordTable, _ model: LinkageModel, settings: LinkSettings) throws(LinkageError) {
        explainer = try Explainer(table: table, model: model)
        words = EvidenceWords(model, settings: settings)
    }

    /// What speaks for and against two records, by their places in the table.
    func evidence(_ a: Int, _ b: Int) -> Evidence { words.evidence(explainer.explain(a, b)) }
}

/// An engine's explanation as people read it.
struct EvidenceWords: Sendable {
    private let comparisons: [String: LinkageModel.Comparison]
    private let linkFrom: Double
    /// The weight from which a person is asked.
    let askFrom: Double

    init(_ model: LinkageModel, settings: LinkSettings) {
        comparisons = Dictionary(model.comparisons.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        linkFrom = LinkageRun.weight(settings.linkFrom)
        askFrom = LinkageRun.weight(settings.askFrom)
    }

    func evidence(_ found: Explanation) -> Evidence {
        let parts = found.parts.dropFirst().compactMap { part -> Evidence.Part? in
            guard part.level != .missing else { return nil }
            guard let level = part.level, let comparison = comparisons[part.name] else {
                return abs(part.weight) < 0.05
                    ? nil : Evidence.Part(field: FieldWords.home, words: part.words, weight: part.weight)
            }
            return Evidence.Part(
                field: FieldWords.name(comparison), words: FieldWords.words(level, comparison.kind),
                weight: part.weight)
        }
        return Evidence(
            start: found.parts.first?.weight ?? 0, parts: parts, linkFrom: linkFrom, askFrom: askFrom, against: "")
    }

    /// How the two homes compare; nil where nothing compares them.
    func home(_ found: Explanation) -> Level? {
        found.parts.first { comparisons[$0.name]?.kind == .place }?.level
    }
}

/// The engine's fields and levels as people read them.
enum FieldWords {
    /// What could make two people of one home look alike.
    static let home = "Others at home"

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
        case .short: "Looks like a short form"
        case .initial: "Only the first letter"
        case .honour: "A name of honour alone"
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
        case .apart: "Different, and not a further name"
        }
    }
}
