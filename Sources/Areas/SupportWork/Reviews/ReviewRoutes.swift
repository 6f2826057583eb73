import Casework
import Governance
import Kernel
import People
import Storage
import Tasks
import Web

/// Holding reviews, and the lists of those that are due.
struct ReviewDesk: Sendable {
    private func read(_ visit: Visit, _ action: Action, _ form: FormView, in tx: Transaction) throws -> ReviewPages {
        let frame = try visit.readSupport(action, "reviews", in: tx)
        return ReviewPages(
            frame: frame, reviews: try tx.reviews(of: frame.support, frame.grant), form: form, token: visit.token,
            today: visit.today, calendar: visit.house.calendar)
    }

    func show(_ visit: Visit) async throws -> Answer {
        let pages = try await visit.record { tx in try read(visit, .seeSupport, FormView(), in: tx) }
        return pages.frame.page(visit, .reviews, title: "Reviews", body: pages.show)
    }

    func scores(_ visit: Visit) async throws -> Answer {
        let pages = try await visit.record { tx in try read(visit, .seeSupport, FormView(), in: tx) }
        var lines = ["review,ladder,scorer,score"]
        for written in pages.reviews.reversed() {
            for score in written.review.scores {
                lines.append("\(written.review.on),\(score.ladder),\(score.scorer.rawValue),\(score.value)")
            }
        }
        return .download(
            lines.joined(separator: "\n") + "\n", type: "text/csv; charset=utf-8", name: "scores.csv")
    }

    func newPage(_ visit: Visit) async throws -> Answer {
        var form = Form()
        DayField.fill("on", with: visit.today, in: &form)
        return try await edit(visit, FormView(form), status: 200)
    }

    private func edit(_ visit: Visit, _ form: FormView, status: Int) async throws -> Answer {
        let pages = try await visit.record { tx -> ReviewPages in
            let stored = try read(visit, .recordSupport, form, in: tx)
            var filled = form.form
            if !filled.has("kind") {
                filled.set("kind", (stored.reviews.isEmpty ? ReviewKind.start : .regular).rawValue)
            }
            return ReviewPages(
                frame: stored.frame, reviews: stored.reviews, form: FormView(filled, errors: form.errors),
                token: visit.token, today: visit.today, calendar: stored.calendar)
        }
        guard pages.frame.support.status == .active else {
            throw Problem.conflict(
                what:
                    "Reviews belong to support that is under way. This one is \(pages.frame.support.status.name.lowercased())."
            )
        }
        return pages.frame.page(
            visit, .reviews, title: "Hold a review", hasErrors: !form.errors.isEmpty, status: status,
            body: pages.edit(.regular))
    }

    func add(_ visit: Visit) async throws -> Answer {
        let form = visit.request.form
        do {
            return try await visit.submit { tx in
                let pages = try read(visit, .recordSupport, FormView(), in: tx)
                let (frame, support) = (pages.frame, pages.frame.support)
                guard support.status == .active else {
                    throw Problem.conflict(what: "This support has ended meanwhile.")
                }
                guard let kind = ReviewKind(rawValue: form["kind"]) else {
                    throw FieldErrors("kind", "Choose which review it is")
                }
                let review = try ReviewForm.read(
                    form, support, frame.pathway, kind: kind, held: pages.reviews.map(\.review.on), today: visit.today)
                try tx.insert(review, replacing: nil, because: "", by: visit.worker.id, at: visit.now)
                try follow(review, frame, visit, in: tx)
                return review.outcome == .end
                    ? (SupportPart.ending.link(support.id), "The review is kept. Now plan how it ends.")
                    : (SupportPart.reviews.link(support.id), "The review is kept.")
            }
        } catch let errors as FieldErrors {
            return try await edit(visit, FormView(form, errors: errors), status: 422)
        }
    }

    /// What a review sets going: the next one's task, and the hub told when more or less help is needed.
    private func follow(_ review: Review, _ frame: SupportFrame, _ visit: Visit, in tx: Transaction) throws {
        let support = frame.support
        try tx.endTask("review \(support.id)", how: "Held on \(review.on.long)", by: visit.worker.id, at: visit.now)
        if let next = review.next { try tx.remindOfReview(support, due: next, by: visit.worker, at: visit.now) }
        if review.outcome == .stepUp || review.outcome == .stepDown {
            let hub = try tx.workers().first { $0.role == .hubCoordinator && !$0.isDisabled }
            try tx.add(
                StoredTask(
                    key: "step \(review.id)", person: support.person,
                    what: review.outcome == .stepUp
                        ? "More help is needed: decide at the meeting" : "Less help is needed: decide at the meeting",
                    link: SupportPart.reviews.link(support.id).text, agency: hub?.agency.id ?? visit.worker.agency.id,
                    worker: nil, due: visit.today, askedBy: visit.worker.id, at: visit.now))
        }
        try tx.move(
            support, "Review: \(review.outcome.name)", why: review.outcomeReason, by: visit.worker.id, at: visit.now)
    }

    // MARK: Due

    private static let mostShown = 300

    func overdue(_ visit: Visit) async throws -> Answer {
        let rows = try await visit.record { tx -> [[HTML]] in
            let isOwn = visit.worker.role == .provider
            // The longest overdue first, as many as a page bears; the rest come up as these are held.
            let mine = try tx.overdueReviews(on: visit.today, of: isOwn ? visit.worker.id : nil).prefix(Self.mostShown)
            let grant = try visit.listGrant(.seeSupport, on: mine.map(\.person), "overdue reviews", in: tx)
            let people = try tx.people(grant)
            let workers = Dictionary(try tx.workers().map { ($0.id, $0.name) }, uniquingKeysWith: { a, _ in a })
            return mine.filter { grant.shows(.plan, of: $0.person) }.map { one in
                [
                    anchor(
                        people[one.person]?.nameAndAge(on: visit.today) ?? "A young person",
                        SupportPart.reviews.link(one.support)),
                    "\(one.worker.flatMap { workers[$0] } ?? "Nobody yet")", "\(one.due.long)",
                    tag("\(visit.today.number - one.due.number) days", .warn),
                ]
            }
        }
        let body: HTML =
            rows.isEmpty
            ? emptyState("No review is overdue", "Each is due some weeks after the one before, as its pathway says.")
            : dataTable(
                "The longest overdue first, \(Self.mostShown) at most",
                columns: [.init("Young person"), .init("Worker"), .init("Was due"), .init("Overdue")], rows: rows)
        return visit.page(Page("Reviews overdue", body: pageHead("Reviews overdue") + body))
    }
}

extension Transaction {
    /// Puts the next review on its worker's list.
    func remindOfReview(_ support: Support, due: Day, by worker: Worker, at now: Instant) throws {
        try add(
            StoredTask(
                key: "review \(support.id)", person: support.person, what: "A review is due",
                link: SupportPart.reviews.link(support.id).text, agency: support.agency ?? worker.agency.id,
                worker: support.worker, due: due, askedBy: worker.id, at: now))
    }
}

func reviewRoutes(_ house: House) -> [Route] {
    let desk = ReviewDesk()
    let root = "/support/{support}/reviews"
    return [
        house.route(.get, "/support/reviews-overdue", .seeSupport, audit: .list, desk.overdue),
        house.route(.get, root, .seeSupport, audit: .view, desk.show),
        house.route(.get, "\(root)/scores.csv", .seeSupport, audit: .export, desk.scores),
        house.route(.get, "\(root)/new", .recordSupport, audit: .view, desk.newPage),
        house.route(.post, "\(root)/new", .recordSupport, audit: .change, desk.add),
    ]
}

/// Overdue reviews on the home page of whoever gives or keeps support.
func overdueReviewCard() -> HomeCard {
    HomeCard(action: .seeSupport) { tx, worker, now in
        // Counted by the tasks that stand for them: the home page is opened far more often than anything else.
        let count = try tx.overdueTasks(
            named: "review ", of: worker.role == .hubCoordinator ? nil : worker.id, on: now.day)
        guard count > 0 else { return .empty }
        return sideCard(
            "Reviews", id: "reviews",
            body: """
                <p>\(tag(count == 1 ? "1 review overdue" : "\(count) reviews overdue", .warn))</p>\
                <p>\(anchor("See which", "/support/reviews-overdue"))</p>
                """)
    }
}

/// The latest scores on the overview.
let reviewCard = SupportCard { tx, frame, today in
    let reviews = try tx.reviews(of: frame.support, frame.grant).map(\.review)
    let changes = LadderChange.all(reviews, by: .youngPerson, ladders: frame.pathway.ladders)
    guard !changes.isEmpty else { return .empty }
    return plainCard(
        ChangePicture(changes: changes, name: frame.record.firstName, scorer: .youngPerson, csv: nil).html)
}
