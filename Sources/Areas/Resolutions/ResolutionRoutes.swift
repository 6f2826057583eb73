import Casework
import Governance
import Kernel
import People
import Storage
import SupportWork
import Tasks
import Web

/// Out-of-court agreements: proposed, agreed, kept or given back.
package func resolutionRoutes(_ house: House) -> [Route] {
    let desk = ResolutionDesk(lists: .standard)
    let one = "/resolutions/{resolution}"
    return [
        house.route(.get, "/young-people/{person}/resolutions", .seeResolutions, audit: .view, desk.list),
        house.route(.get, "/young-people/{person}/resolutions/new", .keepResolutions, audit: .view, desk.newPage),
        house.route(.post, "/young-people/{person}/resolutions/new", .keepResolutions, audit: .change, desk.propose),
        house.route(.get, one, .seeResolutions, audit: .view, desk.show),
        house.route(.get, "\(one)/certificate", .seeResolutions, audit: .export, desk.certificate),
        house.route(.post, "\(one)/conditions", .keepResolutions, audit: .change, desk.addCondition),
        house.route(.post, "\(one)/conditions/{condition}", .keepResolutions, audit: .change, desk.sayCondition),
        house.route(
            .post, "\(one)/conditions/{condition}/change", .keepResolutions, audit: .change, desk.changeCondition),
        house.route(.post, "\(one)/agree", .keepResolutions, audit: .change, desk.agree),
        house.route(.post, "\(one)/steps", .keepResolutions, audit: .change, desk.step),
        house.route(.post, "\(one)/end", .keepResolutions, audit: .change, desk.end),
    ]
}

/// The handlers behind the pages of out-of-court agreements.
struct ResolutionDesk: Sendable {
    let lists: ResolutionLists

    private func pages(_ visit: Visit) -> ResolutionPages {
        ResolutionPages(lists: lists, token: visit.token, today: visit.today)
    }

    /// The agreement the address names, once the policy has been asked about its young person.
    private func read(
        _ visit: Visit, _ action: Action, _ detail: String, in tx: Transaction
    ) throws -> (frame: RecordFrame, written: WrittenResolution) {
        let id: ID<Resolution> = try visit.request.id("resolution")
        guard let person = try tx.personOfResolution(id) else { throw Problem.notFound }
        let grant = try visit.grant(action, on: person, detail, in: tx)
        guard let written = try tx.resolution(id, grant) else { throw Problem.notFound }
        return (try tx.frame(grant, at: visit.now), written)
    }

    // MARK: Reading

    func list(_ visit: Visit) async throws -> Answer {
        let person: ID<Person> = try visit.request.id("person")
        let (frame, all) = try await visit.record { tx in
            let grant = try visit.grant(.seeResolutions, on: person, "out-of-court agreements", in: tx)
            return (try tx.frame(grant, at: visit.now), try tx.resolutions(grant))
        }
        let body: HTML =
            frame.grant.shows(.youthJustice)
            ? pages(visit).list(all, of: person)
            : emptyState("Not shown to you", "Ask the hub coordinator who to speak to.")
        return frame.page(visit, .support, title: "Out-of-court agreements", body: body)
    }

    func show(_ visit: Visit) async throws -> Answer { try await page(visit, FormView(), status: 200) }

    private func page(_ visit: Visit, _ form: FormView, status: Int) async throws -> Answer {
        let (frame, written) = try await visit.record { tx in
            try read(visit, .seeResolutions, "out-of-court agreement", in: tx)
        }
        let title = lists.kind(written.resolution.kind)?.name ?? "Out-of-court agreement"
        return frame.page(
            visit, .support, title: title, hasErrors: !form.errors.isEmpty, status: status,
            body: pages(visit).show(written, form))
    }

    func certificate(_ visit: Visit) async throws -> Answer {
        let (frame, written) = try await visit.record { tx in
            try read(visit, .seeResolutions, "certificate", in: tx)
        }
        guard written.resolution.status == .kept else {
            throw Problem.conflict(what: "There is a certificate once everything was kept and recorded.")
        }
        let body = pages(visit).certificate(written, name: frame.firstName)
        return visit.page(Page("You kept your agreement", body: body))
    }

    // MARK: Proposing

    func newPage(_ visit: Visit) async throws -> Answer { try await proposal(visit, FormView(), status: 200) }

    private func proposal(_ visit: Visit, _ form: FormView, status: Int) async throws -> Answer {
        let person: ID<Person> = try visit.request.id("person")
        let (frame, supports, names) = try await visit.record { tx in
            let grant = try visit.grant(.keepResolutions, on: person, "proposing an agreement", in: tx)
            guard grant.shows(.youthJustice) else { throw Problem.notFound }
            let names = try tx.pathways(on: visit.today).map { ($0.pathway.id, $0.pathway.name) }
            return (
                try tx.frame(grant, at: visit.now), try tx.supports(grant),
                Dictionary(names, uniquingKeysWith: { first, _ in first })
            )
        }
        return frame.page(
            visit, .support, title: "Propose an out-of-court agreement", hasErrors: !form.errors.isEmpty,
            status: status, body: pages(visit).proposal(form, of: person, supports: supports, names: names))
    }

    func propose(_ visit: Visit) async throws -> Answer {
        let person: ID<Person> = try visit.request.id("person")
        let form = visit.request.form
        do {
            return try await visit.submit { tx in
                let grant = try visit.grant(.keepResolutions, on: person, "agreement proposed", in: tx)
                guard grant.shows(.youthJustice) else { throw Problem.notFound }
                let supports = try tx.supports(grant).map(\.support.id)
                let proposal = try ProposalForm.read(
                    form, person: person, supports: supports, lists: lists, asked: visit.worker.name)
                try tx.insert(proposal, by: visit.worker.id, at: visit.now)
                return ("/resolutions/\(proposal.id)", "The proposal is kept. Now add what is agreed.")
            }
        } catch let errors as FieldErrors {
            return try await proposal(visit, FormView(form, errors: errors), status: 422)
        }
    }

    // MARK: Changing

    /// Does one change to an agreement; what is wrong with the form is said on its page, in the part it belongs to.
    private func change(
        _ visit: Visit, part: String, notice: String,
        _ work: @escaping @Sendable (WrittenResolution, Transaction) throws -> Void
    ) async throws -> Answer {
        do {
            return try await visit.submit { tx in
                let written = try read(visit, .keepResolutions, part, in: tx).written
                try work(written, tx)
                return ("/resolutions/\(written.resolution.id)", notice)
            }
        } catch let errors as FieldErrors {
            return try await page(
                visit, FormView(visit.request.form, errors: errors, scope: "\(part)-"), status: 422)
        }
    }

    private func guardStatus(_ written: WrittenResolution, _ statuses: ResolutionStatus...) throws {
        guard statuses.contains(written.resolution.status) else {
            throw Problem.conflict(
                what: "This agreement is \(written.resolution.status.name.lowercased()) now. Look at its page again.")
        }
    }

    func addCondition(_ visit: Visit) async throws -> Answer {
        try await change(visit, part: "add", notice: "The condition is added.") { written, tx in
            try guardStatus(written, .proposed, .running)
            let condition = try ConditionForm.read(
                visit.request.form, of: written.resolution, replacing: nil, lists: lists, today: visit.today)
            try tx.insert(condition, by: visit.worker.id, at: visit.now)
            try remind(of: condition, written.resolution, visit, in: tx)
        }
    }

    /// The condition the address names, while it still stands.
    private func condition(_ visit: Visit, _ written: WrittenResolution) throws -> Condition {
        let id: ID<Condition> = try visit.request.id("condition")
        guard let condition = written.conditions.first(where: { $0.id == id }) else { throw Problem.notFound }
        guard written.standing(condition, on: visit.today) != .replaced else {
            throw Problem.conflict(what: "This condition was changed meanwhile. Look at the one that stands now.")
        }
        return condition
    }

    func changeCondition(_ visit: Visit) async throws -> Answer {
        let id: ID<Condition> = try visit.request.id("condition")
        return try await change(
            visit, part: "change-\(id)", notice: "The condition is changed; the earlier one is kept."
        ) {
            written, tx in
            try guardStatus(written, .running)
            let earlier = try condition(visit, written)
            let condition = try ConditionForm.read(
                visit.request.form, of: written.resolution, replacing: earlier, lists: lists, today: visit.today)
            try tx.insert(condition, by: visit.worker.id, at: visit.now)
            try tx.endTask(
                "condition \(earlier.id)", how: "The condition was changed", by: visit.worker.id, at: visit.now)
            try remind(of: condition, written.resolution, visit, in: tx)
        }
    }

    private func remind(
        of condition: Condition, _ resolution: Resolution, _ visit: Visit, in tx: Transaction
    ) throws {
        try tx.add(
            StoredTask(
                key: "condition \(condition.id)", person: resolution.person,
                what: "See whether a condition of an agreement was kept", link: "/resolutions/\(resolution.id)",
                agency: visit.worker.agency.id, worker: visit.worker.id, due: condition.due, askedBy: visit.worker.id,
                at: visit.now))
    }

    func sayCondition(_ visit: Visit) async throws -> Answer {
        let id: ID<Condition> = try visit.request.id("condition")
        return try await change(visit, part: "say-\(id)", notice: "Kept.") { written, tx in
            try guardStatus(written, .running)
            let condition = try condition(visit, written)
            var reading = FormReading(visit.request.form)
            let kind: ConditionEntry.Kind? = reading.choice("kind", "Choose how it is going")
            let words = reading.required(
                "words", limit: 1000,
                kind == .excused || kind == .notKept
                    ? "Say what was in the way" : "Say what shows it: evidence is needed")
            guard let kind, reading.errors.isEmpty else { throw reading.errors }
            try tx.say(kind, words, of: condition.id, by: visit.worker.id, at: visit.now)
            if kind != .progress {
                try tx.endTask("condition \(condition.id)", how: kind.name, by: visit.worker.id, at: visit.now)
            }
        }
    }

    func agree(_ visit: Visit) async throws -> Answer {
        try await change(visit, part: "agree", notice: "The agreement has begun.") { written, tx in
            try guardStatus(written, .proposed)
            guard let kind = lists.kind(written.resolution.kind) else { throw Problem.notFound }
            let agreed = try AgreeingForm.read(
                visit.request.form, written.resolution, kind: kind, conditions: written.conditions.count,
                today: visit.today)
            try tx.move(agreed, "Agreed", why: agreed.agreedWith, by: visit.worker.id, at: visit.now)
        }
    }

    func step(_ visit: Visit) async throws -> Answer {
        try await change(visit, part: "step", notice: "The step is kept.") { written, tx in
            try guardStatus(written, .running)
            var reading = FormReading(visit.request.form)
            let open = ResolutionRules.nextSteps(written.steps, lists: lists)
            let step = open.first { $0.id == visit.request.form["step"] }
            if step == nil { reading.complain("step", "Choose a step. The gentler ones come first") }
            let words = reading.required("words", limit: 1000, "Say what happened, and why this step")
            guard let step, reading.errors.isEmpty else { throw reading.errors }
            try tx.take(step.id, words, of: written.resolution.id, by: visit.worker.id, at: visit.now)
        }
    }

    func end(_ visit: Visit) async throws -> Answer {
        try await change(visit, part: "end", notice: "Recorded.") { written, tx in
            try guardStatus(written, .proposed, .running)
            var reading = FormReading(visit.request.form)
            let reason = reading.required("reason", limit: 1000, "Say who decided, and why")
            var ended = written.resolution
            let way = ResolutionStatus(rawValue: visit.request.form["way"])
            switch way {
            case .kept where ended.status == .running:
                if let obstacle = ResolutionRules.keptObstacle(written.standings(on: visit.today)) {
                    reading.complain("way", obstacle)
                }
                ended.code = lists.kind(ended.kind)?.code ?? ""
            case .returned where ended.status == .running:
                if !written.steps.contains(where: { $0.step == lists.ladder.last?.id }) {
                    reading.complain("way", "Take the gentler steps first, and record that police are asked to decide")
                }
            case .withdrawn: break
            case .kept, .returned, .proposed, .running, nil: reading.complain("way", "Choose what is decided")
            }
            ended.policeToldOn = reading.day("police_told")
            if way == .kept || way == .returned, ended.policeToldOn == nil {
                reading.complain("police_told", "Enter the day police were told")
            }
            if let told = ended.policeToldOn, told > visit.today {
                reading.complain("police_told", "Enter today or a day before it")
            }
            guard let way, reading.errors.isEmpty else { throw reading.errors }
            ended.status = way
            try tx.move(ended, way.name, why: reason, by: visit.worker.id, at: visit.now)
            for condition in written.conditions {
                try tx.endTask("condition \(condition.id)", how: way.name, by: visit.worker.id, at: visit.now)
            }
        }
    }
}
