import Governance
import Kernel
import People
import Storage
import Web
import Wording

/// Possible links before a person: the list, one question, its answer and taking it back.
///
/// - Parameters:
///   - house: The partnership.
///   - movables: What every area keeps on a record that goes along when two records are one.
/// - Returns: The routes, for the site.
package func reviewRoutes(_ house: House, movables: [Movable]) -> [Route] {
    let handlers = ReviewHandlers(movables: movables)
    return [
        house.route(.get, "/review", .reviewLinks, audit: .list, handlers.list),
        house.route(.get, "/review/{item}", .reviewLinks, audit: .view, handlers.show),
        house.route(.post, "/review/{item}", .reviewLinks, audit: .change, handlers.answer),
        house.route(.post, "/review/{item}/undo", .reviewLinks, audit: .change, handlers.undo),
    ]
}

/// How many questions wait, for the menu.
package func reviewMenuCount(_ tx: Transaction, _ worker: Worker, _ now: Instant) throws -> Int {
    try tx.openReviewItems()
}

struct ReviewHandlers: Sendable {
    let movables: [Movable]

    func list(_ visit: Visit) async throws -> Answer {
        let filter = ReviewFilter(visit.request.query)
        let (list, agencies, unlinked) = try await visit.record { tx in
            (try visit.reviewList(in: tx), try tx.agencies(), try tx.unlinkedRecords())
        }
        return visit.page(ReviewListPage.page(list, filter: filter, agencies: agencies, unlinked: unlinked))
    }

    func show(_ visit: Visit) async throws -> Answer {
        try await page(visit, FormView(), status: 200)
    }

    private func page(_ visit: Visit, _ form: FormView, status: Int) async throws -> Answer {
        let page = try await visit.record { tx -> Page in
            let item = try open(visit, in: tx)
            let view = try visit.view(item, movables: movables, in: tx)
            let midnight = London.instant(visit.today, hour: 0, minute: 0)
            let done = try tx.decided(by: visit.worker.id, since: midnight)
            let goal = max(LinkSettings.standard.dailyGoal, done)
            let last = try tx.answered(by: visit.worker.id, most: 1).first {
                $0.item != item.id && visit.now.seconds(since: $0.decision.at) < 1800
            }
            return ReviewPage(
                visit: visit, view: view, form: form, last: last.map { ($0.item, $0.decision.verdict) },
                progress: "\(done) of \(goal) today."
            ).page
        }
        return visit.page(page, status: status)
    }

    /// The question in the address, for somebody both its young people are open to.
    private func open(_ visit: Visit, in tx: Transaction) throws -> ReviewItem {
        let id: ID<ReviewItem> = try visit.request.id("item")
        guard let item = try tx.reviewItem(id) else { throw Problem.notFound }
        return item
    }

    func answer(_ visit: Visit) async throws -> Answer {
        let form = visit.request.form
        do {
            return try await visit.submit { tx in
                let item = try open(visit, in: tx)
                let view = try visit.view(item, movables: movables, in: tx)
                guard let verdict = PairDecision.Verdict(rawValue: form["answer"]) else {
                    throw FieldErrors("answer", "Choose same, different or not sure")
                }
                return try take(verdict, form["reason"].trimmed, view, visit, in: tx)
            }
        } catch let errors as FieldErrors {
            return try await page(visit, FormView(form, errors: errors), status: 422)
        }
    }

    private func take(
        _ verdict: PairDecision.Verdict, _ reason: String, _ view: ReviewView, _ visit: Visit, in tx: Transaction
    ) throws -> (next: Link, notice: String?) {
        let item = view.item
        if let settled = view.settlement {
            let who = view.answers.last { $0.verdict != .unsure }?.workerName ?? "Somebody"
            throw Problem.conflict(
                what: """
                    \(who) answered this question on \(settled.at.long): \(settled.verdict.words.lowercased()). Your \
                    answer was not counted. Open the question to see it, or to take it back.
                    """)
        }
        guard item.state != .withdrawn else {
            throw Problem.conflict(what: "This question is no longer asked: the records changed or were linked.")
        }
        guard view.isComparable else {
            throw FieldErrors("answer", "No sharing agreement in date lets these two records be compared")
        }
        if let problem = ReviewRules.check(verdict, reason: reason, overturns: view.overturns(verdict)) {
            throw FieldErrors("reason", problem)
        }
        try tx.insert(verdict, on: item, by: visit.worker.id, note: reason, at: visit.now)
        try audit("answered: \(verdict.words.lowercased())", view, visit, in: tx)
        let answers = try tx.decisions(on: item).map { ReviewRules.Answer(worker: $0.worker, verdict: $0.verdict) }
        let notice: String
        switch ReviewRules.outcome(of: answers, needsTwo: view.needsTwo) {
        case .open: notice = "Kept as not sure. Somebody else may know."
        case .waiting: notice = "Kept. A second person answers before anything is linked."
        case .disputed:
            try tx.reopen(item.id, as: .disputed)
            notice = "Somebody else answered differently. It is on the short list for both of you."
        case .settled(.different):
            try tx.settle(item.id, as: .different, with: nil, at: visit.now)
            if view.isInOne, let person = view.left.person {
                let link: Link = "/young-people/\(person.id)/links/separate"
                return (
                    link.with(query: [("record", view.right.record.id.text)]),
                    "Kept. Both still stand on \(person.reference): choose what goes to a record of its own."
                )
            }
            notice = "Kept: different young people. They will not be linked."
        case .settled:
            let words = reason.isEmpty ? "Reviewed: the same young person" : reason
            let joined = try tx.linkAsSame(
                item, because: words, by: visit.worker.id, movables: movables, at: visit.now)
            try tx.settle(item.id, as: .same, with: joined?.id, at: visit.now)
            notice = "Linked. You can take it back at any time."
        }
        return (try next(visit, after: item.id, in: tx), notice)
    }

    private func audit(_ words: String, _ view: ReviewView, _ visit: Visit, in tx: Transaction) throws {
        for person in Set([view.left.person?.id, view.right.person?.id].compactMap { $0 }).sorted() {
            try visit.note(.reviewLinks, on: person, "possible link \(view.item.id), \(words)", in: tx)
        }
    }

    /// The most useful question this worker has still to answer.
    private func next(_ visit: Visit, after item: ID<ReviewItem>, in tx: Transaction) throws -> Link {
        for other in try tx.reviewItems(in: [.open], most: 50) where other.id != item {
            guard try visit.mayReview(other, in: tx) else { continue }
            if try tx.decisions(on: other).contains(where: { $0.worker == visit.worker.id }) { continue }
            return "/review/\(other.id)"
        }
        return "/review"
    }

    // MARK: Taking back

    func undo(_ visit: Visit) async throws -> Answer {
        let form = visit.request.form
        do {
            return try await visit.submit { tx in
                let item = try open(visit, in: tx)
                let view = try visit.view(item, movables: movables, in: tx)
                let reason = form["reason"].trimmed
                let isMine = form["undo"] != "settled"
                if reason.count > ReviewRules.longestReason {
                    throw FieldErrors("reason", "The reason must be 1,000 characters or fewer")
                }
                if !isMine && reason.isEmpty { throw FieldErrors("reason", "Say why the decision is taken back") }
                let mine = view.answers.contains { $0.worker == visit.worker.id }
                guard mine || !isMine else { throw Problem.conflict(what: "You have not answered this question.") }
                // One's own answer alone, while it is one of several; a decision as a whole once it stands.
                let isWhole = view.settlement != nil
                if isWhole && isMine && reason.isEmpty && view.needsTwo {
                    throw FieldErrors("reason", "Two people decided this one. Say why it is taken back")
                }
                let words = reason.isEmpty ? "Taken back at once" : reason
                if let settled = view.settlement {
                    try tx.takeBack(
                        item, settledAt: settled.at, because: words, by: visit.worker.id, movables: movables,
                        at: visit.now)
                }
                try tx.undoDecisions(
                    on: item, of: isWhole && !isMine ? nil : visit.worker.id, because: words, by: visit.worker.id,
                    at: visit.now)
                let left = try tx.decisions(on: item).map {
                    ReviewRules.Answer(worker: $0.worker, verdict: $0.verdict)
                }
                let isDisputed = ReviewRules.outcome(of: left, needsTwo: true) == .disputed
                try tx.reopen(item.id, as: isDisputed ? .disputed : .open)
                try audit("taken back", view, visit, in: tx)
                return ("/review/\(item.id)", "Taken back. The question is open again.")
            }
        } catch let errors as FieldErrors {
            return try await page(visit, FormView(form, errors: errors), status: 422)
        }
    }
}
