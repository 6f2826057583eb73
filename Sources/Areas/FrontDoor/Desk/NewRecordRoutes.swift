import Governance
import Joining
import Kernel
import People
import Storage
import Web

/// Making a record for somebody we were told about.
enum NewRecordHandlers {
    static func show(_ visit: Visit, _ known: KnownPeople) async throws -> Answer {
        try await page(visit, known, refused: nil)
    }

    /// The page, with the form that could not be taken when there is one. Who it may be is always shown beside it.
    private static func page(_ visit: Visit, _ known: KnownPeople, refused: FormView?) async throws -> Answer {
        try await known.refresh(from: visit.house.database)
        let page = try await visit.record { tx in
            let (referral, _) = try visit.openOnDesk("new record", in: tx)
            try DeskActions.mustBeOpen(referral, tx)
            try DeskActions.mustBeUnlinked(referral, tx)
            let likely = try Candidate.find(for: referral, among: known, on: visit, in: tx)
            return NewRecordPage.page(
                referral, view: refused ?? FormView(NewRecord.prefill(referral.answers)), likely: likely,
                known: try visit.agenciesKnowing(referral, besides: likely, in: tx), token: visit.token)
        }
        return visit.page(page, status: refused == nil ? 200 : 422)
    }

    static func make(_ visit: Visit, _ known: KnownPeople) async throws -> Answer {
        let form = visit.request.form
        do {
            return try await visit.submit { tx in
                let (referral, _) = try visit.openOnDesk("new record", in: tx)
                try DeskActions.mustBeOpen(referral, tx)
                try DeskActions.mustBeUnlinked(referral, tx)
                let answers = ReferralForm.merging(form, as: .person, into: [:])
                let errors = ReferralForm.problems(in: .person, answers, today: visit.today)
                guard errors.isEmpty else { throw errors }
                let person = NewRecord.person(
                    form, number: try tx.nextPersonNumber(), id: .make(), today: visit.today)
                try tx.insert(person, at: visit.now)
                try tx.link(referral, to: person.id, by: visit.worker, at: visit.now)
                try tx.addStep(
                    .recordMade, to: referral.id, because: person.reference, by: visit.worker, at: visit.now)
                try visit.note(.handleReferral, on: person.id, "record made from \(referral.reference)", in: tx)
                return ("/desk/\(referral.id)", "\(person.reference) is made and linked.")
            }
        } catch let errors as FieldErrors {
            return try await page(visit, known, refused: FormView(form, errors: errors))
        }
    }
}

/// Reports held back because many came at once: let in or closed together, never refused.
enum HeldBackHandlers {
    static func list(_ visit: Visit) async throws -> Answer {
        try await page(visit, FormView(), status: 200)
    }

    private static func page(_ visit: Visit, _ view: FormView, status: Int) async throws -> Answer {
        let held = try await visit.record { tx in
            let held = try tx.referrals(in: [.quarantined])
            try visit.note(.reviewQuarantine, "\(held.count) shown", in: tx)
            return held
        }
        return visit.page(DeskListPages.heldBack(held, view: view, token: visit.token, now: visit.now), status: status)
    }

    static func decide(_ visit: Visit) async throws -> Answer {
        let form = visit.request.form
        let chosen = form.all("referral").compactMap { ID<Referral>($0) }
        let isClosing = form["do"] == "close"
        let reason = form["reason"].trimmed
        var errors = FieldErrors()
        if chosen.isEmpty { errors.add("referral", "Choose at least one report") }
        if isClosing, reason.isEmpty { errors.add("reason", "Say why you close them. They are kept with your reason") }
        if reason.count > DeskRules.longestReason {
            errors.add("reason", "The most we can take here is \(grouped(DeskRules.longestReason)) characters")
        }
        guard errors.isEmpty else { return try await page(visit, FormView(form, errors: errors), status: 422) }
        return try await visit.submit { tx in
            let held = try chosen.compactMap { try tx.referral($0) }.filter { $0.status == .quarantined }
            for referral in held {
                if isClosing {
                    try tx.close(referral, because: reason, by: visit.worker, at: visit.now)
                } else {
                    try tx.release(referral, because: reason, by: visit.worker, at: visit.now)
                }
                try visit.note(.reviewQuarantine, on: referral.id, isClosing ? "closed" : "released", in: tx)
            }
            let count = held.count == 1 ? "1 report is" : "\(grouped(held.count)) reports are"
            return ("/desk/held-back", isClosing ? "\(count) closed and kept." : "\(count) on the desk.")
        }
    }
}
