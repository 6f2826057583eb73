import Kernel
import Wording

/// Every agreement as it stands on one day: what may pass between agencies, and under which agreement.
package struct Sharing: Sendable {
    package let day: Day
    package let agreements: [SharingAgreement]
    private let names: [ID<Agency>: String]

    package init(_ agreements: [SharingAgreement], agencies: [Agency], on day: Day) {
        self.day = day
        self.agreements = agreements
        names = Dictionary(agencies.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    }

    /// Whether one agency's information of a kind may pass to another, or into the partnership when `to` is nil.
    package func covers(_ category: Category, from: ID<Agency>, to: ID<Agency>?) -> AgreementVerdict {
        if from == to { return .own }
        let covering = agreements.filter { gaps(of: $0, category, from, to).isEmpty }
        if let best = covering.max(by: { ($0.terms.lastDay, $1.reference) < ($1.terms.lastDay, $0.reference) }) {
            return .covered(by: best)
        }
        return .refused(nearest(category, from, to))
    }

    /// The same under one agreement, named by its reference: for an import that says which it comes under.
    package func covers(
        _ category: Category, from: ID<Agency>, to: ID<Agency>?, under reference: String
    ) -> AgreementVerdict {
        guard let agreement = agreements.first(where: { $0.reference == reference }) else {
            return .refused(refusal("There is no sharing agreement \(reference).", nil, to))
        }
        let gaps = gaps(of: agreement, category, from, to)
        if gaps.isEmpty { return .covered(by: agreement) }
        let sentences = gaps.map { words(for: $0, in: agreement) }
        return .refused(refusal(sentences.joined(separator: " "), agreement, to))
    }

    // MARK: What is missing

    private enum Gap: Hashable {
        case notBegun, ended
        case category(Category)
        case notParty(ID<Agency>)
        case doesNotGive(ID<Agency>)
        case doesNotReceive(ID<Agency>)

        /// Whether only the calendar stands in the way.
        var isOfTime: Bool { self == .notBegun || self == .ended }
    }

    /// Everything that keeps an agreement from covering this, dates first.
    private func gaps(
        of agreement: SharingAgreement, _ category: Category, _ from: ID<Agency>, _ to: ID<Agency>?
    ) -> [Gap] {
        var gaps: [Gap] = []
        switch agreement.state(on: day) {
        case .notBegun: gaps.append(.notBegun)
        case .ended: gaps.append(.ended)
        case .inDate, .endingSoon: break
        }
        gaps += partyGaps(agreement.terms, from, to)
        if !agreement.terms.includes(category) { gaps.append(.category(category)) }
        return gaps
    }

    private func partyGaps(_ terms: SharingAgreement.Terms, _ from: ID<Agency>, _ to: ID<Agency>?) -> [Gap] {
        var gaps: [Gap] = []
        switch terms.party(from)?.part {
        case nil: gaps.append(.notParty(from))
        case .receives: gaps.append(.doesNotGive(from))
        case .gives, .both: break
        }
        if let to {
            switch terms.party(to)?.part {
            case nil: gaps.append(.notParty(to))
            case .gives: gaps.append(.doesNotReceive(to))
            case .receives, .both: break
            }
        }
        return gaps
    }

    /// Why nothing covers it, from the agreement that comes nearest to doing so.
    private func nearest(_ category: Category, _ from: ID<Agency>, _ to: ID<Agency>?) -> AgreementRefusal {
        let between = agreements.filter { partyGaps($0.terms, from, to).isEmpty }
        let outOfDate = between.filter { gaps(of: $0, category, from, to).allSatisfy(\.isOfTime) }
        // The one that ended last, or will begin: somebody most likely relies on it.
        if let last = outOfDate.max(by: { $0.terms.lastDay < $1.terms.lastDay }) {
            let sentences = gaps(of: last, category, from, to).map { words(for: $0, in: last) }
            return refusal(sentences.joined(separator: " "), last, to)
        }
        let inForce = between.filter { $0.terms.isInForce(on: day) }.sorted { $0.reference < $1.reference }
        if !inForce.isEmpty {
            let verb = inForce.count == 1 ? "does not include" : "do not include"
            let references = Words.list(inForce.map(\.reference))
            return refusal("\(references) \(verb) this kind of information: \(category.name).", inForce.first, to)
        }
        if let last = between.max(by: { $0.terms.lastDay < $1.terms.lastDay }) {
            let sentences = gaps(of: last, category, from, to).map { words(for: $0, in: last) }
            return refusal(sentences.joined(separator: " "), last, to)
        }
        let receiver = to.map { " to \(name($0))" } ?? ""
        let reason = "There is no sharing agreement under which \(name(from)) gives information\(receiver)."
        return refusal(reason, nil, to)
    }

    private func words(for gap: Gap, in agreement: SharingAgreement) -> String {
        let (reference, terms) = (agreement.reference, agreement.terms)
        switch gap {
        case .notBegun: return "\(reference) does not begin until \(terms.starts.long)."
        case .ended:
            if let early = terms.earlyEnd, early.day <= terms.ends {
                return "\(reference) was ended early, on \(early.day.long)."
            }
            return "\(reference) ended on \(terms.ends.long)."
        case .category(let category):
            return "\(reference) does not include this kind of information: \(category.name)."
        case .notParty(let agency): return "\(name(agency)) is not a party to \(reference)."
        case .doesNotGive(let agency):
            return "Under \(reference), \(name(agency)) receives information but does not give it."
        case .doesNotReceive(let agency):
            return "Under \(reference), \(name(agency)) gives information but does not receive it."
        }
    }

    private func refusal(_ reason: String, _ agreement: SharingAgreement?, _ to: ID<Agency>?) -> AgreementRefusal {
        AgreementRefusal(
            reason: reason, consequence: to == nil ? "Nothing was imported." : "Nothing was shared.",
            agreement: agreement)
    }

    private func name(_ agency: ID<Agency>) -> String { names[agency] ?? "An agency we do not know" }
}

/// Whether something may pass between agencies.
package enum AgreementVerdict: Sendable, Hashable {
    /// The agency's own information, back to itself: needs no agreement.
    case own
    case covered(by: SharingAgreement)
    case refused(AgreementRefusal)

    package var isCovered: Bool {
        switch self {
        case .own, .covered: true
        case .refused: false
        }
    }

    /// The agreement it passes under; none for an agency's own information.
    package var agreement: SharingAgreement? {
        if case .covered(let agreement) = self { return agreement }
        return nil
    }

    package var refusal: AgreementRefusal? {
        if case .refused(let refusal) = self { return refusal }
        return nil
    }

    /// For the audit line: "under ISA-003", "own information", "no agreement".
    package var auditWords: String {
        switch self {
        case .own: "own information"
        case .covered(let agreement): "under \(agreement.reference)"
        case .refused(let refusal): refusal.agreement.map { "not under \($0.reference)" } ?? "no agreement"
        }
    }
}

/// Why something may not pass, in words for the person who asked.
package struct AgreementRefusal: Sendable, Hashable {
    /// What is missing: "ISA-003 ended on 31 March 2026."
    package let reason: String
    /// What that meant: "Nothing was imported."
    package let consequence: String
    /// The agreement that comes nearest to covering it.
    package let agreement: SharingAgreement?

    package init(reason: String, consequence: String, agreement: SharingAgreement?) {
        self.reason = reason
        self.consequence = consequence
        self.agreement = agreement
    }

    /// Both, to show as they are.
    package var words: String { "\(reason) \(consequence)" }
}
