import Kernel

/// What flows where: every way between two agencies on a day, what covers it, and where nothing does.
struct Flows: Sendable {
    let day: Day
    let agencies: [Agency]
    let agreements: [SharingAgreement]
    /// Agreements in force, by reference.
    private let inForce: [SharingAgreement]

    init(_ agreements: [SharingAgreement], agencies: [Agency], on day: Day) {
        self.day = day
        self.agreements = agreements
        inForce = agreements.filter { $0.terms.isInForce(on: day) }.sorted { $0.reference < $1.reference }
        let parties = Set(inForce.flatMap { $0.terms.parties.map(\.agency) })
        self.agencies = agencies.filter { $0.isOnHub || parties.contains($0.id) }.sorted { left, right in
            left.isOnHub == right.isOnHub ? left.name < right.name : left.isOnHub
        }
    }

    /// How a way between two agencies stands.
    enum Standing: Sendable, Equatable {
        /// Kinds of information that may pass; `soon` when one of them loses its last agreement within the time shown.
        case covered(Set<Category>, soon: Bool)
        /// Both sit at the daily meeting, and nothing lets information pass.
        case gap
        /// Nothing is agreed, and nothing is expected.
        case none
    }

    /// The agreements in force under which one agency gives to another.
    func agreements(from: Agency, to: Agency) -> [SharingAgreement] {
        inForce.filter {
            $0.terms.party(from.id)?.part.givesAny == true && $0.terms.party(to.id)?.part.receivesAny == true
        }
    }

    func standing(from: Agency, to: Agency) -> Standing {
        let covering = agreements(from: from, to: to)
        guard !covering.isEmpty else { return from.isOnHub && to.isOnHub ? .gap : .none }
        let kinds = covering.reduce(into: Set<Category>()) { $0.formUnion($1.terms.categories) }
        let isSoon = kinds.contains { kind in
            covering.filter { $0.terms.categories.contains(kind) }.allSatisfy { agreement in
                if case .endingSoon = agreement.state(on: day) { true } else { false }
            }
        }
        return .covered(kinds, soon: isSoon)
    }

    /// Agencies that give the same others information under one agreement.
    struct Giving: Sendable, Equatable {
        let agreement: SharingAgreement
        let givers: [Agency]
        let receivers: [Agency]
        /// Every party gives to every other.
        let isMutual: Bool
    }

    /// Who gives what to whom, by agreement.
    var givings: [Giving] {
        inForce.flatMap { agreement -> [Giving] in
            let parties = agencies.filter { agreement.terms.party($0.id) != nil }
            let givers = parties.filter { agreement.terms.party($0.id)?.part.givesAny == true }
            let receivers = parties.filter { agreement.terms.party($0.id)?.part.receivesAny == true }
            if givers == receivers {
                return [Giving(agreement: agreement, givers: givers, receivers: receivers, isMutual: true)]
            }
            return givers.compactMap { giver in
                let others = receivers.filter { $0.id != giver.id }
                guard !others.isEmpty else { return nil }
                return Giving(agreement: agreement, givers: [giver], receivers: others, isMutual: false)
            }
        }
    }

    /// Where information is shared at the meeting, or would be, and no agreement in force lets it.
    enum Gap: Sendable, Equatable {
        /// An agency that may give these others nothing at all.
        case ways(from: Agency, to: [Agency])
        /// An agency whose own kind of information no agreement in force includes.
        case ownKind(Agency, Category)
    }

    var gaps: [Gap] {
        agencies.filter(\.isOnHub).flatMap { agency -> [Gap] in
            let missing = agencies.filter { $0.id != agency.id && standing(from: agency, to: $0) == .gap }
            if !missing.isEmpty { return [.ways(from: agency, to: missing)] + ownKindGap(agency) }
            return ownKindGap(agency)
        }
    }

    private func ownKindGap(_ agency: Agency) -> [Gap] {
        guard let kind = agency.kind.ownCategory else { return [] }
        let isCovered = inForce.contains {
            $0.terms.party(agency.id)?.part.givesAny == true && $0.terms.categories.contains(kind)
        }
        return isCovered ? [] : [.ownKind(agency, kind)]
    }

    /// Agreements in force that end within the time shown, the next first.
    var endingSoon: [SharingAgreement] {
        inForce.filter { if case .endingSoon = $0.state(on: day) { true } else { false } }
            .sorted { $0.terms.lastDay < $1.terms.lastDay }
    }

    /// Agreements in force whose review day has passed.
    var lateReviews: [SharingAgreement] { inForce.filter { $0.terms.review < day } }
}

extension AgencyKind {
    /// The kind of information that is an agency's own, where it has one.
    package var ownCategory: Category? {
        switch self {
        case .socialCare: .socialCare
        case .police: .police
        case .health: .health
        case .education: .education
        case .youthJustice: .youthJustice
        case .voluntary, .housing, .partnership: nil
        }
    }
}
