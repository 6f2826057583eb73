import Casework
import Governance
import Kernel
import People
import Storage
import Tasks
import Web

/// Writing, agreeing, changing and printing a plan.
struct PlanDesk: Sendable {
    func show(_ visit: Visit) async throws -> Answer { try await page(visit, FormView(), status: 200) }

    private func read(_ visit: Visit, _ action: Action, _ form: FormView, in tx: Transaction) throws -> PlanPages {
        let frame = try visit.readSupport(action, "plan", in: tx)
        return PlanPages(
            frame: frame, versions: try tx.plans(of: frame.support, frame.grant),
            progress: try tx.progress(of: frame.support, frame.grant),
            agreements: try tx.planAgreements(of: frame.support, frame.grant), form: form, token: visit.token,
            today: visit.today, hints: { visit.wordingHints($0) })
    }

    private func page(_ visit: Visit, _ form: FormView, status: Int) async throws -> Answer {
        let pages = try await visit.record { tx in try read(visit, .seeSupport, form, in: tx) }
        return pages.frame.page(
            visit, .plan, title: "Plan", hasErrors: !form.errors.isEmpty, status: status, body: pages.show)
    }

    func paper(_ visit: Visit) async throws -> Answer {
        let pages = try await visit.record { tx in try read(visit, .seeSupport, FormView(), in: tx) }
        guard !pages.versions.isEmpty else { throw Problem.conflict(what: "There is no plan to print yet.") }
        let theme = visit.house.theme
        return visit.page(
            Page(
                "A plan to take home", back: SupportPart.plan.link(pages.frame.support.id),
                body: pages.paper(phone: theme.phone, hours: theme.phoneHours)))
    }

    func changePage(_ visit: Visit) async throws -> Answer { try await edit(visit, nil, status: 200) }

    private func edit(_ visit: Visit, _ typed: FormView?, status: Int) async throws -> Answer {
        let pages = try await visit.record { tx -> PlanPages in
            let stored = try read(visit, .recordSupport, FormView(), in: tx)
            var form = stored.versions.first.map { PlanForm.fill($0.plan) } ?? Form()
            form.set("seen", String(stored.versions.first?.number ?? 0))
            return PlanPages(
                frame: stored.frame, versions: stored.versions, progress: stored.progress,
                agreements: stored.agreements, form: typed ?? FormView(form), token: visit.token, today: visit.today,
                hints: stored.hints)
        }
        return pages.frame.page(
            visit, .plan, title: pages.versions.isEmpty ? "Write the plan" : "Change the plan",
            hasErrors: !(typed?.errors.isEmpty ?? true), status: status, body: pages.edit)
    }

    func change(_ visit: Visit) async throws -> Answer {
        let form = visit.request.form
        if form["then"] == "more" { return try await edit(visit, FormView(form), status: 200) }
        let notice = visit.savedWords(
            "The plan is kept.", checking: ["own_words", "helps", "safety", "exit", "family"].map { form[$0] })
        do {
            return try await visit.submit { tx in
                let pages = try read(visit, .recordSupport, FormView(), in: tx)
                let support = pages.frame.support
                guard support.status.isOpen else { throw Problem.conflict(what: "This support has ended.") }
                let newest = pages.versions.first
                guard form["seen"] == String(newest?.number ?? 0) else {
                    throw FieldErrors(
                        "own_words",
                        "\(newest?.by ?? "Somebody") kept version \(newest?.number ?? 0) while you were writing. "
                            + "Look at it in another tab. What you typed is below; keeping it again puts it after theirs"
                    )
                }
                let (plan, reason) = try PlanForm.read(form, isFirst: newest == nil)
                let number = (newest?.number ?? 0) + 1
                try tx.keep(plan, as: number, of: support.id, because: reason, by: visit.worker.id, at: visit.now)
                try remind(plan, before: newest?.plan, support, visit, in: tx)
                try tx.endTask("plan \(support.id)", how: "The plan is written", by: visit.worker.id, at: visit.now)
                try tx.endTask(
                    "exit-strategy \(support.id)", how: "It is in the plan", by: visit.worker.id, at: visit.now)
                if !plan.safety.isEmpty {
                    try tx.endTask(
                        "safety-plan \(support.id)", how: "It is in the plan", by: visit.worker.id, at: visit.now)
                    try tx.endTask(
                        "discharge-plan \(support.id)", how: "It is in the plan", by: visit.worker.id, at: visit.now)
                }
                if !plan.family.isEmpty {
                    try tx.endTask("family \(support.id)", how: "It is in the plan", by: visit.worker.id, at: visit.now)
                }
                return (SupportPart.plan.link(support.id), notice)
            }
        } catch let errors as FieldErrors {
            var kept = form
            // Sent again, it stands after what the message has just told of.
            if let number = try? await newest(visit) { kept.set("seen", String(number)) }
            return try await edit(visit, FormView(kept, errors: errors), status: 422)
        }
    }

    private func newest(_ visit: Visit) async throws -> Int {
        try await visit.record { tx in
            let frame = try visit.readSupport(.recordSupport, "plan", in: tx)
            return try tx.plans(of: frame.support, frame.grant).first?.number ?? 0
        }
    }

    /// Each step is a task of whoever gives the support; those taken out are no longer.
    private func remind(_ plan: Plan, before: Plan?, _ support: Support, _ visit: Visit, in tx: Transaction) throws {
        let kept = Set(plan.steps.map(\.id))
        for step in before?.steps ?? [] where !kept.contains(step.id) {
            try tx.endTask("step \(step.id)", how: "Taken out of the plan", by: visit.worker.id, at: visit.now)
        }
        let known = Set(before?.steps.map(\.id) ?? [])
        for step in plan.steps {
            guard let day = step.day,
                !known.contains(step.id) || before?.steps.first(where: { $0.id == step.id }) != step
            else { continue }
            try tx.add(
                StoredTask(
                    key: "step \(step.id)", person: support.person, what: "A step of a plan is due",
                    link: SupportPart.plan.link(support.id).text, agency: support.agency ?? visit.worker.agency.id,
                    worker: support.worker, due: day, askedBy: visit.worker.id, at: visit.now))
        }
    }

    func say(_ visit: Visit) async throws -> Answer {
        let step = visit.request.parameters["step"] ?? ""
        do {
            return try await visit.submit { tx in
                let pages = try read(visit, .recordSupport, FormView(), in: tx)
                guard pages.versions.first?.plan.steps.contains(where: { $0.id == step }) == true else {
                    throw Problem.conflict(what: "This step was taken out of the plan meanwhile.")
                }
                var reading = FormReading(visit.request.form)
                let state: StepProgress.State? = reading.choice("state", "Choose how it goes")
                let words = reading.text("words", limit: 500)
                if state == .stuck, words.isEmpty { reading.complain("words", "Say what is in the way") }
                guard let state, reading.errors.isEmpty else { throw reading.errors }
                try tx.say(state, words, of: step, in: pages.frame.support.id, by: visit.worker.id, at: visit.now)
                if state == .done { try tx.endTask("step \(step)", how: "Done", by: visit.worker.id, at: visit.now) }
                return (SupportPart.plan.link(pages.frame.support.id), "Kept.")
            }
        } catch let errors as FieldErrors {
            return try await page(visit, FormView(visit.request.form, errors: errors, scope: "\(step)-"), status: 422)
        }
    }

    func agree(_ visit: Visit) async throws -> Answer {
        do {
            return try await visit.submit { tx in
                let pages = try read(visit, .recordSupport, FormView(), in: tx)
                guard let number = pages.versions.first?.number else { throw Problem.notFound }
                var reading = FormReading(visit.request.form)
                let who = reading.required("who", limit: 200, "Say who")
                let answer = visit.request.form["agrees"]
                if !["yes", "no"].contains(answer) { reading.complain("agrees", "Choose yes or no") }
                let words = reading.text("words", limit: 500)
                if answer == "no", words.isEmpty { reading.complain("words", "Write what they said: a no is kept too") }
                let day = reading.day("on")
                if day == nil { reading.complain("on", "Enter the day") }
                if let day, day > visit.today { reading.complain("on", "Enter today or a day before it") }
                guard let day, reading.errors.isEmpty else { throw reading.errors }
                try tx.agree(
                    who, agrees: answer == "yes", words: words, on: day, to: number, of: pages.frame.support.id,
                    by: visit.worker.id, at: visit.now)
                return (SupportPart.plan.link(pages.frame.support.id), "Their answer is kept.")
            }
        } catch let errors as FieldErrors {
            return try await page(visit, FormView(visit.request.form, errors: errors, scope: "agree-"), status: 422)
        }
    }
}

func planRoutes(_ house: House) -> [Route] {
    let desk = PlanDesk()
    let plan = "/support/{support}/plan"
    return [
        house.route(.get, plan, .seeSupport, audit: .view, desk.show),
        house.route(.get, "\(plan)/print", .seeSupport, audit: .export, desk.paper),
        house.route(.get, "\(plan)/change", .recordSupport, audit: .view, desk.changePage),
        house.route(.post, "\(plan)/change", .recordSupport, audit: .change, desk.change),
        house.route(.post, "\(plan)/steps/{step}", .recordSupport, audit: .change, desk.say),
        house.route(.post, "\(plan)/agreements", .recordSupport, audit: .change, desk.agree),
    ]
}

/// The plan on the overview: how many goals, and how far their steps have come.
let planCard = SupportCard { tx, frame, today in
    guard let version = try tx.plans(of: frame.support, frame.grant).first else { return .empty }
    let progress = try tx.progress(of: frame.support, frame.grant)
    let steps = version.plan.steps
    let done = steps.filter { progress[$0.id]?.state == .done }.count
    let late = steps.filter { progress[$0.id]?.state != .done && ($0.day ?? today) < today }.count
    return card(
        "Plan", id: "plan",
        body: """
            \(quotation(version.plan.ownWords, by: frame.record.firstName))\
            <p>\(version.plan.goals.count == 1 ? "1 goal" : "\(version.plan.goals.count) goals"), \(done) of \
            \(steps.count) steps done\(late > 0 ? ", \(late) overdue" : ""). \
            \(anchor("See the plan", SupportPart.plan.link(frame.support.id)))</p>
            """)
}
