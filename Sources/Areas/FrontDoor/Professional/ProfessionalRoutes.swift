import Governance
import Kernel
import Storage
import Web

/// The routes of a professional's referral and of following it.
package func professionalRoutes(_ house: House) -> [Route] {
    typealias Handlers = ProfessionalHandlers
    return [
        house.route(.get, "/referrals/new", .makeReferral, audit: .account, Handlers.start),
        house.route(.post, "/referrals/new", .makeReferral, audit: .change, Handlers.begin),
        house.route(.get, "/referrals/enter", .enterReferral, audit: .none, Handlers.enter),
        house.route(.post, "/referrals/enter", .enterReferral, audit: .change, Handlers.beginEntering),
        house.route(.get, "/referrals/drafts/{draft}", .makeReferral, audit: .account, Handlers.tasks),
        house.route(.get, "/referrals/drafts/{draft}/check", .makeReferral, audit: .account, SendHandlers.check),
        house.route(.post, "/referrals/drafts/{draft}/check", .makeReferral, audit: .change, SendHandlers.send),
        house.route(.get, "/referrals/drafts/{draft}/delete", .makeReferral, audit: .account, Handlers.askToDelete),
        house.route(.post, "/referrals/drafts/{draft}/delete", .makeReferral, audit: .change, Handlers.delete),
        house.route(.get, "/referrals/drafts/{draft}/{section}", .makeReferral, audit: .list, SectionHandlers.show),
        house.route(.post, "/referrals/drafts/{draft}/{section}", .makeReferral, audit: .change, SectionHandlers.save),
        house.route(
            .post, "/referrals/drafts/{draft}/{section}/save", .makeReferral, audit: .account, SectionHandlers.autosave),
        house.route(.get, "/my-referrals", .followReferral, audit: .list, MyReferralsHandlers.list),
        house.route(.get, "/my-referrals/{referral}", .followReferral, audit: .view, MyReferralsHandlers.show),
        house.route(.get, "/my-referrals/{referral}/sent", .followReferral, audit: .view, MyReferralsHandlers.sent),
    ]
}

enum ProfessionalHandlers {
    static func start(_ visit: Visit) async throws -> Answer {
        let drafts = try await visit.read { tx in try tx.drafts(of: visit.worker, at: visit.now) }
        return visit.page(
            ProfessionalPages.start(
                drafts: drafts, token: visit.token, mayEnter: Policy.allows(visit.worker.role, .enterReferral),
                today: visit.today))
    }

    static func begin(_ visit: Visit) async throws -> Answer {
        try await begin(.professional, visit)
    }

    static func enter(_ visit: Visit) async throws -> Answer {
        visit.page(ProfessionalPages.enter(FormView(), token: visit.token))
    }

    static func beginEntering(_ visit: Visit) async throws -> Answer {
        switch Channel(rawValue: visit.request.form["channel"]) {
        case .phone: return try await begin(.phone, visit)
        case .letter: return try await begin(.letter, visit)
        case .publicForm, .professional, .agencyFile, .partnership, nil:
            let errors = FieldErrors("channel", "Choose how it came")
            let view = FormView(visit.request.form, errors: errors)
            return visit.page(ProfessionalPages.enter(view, token: visit.token), status: 422)
        }
    }

    private static func begin(_ channel: Channel, _ visit: Visit) async throws -> Answer {
        try await visit.submit { tx in
            try tx.deleteOldDrafts(at: visit.now)
            let draft = try tx.startDraft(by: visit.worker, channel: channel, at: visit.now)
            try visit.note(.makeReferral, on: draft, "draft begun", in: tx)
            return ("/referrals/drafts/\(draft)", nil)
        }
    }

    static func tasks(_ visit: Visit) async throws -> Answer {
        let draft = try await visit.read { tx in try visit.draft(in: tx) }
        return visit.page(ProfessionalPages.tasks(draft, today: visit.today))
    }

    static func askToDelete(_ visit: Visit) async throws -> Answer {
        let draft = try await visit.read { tx in try visit.draft(in: tx) }
        return visit.page(ProfessionalPages.delete(draft, token: visit.token))
    }

    static func delete(_ visit: Visit) async throws -> Answer {
        try await visit.submit { tx in
            let draft = try visit.draft(in: tx)
            try tx.deleteDraft(draft.id, of: visit.worker)
            try visit.note(.makeReferral, on: draft.id, "draft deleted", in: tx)
            return ("/my-referrals", "The draft is deleted.")
        }
    }
}

extension Visit {
    /// The draft in the address, when it is this worker's own and not yet sent or deleted.
    func draft(in tx: Transaction) throws -> ReferralDraft {
        let id: ID<ReferralDraft> = try request.id("draft")
        guard let draft = try tx.draft(id, of: worker, at: now) else { throw Problem.notFound }
        return draft
    }

    /// The part of the draft in the address.
    func section(of draft: ReferralDraft) throws -> ReferralSection {
        guard let section = ReferralSection(rawValue: request.parameters["section"] ?? ""),
            ReferralSection.parts(for: draft.channel).contains(section)
        else { throw Problem.notFound }
        return section
    }
}

enum SectionHandlers {
    static func show(_ visit: Visit) async throws -> Answer {
        let isLooking = visit.request.query["look"] == "yes"
        let (draft, section, matches) = try await visit.record { tx in
            let draft = try visit.draft(in: tx)
            let section = try visit.section(of: draft)
            let matches = isLooking && section == .person ? try EarlierMatches.find(draft, for: visit, in: tx) : nil
            return (draft, section, matches)
        }
        return page(visit, draft, section, FieldErrors(), matches)
    }

    /// Keeps what was typed, right or wrong; then says what is wrong, or goes on.
    static func save(_ visit: Visit) async throws -> Answer {
        let (draft, section) = try await visit.record { tx in
            let (draft, section) = try keep(visit, in: tx)
            try visit.note(.makeReferral, on: draft.id, "draft saved: \(section.rawValue)", in: tx)
            return (draft, section)
        }
        let errors = ReferralForm.problems(in: section, draft.answers, today: visit.today)
        let step = visit.request.form["do"]
        if !errors.isEmpty { return page(visit, draft, section, errors, nil, status: 422) }
        let here: Link = "/referrals/drafts/\(draft.id)/\(section.rawValue)"
        switch step {
        case "add": return .see(here.with(query: [("more", "yes")]))
        case "look": return .see(here.with(query: [("look", "yes")]))
        default: return .see("/referrals/drafts/\(draft.id)")
        }
    }

    /// The same for the script that saves while somebody types.
    static func autosave(_ visit: Visit) async throws -> Answer {
        _ = try await visit.record { tx in try keep(visit, in: tx) }
        return .json(#"{"saved":"\#(visit.now.clock)"}"#)
    }

    private static func keep(_ visit: Visit, in tx: Transaction) throws -> (ReferralDraft, ReferralSection) {
        var draft = try visit.draft(in: tx)
        let section = try visit.section(of: draft)
        let form = visit.request.form["do"] == "empty" ? Form() : visit.request.form
        draft.answers = ReferralForm.merging(form, as: section, into: draft.answers)
        try tx.save(draft.answers, in: draft.id, of: visit.worker, at: visit.now)
        return (draft, section)
    }

    private static func page(
        _ visit: Visit, _ draft: ReferralDraft, _ section: ReferralSection, _ errors: FieldErrors,
        _ matches: [EarlierMatch]?, status: Int = 200
    ) -> Answer {
        let view = FormView(ReferralForm.form(draft.answers), errors: errors)
        let page = SectionPage(
            draft: draft, section: section, view: view, token: visit.token, hints: visit.wordingHints,
            isAddingRow: visit.request.query["more"] == "yes", matches: matches)
        return visit.page(page.page, status: status)
    }
}

enum SendHandlers {
    static func check(_ visit: Visit) async throws -> Answer {
        let draft = try await visit.read { tx in try visit.draft(in: tx) }
        return page(visit, draft, missing: [], status: 200)
    }

    /// Sends the draft to the hub, once.
    static func send(_ visit: Visit) async throws -> Answer {
        do {
            return try await visit.submit { tx in try send(visit, in: tx) }
        } catch let unfinished as Unfinished {
            let missing = ReferralForm.missing(
                from: unfinished.draft.answers, channel: unfinished.draft.channel, today: visit.today)
            return page(visit, unfinished.draft, missing: missing, status: 422)
        }
    }

    private static func send(_ visit: Visit, in tx: Transaction) throws -> (next: Link, notice: String?) {
        // Sent already, from another tab: lead to what became of it.
        let id: ID<Referral> = try visit.request.id("draft")
        if try tx.referral(id, sentBy: visit.worker) != nil { return ("/my-referrals/\(id)/sent", nil) }
        let isOnDesk = Policy.allows(visit.worker.role, .enterReferral)
        if isOnDesk, try tx.referral(id) != nil { return ("/desk/\(id)", nil) }
        let draft = try visit.draft(in: tx)
        let missing = ReferralForm.missing(from: draft.answers, channel: draft.channel, today: visit.today)
        guard missing.isEmpty else { throw Unfinished(draft: draft) }
        let prefix = ReferralReference.prefix(of: visit.house.theme.shortName)
        guard
            let referral = ReferralForm.referral(
                from: draft, by: visit.worker, reference: try tx.freeReference(prefix: prefix), at: visit.now)
        else { throw Problem.notFound }
        try tx.insert(referral)
        if let entry = try ReferralForm.screening(in: draft.answers) {
            try tx.insert(
                Screening(
                    id: .make(), referral: referral.id, person: nil, instrument: .current, entry: entry,
                    by: visit.worker, at: visit.now))
        }
        try tx.deleteDraft(draft.id, of: visit.worker)
        guard referral.referrer == nil else {
            try visit.note(.makeReferral, on: referral.id, "sent", in: tx)
            return ("/my-referrals/\(referral.id)/sent", nil)
        }
        guard isOnDesk else { throw Problem.notFound }
        try tx.addStep(.entered, to: referral.id, because: referral.channel.name, by: visit.worker, at: visit.now)
        try visit.note(.enterReferral, on: referral.id, "entered", in: tx)
        return ("/desk/\(referral.id)", "Saved as \(referral.reference). Give them this reference.")
    }

    private static func page(
        _ visit: Visit, _ draft: ReferralDraft, missing: [(section: ReferralSection, message: String)], status: Int
    ) -> Answer {
        visit.page(
            ProfessionalPages.check(draft, missing: missing, token: visit.token, hints: visit.wordingHints),
            status: status)
    }

    /// Thrown where a draft is not ready to send; carries it so that the page can say why.
    private struct Unfinished: Error {
        let draft: ReferralDraft
    }
}
