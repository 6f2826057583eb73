import Casework
import FrontDoor
import Governance
import Kernel
import People
import Storage

extension Telling {
    /// What the meeting decided, the actions it agreed, and the reply: late ones had to wait for an answer first.
    mutating func decide(in tx: Transaction, into ledger: inout Ledger) throws {
        var number = 1
        if isLate, dice.happens(0.45) { number += try ask(in: tx, into: &ledger) }
        let outcome = outcome()
        let pathway = pathway(for: outcome)
        let lead = leadKey(outcome, pathway).map { ($0, staff.leads(at: $0)) }
        let leadWorker = lead.flatMap { $0.1.isEmpty ? nil : dice.pick($0.1) }
        let decision = decision(
            number, outcome, pathway, lead: lead.map { staff.agency($0.0) }, leadWorker, at: decidedAt)
        let actions = actions(of: decision, lead: lead?.0, outcome)
        if isActive {
            try tx.decide(
                Deciding(
                    decision: decision, actions: actions.map(\.action),
                    leadAgency: lead.map { staff.agency($0.0) }, leadWorker: leadWorker,
                    owners: actions.compactMap(\.owner), owningAgencies: []),
                on: referral, by: coordinator, at: decidedAt)
        } else {
            try tx.insert(decision)
            for action in actions { try tx.insert(action.action) }
            try tx.reply(
                to: referral.id, saying: decision.reply, by: coordinator, at: referral.toldAt ?? decidedAt)
        }
        for action in actions { try finish(action, in: tx) }
        try support(decision, lead: leadWorker, in: tx)
        ledger.note(.decideReferral, by: coordinator, on: person.text, referral.reference, at: decidedAt, &dice)
        if let leadWorker { look(leadWorker, &ledger) }
    }

    private var isLate: Bool {
        decidedAt > ReferralClock(receivedAt: referral.receivedAt, calendar: .england).decideBy
    }

    /// Asks an agency for more first.
    ///
    /// - Returns: How many decisions that was.
    private mutating func ask(in tx: Transaction, into ledger: inout Ledger) throws -> Int {
        let at = HubTime().decided(referral.receivedAt, isLate: false, &dice)
        guard at < decidedAt.adding(minutes: -600) else { return 0 }
        let asked = staff.agency(dice.pick(["health", "police", "schools", "homes"]))
        let decision = decision(
            1, .moreInformation, "", lead: nil, nil, at: at, from: asked.id, by: decidedAt.day)
        try tx.insert(decision)
        try tx.reply(to: referral.id, saying: decision.reply, by: coordinator, at: at)
        ledger.note(.decideReferral, by: coordinator, on: person.text, referral.reference, at: at, &dice)
        return 1
    }

    // MARK: What is chosen

    private mutating func outcome() -> Outcome {
        let chances = library.deciding.outcomes[story.level.rawValue] ?? [:]
        return dice.pick(Outcome.allCases.filter { chances[$0.rawValue] != nil }) { chances[$0.rawValue] ?? 0 }
    }

    private mutating func pathway(for outcome: Outcome) -> String {
        guard outcome == .supportPathway else { return "" }
        let fitting = (library.deciding.pathways[story.theme.id] ?? []).filter {
            $0 != "young-womens-worker" || youngster.pronoun == .she
        }
        return fitting.isEmpty ? "youth-work" : dice.pick(fitting)
    }

    private mutating func leadKey(_ outcome: Outcome, _ pathway: String) -> String? {
        let keys = library.deciding.leads[pathway.isEmpty ? outcome.rawValue : pathway] ?? []
        return keys.isEmpty ? nil : dice.pick(keys)
    }

    private mutating func decision(
        _ number: Int, _ outcome: Outcome, _ pathway: String, lead: Agency?, _ leadWorker: Worker?, at: Instant,
        from: ID<Agency>? = nil, by: Day? = nil
    ) -> Decision {
        let texts = library.deciding
        let day = at.day
        let voice: Heard = dice.happens(0.72) ? .yes : .no
        let parent: Heard = dice.happens(0.83) ? .yes : .no
        let days = story.level == .high ? 0 : story.level == .medium ? 3 : 5
        return Decision(
            id: dice.id(), referral: referral.id, person: person, number: number, outcome: outcome, pathway: pathway,
            reason: words(texts.reasons[outcome.rawValue] ?? [], on: day),
            supersedesBecause: number > 1 ? dice.pick(texts.again) : "", riskBefore: nil, riskAfter: story.level,
            leadAgency: lead?.id, leadWorker: leadWorker?.id,
            firstContactBy: lead == nil ? nil : WorkingCalendar.england.adding(days, to: at).day,
            informationBy: by, informationFrom: from, voice: voice,
            voiceWords: words(texts.voice[voice.rawValue] ?? [], on: day), parentTold: parent,
            parentWords: words(texts.parents[parent.rawValue] ?? [], on: day),
            dissent: dice.happens(0.05) ? words(texts.dissent, on: day) : "", reply: outcome.words.reply,
            by: coordinator.id, at: at)
    }

    // MARK: Actions

    /// An action, and the worker who has it.
    struct Agreed {
        let action: AgreedAction
        let owner: Worker?
    }

    private mutating func actions(of decision: Decision, lead: String?, _ outcome: Outcome) -> [Agreed] {
        guard outcome != .noFurtherAction, outcome != .signpost else { return [] }
        let others = dice.some(dice.number(0...2), of: ["police", "health", "schools", "homes", "harbour", "care"])
        return ([lead].compactMap { $0 } + others.filter { $0 != lead }).map { agreed($0, decision) }
    }

    private mutating func agreed(_ key: String, _ decision: Decision) -> Agreed {
        let agency = staff.agency(key)
        let workers = staff.leads(at: key)
        let owner = workers.isEmpty || dice.happens(0.2) ? nil : dice.pick(workers)
        let day = decidedAt.day
        let action = AgreedAction(
            id: dice.id(), decision: decision.id, referral: referral.id, person: person,
            what: words(library.deciding.actions[agency.kind.rawValue] ?? [], on: day), agency: agency.id,
            worker: owner?.id, due: WorkingCalendar.england.adding(dice.number(1...9), to: decidedAt).day,
            at: decidedAt)
        return Agreed(action: action, owner: owner)
    }

    /// Most are done by their day, some a little after; the oldest all are.
    private mutating func finish(_ agreed: Agreed, in tx: Transaction) throws {
        guard let doer = agreed.owner ?? staff.everyone.first(where: { $0.agency.id == agreed.action.agency }) else {
            return
        }
        let day = agreed.action.due.adding(days: dice.happens(0.85) ? -dice.number(0...1) : dice.number(1...4))
        let at = max(London.instant(day, hour: dice.number(9...17), minute: 20), decidedAt.adding(minutes: 90))
        let isOld = decidedAt < now.adding(days: -40)
        guard at < now, isOld || dice.happens(0.9) else { return }
        _ = try tx.finish(agreed.action.id, saying: dice.pick(doneWords(on: day)), by: doer.id, at: at)
    }

    private mutating func doneWords(on day: Day) -> [String] { [words(library.deciding.done, on: day), ""] }

    /// The lead opens the record: the day it was decided, and now and then after.
    private mutating func look(_ worker: Worker, _ ledger: inout Ledger) {
        guard worker.role != .panelMember || isActive else { return }
        for _ in 0..<dice.number(1...2) {
            let at = decidedAt.adding(minutes: dice.number(20...4000))
            ledger.note(.viewRecord, by: worker, on: person.text, "overview", at: at, &dice)
        }
    }

    // MARK: What agencies told

    /// What agencies told the meeting before it decided.
    mutating func share(in tx: Transaction, into ledger: inout Ledger) throws {
        guard dice.happens(0.5) else { return }
        let keys = ["care", "police", "health", "hospital", "schools", "justice", "homes", "harbour"]
        for key in dice.some(dice.number(1...2), of: keys) {
            let authors = staff.workers(at: key, who: .addInformation)
            guard !authors.isEmpty else { continue }
            let author = dice.pick(authors)
            let hasConditions = dice.happens(0.08)
            let at = decidedAt.adding(minutes: -dice.number(3...12))
            let text = words(library.deciding.told[author.agency.kind.rawValue] ?? [], on: at.day)
            try tx.insert(
                SharedInformation(
                    id: dice.id(), referral: referral.id, person: person, text: text,
                    basis: dice.happens(0.85) ? .fact : .opinion, handling: hasConditions ? .conditions : .mayShare,
                    conditions: hasConditions ? dice.pick(library.deciding.conditions) : "", by: author, at: at))
            ledger.note(.addInformation, by: author, on: person.text, referral.reference, at: at, &dice)
        }
    }
}
