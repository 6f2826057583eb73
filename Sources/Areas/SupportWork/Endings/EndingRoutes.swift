import Casework
import Governance
import Kernel
import People
import Storage
import Tasks
import Web

/// Ending support well, what is asked afterwards, and taking it up again.
struct EndingDesk: Sendable {
    let lists = EndingLists.standard

    func show(_ visit: Visit) async throws -> Answer { try await page(visit, FormView(), status: 200) }

    private func read(_ visit: Visit, _ action: Action, _ form: FormView, in tx: Transaction) throws -> EndingPages {
        let frame = try visit.readSupport(action, "ending", in: tx)
        return EndingPages(
            frame: frame, written: try tx.ending(of: frame.support, frame.grant),
            reviews: try tx.reviews(of: frame.support, frame.grant).map(\.review), lists: lists, form: form,
            token: visit.token, today: visit.today)
    }

    private func page(_ visit: Visit, _ form: FormView, status: Int) async throws -> Answer {
        let pages = try await visit.record { tx in try read(visit, .seeSupport, form, in: tx) }
        return pages.frame.page(
            visit, .ending, title: "Ending and after", hasErrors: !form.errors.isEmpty, status: status,
            body: pages.show)
    }

    /// Does one change; what is wrong is said on the page, in the part it belongs to.
    private func change(
        _ visit: Visit, part: String, notice: String,
        _ work: @escaping @Sendable (EndingPages, Transaction) throws -> Link?
    ) async throws -> Answer {
        do {
            return try await visit.submit { tx in
                let pages = try read(visit, .recordSupport, FormView(), in: tx)
                let next = try work(pages, tx)
                // What ends may end what its worker sees of it, too.
                let maySee = try visit.visible(of: pages.frame.support.person, in: tx).contains(.plan)
                if next == nil, !maySee { return ("/support/mine", notice) }
                return (next ?? SupportPart.ending.link(pages.frame.support.id), notice)
            }
        } catch let errors as FieldErrors {
            return try await page(visit, FormView(visit.request.form, errors: errors, scope: "\(part)-"), status: 422)
        }
    }

    private func guardActive(_ pages: EndingPages) throws {
        guard pages.frame.support.status == .active else {
            throw Problem.conflict(what: "This support is \(pages.frame.support.status.name.lowercased()) now.")
        }
    }

    func handover(_ visit: Visit) async throws -> Answer {
        try await change(visit, part: "handover", notice: "Kept. Ask them, and put in their answer.") { pages, tx in
            try guardActive(pages)
            var reading = FormReading(visit.request.form)
            let next = reading.required("to", limit: 200, "Name who is asked to take over")
            let contact = reading.required("contact", limit: 200, "Say who there, and how they are reached")
            guard reading.errors.isEmpty else { throw reading.errors }
            try tx.ask(next, reachedBy: contact, toTakeOver: pages.frame.support.id, by: visit.worker.id, at: visit.now)
            return nil
        }
    }

    func answer(_ visit: Visit) async throws -> Answer {
        let id: ID<Handover> = try visit.request.id("handover")
        return try await change(visit, part: "answer-\(id)", notice: "Their answer is kept.") { pages, tx in
            try guardActive(pages)
            var reading = FormReading(visit.request.form)
            let answer = visit.request.form["answer"]
            if !["yes", "no"].contains(answer) { reading.complain("answer", "Choose yes or no") }
            let words = reading.text("words", limit: 500)
            if answer == "no", words.isEmpty { reading.complain("words", "Say why not") }
            guard reading.errors.isEmpty else { throw reading.errors }
            guard
                try tx.answerHandover(
                    id, of: pages.frame.support.id, accepted: answer == "yes", words: words, on: visit.today)
            else { throw Problem.conflict(what: "Somebody put in their answer meanwhile.") }
            return nil
        }
    }

    func extend(_ visit: Visit) async throws -> Answer {
        try await change(visit, part: "extend", notice: "It goes on until then.") { pages, tx in
            try guardActive(pages)
            var reading = FormReading(visit.request.form)
            let until = reading.coming("until", from: visit.today, "Enter until when")
            let reason = reading.required("reason", limit: 1000, "Say why it goes on longer")
            if let until, let latest = pages.latest, until <= latest {
                reading.complain("until", "It may run to \(latest.long) already")
            }
            guard let until, reading.errors.isEmpty else { throw reading.errors }
            let support = pages.frame.support
            try tx.extend(support.id, until: until, because: reason, by: visit.worker.id, at: visit.now)
            try tx.move(support, "Goes on until \(until.long)", why: reason, by: visit.worker.id, at: visit.now)
            try tx.endTask("exit-prompt \(support.id)", how: "Extended", by: visit.worker.id, at: visit.now)
            try tx.remindOfEnd(support, by: visit.worker, due: until, at: visit.now)
            return nil
        }
    }

    func end(_ visit: Visit) async throws -> Answer {
        let lists = lists
        return try await change(
            visit, part: "end", notice: "Support has ended. Anything to ask afterwards is on your list."
        ) {
            pages, tx in
            try guardActive(pages)
            let support = pages.frame.support
            var reading = FormReading(visit.request.form)
            let reason = lists.reason(visit.request.form["reason"])
            if reason == nil { reading.complain("reason", "Choose why it ends") }
            let words = reading.required("words", limit: 2000, "Say how it ended, for whoever meets them next")
            let strategy = reading.required(
                "exit_strategy", limit: 1000, "Say what came true of the ending that was agreed")
            let day = reading.day("on")
            if day == nil { reading.complain("on", "Enter the day") }
            if let day, day > visit.today { reading.complain("on", "Enter today or a day before it") }
            if let day, let started = support.startedOn, day < started {
                reading.complain("on", "Support began on \(started.long). It cannot end before that")
            }
            let obstacles = EndingRules.obstacles(
                isPlanned: reason?.planned ?? false, handovers: pages.written.handovers,
                hasEndingReview: pages.reviews.contains { $0.kind == .ending }, reviews: pages.frame.pathway.reviewWeeks
            )
            let anyway = reading.text("anyway", limit: 500)
            if !obstacles.isEmpty, anyway.isEmpty {
                reading.complain(
                    "anyway",
                    "\(obstacles.joined(separator: ". ")). Wait, or say who decided to end it all the same, and why")
            }
            guard let reason, let day, reading.errors.isEmpty else { throw reading.errors }
            var ended = support
            ended.status = .ended
            ended.endedOn = day
            let told = anyway.isEmpty ? words : "\(words)\nEnded all the same: \(anyway)"
            try tx.end(
                support.id, reason: reason.id, words: told, exitStrategy: strategy, on: day, by: visit.worker.id,
                at: visit.now)
            try tx.move(ended, "Ended: \(reason.name)", why: told, by: visit.worker.id, at: visit.now)
            try tx.endEveryTask(of: support, how: "Support ended", by: visit.worker.id, at: visit.now)
            try follow(ended, pages.frame.pathway, from: day, visit, in: tx)
            return nil
        }
    }

    /// What the pathway asks afterwards, on the list of whoever gave it; they keep what they may see until it is answered.
    private func follow(_ support: Support, _ pathway: Pathway, from day: Day, _ visit: Visit, in tx: Transaction)
        throws
    {
        for follow in PathwayDates(pathway, calendar: visit.house.calendar).followUps(from: day) {
            try tx.add(
                StoredTask(
                    key: "follow-up \(support.id) \(follow.question.id)", person: support.person,
                    what: "Ask how it is since support ended", link: SupportPart.ending.link(support.id).text,
                    agency: support.agency ?? visit.worker.agency.id, worker: support.worker, due: follow.day,
                    askedBy: visit.worker.id, at: visit.now))
        }
        if pathway.followUps.isEmpty { try tx.stepAway(from: support, at: visit.now) }
    }

    func followUp(_ visit: Visit) async throws -> Answer {
        let question = visit.request.parameters["question"] ?? ""
        return try await change(visit, part: "follow-\(question)", notice: "The answer is kept.") { pages, tx in
            let support = pages.frame.support
            guard support.status == .ended, pages.frame.pathway.followUps.contains(where: { $0.id == question }) else {
                throw Problem.notFound
            }
            var reading = FormReading(visit.request.form)
            let answer = visit.request.form["answer"]
            if !["yes", "no", "unknown"].contains(answer) { reading.complain("answer", "Choose an answer") }
            let words = reading.text("words", limit: 1000)
            if answer == "unknown", words.isEmpty { reading.complain("words", "Say how you tried to find out") }
            guard reading.errors.isEmpty else { throw reading.errors }
            guard
                try tx.answerFollowUp(
                    question, of: support.id, answer: answer, words: words, on: visit.today, by: visit.worker.id,
                    at: visit.now)
            else { throw Problem.conflict(what: "Somebody answered this meanwhile.") }
            try tx.endTask("follow-up \(support.id) \(question)", how: "Answered", by: visit.worker.id, at: visit.now)
            if pages.written.answers.count + 1 == pages.frame.pathway.followUps.count {
                try tx.stepAway(from: support, at: visit.now)
                return "/home"
            }
            return nil
        }
    }

    func reopen(_ visit: Visit) async throws -> Answer {
        try await change(
            visit, part: "reopen", notice: "Support is taken up again, with everything that was there before."
        ) {
            pages, tx in
            let before = pages.frame.support
            guard before.status == .ended || before.status == .withdrawn else {
                throw Problem.conflict(what: "This support has not ended.")
            }
            var reading = FormReading(visit.request.form)
            let reason = reading.required("reason", limit: 1000, "Say why it is taken up again")
            guard reading.errors.isEmpty, let version = try tx.pathway(before.pathway, on: visit.today) else {
                throw reading.errors
            }
            var again = Support(
                person: before.person, referral: before.referral, decision: before.decision, pathway: before.pathway,
                pathwayVersion: version.number, openedAt: visit.now, reopens: before.id)
            // The same people, if they are still there: nobody has to tell their story to somebody new.
            let worker = try before.worker.flatMap { try tx.worker($0) }
            if before.agency != nil {
                again.status = .accepted
                again.acceptedAt = visit.now
                again.agency = before.agency
                again.service = before.service
                again.mentor = before.mentor
                again.worker = worker?.isDisabled == true ? nil : worker?.id
            }
            try tx.insert(again, why: "Taken up again: \(reason)", by: visit.worker.id, at: visit.now)
            try tx.move(before, "Taken up again", why: reason, by: visit.worker.id, at: visit.now)
            if let agency = again.agency {
                try tx.involve(agency, as: .provider, with: again.person, why: "Gives support again", at: visit.now)
            }
            if let worker, !worker.isDisabled {
                try tx.involve(worker, as: .team, with: again.person, why: "Gives support again", at: visit.now)
            }
            if let plan = try tx.plans(of: before, pages.frame.grant).first?.plan {
                try tx.keep(
                    plan, as: 1, of: again.id, because: "From the support before", by: visit.worker.id, at: visit.now)
            }
            return SupportPart.overview.link(again.id)
        }
    }
}

extension Transaction {
    /// The reminders of a support's own clock: in which week its ending is asked about, and by when it ends.
    func remindOfEnding(_ support: Support, _ pathway: Pathway, by worker: Worker, at now: Instant) throws {
        guard let started = support.startedOn else { return }
        let dates = PathwayDates(pathway, calendar: .england)
        if let prompt = dates.exitPrompt(from: started) {
            try add(
                StoredTask(
                    key: "exit-prompt \(support.id)", person: support.person, what: "Say how support will end",
                    link: SupportPart.ending.link(support.id).text, agency: support.agency ?? worker.agency.id,
                    worker: support.worker, due: prompt, askedBy: worker.id, at: now))
        }
        if let end = dates.end(from: started) { try remindOfEnd(support, by: worker, due: end, at: now) }
    }

    func remindOfEnd(_ support: Support, by worker: Worker, due: Day, at now: Instant) throws {
        try add(
            StoredTask(
                key: "end \(support.id)", person: support.person, what: "Support ends, or is extended with a reason",
                link: SupportPart.ending.link(support.id).text, agency: support.agency ?? worker.agency.id,
                worker: support.worker, due: due, askedBy: worker.id, at: now))
    }

    /// Ends what a worker may see of a young person, unless they still give them support.
    func stepBack(_ worker: ID<Worker>, from person: ID<Person>, at now: Instant) throws {
        let held = try openSupports(of: nil, worker: worker)
        guard !held.contains(where: { $0.support.person == person }) else { return }
        try endInvolvement(of: worker, as: .team, with: person, at: now)
    }

    /// Ends what its giver may see of the young person, unless they give them other support.
    func stepAway(from support: Support, at now: Instant) throws {
        if let worker = support.worker { try stepBack(worker, from: support.person, at: now) }
        let others = try openSupports(of: nil).map(\.support).filter { $0.person == support.person }
        if let agency = support.agency, !others.contains(where: { $0.agency == agency }) {
            try involve(
                agency, as: .provider, with: support.person, why: "Gave support until \(now.day.long)", until: now,
                at: now)
        }
    }
}

func endingRoutes(_ house: House) -> [Route] {
    let desk = EndingDesk()
    let root = "/support/{support}/ending"
    return [
        house.route(.get, root, .seeSupport, audit: .view, desk.show),
        house.route(.post, root, .recordSupport, audit: .change, desk.end),
        house.route(.post, "\(root)/handovers", .recordSupport, audit: .change, desk.handover),
        house.route(.post, "\(root)/handovers/{handover}", .recordSupport, audit: .change, desk.answer),
        house.route(.post, "\(root)/extend", .recordSupport, audit: .change, desk.extend),
        house.route(.post, "\(root)/follow-ups/{question}", .recordSupport, audit: .change, desk.followUp),
        house.route(.post, "\(root)/reopen", .recordSupport, audit: .change, desk.reopen),
    ]
}
