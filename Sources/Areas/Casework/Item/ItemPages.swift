import FrontDoor
import Governance
import Kernel
import People
import Web
import Wording

/// One referral at the meeting: why we are worried, what each agency knows, what was decided.
struct ItemPage: Sendable {
    let reading: ItemReading
    let visit: Visit
    let form: FormView
    /// What the language check says about the text being written.
    let hints: HTML

    private var today: Day { visit.today }
    private var referral: Referral { reading.referral }
    private var name: String { reading.name(on: today) }

    var page: Page {
        Page(
            "\(name) at the meeting", back: "/hub", hasErrors: !form.errors.isEmpty, reference: referral.reference,
            body: """
                \(breadcrumb([NavItem("Daily meeting", "/hub")]))\(form.summary())\(head)\(safeContact)
                \(columns(.mainAside, "\(told)\(DecisionView.card(reading, today))\(informationCard)", aside: side, label: "Beside what was told"))
                """)
    }

    private var head: HTML {
        let role = visit.worker.role
        let decide: HTML =
            Policy.allows(role, .decideReferral)
            ? buttonLink(reading.standing == nil ? "Record decision" : "Decide again", "/hub/\(referral.id)/decide")
            : .empty
        let risk: HTML =
            Policy.allows(role, .setRisk)
            ? buttonLink("Change risk level", "/hub/\(referral.id)/risk", .secondary) : .empty
        return pageHead(
            name, lead: HTML("\(referral.reference). \(ItemPage.status(referral))"),
            actions: buttonGroup(decide, risk, anchor("Open their record", "/young-people/\(reading.person.id)")))
    }

    static func status(_ referral: Referral) -> String {
        switch referral.status {
        case .waiting: "Waiting for the meeting."
        case .moreInformation: "The meeting asked for more information."
        case .decided: "Decided."
        case .draft, .quarantined, .received, .duplicate, .closed: ""
        }
    }

    private var told: HTML {
        guard reading.grant.shows(.concerns) else {
            return card("Why we are worried", id: "told", body: "<p>What was told is not open to you.</p>")
        }
        let rows = [
            SummaryRow("Why we are worried", bullets(referral.concerns.map { HTML($0) })),
            SummaryRow("What helps", bullets(referral.helps.map { HTML($0) })),
            SummaryRow("Proposed", HTML(referral.proposed)),
        ]
        return card(
            "What we were told", id: "told",
            actions: anchor("Read all that was told", "/referrals/\(referral.id)"), body: summaryList(rows))
    }

    // MARK: What agencies know

    private var informationCard: HTML {
        let list: HTML =
            reading.information.isEmpty
            ? "<p>No agency has added anything yet.</p>"
            : InformationView.list(reading.information, today)
        let add = Policy.allows(visit.worker.role, .addInformation) ? informationForm : .empty
        return card("What agencies know", id: "information", body: "\(list)\(add)")
    }

    private var informationForm: HTML {
        let body: HTML = """
            <h3 class="ui-h3" id="add-information">Add what \(visit.worker.agency.name) knows</h3>
            \(form.textarea(
                "text", label: "What do you know that helps the meeting decide?",
                hint: "They and their family can ask to read this. Write it as if they are in the room.",
                rows: 4, limit: FormReading.longestText, wording: "/wording/check", found: hints))
            \(form.radios(
                "basis", legend: "Is this fact or opinion?", isInline: true,
                options: InformationBasis.allCases.map { Choice($0.rawValue, $0.name) }))
            \(form.radios(
                "handling", legend: "How may it be used?",
                options: Handling.allCases.map { handling in
                    Choice(
                        handling.rawValue, handling.name,
                        reveals: handling == .conditions ? form.text("conditions", label: "On what conditions?") : .empty)
                }))
            \(buttonGroup(
                button("Add this", .main), button("Check wording", .secondary, name: "check", value: "1")))
            """
        return postForm(to: "/hub/\(referral.id)/information", token: visit.token, body: body)
    }

    // MARK: Beside

    private var side: HTML {
        """
        \(RiskView.card(reading))\(reading.screeningCard(for: visit.worker))\(involved)
        """
    }

    private var involved: HTML {
        guard !reading.involved.isEmpty else {
            return sideCard("Already involved", id: "involved", body: "<p>Nobody that we know of.</p>")
        }
        let rows = reading.involved.map { one in
            SummaryRow(one.worker ?? one.agency, "\(one.worker == nil ? one.agencyKind.name : one.agency). \(one.why)")
        }
        return sideCard("Already involved", id: "involved", body: summaryList(rows))
    }

    private var safeContact: HTML {
        guard reading.grant.shows(.contact), !reading.person.safeContact.isEmpty else { return .empty }
        return callout(.warn, "Before anyone makes contact", bullets(reading.person.safeContact.map { HTML($0.words) }))
    }
}

/// What agencies told, newest first, as every page shows it.
enum InformationView {
    static func list(_ all: [WrittenInformation], _ today: Day) -> HTML {
        timeline(all.reversed().map { entry($0, today) })
    }

    private static func entry(_ one: WrittenInformation, _ today: Day) -> TimelineEntry {
        let handling = one.handling == .conditions ? "Conditions: \(one.conditions)" : one.handling.name
        return TimelineEntry(
            at: one.at, when: "\(one.at.day.spoken(from: today)), \(one.at.clock)",
            agency: AgencyBadge(one.agencyKind.badge, one.agency), title: one.basis.name, by: "Told by \(one.author)",
            body: "\(paragraphs(one.text))<p class=\"ui-small\">\(handling).</p>")
    }
}

/// The risk level that stands, beside a referral.
enum RiskView {
    static func card(_ reading: ItemReading) -> HTML {
        guard reading.grant.shows(.risk) else { return .empty }
        guard let risk = reading.risks.first else {
            return sideCard(
                "Risk", id: "risk",
                body: "<p>\(riskTag(.unset))</p><p>Nobody has set a level yet. Until then, treat it as high.</p>")
        }
        let safe: HTML =
            risk.keepingSafe.isEmpty
            ? .empty : "<h3 class=\"ui-h3\">Keeping safe now</h3>\(bullets(risk.keepingSafe.map { HTML($0) }))"
        let well: HTML =
            risk.goingWell.isEmpty
            ? .empty : "<h3 class=\"ui-h3\">What is going well</h3>\(bullets(risk.goingWell.map { HTML($0) }))"
        let tool: HTML =
            risk.suggested.isEmpty ? .empty : #"<p class="ui-small">The tool said: \#(risk.suggested).</p>"#
        return sideCard(
            "Risk", id: "risk",
            body: """
                <p>\(riskTag(risk.level.tone, words: "\(risk.level.name) risk"))</p><p><strong>\(risk.headline)</strong></p>
                \(paragraphs(risk.reason))\(tool)
                <p class="ui-muted ui-small">Set by \(risk.setBy), \(risk.setAt.long). Look again by \
                \(risk.lookAgainBy.long).</p>\(safe)\(well)
                """)
    }
}

extension ItemReading {
    /// What screening tools suggested, beside a referral: they inform, people decide.
    func screeningCard(for worker: Worker) -> HTML {
        guard grant.shows(.concerns), grant.shows(.risk) else { return .empty }
        let mayScreen = Policy.allows(worker.role, .readReferral)
        return ScreeningPages.summary(screenings, referral: referral.id, mayScreen: mayScreen)
    }
}
