import Casework
import FrontDoor
import Governance
import Kernel
import People
import Storage
import SupportWork
import Tasks

extension Telling {
    /// Days back within which support is told with every contact and review; before that, how it went alone.
    private static let detailDays = 400

    /// What became of a decision for help: its place, its beginning, what was done, how it went and how it ended.
    func support(_ decision: Decision, lead: Worker?, in tx: Transaction) throws {
        var luck = Dice(seed: story.seed, part: "support")
        guard let id = decision.helps, let version = try tx.pathway(id, on: now.day) else { return }
        let pathway = version.pathway
        var support = Support(
            id: luck.id(), person: person, referral: referral.id, decision: decision.id, pathway: id,
            pathwayVersion: version.number, openedAt: decidedAt)
        try tx.insert(support, why: "Decided at the daily meeting", by: coordinator.id, at: decidedAt)
        let givers = staff.everyone.filter { $0.role == .provider && !$0.isDisabled }
        let accepted = decidedAt.adding(minutes: luck.number(1...9) * 1440 + luck.number(1...300))
        guard accepted < now, !givers.isEmpty else { return }
        let giver = lead.flatMap { one in givers.first { $0.id == one.id } } ?? luck.pick(givers)
        support.status = .accepted
        support.agency = giver.agency.id
        support.worker = giver.id
        support.acceptedAt = accepted
        try tx.move(support, "\(giver.agency.name) said yes", why: "", by: giver.id, at: accepted)
        let begins = accepted.adding(days: luck.number(1...6))
        guard begins < now else { return try letIn(giver, support, in: tx) }
        guard luck.happens(0.9) else {
            support.status = .withdrawn
            support.endedOn = begins.day
            return try tx.move(
                support, "They said no, or not now", why: "Not now, they said.", by: giver.id, at: begins)
        }
        support.status = .active
        support.startedOn = begins.day
        let words = library.supporting
        try tx.begin(
            support, heardFrom: luck.pick(words.heard), understanding: "They understand it, and a parent was there",
            objection: "", by: giver, at: begins)
        let weeks = max(4, (pathway.usualWeeks ?? 26) + luck.number(-3...3))
        let ends = min(begins.adding(days: 7 * weeks), begins.adding(days: 7 * (pathway.mostWeeks ?? 200)))
        let isDetailed = decidedAt > now.adding(days: -Self.detailDays)
        if isDetailed { try tell(support, pathway, giver, until: min(ends, now), ended: ends < now, in: tx, &luck) }
        if ends < now {
            try end(support, pathway, giver, at: ends, in: tx, &luck)
        } else {
            try letIn(giver, support, in: tx)
        }
    }

    private func letIn(_ giver: Worker, _ support: Support, in tx: Transaction) throws {
        try tx.involve(giver.agency.id, as: .provider, with: person, why: "Gives support", at: decidedAt)
        try tx.involve(giver, as: .team, with: person, why: "Gives support", at: decidedAt)
    }

    /// The plan, the contacts and the reviews.
    private func tell(
        _ support: Support, _ pathway: Pathway, _ giver: Worker, until last: Instant, ended: Bool, in tx: Transaction,
        _ luck: inout Dice
    ) throws {
        guard let start = support.startedOn else { return }
        let begins = London.instant(start, hour: 10, minute: 0)
        let plan = plan(from: start, &luck)
        for step in plan.steps where (step.day ?? start) < last.day {
            let isDone = luck.happens(0.75)
            try tx.say(
                isDone ? .done : .stuck, isDone ? "" : "It takes longer than we thought", of: step.id, in: support.id,
                by: giver.id, at: min(last, begins.adding(days: 30)))
        }
        try tx.keep(plan, as: 1, of: support.id, because: "", by: giver.id, at: begins)
        try tx.agree(
            youngster.person.firstName, agrees: true, words: "", on: start, to: 1, of: support.id, by: giver.id,
            at: begins)
        var at = begins.adding(days: luck.number(1...6))
        while at < last {
            try tx.insert(contact(support, pathway, at: at, &luck), by: giver.id, at: min(at.adding(minutes: 90), now))
            at = at.adding(days: luck.number(5...13))
        }
        try reviews(support, pathway, giver, until: last, ended: ended, in: tx, &luck)
    }

    private func plan(from start: Day, _ luck: inout Dice) -> Plan {
        let words = library.supporting
        var plan = Plan()
        plan.ownWords = luck.pick(words.ownWords)
        plan.helps = luck.pick(words.helps)
        plan.safety = luck.pick(words.safety)
        plan.exitStrategy = luck.pick(words.exits)
        plan.goals = luck.some(2, of: words.goals).map { goal in
            let made: ID<Plan> = luck.id()
            let step = made.text
            return Plan.Goal(
                id: "goal \(step)", cause: goal[0], need: "", goal: goal[1],
                steps: [
                    Plan.Step(
                        id: step, what: goal[2], who: "The worker, together with them",
                        by: start.adding(days: luck.number(10...40)).description)
                ])
        }
        return plan
    }

    private func contact(_ support: Support, _ pathway: Pathway, at: Instant, _ luck: inout Dice) -> Contact {
        let words = library.supporting
        let outcome = luck.pick(["held", "tried", "couldNotCome", "notBrought", "shortNotice", "weCancelled"]) {
            ["held": 12, "tried": 3, "couldNotCome": 1.5, "notBrought": 1, "shortNotice": 1, "weCancelled": 0.5][$0]
                ?? 0
        }
        let isHeld = outcome == "held"
        return Contact(
            id: luck.id(), support: support.id, replaces: nil, kind: luck.pick(pathway.sessions),
            way: isHeld ? "inPerson" : luck.pick(["door", "call", "text", "coffee"]), at: at, hasTime: true,
            place: luck.pick(["The library", "The café by the quay", "At home", "School"]), outcome: outcome,
            minutes: isHeld ? luck.number(30...90) : 0, aroundMinutes: luck.number(10...50),
            notes: isHeld ? luck.pick(words.contacts) : luck.pick(words.tried), nextStep: "", reason: "")
    }

    /// Scores begin low and gain what the pathway plants; what a young person and their worker see is not the same.
    private func reviews(
        _ support: Support, _ pathway: Pathway, _ giver: Worker, until last: Instant, ended: Bool, in tx: Transaction,
        _ luck: inout Dice
    ) throws {
        guard let start = support.startedOn, let every = pathway.reviewWeeks else { return }
        let effect = library.supporting.effects[pathway.id] ?? 0.3
        var level = Dictionary(
            pathway.ladders.map { ($0, Double(luck.number(2...6))) }, uniquingKeysWith: { first, _ in first })
        var day = start
        var number = 0
        while day <= last.day {
            let isLast = ended && day.adding(days: 7 * every) > last.day
            let missed = number > 0 && luck.happens(0.15)
            if !missed {
                let next = isLast ? nil : day.adding(days: 7 * every)
                let review = review(
                    support, day, number == 0 ? .start : isLast ? .ending : .regular, level, next, &luck)
                try tx.insert(
                    review, replacing: nil, because: "", by: giver.id, at: London.instant(day, hour: 15, minute: 0))
            }
            for ladder in pathway.ladders {
                level[ladder] = min(10, max(1, (level[ladder] ?? 5) + effect + (luck.share() - 0.5) * 1.6))
            }
            day = day.adding(days: 7 * every)
            number += 1
        }
        if !ended {
            try tx.add(
                StoredTask(
                    key: "review \(support.id)", person: person, what: "A review is due",
                    link: "/support/\(support.id)/reviews", agency: giver.agency.id, worker: giver.id,
                    due: day,
                    askedBy: giver.id, at: now))
        }
    }

    private func review(
        _ support: Support, _ day: Day, _ kind: ReviewKind, _ level: [String: Double], _ next: Day?, _ luck: inout Dice
    ) -> Review {
        let words = library.supporting
        var scores: [Review.Score] = []
        for ladder in level.keys.sorted() {
            let value = level[ladder] ?? 5
            scores.append(Review.Score(ladder: ladder, scorer: .youngPerson, value: Int(value.rounded())))
            let seen = min(10, max(1, Int((value + (luck.share() - 0.6) * 3).rounded())))
            scores.append(Review.Score(ladder: ladder, scorer: .worker, value: seen))
        }
        return Review(
            id: luck.id(), support: support.id, kind: kind, on: day, tookPart: luck.pick(words.tookPart),
            said: luck.pick(words.said), outcome: kind == .ending ? .end : .goOn,
            outcomeReason: kind == .ending ? "What was agreed is there." : "", next: next, missing: [:], scores: scores,
            instruments: [:])
    }

    private func end(
        _ before: Support, _ pathway: Pathway, _ giver: Worker, at: Instant, in tx: Transaction, _ luck: inout Dice
    ) throws {
        let words = library.supporting
        var support = before
        support.status = .ended
        support.endedOn = at.day
        let reason = luck.pick(["completed", "movedOn", "declined", "lost", "movedAway"]) {
            ["completed": 6, "movedOn": 2, "declined": 1, "lost": 1, "movedAway": 0.5][$0] ?? 0
        }
        try tx.end(
            support.id, reason: reason, words: luck.pick(words.ended), exitStrategy: luck.pick(words.strategy),
            on: at.day,
            by: giver.id, at: at)
        try tx.move(support, "Ended", why: "", by: giver.id, at: at)
        for follow in pathway.followUps {
            let due = at.adding(days: 7 * follow.weeks)
            guard due < now else { continue }
            _ = try tx.answerFollowUp(
                follow.id, of: support.id,
                answer: luck.pick(["yes", "no", "unknown"]) { ["yes": 6, "no": 2, "unknown": 2][$0] ?? 0 },
                words: "Asked on the telephone", on: due.day, by: giver.id, at: due)
        }
    }
}
