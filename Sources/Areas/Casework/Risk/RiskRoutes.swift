import FrontDoor
import Governance
import Kernel
import People
import Web

/// Setting the level of risk at the meeting.
enum RiskHandlers {
    static func show(_ visit: Visit) async throws -> Answer {
        let reading = try await read(visit)
        let form = RiskForm.filled(from: reading.risks.first)
        return visit.page(RiskPage(reading: reading, visit: visit, form: FormView(form), theirs: nil).page)
    }

    private static func read(_ visit: Visit) async throws -> ItemReading {
        return try await visit.record { tx in
            try visit.readItem(.setRisk, "risk level opened", in: tx)
        }
    }

    /// The page again with all that was typed, and what somebody else set meanwhile.
    private static func again(_ visit: Visit, _ errors: FieldErrors, isOvertaken: Bool) async throws -> Answer {
        let reading = try await read(visit)
        let page = RiskPage(
            reading: reading, visit: visit, form: FormView(visit.request.form, errors: errors),
            theirs: isOvertaken ? reading.risks.first : nil)
        return visit.page(page.page, status: isOvertaken ? 409 : errors.isEmpty ? 200 : 422)
    }

    static func set(_ visit: Visit) async throws -> Answer {
        let form = visit.request.form
        if form.has("check") { return try await again(visit, FieldErrors(), isOvertaken: false) }
        let notice = visit.savedWords("The risk level is set.", checking: [form["headline"], form["reason"]])
        do {
            return try await visit.submit { tx in
                let (referral, grant) = try visit.openItem(.setRisk, "risk level set", in: tx)
                let screening = try visit.screenings(of: referral, grant, in: tx).first
                guard grant.shows(.risk) else { throw Problem.notFound }
                let standing = try tx.risk(grant)
                guard (standing?.id.text ?? "") == form["seen"] else { throw Overtaken() }
                let typed = try RiskForm(form, suggested: screening?.result.band.suggestedRisk)
                try tx.setRisk(
                    typed.level, on: grant.subject, headline: typed.headline, reason: typed.reason,
                    suggested: screening?.suggestion ?? "", keepingSafe: typed.keepingSafe,
                    goingWell: typed.goingWell, by: visit.worker, at: visit.now)
                return ("/hub/\(referral.id)", notice)
            }
        } catch let errors as FieldErrors {
            return try await again(visit, errors, isOvertaken: false)
        } catch is Overtaken {
            return try await again(visit, FieldErrors(), isOvertaken: true)
        }
    }
}

/// Somebody else was quicker: what they did is shown, and what was typed is kept.
struct Overtaken: Error {}

func riskRoutes(_ house: House) -> [Route] {
    [
        house.route(.get, "/hub/{referral}/risk", .setRisk, audit: .view, RiskHandlers.show),
        house.route(.post, "/hub/{referral}/risk", .setRisk, audit: .change, RiskHandlers.set),
    ]
}

/// The form for a level of risk, beside what the tool suggested and what stands now.
struct RiskPage: Sendable {
    let reading: ItemReading
    let visit: Visit
    let form: FormView
    /// What somebody else set while this was being written.
    let theirs: RiskJudgement?

    var page: Page {
        let name = reading.name(on: visit.today)
        return Page(
            "Risk level for \(name)", back: "/hub/\(reading.referral.id)", hasErrors: !form.errors.isEmpty,
            reference: reading.referral.reference,
            body: """
                \(breadcrumb([
                    NavItem("Daily meeting", "/hub"), NavItem(name, "/hub/\(reading.referral.id)"),
                ]))\(form.summary())\(overtaken)\(pageHead("Risk level for \(name)", lead: HTML(reading.referral.reference)))
                \(columns(
                    .mainAside, fields, aside: "\(RiskView.card(reading))\(reading.screeningCard(for: visit.worker))",
                    label: "What stands now"))
                """)
    }

    private var overtaken: HTML {
        guard let theirs else { return .empty }
        return notice(
            .important, "\(theirs.setBy) set the level to \(theirs.level.name.lowercased()) at \(theirs.setAt.clock).",
            body: """
                <p>\(theirs.headline)</p>\(paragraphs(theirs.reason))
                <p>What you typed is kept below. Save it to set the level again, or leave theirs.</p>
                """)
    }

    private var fields: HTML {
        let levels = RiskLevel.allCases.map { level in
            Choice(level.rawValue, level.name, hint: HubSettings.standard.level(level.tone)?.advice ?? "")
        }
        let check =
            form.form.has("check") ? visit.checkedHints(form.form["reason"]) : visit.wordingHints(form.form["reason"])
        return postForm(
            to: "/hub/\(reading.referral.id)/risk", token: visit.token,
            body: """
                \(FormView.hidden("seen", reading.risks.first?.id.text ?? ""))
                \(form.radios("level", legend: "Level of risk", options: levels))
                \(form.text(
                    "headline", label: "Who or what is doing harm?",
                    hint: "Such as: Adults are using Kai to hold drugs", style: .strong))
                \(form.textarea(
                    "reason", label: "Why this level?", style: .strong, limit: FormReading.longestText,
                    wording: "/wording/check", found: check))
                \(disagreement)
                \(form.textarea("safe", label: "Keeping safe now", hint: "One to a line", style: .strong, rows: 3))
                \(form.textarea("well", label: "What is going well", hint: "One to a line", style: .strong, rows: 3))
                \(buttonGroup(
                    button("Set the level"), button("Check wording", .secondary, name: "check", value: "1"),
                    anchor("Cancel", "/hub/\(reading.referral.id)")))
                """)
    }

    /// Asked wherever a tool suggested something: both its suggestion and the disagreement are kept.
    private var disagreement: HTML {
        guard let suggested = reading.screenings.first?.result.band.suggestedRisk else { return .empty }
        return form.textarea(
            "disagreement", label: "If you choose another level than the tool, why?",
            hint: "The tool suggests \(suggested.name.lowercased()). Both are kept", style: .strong, rows: 2)
    }
}
