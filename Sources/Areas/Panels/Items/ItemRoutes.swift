import Casework
import Governance
import Kernel
import People
import Storage
import Tasks
import Web

func panelItemRoutes(_ house: House) -> [Route] {
    let desk = PanelItemDesk()
    let one = "/panels/items/{item}"
    return [
        house.route(.get, one, .seePanels, audit: .view, desk.show),
        house.route(.post, "\(one)/information", .seePanels, audit: .change, desk.tell),
        house.route(.post, "\(one)/decide", .runPanels, audit: .change, desk.decide),
        house.route(.post, "\(one)/dissent", .seePanels, audit: .change, desk.dissent),
        house.route(.post, "\(one)/actions", .runPanels, audit: .change, desk.act),
        house.route(.post, "\(one)/conflict", .seePanels, audit: .change, desk.stepBack),
        house.route(.post, "\(one)/off", .runPanels, audit: .change, desk.takeOff),
    ]
}

/// The handlers behind one item of a meeting.
struct PanelItemDesk: Sendable {
    func show(_ visit: Visit) async throws -> Answer { try await page(visit, FormView(), status: 200) }

    private func page(_ visit: Visit, _ form: FormView, status: Int) async throws -> Answer {
        let reading = try await visit.record { tx in try visit.readPanelItem("at a meeting", in: tx) }
        return visit.page(PanelItemPages(visit: visit, reading: reading, form: form).page, status: status)
    }

    /// One change to an item of a meeting that is not over; what is wrong is said in the part it belongs to.
    private func change(
        _ visit: Visit, part: String, notice: String,
        _ work: @escaping @Sendable (PanelItemReading, Transaction) throws -> Link?
    ) async throws -> Answer {
        do {
            return try await visit.submit { tx in
                let reading = try visit.readPanelItem("at a meeting: \(part)", in: tx)
                guard reading.view.panel.status == .planned, reading.item.takenOff.isEmpty else {
                    throw Problem.conflict(
                        what: "This meeting is over, or the item was taken off. Look at its page again.")
                }
                return (try work(reading, tx) ?? "/panels/items/\(reading.item.id)", notice)
            }
        } catch let errors as FieldErrors {
            return try await page(
                visit, FormView(visit.request.form, errors: errors, scope: "\(part)-"), status: 422)
        }
    }

    func tell(_ visit: Visit) async throws -> Answer {
        let notice = visit.savedWords("Added, with your name and agency.", checking: [visit.request.form["text"]])
        return try await change(visit, part: "tell", notice: notice) { reading, tx in
            try tx.insert(
                try PanelInformation(visit.request.form, item: reading.item.id, agencies: reading.agencies),
                by: visit.worker, at: visit.now)
            return nil
        }
    }

    func decide(_ visit: Visit) async throws -> Answer {
        try await change(visit, part: "decide", notice: "The decision is recorded.") { reading, tx in
            if let obstacle = PanelRules.obstacle(reading.view) { throw Problem.conflict(what: "\(obstacle).") }
            let standing = reading.last?.number ?? 0
            guard visit.request.form["seen"] == String(standing) else {
                throw Problem.conflict(
                    what: "Somebody recorded a decision meanwhile. Look at it before you write another in its place.")
            }
            let outcome = try OutcomeForm.read(
                visit.request.form, reading.view.kind, isAboutPerson: reading.isAboutPerson, risk: reading.risk,
                today: visit.today)
            try tx.decide(outcome, on: reading.item.id, number: standing + 1, by: visit.worker.id, at: visit.now)
            try setRisk(outcome, reading, visit, in: tx)
            try planConference(outcome, reading, visit, in: tx)
            return nil
        }
    }

    /// A level the meeting changed is the young person's level from now on.
    private func setRisk(
        _ outcome: PanelOutcome, _ reading: PanelItemReading, _ visit: Visit, in tx: Transaction
    ) throws {
        guard let person = reading.item.person, let after = outcome.riskAfter, after != outcome.riskBefore else {
            return
        }
        let standing = reading.judgement
        try tx.setRisk(
            after, on: person, headline: standing?.headline ?? String(reading.item.why.prefix(FormReading.longestLine)),
            reason: "\(reading.view.kind.short): \(outcome.riskReason)", suggested: "",
            keepingSafe: standing?.keepingSafe ?? [], goingWell: standing?.goingWell ?? [], by: visit.worker,
            at: visit.now)
    }

    /// Enquiries that begin lead to a child protection conference in time, if one is called: somebody has to see to it.
    private func planConference(
        _ outcome: PanelOutcome, _ reading: PanelItemReading, _ visit: Visit, in tx: Transaction
    ) throws {
        let days = reading.view.kind.outcome(outcome.outcome)?.conferenceWorkingDays
        guard let days, let person = reading.item.person else { return }
        let care = reading.view.guests.first { $0.agency.kind == .socialCare }?.agency.id ?? visit.worker.agency.id
        try tx.add(
            StoredTask(
                key: "conference \(reading.item.id)", person: person,
                what: "Say whether a child protection conference is held", link: "/panels/items/\(reading.item.id)",
                agency: care, worker: nil, due: WorkingCalendar.england.adding(days, to: visit.now).day,
                askedBy: visit.worker.id, at: visit.now))
    }

    func dissent(_ visit: Visit) async throws -> Answer {
        try await change(visit, part: "dissent", notice: "It stands beside the decision.") { reading, tx in
            var form = FormReading(visit.request.form)
            let words = form.required("words", limit: 1000, "Say what you would have decided, and why")
            guard form.errors.isEmpty else { throw form.errors }
            try tx.dissent(words, from: reading.item.id, by: visit.worker.id, at: visit.now)
            return nil
        }
    }

    func act(_ visit: Visit) async throws -> Answer {
        try await change(visit, part: "act", notice: "The action is agreed.") { reading, tx in
            var form = FormReading(visit.request.form)
            let what = form.required("what", limit: 500, "Say what is to be done")
            let agency = reading.agencies.first { $0.id.text == form.form["agency"] }
            if agency == nil { form.complain("agency", "Choose an agency that is invited") }
            let worker = reading.workers.first { $0.id.text == form.form["worker"] }
            if let worker, let agency, worker.agency.id != agency.id {
                form.complain(
                    "worker", "\(worker.name) works for \(worker.agency.name). Choose somebody of \(agency.name)")
            }
            let tactic = PanelLists.standard.tactic(form.form["tactic"])?.id ?? "none"
            let due = form.coming("due", from: visit.today, "Enter the day by which it is done")
            guard let agency, let due, form.errors.isEmpty else { throw form.errors }
            try tx.add(
                PanelAction(
                    item: reading.item, what: what, tactic: tactic, agency: agency.id, worker: worker?.id, due: due),
                of: reading.view.kind.short, by: visit.worker.id, at: visit.now)
            return nil
        }
    }

    func stepBack(_ visit: Visit) async throws -> Answer {
        try await change(visit, part: "conflict", notice: "You stepped back. The item is closed to you.") {
            reading, tx in
            var form = FormReading(visit.request.form)
            let words = form.required("words", limit: 500, "Say what the conflict is")
            guard form.errors.isEmpty else { throw form.errors }
            try tx.declare(
                words, at: reading.view.panel.id, on: reading.item.id, by: visit.worker.id, now: visit.now)
            return "/panels/\(reading.view.panel.id)"
        }
    }

    func takeOff(_ visit: Visit) async throws -> Answer {
        try await change(visit, part: "off", notice: "Taken off the agenda.") { reading, tx in
            var form = FormReading(visit.request.form)
            let words = form.required("words", limit: 500, "Say why it is taken off")
            if reading.last != nil { form.complain("words", "It was decided already, so it stays in the minutes") }
            guard form.errors.isEmpty else { throw form.errors }
            try tx.takeOff(reading.item.id, because: words)
            if let person = reading.item.person { try tx.letOut(reading.view, of: person, at: visit.now) }
            return "/panels/\(reading.view.panel.id)"
        }
    }
}
