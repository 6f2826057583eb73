import Governance
import Kernel
import People
import Storage

/// How far agencies' information reaches one viewer of one record today: by role, and by sharing agreement.
struct Reach: Sendable {
    let sharing: Sharing
    let grant: Grant<Person>

    /// Whether one agency's information of a kind reaches this viewer.
    enum Answer: Sendable, Hashable {
        /// Under this agreement; empty for the viewer's own agency.
        case shown(under: String)
        /// The role may read it and no agreement lets it pass: why, and whom to ask.
        case withheld(String)
        /// The role does not read this kind of information.
        case notForRole

        var isShown: Bool { if case .shown = self { true } else { false } }
    }

    /// What the audit and the page call what an emergency opens and no agreement covers.
    static let emergency = "no agreement, in an emergency"

    func answer(_ category: Category, from agency: ID<Agency>, named name: String) -> Answer {
        guard grant.shows(category) else { return .notForRole }
        switch verdict(category, from: agency) {
        case .own: return .shown(under: "")
        case .covered(let agreement): return .shown(under: agreement.reference)
        case .refused(let refusal):
            // An emergency opening shows all kinds of information (docs/policy.md): life comes before paper.
            if grant.standing.hasBrokenGlass { return .shown(under: Reach.emergency) }
            return .withheld("\(name) holds information. \(refusal.reason) Ask \(name).")
        }
    }

    func verdict(_ category: Category, from agency: ID<Agency>) -> AgreementVerdict {
        sharing.covers(category, from: agency, to: grant.agency.id)
    }

    /// Whether an identity field may pass: some agreement must cover its kind of information and the field itself.
    func answer(
        _ field: IdentityField, _ category: Category, from agency: ID<Agency>, named name: String
    ) -> Answer {
        let whole = answer(category, from: agency, named: name)
        guard case .shown(let reference) = whole, !reference.isEmpty, reference != Reach.emergency else { return whole }
        let covering = sharing.agreements.filter { agreement in
            agreement.terms.covers(field)
                && sharing.covers(category, from: agency, to: grant.agency.id, under: agreement.reference).isCovered
        }
        if let best = covering.max(by: { $0.terms.lastDay < $1.terms.lastDay }) {
            return .shown(under: best.reference)
        }
        return .withheld("\(reference) does not include this detail: \(field.name). Ask \(name).")
    }
}

extension Transaction {
    /// How far agencies' information reaches whoever this was granted to, on the day it was.
    func reach(_ grant: Grant<Person>) throws -> Reach {
        Reach(sharing: try sharing(on: grant.at.day), grant: grant)
    }

    /// Counts what passed, or did not, under which agreement: once a page, by agency and kind of information.
    func countUse(_ held: [HeldCount], _ reach: Reach) throws {
        for one in held where reach.grant.shows(one.category) {
            try countView(one.category, from: one.agency, items: one.number, reach)
        }
    }

    /// Counts one agency's information of a kind on a page; what only an emergency shows is kept with the emergency.
    func countView(_ category: Governance.Category, from agency: ID<Agency>, items: Int, _ reach: Reach) throws {
        let (grant, verdict) = (reach.grant, reach.verdict(category, from: agency))
        if !verdict.isCovered && grant.standing.hasBrokenGlass {
            return try countUncovered(category, from: agency, on: grant.subject, to: grant.worker, at: grant.at)
        }
        try use(verdict, for: .view, category, from: agency, to: grant.agency.id, items: items, at: grant.at)
    }
}
