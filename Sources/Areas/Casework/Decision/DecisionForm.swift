import FrontDoor
import Governance
import Kernel
import People
import Web

/// What a decision is made among: the agencies, their workers, and what stands now.
struct DecisionContext: Sendable {
    let agencies: [Agency]
    /// Those who may lead or be given an action: only people whose role works with records.
    let workers: [Worker]
    let person: Person
    let level: RiskLevel?
    let hasStanding: Bool
    let today: Day
    /// What the meeting may choose.
    let pathways: [Pathway]

    func agency(_ text: String) -> Agency? { agencies.first { $0.id.text == text } }
    func worker(_ text: String) -> Worker? { workers.first { $0.id.text == text } }
}

/// A decision as typed, read and checked.
struct DecisionForm: Sendable {
    /// What the form takes; more actions belong in a plan.
    static let mostActions = 5

    /// One thing to do, and by whom.
    struct Step: Sendable {
        let what: String
        let agency: Agency
        let worker: Worker?
        let due: Day
    }

    let outcome: Outcome
    let pathway: String
    let reason: String
    let supersedesBecause: String
    let leadAgency: Agency?
    let leadWorker: Worker?
    let firstContactBy: Day?
    let informationBy: Day?
    let informationFrom: Agency?
    let voice: Heard
    let voiceWords: String
    let parentTold: Heard
    let parentWords: String
    let dissent: String
    let reply: String
    let steps: [Step]

    /// - Throws: What is wrong, field by field, in the order of the page.
    init(_ form: Form, _ context: DecisionContext) throws(FieldErrors) {
        var reading = FormReading(form)
        let outcome: Outcome? = reading.choice("outcome", "Choose what was decided")
        pathway = outcome == .supportPathway ? Self.pathway(context, &reading) : ""
        let isMore = outcome == .moreInformation
        informationBy =
            isMore ? reading.coming("info", from: context.today, "Say by when the information is needed") : nil
        informationFrom =
            isMore ? Self.agency("info_from", context, &reading, "Choose which agency is asked") : nil
        reply = outcome.map { Self.reply($0, context, &reading) } ?? ""
        reason = reading.required("reason", "Say why. A decision without a reason cannot be kept")
        supersedesBecause =
            context.hasStanding
            ? reading.required("supersedes", "Say why the decision before no longer stands") : ""
        (leadAgency, leadWorker) = Self.lead(outcome, context, &reading)
        let needsContact = outcome?.words.needsLead ?? false
        firstContactBy =
            needsContact
            ? reading.coming("first", from: context.today, "Say by when the first contact is made") : nil
        steps = (1...Self.mostActions).compactMap { Self.step($0, context, &reading) }
        let voice: Heard? = reading.choice("voice", "Say whether the young person was heard")
        voiceWords = reading.text("voice_words")
        if voice == .no, voiceWords.isEmpty { reading.complain("voice_words", "Say why they have not been heard yet") }
        let parentTold: Heard? = reading.choice("parent", "Say whether a parent or carer was told")
        parentWords = reading.text("parent_words")
        if parentTold == .no, parentWords.isEmpty {
            reading.complain("parent_words", "Say why no parent or carer was told")
        }
        dissent = reading.text("dissent")
        guard let outcome, let voice, let parentTold, reading.errors.isEmpty else { throw reading.errors }
        self.outcome = outcome
        self.voice = voice
        self.parentTold = parentTold
    }

    private static func pathway(_ context: DecisionContext, _ reading: inout FormReading) -> String {
        let id = reading.form["pathway"]
        if !context.pathways.contains(where: { $0.id == id }) {
            reading.complain("pathway", "Choose which kind of support")
        }
        return id
    }

    private static func agency(
        _ name: String, _ context: DecisionContext, _ reading: inout FormReading, _ message: String
    ) -> Agency? {
        let agency = context.agency(reading.form[name])
        if agency == nil { reading.complain(name, message) }
        return agency
    }

    private static func reply(_ outcome: Outcome, _ context: DecisionContext, _ reading: inout FormReading) -> String {
        let name = "reply-\(outcome.rawValue)"
        let text = reading.required(name, "Write what to say back to whoever told us")
        if let found = ReplyCheck(person: context.person, agencies: context.agencies).finding(in: text) {
            reading.complain(
                name, "Take out “\(found)”. A reply never says who is known to us, or what any service does")
        }
        return text
    }

    private static func lead(
        _ outcome: Outcome?, _ context: DecisionContext, _ reading: inout FormReading
    ) -> (Agency?, Worker?) {
        let agency = context.agency(reading.form["lead_agency"])
        let worker = context.worker(reading.form["lead_worker"])
        guard let agency else {
            if let worker { return (worker.agency, worker) }
            if outcome?.words.needsLead ?? false { reading.complain("lead_agency", "Choose which agency leads") }
            return (nil, nil)
        }
        if let worker, worker.agency.id != agency.id {
            reading.complain("lead_worker", "\(worker.name) works for \(worker.agency.name), not \(agency.name)")
        }
        // Somebody there must be able to open the record: the hub's agencies can, and a charity that supports.
        if worker == nil, !agency.isOnHub, agency.kind != .voluntary {
            reading.complain("lead_worker", "Name a worker: nobody else at \(agency.name) can open the record")
        }
        return (agency, worker)
    }

    private static func step(_ row: Int, _ context: DecisionContext, _ reading: inout FormReading) -> Step? {
        let what = reading.text("what-\(row)", limit: FormReading.longestLine)
        let owner = reading.form["owner-\(row)"]
        guard !what.isEmpty else {
            if !owner.isEmpty { reading.complain("what-\(row)", "Say what has to be done") }
            return nil
        }
        let worker = owner.hasPrefix("worker:") ? context.worker(String(owner.dropFirst("worker:".count))) : nil
        let agency = worker?.agency ?? context.agency(String(owner.dropFirst("agency:".count)))
        if agency == nil { reading.complain("owner-\(row)", "Choose who does it") }
        let due = reading.coming("due-\(row)", from: context.today, "Say by when it has to be done")
        if let agency, worker == nil, !agency.isOnHub, agency.kind != .voluntary {
            reading.complain("owner-\(row)", "Name a worker: nobody else at \(agency.name) can open the record")
        }
        guard let agency, let due else { return nil }
        return Step(what: what, agency: agency, worker: worker, due: due)
    }

    /// Everything this sets going.
    func deciding(on reading: ItemReading, by worker: Worker, at now: Instant) -> Deciding {
        let decision = Decision(
            id: .make(), referral: reading.referral.id, person: reading.person.id,
            number: (reading.standing?.decision.number ?? 0) + 1, outcome: outcome, pathway: pathway, reason: reason,
            supersedesBecause: supersedesBecause, riskBefore: reading.level(before: now.day),
            riskAfter: reading.level, leadAgency: leadAgency?.id, leadWorker: leadWorker?.id,
            firstContactBy: firstContactBy, informationBy: informationBy, informationFrom: informationFrom?.id,
            voice: voice, voiceWords: voiceWords, parentTold: parentTold, parentWords: parentWords, dissent: dissent,
            reply: reply, by: worker.id, at: now)
        let actions = steps.map { step in
            AgreedAction(
                id: .make(), decision: decision.id, referral: decision.referral, person: decision.person,
                what: step.what, agency: step.agency.id, worker: step.worker?.id, due: step.due, at: now)
        }
        return Deciding(
            decision: decision, actions: actions, leadAgency: leadAgency, leadWorker: leadWorker,
            owners: steps.compactMap(\.worker), owningAgencies: steps.filter { $0.worker == nil }.map(\.agency))
    }
}
