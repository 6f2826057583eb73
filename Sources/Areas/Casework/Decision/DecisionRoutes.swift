import FrontDoor
import Governance
import Kernel
import People
import Storage
import Web

/// Recording what the meeting decides.
struct DecisionHandlers: Sendable {
    let shares: ShareMemory
    let after: AfterDecision

    func show(_ visit: Visit) async throws -> Answer {
        let (reading, context) = try await read(visit)
        let form = DecisionHandlers.fresh(context, visit.house.calendar)
        return visit.page(
            DecisionPage(reading: reading, context: context, visit: visit, form: FormView(form), theirs: nil).page)
    }

    /// What stands in the form before anybody types: replies, and the first contact the level asks for.
    private static func fresh(_ context: DecisionContext, _ calendar: WorkingCalendar) -> Form {
        var form = Form()
        for outcome in Outcome.allCases { form.set("reply-\(outcome.rawValue)", outcome.words.reply) }
        let first = HubSettings.standard.firstContact(context.level, decidedOn: context.today, calendar: calendar)
        DayField.fill("first", with: first, in: &form)
        return form
    }

    private func read(_ visit: Visit) async throws -> (ItemReading, DecisionContext) {
        return try await visit.record { tx in
            let reading = try visit.readItem(.decideReferral, "decision opened", in: tx)
            return (reading, try visit.decisionContext(reading, in: tx))
        }
    }

    /// The page again with all that was typed, and what somebody else decided meanwhile.
    private func again(_ visit: Visit, _ errors: FieldErrors, isOvertaken: Bool) async throws -> Answer {
        let (reading, context) = try await read(visit)
        let page = DecisionPage(
            reading: reading, context: context, visit: visit, form: FormView(visit.request.form, errors: errors),
            theirs: isOvertaken ? reading.standing : nil)
        return visit.page(page.page, status: isOvertaken ? 409 : errors.isEmpty ? 200 : 422)
    }

    func decide(_ visit: Visit) async throws -> Answer {
        let form = visit.request.form
        if form.has("check") { return try await again(visit, FieldErrors(), isOvertaken: false) }
        let notice = visit.savedWords(
            "The decision is recorded, and whoever told us can read the reply.",
            checking: ["reason", "voice_words", "parent_words", "dissent"].map { form[$0] })
        let (shares, after) = (shares, after)
        do {
            let answer = try await visit.submit { tx in
                let reading = try visit.readItem(.decideReferral, "decision recorded", in: tx)
                guard reading.grant.shows(.decisions) else { throw Problem.notFound }
                guard (reading.standing?.decision.id.text ?? "") == form["seen"] else { throw Overtaken() }
                let typed = try DecisionForm(form, try visit.decisionContext(reading, in: tx))
                let deciding = typed.deciding(on: reading, by: visit.worker, at: visit.now)
                try tx.decide(deciding, on: reading.referral, by: visit.worker, at: visit.now)
                try after(deciding.decision, visit.worker, visit.now, tx)
                return (form["then"] == "next" ? "/hub/next" : "/hub", notice)
            }
            shares.forget()
            return answer
        } catch let errors as FieldErrors {
            return try await again(visit, errors, isOvertaken: false)
        } catch is Overtaken {
            return try await again(visit, FieldErrors(), isOvertaken: true)
        }
    }

    /// Leads to the next referral to decide, or to the board when there is none.
    func next(_ visit: Visit) async throws -> Answer {
        let shares = shares
        let reading = try await visit.record { tx in
            try visit.readBoard("next to decide", shares: shares, in: tx)
        }
        let next = Board(reading.items, on: visit.today).queue.first(where: \.isOpen)
        return .see(next.map { "/hub/\($0.line.id)/decide" } ?? "/hub")
    }
}

extension Visit {
    /// The agencies and workers a decision can name.
    func decisionContext(_ reading: ItemReading, in tx: Transaction) throws -> DecisionContext {
        DecisionContext(
            agencies: try tx.agencies(),
            workers: try tx.workers().filter { !$0.isDisabled && Policy.allows($0.role, .addToRecord) },
            person: reading.person, level: reading.level, hasStanding: reading.standing != nil, today: today,
            pathways: try tx.pathways(on: today).map(\.pathway).filter(\.atHub))
    }
}

func decisionRoutes(_ house: House, _ shares: ShareMemory, after: @escaping AfterDecision) -> [Route] {
    let handlers = DecisionHandlers(shares: shares, after: after)
    return [
        house.route(.get, "/hub/next", .decideReferral, audit: .list, handlers.next),
        house.route(.get, "/hub/{referral}/decide", .decideReferral, audit: .view, handlers.show),
        house.route(.post, "/hub/{referral}/decide", .decideReferral, audit: .change, handlers.decide),
    ]
}
