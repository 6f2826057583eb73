import Governance
import Kernel
import Providers
import Storage

extension Maker {
    /// The directory: who can help whom, where and when, and how many places there are.
    func writeHelpers(into ledger: inout Ledger) async throws {
        let (staff, wish, before) = (staff, wish, ledger)
        ledger = try await database.write { tx in
            var ledger = before
            var dice = Dice(seed: wish.seed, part: "helpers")
            try Chance.seeded(dice.seed()) {
                for offer in Helpers.shipped.services { try write(offer, staff, wish.now, in: tx, &ledger, &dice) }
                let list = Helpers.shipped.mentors
                for helper in list.mentors {
                    let terms = helper.terms(
                        staff, supervisor: list.supervisors[helper.agency] ?? "", today: wish.now.day)
                    let at = wish.now.adding(hours: -dice.number(1...8), days: -dice.number(20...380))
                    let id = try tx.add(
                        terms, by: staff["rowan"].id, because: "Taken on by \(staff.agency(helper.agency).name).",
                        at: at)
                    ledger.note(.manageMentors, by: staff["rowan"], on: id.text, "added a mentor", at: at, &dice)
                }
            }
            return ledger
        }
    }

    private func write(
        _ offer: Helpers.Offer, _ staff: Staff, _ now: Instant, in tx: Transaction, _ ledger: inout Ledger,
        _ dice: inout Dice
    ) throws {
        let hub = staff["rowan"]
        let terms = offer.terms(staff, today: now.day)
        let at = now.adding(days: -dice.number(30...420))
        let id = try tx.add(terms, source: "", by: hub.id, because: "In the hub’s first directory.", at: at)
        ledger.note(.manageServices, by: hub, on: id.text, "added a service", at: at, &dice)
        if let places = offer.places {
            let (earlier, latest) = (
                now.adding(days: -places.daysAgo - 14), now.adding(hours: -2, days: -places.daysAgo)
            )
            try tx.sayPlaces(
                of: id, free: places.free + dice.number(0...2), waiting: places.waiting, waitDays: places.wait,
                by: hub.id, at: earlier)
            try tx.sayPlaces(
                of: id, free: places.free, waiting: places.waiting, waitDays: places.wait, by: hub.id, at: latest)
        }
        guard let why = offer.archived else { return }
        var archived = terms
        archived.isArchived = true
        let when = now.adding(days: -12)
        guard try tx.change(id, to: archived, from: 1, by: hub.id, because: why, at: when) else { return }
        ledger.note(.manageServices, by: hub, on: id.text, "archived a service", at: when, &dice)
    }
}
