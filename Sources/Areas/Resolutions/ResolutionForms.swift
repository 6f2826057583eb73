import Kernel
import People
import SupportWork
import Web

/// An agreement as proposed, read from its form.
enum ProposalForm {
    static func read(
        _ form: Form, person: ID<Person>, supports: [ID<Support>], lists: ResolutionLists, asked by: String
    ) throws -> Resolution {
        var reading = FormReading(form)
        let kind = lists.kind(form["kind"])
        if kind == nil { reading.complain("kind", "Choose what is proposed") }
        let offence = reading.required("offence", limit: 500, "Say in a sentence what police say happened")
        let gravity = reading.number("gravity", 1...5, "Enter 1 to 5, or leave it empty")
        var answers: [String: String] = [:]
        for check in lists.eligibility {
            let answer = form["check-\(check.id)"]
            if ["yes", "no"].contains(answer) {
                answers[check.id] = answer
                if answer == check.stopsWhen { reading.complain("check-\(check.id)", check.why) }
            } else {
                reading.complain("check-\(check.id)", "Answer yes or no")
            }
        }
        let admission: Admission? = reading.choice("admission", "Choose what the young person says of it")
        if let kind, let admission, let why = ResolutionRules.mismatch(kind, admission) {
            reading.complain("kind", why)
        }
        let victimAsked = form["victim_asked"] == "yes"
        let view = reading.required(
            "victim_view",
            victimAsked
                ? "Write what the person who was harmed wants"
                : "Say why nobody has asked them, or that there is nobody")
        let decider = reading.required("decided_by", limit: 200, "Name who decided to propose this, and for whom")
        let support = supports.first { $0.text == form["support"] }
        guard let kind, let admission, reading.errors.isEmpty else { throw reading.errors }
        return Resolution(
            id: .make(), person: person, support: support, kind: kind.id, offence: offence, gravity: gravity,
            eligibility: answers, admission: admission, victimView: view, victimAsked: victimAsked,
            decidedBy: decider, status: .proposed, agreedOn: nil, endsOn: nil, legalAdvice: "", agreedWith: "",
            code: "", policeToldOn: nil)
    }
}

/// What the young person agreed to, read from its form.
enum AgreeingForm {
    static func read(
        _ form: Form, _ resolution: Resolution, kind: ResolutionLists.Kind, conditions: Int, today: Day
    ) throws -> Resolution {
        var reading = FormReading(form)
        var agreed = resolution
        agreed.legalAdvice = reading.required(
            "legal_advice", limit: 500, "Say what legal advice they had, or that it was offered and they said no")
        agreed.agreedWith = reading.required(
            "agreed_with", limit: 500, "Say who agreed: the young person, and a parent or other adult with them")
        if form["understood"] != "yes" {
            reading.complain("understood", "They have to understand it. Go through it with them first")
        }
        if conditions == 0 { reading.complain("agreed_with", "Add at least one condition before it is agreed") }
        let day = reading.day("agreed_on")
        if day == nil { reading.complain("agreed_on", "Enter the day they agreed") }
        if let day, day > today { reading.complain("agreed_on", "Enter today or a day before it") }
        let ends = reading.day("ends_on")
        if ends == nil { reading.complain("ends_on", "Enter the day it ends") }
        if let day, let ends {
            let latest = ResolutionRules.latestEnd(kind, agreedOn: day)
            if ends <= day { reading.complain("ends_on", "It has to end after the day they agreed") }
            if ends > latest {
                reading.complain("ends_on", "\(kind.name) lasts at most \(kind.mostWeeks) weeks: until \(latest.long)")
            }
        }
        guard reading.errors.isEmpty else { throw reading.errors }
        agreed.agreedOn = day
        agreed.endsOn = ends
        agreed.status = .running
        return agreed
    }
}

/// A condition as typed, read from its form.
enum ConditionForm {
    static func read(
        _ form: Form, of resolution: Resolution, replacing: Condition?, lists: ResolutionLists, today: Day
    ) throws -> Condition {
        var reading = FormReading(form)
        let type = lists.type(form["type"])?.id ?? ""
        if type.isEmpty { reading.complain("type", "Choose what kind of condition it is") }
        let what = reading.required(
            "what", limit: 500, "Say what is to be done, so that anybody can tell whether it was")
        let provider = reading.required("provider", limit: 200, "Say who helps with it")
        let frequency = reading.text("frequency", limit: 200)
        let evidence = reading.required("evidence", limit: 500, "Say what will show that it was done")
        let due = reading.coming("due", from: today, "Enter the day by which it is done")
        if let due, let ends = resolution.endsOn, due > ends {
            reading.complain("due", "The agreement ends on \(ends.long). Choose a day until then")
        }
        guard let due, reading.errors.isEmpty else { throw reading.errors }
        return Condition(
            id: .make(), resolution: resolution.id, replaces: replacing?.id, type: type, what: what, provider: provider,
            frequency: frequency, evidence: evidence, due: due)
    }
}
