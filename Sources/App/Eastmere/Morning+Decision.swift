import Casework
import FrontDoor
import Governance
import Kernel
import People
import Storage

extension Morning {
    /// What the meeting decided this morning.
    mutating func decide(
        _ listed: Today.Listed, _ referral: Referral, _ person: ID<Person>, at: Instant, in tx: Transaction,
        _ ledger: inout Ledger
    ) throws {
        let outcome = Outcome(rawValue: listed.course ?? "") ?? .supportPathway
        let asked = outcome == .moreInformation ? staff.agency(listed.lead ?? "health") : nil
        let lead = asked == nil && outcome.isLed ? listed.lead.map { staff.agency($0) } : nil
        let contact = listed.firstContact ?? -1
        let decision = Decision(
            id: dice.id(), referral: referral.id, person: person, number: 1, outcome: outcome,
            pathway: listed.pathway ?? "", reason: listed.why ?? "", supersedesBecause: "", riskBefore: listed.risk,
            riskAfter: listed.risk, leadAgency: lead?.id,
            leadWorker: lead == nil ? nil : listed.leadWorker.map { staff[$0].id },
            firstContactBy: contact >= 0 && asked == nil ? now.day.adding(days: contact) : nil,
            informationBy: asked == nil ? nil : WorkingCalendar.england.next(after: now.day),
            informationFrom: asked?.id, voice: .yes, voiceWords: listed.voice ?? "", parentTold: .yes,
            parentWords: "They know, and agree.", dissent: "", reply: outcome.words.reply, by: coordinator.id, at: at)
        let owner = staff[listed.leadWorker ?? "leanne"]
        let action = AgreedAction(
            id: dice.id(), decision: decision.id, referral: referral.id, person: person,
            what: listed.action ?? "", agency: owner.agency.id, worker: owner.id,
            due: max(now.day, now.day.adding(days: contact)), at: at)
        try carry(
            decision, [action].filter { !$0.what.isEmpty }, owner, lead, on: referral, in: tx)
        ledger.note(.decideReferral, by: coordinator, on: person.text, referral.reference, at: at, &dice)
    }

    /// What an earlier meeting decided.
    mutating func decide(
        _ earlier: Kai.Earlier, _ referral: Referral, _ person: ID<Person>, at: Instant, in tx: Transaction,
        _ ledger: inout Ledger
    ) throws {
        let lead = staff["nadia"]
        let decision = Decision(
            id: dice.id(), referral: referral.id, person: person, number: 1, outcome: .supportPathway,
            pathway: earlier.pathway, reason: earlier.reason, supersedesBecause: "", riskBefore: nil,
            riskAfter: earlier.level, leadAgency: lead.agency.id, leadWorker: lead.id,
            firstContactBy: WorkingCalendar.england.next(after: at.day), informationBy: nil, informationFrom: nil,
            voice: .yes, voiceWords: earlier.voice, parentTold: .yes, parentWords: "Mum knows and agrees.",
            dissent: "", reply: Outcome.supportPathway.words.reply, by: coordinator.id, at: at)
        let actions = earlier.actions.map { what in
            AgreedAction(
                id: dice.id(), decision: decision.id, referral: referral.id, person: person, what: what,
                agency: lead.agency.id, worker: lead.id, due: at.day.adding(days: 3), at: at)
        }
        try carry(decision, actions, lead, lead.agency, on: referral, in: tx)
        for action in actions {
            _ = try tx.finish(action.id, saying: "Done.", by: lead.id, at: min(at.adding(days: 2), now))
        }
        ledger.note(.decideReferral, by: coordinator, on: person.text, referral.reference, at: at, &dice)
    }

    private func carry(
        _ decision: Decision, _ actions: [AgreedAction], _ owner: Worker, _ lead: Agency?, on referral: Referral,
        in tx: Transaction
    ) throws {
        let leadWorker = lead == nil ? nil : owner
        try tx.decide(
            Deciding(
                decision: decision, actions: actions, leadAgency: lead, leadWorker: leadWorker,
                owners: actions.isEmpty ? [] : [owner], owningAgencies: []),
            on: referral, by: coordinator, at: decision.at)
    }

    // MARK: The meeting itself

    /// Who is in the room today, what was declared, and what agencies have told so far.
    mutating func openMeeting(_ today: Today, in tx: Transaction, _ ledger: inout Ledger) throws {
        let at = clock.thisMorning(0, of: today.decided.count)
        let meeting = Meeting(
            day: now.day, startsAt: HubTime.meetingMinute, chair: coordinator.id, statementRead: true)
        try tx.set(meeting, by: coordinator.id, at: at)
        let away = Set(today.away.map { staff.agency($0).id })
        for agency in staff.offices where agency.isOnHub && !away.contains(agency.id) {
            try tx.setAttendance(of: agency.id, on: now.day, isHere: true, by: coordinator.id, at: at)
        }
        try tx.declareConflict(today.conflict, on: now.day, by: staff["carys"].id, at: at)
        ledger.note(.runMeeting, by: coordinator, on: "", "opened", at: at, &dice)
    }

    /// What agencies have told about one young person on today's list.
    mutating func tell(
        _ listed: Today.Listed, _ referral: Referral, _ person: ID<Person>, at: Instant, in tx: Transaction,
        _ ledger: inout Ledger
    ) throws {
        for told in listed.told ?? [] {
            let author = staff[told.worker]
            try tx.insert(
                SharedInformation(
                    id: dice.id(), referral: referral.id, person: person, text: told.text,
                    basis: told.isOpinion == true ? .opinion : .fact,
                    handling: told.conditions == nil ? .mayShare : .conditions, conditions: told.conditions ?? "",
                    by: author, at: at))
            ledger.note(.addInformation, by: author, on: person.text, referral.reference, at: at, &dice)
        }
    }
}

extension Outcome {
    /// Whether an agency leads what comes of it.
    fileprivate var isLed: Bool {
        switch self {
        case .supportPathway, .earlyHelp, .socialCare: true
        case .signpost, .moreInformation, .noFurtherAction: false
        }
    }
}
