import Governance
import Kernel
import Storage
import Web

/// Signals: read by partners and boards, decided about by the hub and the analysts.
func signalRoutes(_ house: House) -> [Route] {
    let desk = SignalDesk(partnership: house.theme.name)
    return [
        house.route(.get, "/insight/signals", .seeMeasures, audit: .none, desk.list),
        house.route(.get, "/insight/signals/digest", .seeMeasures, audit: .none, desk.digest),
        house.route(.get, "/insight/signals/digest/text", .seeMeasures, audit: .export, desk.digestText),
        house.route(.get, "/insight/signals/{signal}", .seeMeasures, audit: .none, desk.show),
        house.route(.post, "/insight/signals/{signal}/decide", .workSignals, audit: .change, desk.decide),
    ]
}

/// How many new signals wait for somebody who may decide about them.
package func signalMenuCount(_ tx: Transaction, _ worker: Worker, _ now: Instant) throws -> Int {
    Policy.allows(worker.role, .workSignals) ? try tx.newSignals() : 0
}

/// The card of new signals for the hub and the analysts.
package func signalHomeCards() -> [HomeCard] {
    [
        HomeCard(action: .workSignals) { tx, worker, _ in
            let new = try tx.shownSignals(for: ShownSeries.audience(of: worker.role)).filter { $0.signal.state == .new }
            guard !new.isEmpty else {
                return card(
                    "Signals", id: "signals",
                    body: "<p>No new signal waits. \(anchor("See all signals", InsightLink.signals))</p>")
            }
            let lines = new.prefix(3).map { one -> HTML in
                "\(anchor(one.title, InsightLink.signal(one.signal.id))). \(one.sentence)"
            }
            let words = new.count == 1 ? "new signal waits" : "new signals wait"
            return card(
                "Signals", id: "signals",
                body: """
                    <p><strong>\(new.count)</strong> \(words). \(anchor("See them all", InsightLink.signals))</p>\
                    \(bullets(Array(lines)))
                    """)
        },
        HomeCard(action: .seeMeasures) { tx, worker, now in
            guard !Policy.allows(worker.role, .workSignals) else { return .empty }
            let week = now.day.adding(days: -6)...now.day
            let shown = try tx.shownSignals(for: ShownSeries.audience(of: worker.role))
            let new = shown.count { week.contains($0.signal.foundAt.day) }
            let decided = shown.count { $0.last.map { week.contains($0.at.day) } ?? false }
            return card(
                "Signals this week", id: "digest",
                body: """
                    <p><strong>\(new)</strong> new, <strong>\(decided)</strong> decided. \
                    \(anchor("Read the week's digest", InsightLink.digest))</p>
                    """)
        },
    ]
}

/// The handlers behind the signals' pages.
struct SignalDesk: Sendable {
    let partnership: String

    private func audience(_ visit: Visit) -> CountAudience { ShownSeries.audience(of: visit.worker.role) }

    func list(_ visit: Visit) async throws -> Answer {
        let filter = SignalFilter(visit.request.query)
        let page = try await visit.read { tx in
            SignalPages(
                all: try tx.shownSignals(for: audience(visit)), filter: filter, looks: try tx.signalLooks(),
                lookedAt: try tx.lookedForSignalsAt(), audience: audience(visit))
        }
        return visit.page(Page("Signals", body: page.html))
    }

    func show(_ visit: Visit) async throws -> Answer { try await page(visit, FormView(), conflict: nil, status: 200) }

    private func page(_ visit: Visit, _ form: FormView, conflict: SignalStep?, status: Int) async throws -> Answer {
        let id: ID<Signal> = try visit.request.id("signal")
        let found = try await visit.read { tx in
            try tx.signalCase(id, for: audience(visit), on: visit.today)
        }
        guard let found else { throw Problem.notFound }
        let page = SignalCasePages(
            found: found, today: visit.today, mayDecide: Policy.allows(visit.worker.role, .workSignals), form: form,
            conflict: conflict, token: visit.token)
        return visit.page(
            Page(found.shown.title, hasErrors: !form.errors.isEmpty, body: page.html), status: status)
    }

    func decide(_ visit: Visit) async throws -> Answer {
        let form = visit.request.form
        do {
            return try await visit.submit { tx in
                let id: ID<Signal> = try visit.request.id("signal")
                guard try tx.signal(id) != nil else { throw Problem.notFound }
                let decision = try SignalDecision(form)
                guard try tx.signalSteps(of: id).count == decision.seen else { throw SignalOvertaken() }
                if let action = decision.action, try !tx.openPlaceActions().contains(where: { $0.id == action }) {
                    throw FieldErrors("action", "Choose from the list: that action has ended")
                }
                try tx.decide(
                    id, decision.state, because: decision.reason, action: decision.action, by: visit.worker.id,
                    at: visit.now)
                try visit.note(.workSignals, "\(id): \(decision.state.rawValue)", in: tx)
                return (next: InsightLink.signal(id), notice: "Saved. The decision is in the history.")
            }
        } catch let errors as FieldErrors {
            return try await page(visit, FormView(form, errors: errors), conflict: nil, status: 422)
        } catch is SignalOvertaken {
            let id: ID<Signal> = try visit.request.id("signal")
            let last = try await visit.read { try $0.signalSteps(of: id).last }
            return try await page(visit, FormView(form), conflict: last, status: 409)
        }
    }

    // MARK: The week

    private func until(_ visit: Visit) -> Day {
        Day(visit.request.query["until"]).map { min($0, visit.today) } ?? visit.today
    }

    func digest(_ visit: Visit) async throws -> Answer {
        let digest = try await visit.read { tx in
            try tx.signalDigest(
                until: until(visit), for: audience(visit), partnership: partnership, today: visit.today)
        }
        return visit.page(Page(digest.title, body: digest.html(today: visit.today)))
    }

    func digestText(_ visit: Visit) async throws -> Answer {
        let digest = try await visit.record { tx in
            try visit.note(.seeMeasures, "digest of signals as a file", in: tx)
            return try tx.signalDigest(
                until: until(visit), for: audience(visit), partnership: partnership, today: visit.today)
        }
        return .download(digest.text, type: "text/plain; charset=utf-8", name: "signals-\(digest.until).txt")
    }
}
