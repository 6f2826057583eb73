import Governance
import Kernel
import People
import Storage
import Web

/// Screening a referral, and reading what came of it.
package func screeningRoutes(_ house: House) -> [Route] {
    [
        house.route(.get, "/referrals/{referral}/screening", .addInformation, audit: .view, ScreeningHandlers.ask),
        house.route(.post, "/referrals/{referral}/screening", .addInformation, audit: .change, ScreeningHandlers.keep),
        house.route(.get, "/screenings/{screening}", .readReferral, audit: .view) { visit in
            try await ScreeningHandlers.show(visit, ScreeningPages.result)
        },
        house.route(.get, "/screenings/{screening}/print", .readReferral, audit: .view) { visit in
            try await ScreeningHandlers.show(visit, ScreeningPages.sheet)
        },
    ]
}

enum ScreeningHandlers {
    /// What a page about a screening stands on.
    struct Opened {
        let referral: Referral
        let person: Person?
        /// Newest first, this referral's alone while nobody is linked.
        let screenings: [Screening]

        var subject: String { person?.fullName ?? "referral \(referral.reference)" }
    }

    static func ask(_ visit: Visit) async throws -> Answer {
        try await questions(visit, refused: nil)
    }

    static func keep(_ visit: Visit) async throws -> Answer {
        let form = visit.request.form
        let entry: ScreeningEntry
        do {
            entry = try ScreeningForm.read(form, instrument: .current)
        } catch {
            return try await questions(visit, refused: FormView(form, errors: error))
        }
        return try await visit.submit { tx in
            let opened = try open(visit, .addInformation, visit.request.id("referral"), "screened", in: tx)
            let screening = Screening(
                id: .make(), referral: opened.referral.id, person: opened.referral.person, instrument: .current,
                entry: entry, by: visit.worker, at: visit.now)
            try tx.insert(screening)
            return (next: "/screenings/\(screening.id)", notice: "The screening is saved.")
        }
    }

    static func show(
        _ visit: Visit, _ draw: @escaping @Sendable (Screening, Referral, String, Screening?) -> Page
    ) async throws -> Answer {
        let id: ID<Screening> = try visit.request.id("screening")
        let page = try await visit.record { tx in
            guard let screening = try tx.screening(id) else { throw Problem.notFound }
            let opened = try open(visit, .readReferral, screening.referral, "screening", in: tx)
            let last = opened.screenings.first { $0.at < screening.at && $0.id != screening.id }
            return draw(screening, opened.referral, opened.subject, last)
        }
        return visit.page(page)
    }

    private static func questions(_ visit: Visit, refused: FormView?) async throws -> Answer {
        let page = try await visit.record { tx in
            let opened = try open(visit, .addInformation, visit.request.id("referral"), "screening", in: tx)
            return ScreeningPages.questions(
                opened.referral, subject: opened.subject, last: opened.screenings.first,
                form: refused ?? FormView(prefilled(opened, visit)), token: visit.token)
        }
        return visit.page(page, status: refused == nil ? 200 : 422)
    }

    private static func prefilled(_ opened: Opened, _ visit: Visit) -> Form {
        guard let age = opened.person?.age(on: visit.today) else { return Form() }
        return Form([(ScreeningForm.age, String(age))])
    }

    /// The referral with leave to do this with it and the audit line that says so; unlinked ones are the hub's alone.
    private static func open(
        _ visit: Visit, _ action: Action, _ id: ID<Referral>, _ detail: String, in tx: Transaction
    ) throws -> Opened {
        guard let referral = try tx.referral(id), referral.status != .draft else { throw Problem.notFound }
        guard let subject = referral.person else {
            guard Policy.allows(visit.worker.role, .handleReferral) else { throw Problem.notFound }
            try visit.note(action, on: referral.id, detail, in: tx)
            return Opened(referral: referral, person: nil, screenings: try tx.screenings(of: id))
        }
        let grant = try visit.grant(action, on: subject, "\(detail), \(referral.reference)", in: tx)
        guard grant.shows(.concerns), grant.shows(.risk) else {
            throw Problem.forbidden(why: "A screening shows concerns and risk, which you may not see of this record.")
        }
        return Opened(
            referral: referral, person: grant.shows(.identity) ? try tx.person(grant) : nil,
            screenings: try tx.screenings(about: grant))
    }
}
