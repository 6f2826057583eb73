import Governance
import Kernel
import Logging
import Storage
import Web

/// Takes a report from page to page, and keeps it when it is sent.
struct ReportHandlers: Sendable {
    let house: House
    let gate: FloodGate
    let rules: ReportRules

    private var pages: ReportPages { ReportPages(house: house) }

    func begin(_ request: Request) async throws -> Answer {
        .page(pages.interruption(nil))
    }

    func go(_ request: Request) async throws -> Answer {
        let form = request.form
        let step = ReportStep(rawValue: form["_step"])
        guard var report = PublicReport.open(form["_state"], house.keys.sealer) else {
            return startAgain(step, request)
        }
        let way = form["_go"]
        guard let step else { return show(.danger, report) }
        if way != "skip" { report.take(form, of: step) }
        if way == "back" { return step.previous(report).map { show($0, report) } ?? .page(pages.interruption(report)) }
        if way.hasPrefix("change-"), let target = ReportStep(rawValue: String(way.dropFirst("change-".count))) {
            return show(target, report)
        }
        if step == .check { return try await send(report, request) }
        let errors = ReportCheck.errors(in: form, at: step)
        guard way == "skip" || errors.isEmpty else {
            return .page(pages.question(step, report, FormView(report.form, errors: errors)), status: 422)
        }
        return show(step.next(report), report)
    }

    /// A page that is new, or whose sealed answers cannot be read: what was typed on it is kept.
    private func startAgain(_ step: ReportStep?, _ request: Request) -> Answer {
        var report = PublicReport(id: .make(), at: request.now)
        guard let step, !request.form["_state"].isEmpty else { return show(.danger, report) }
        report.take(request.form, of: step)
        let target = step.fields.isEmpty ? .danger : step
        return .page(pages.question(target, report, FormView(report.form), lost: true), status: 422)
    }

    private func show(_ step: ReportStep, _ report: PublicReport) -> Answer {
        switch step {
        case .emergency: return .page(pages.emergency(report))
        case .check:
            var reached = report
            reached.hasReachedCheck = true
            return .page(pages.check(reached))
        case .danger, .noticed, .who, .place, .more, .you, .share:
            return .page(pages.question(step, report, FormView(report.form)))
        }
    }

    private func send(_ report: PublicReport, _ request: Request) async throws -> Answer {
        for step in ReportStep.allCases {
            let errors = ReportCheck.errors(in: report.form, at: step)
            if !errors.isEmpty {
                return .page(pages.question(step, report, FormView(report.form, errors: errors)), status: 422)
            }
        }
        guard let receipt = Receipt(report, key: house.keys.receipts) else { throw Problem.notFound }
        do {
            let reference = try await keep(report, receipt, request)
            return Answer.page(pages.done(reference: reference, pin: receipt.pin))
                .with("Cache-Control", "no-store").with("Clear-Site-Data", "\"cache\"")
        } catch let error as StorageError {
            let kind = (error as any Error as? any Explained)?.kind ?? "storage"
            house.logger.error("report not kept", metadata: ["problem": .string(kind)])
            return .page(pages.check(afterFailureOf: report), status: 503)
        }
    }

    private func keep(_ report: PublicReport, _ receipt: Receipt, _ request: Request) async throws -> String {
        if let earlier = try await house.database.read({ try $0.referral(receipt.referral) }) {
            return earlier.reference
        }
        let isHeldBack = looksMade(report, request)
        return try await house.database.write { tx in
            try tx.keep(report, receipt, isHeldBack: isHeldBack, house: house, request: request)
        }
    }

    /// Whether a person should look before it joins the others. The sender is told the same either way.
    private func looksMade(_ report: PublicReport, _ request: Request) -> Bool {
        let isAdmitted = gate.admit(house.keys.caller(request.remoteAddress), at: request.now)
        let took = request.now.seconds(since: Instant(milliseconds: report.startedAt))
        return !isAdmitted || took < rules.leastSeconds || !request.form["website"].isEmpty
    }
}
