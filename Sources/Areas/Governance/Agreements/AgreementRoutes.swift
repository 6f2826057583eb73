import Kernel
import Storage
import Web

/// Sharing agreements: read by those who see what flows where, changed by the privacy officer.
package func agreementRoutes(_ house: House) -> [Route] {
    [
        house.route(.get, "/sharing", .seeFlows, audit: .none) { try await AgreementDesk.list($0) },
        house.route(.get, "/sharing/new", .manageAgreements, audit: .none) {
            try await AgreementDesk.newPage($0, FormView(AgreementDesk.blank), status: 200)
        },
        house.route(.post, "/sharing/new", .manageAgreements, audit: .change) { try await AgreementDesk.add($0) },
        house.route(.get, "/sharing/{agreement}", .seeFlows, audit: .none) { try await AgreementDesk.show($0) },
        house.route(.get, "/sharing/{agreement}/versions/{version}", .seeFlows, audit: .none) {
            try await AgreementDesk.show($0)
        },
        house.route(.get, "/sharing/{agreement}/amend", .manageAgreements, audit: .none) {
            try await AgreementDesk.amendPage($0)
        },
        house.route(.post, "/sharing/{agreement}/amend", .manageAgreements, audit: .change) {
            try await AgreementDesk.amend($0)
        },
        house.route(.get, "/sharing/{agreement}/end", .manageAgreements, audit: .none) {
            try await AgreementDesk.endPage($0)
        },
        house.route(.post, "/sharing/{agreement}/end", .manageAgreements, audit: .change) {
            try await AgreementDesk.end($0)
        },
    ]
}

/// The handlers behind the agreements' pages.
private enum AgreementDesk {
    /// How far back use is shown.
    private static let daysShown = 365

    // MARK: Reading

    static func list(_ visit: Visit) async throws -> Answer {
        let (agreements, agencies, uses) = try await visit.read { tx in
            (try tx.agreements(), try tx.agencies(), try tx.agreementUse(since: visit.today.adding(days: -daysShown)))
        }
        let body = AgreementPages.list(
            agreements, names: AgencyNames(agencies), uses: uses, on: visit.today, mayChange: mayChange(visit))
        return visit.page(Page("Sharing agreements", body: body))
    }

    /// The newest version, or the one the address names.
    static func show(_ visit: Visit) async throws -> Answer {
        let id: ID<SharingAgreement> = try visit.request.id("agreement")
        let wanted = visit.request.parameters["version"]
        let since = visit.today.adding(days: -daysShown)
        let page = try await visit.read { tx -> AgreementPage in
            let versions = try tx.versions(of: id)
            let chosen = wanted.map { text in versions.first { String($0.version) == text } } ?? versions.last
            guard let newest = versions.last, let chosen else { throw Problem.notFound }
            return AgreementPage(
                agreement: chosen, newest: newest, versions: versions,
                uses: try tx.agreementUse(since: since).filter { $0.agreement == id },
                names: AgencyNames(try tx.agencies()), workers: try workerNames(in: tx), today: visit.today,
                mayChange: mayChange(visit))
        }
        return visit.page(Page(page.title, reference: page.agreement.reference, body: page.html))
    }

    private static func mayChange(_ visit: Visit) -> Bool { Policy.allows(visit.worker.role, .manageAgreements) }

    private static func workerNames(in tx: Transaction) throws -> [ID<Worker>: String] {
        Dictionary(try tx.workers().map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    }

    // MARK: New

    /// What a new form begins with.
    static let blank = Form()

    static func newPage(_ visit: Visit, _ form: FormView, status: Int) async throws -> Answer {
        let agencies = try await visit.read { try $0.agencies() }
        let body = AgreementFormPages.new(form, agencies: agencies, token: visit.token)
        return visit.page(Page("Add a sharing agreement", hasErrors: !form.errors.isEmpty, body: body), status: status)
    }

    static func add(_ visit: Visit) async throws -> Answer {
        let agencies = try await visit.read { try $0.agencies() }
        var form = AgreementForm(visit.request.form, agencies: agencies, today: visit.today)
        let reference = form.reference()
        guard let terms = form.terms() else {
            return try await newPage(visit, FormView(visit.request.form, errors: form.errors), status: 422)
        }
        let agreement = SharingAgreement(
            id: .make(), reference: reference, version: 1, terms: terms, recordedAt: visit.now,
            recordedBy: visit.worker.id, reason: "First recorded.")
        do {
            return try await visit.submit { tx in
                if try tx.agreement(reference: reference) != nil {
                    throw FieldErrors("reference", "There is already an agreement \(reference)")
                }
                try tx.insert(agreement)
                try visit.note(.manageAgreements, "added \(reference)", in: tx)
                return ("/sharing/\(agreement.id)", "\(reference) is saved. It covers what it says from its first day.")
            }
        } catch let errors as FieldErrors {
            return try await newPage(visit, FormView(visit.request.form, errors: errors), status: 422)
        }
    }

    // MARK: Amending

    static func amendPage(_ visit: Visit) async throws -> Answer {
        let agreement = try await open(visit)
        return try await amendPage(visit, agreement, FormView(AgreementForm.filled(with: agreement)), status: 200)
    }

    private static func amendPage(
        _ visit: Visit, _ agreement: SharingAgreement, _ form: FormView, notice: HTML = .empty, status: Int
    ) async throws -> Answer {
        let agencies = try await visit.read { try $0.agencies() }
        let body = AgreementFormPages.amend(
            agreement, form, agencies: agencies, notice: notice, token: visit.token)
        return visit.page(
            Page("Amend \(agreement.reference)", hasErrors: !form.errors.isEmpty, body: body), status: status)
    }

    static func amend(_ visit: Visit) async throws -> Answer {
        let agreement = try await open(visit)
        let typed = visit.request.form
        let agencies = try await visit.read { try $0.agencies() }
        var form = AgreementForm(typed, agencies: agencies, today: visit.today)
        let terms = form.terms()
        let reason = form.reason()
        guard let terms, form.errors.isEmpty else {
            return try await amendPage(visit, agreement, FormView(typed, errors: form.errors), status: 422)
        }
        do {
            return try await supersede(visit, agreement, typed["version"], terms, because: reason, "amended")
        } catch let changed as AgreementChanged {
            return try await amendPage(
                visit, changed.agreement, FormView(refreshed(typed, changed)), notice: changed.notice, status: 409)
        }
    }

    // MARK: Ending early

    static func endPage(_ visit: Visit) async throws -> Answer {
        let agreement = try await running(visit)
        let form = Form([("version", String(agreement.version))])
        return endPage(visit, agreement, FormView(form), notice: .empty, status: 200)
    }

    private static func endPage(
        _ visit: Visit, _ agreement: SharingAgreement, _ form: FormView, notice: HTML, status: Int
    ) -> Answer {
        let body = AgreementFormPages.end(agreement, form, notice: notice, token: visit.token)
        return visit.page(
            Page("End \(agreement.reference) early", hasErrors: !form.errors.isEmpty, body: body), status: status)
    }

    static func end(_ visit: Visit) async throws -> Answer {
        let agreement = try await running(visit)
        let typed = visit.request.form
        var form = FormReading(typed)
        let day = form.day("day", called: "the day it ends")
        if let day, day < visit.today {
            form.complain("day", "An agreement cannot end in the past: choose today or later")
        }
        if let day, day > agreement.terms.ends {
            form.complain("day", "It ends by itself on \(agreement.terms.ends.long): choose a day before that")
        }
        let reason = form.changeReason()
        guard let day, form.errors.isEmpty else {
            return endPage(visit, agreement, FormView(typed, errors: form.errors), notice: .empty, status: 422)
        }
        var terms = agreement.terms
        terms.earlyEnd = SharingAgreement.EarlyEnd(day: day, reason: reason)
        do {
            return try await supersede(visit, agreement, typed["version"], terms, because: reason, "ended early")
        } catch let changed as AgreementChanged {
            return endPage(
                visit, changed.agreement, FormView(refreshed(typed, changed)), notice: changed.notice, status: 409)
        }
    }

    // MARK: Shared steps

    /// The agreement in the address, if it can still be changed.
    private static func open(_ visit: Visit) async throws -> SharingAgreement {
        let id: ID<SharingAgreement> = try visit.request.id("agreement")
        guard let agreement = try await visit.read({ try $0.agreement(id) }) else { throw Problem.notFound }
        if let early = agreement.terms.earlyEnd {
            let reference = agreement.reference
            throw Problem.conflict(
                what: "\(reference) was ended early, on \(early.day.long). Add a new agreement to share again.")
        }
        return agreement
    }

    /// The same, if it has not ended by itself.
    private static func running(_ visit: Visit) async throws -> SharingAgreement {
        let agreement = try await open(visit)
        guard agreement.state(on: visit.today) != .ended else {
            throw Problem.conflict(
                what: "\(agreement.reference) ended by itself on \(agreement.terms.ends.long). There is nothing to end."
            )
        }
        return agreement
    }

    /// Records a further version, unless somebody else did since the form was opened.
    private static func supersede(
        _ visit: Visit, _ agreement: SharingAgreement, _ version: String, _ terms: SharingAgreement.Terms,
        because reason: String, _ verb: String
    ) async throws -> Answer {
        try await visit.submit { tx in
            guard let current = try tx.agreement(agreement.id) else { throw Problem.notFound }
            guard String(current.version) == version else {
                let by = try current.recordedBy.flatMap { try tx.worker($0)?.name }
                throw AgreementChanged(agreement: current, by: by ?? "Somebody")
            }
            let next = SharingAgreement(
                id: current.id, reference: current.reference, version: current.version + 1, terms: terms,
                recordedAt: visit.now, recordedBy: visit.worker.id, reason: reason)
            try tx.append(next)
            try visit.note(.manageAgreements, "\(verb) \(next.reference), version \(next.version)", in: tx)
            return ("/sharing/\(next.id)", "\(next.reference) is \(verb). The earlier version is kept below.")
        }
    }

    /// What was typed, to be sent again over the version that stands now.
    private static func refreshed(_ typed: Form, _ changed: AgreementChanged) -> Form {
        var form = typed
        form.set("version", String(changed.agreement.version))
        return form
    }
}

/// Thrown when somebody else recorded a version while this one was being written.
private struct AgreementChanged: Error {
    let agreement: SharingAgreement
    let by: String

    /// What they did, and that nothing typed is lost.
    var notice: HTML {
        callout(
            .warn, "\(by) changed this agreement while you were writing",
            """
            <p>Version \(agreement.version) was saved on \(agreement.recordedAt.long). They wrote: \
            “\(agreement.reason)”</p><p>What you typed is kept here and not saved. \
            \(anchor("Read their version", "/sharing/\(agreement.id)")), then save again if yours should replace it.</p>
            """)
    }
}
