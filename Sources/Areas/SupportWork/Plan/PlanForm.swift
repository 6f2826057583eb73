import Kernel
import Web

/// A plan as typed, read and put back: goals and their steps in numbered fields, with room for more.
enum PlanForm {
    static let mostGoals = 12
    static let mostSteps = 8

    /// - Throws: `FieldErrors` saying what is wrong with which field.
    static func read(_ form: Form, isFirst: Bool) throws -> (plan: Plan, reason: String) {
        var reading = FormReading(form)
        var plan = Plan()
        plan.ownWords = reading.required("own_words", "Begin with what they want, in their own words")
        plan.helps = reading.text("helps")
        plan.safety = reading.text("safety")
        plan.exitStrategy = reading.required(
            "exit", "Say how it will end well: it is part of the plan from the first day")
        plan.family = reading.text("family")
        plan.goals = (0..<mostGoals).compactMap { goal($0, &reading) }
        if plan.goals.isEmpty { reading.complain("g0_goal", "Write at least one goal") }
        let reason =
            isFirst
            ? reading.text("reason", limit: 1000) : reading.required("reason", limit: 1000, "Say why the plan changes")
        guard reading.errors.isEmpty else { throw reading.errors }
        return (plan, reason)
    }

    private static func goal(_ row: Int, _ reading: inout FormReading) -> Plan.Goal? {
        let name = "g\(row)"
        let goal = reading.text("\(name)_goal", limit: 500)
        let need = reading.text("\(name)_need", limit: 500)
        let steps = (0..<mostSteps).compactMap { step("\(name)_s\($0)", &reading) }
        guard !goal.isEmpty else {
            if !need.isEmpty || !steps.isEmpty { reading.complain("\(name)_goal", "Say what is wanted here") }
            return nil
        }
        let cause = reading.form["\(name)_cause"]
        if !Plan.causes.contains(where: { $0.id == cause }) {
            reading.complain("\(name)_cause", "Choose what lies behind it")
        }
        if steps.isEmpty { reading.complain("\(name)_s0_what", "Say who does what first") }
        return Plan.Goal(id: kept(reading.form["\(name)_id"]), cause: cause, need: need, goal: goal, steps: steps)
    }

    private static func step(_ name: String, _ reading: inout FormReading) -> Plan.Step? {
        let what = reading.text("\(name)_what", limit: 300)
        let who = reading.text("\(name)_who", limit: 100)
        let day = reading.day("\(name)_by")
        guard !what.isEmpty else {
            if !who.isEmpty || day != nil { reading.complain("\(name)_what", "Say what is to be done") }
            return nil
        }
        if who.isEmpty { reading.complain("\(name)_who", "Say who does it") }
        guard let day else {
            if reading.errors.message(for: "\(name)_by") == nil {
                reading.complain("\(name)_by", "Enter the day by which it is done")
            }
            return nil
        }
        return Plan.Step(id: kept(reading.form["\(name)_id"]), what: what, who: who, by: day.description)
    }

    /// What a goal or step is known by from version to version.
    private static func kept(_ id: String) -> String { id.isEmpty ? ID<Plan>.make().text : String(id.prefix(40)) }

    static func fill(_ plan: Plan) -> Form {
        var form = Form([
            ("own_words", plan.ownWords), ("helps", plan.helps), ("safety", plan.safety), ("exit", plan.exitStrategy),
            ("family", plan.family),
        ])
        for (row, goal) in plan.goals.enumerated() {
            for (field, value) in [("id", goal.id), ("cause", goal.cause), ("need", goal.need), ("goal", goal.goal)] {
                form.set("g\(row)_\(field)", value)
            }
            for (number, step) in goal.steps.enumerated() {
                let name = "g\(row)_s\(number)"
                for (field, value) in [("id", step.id), ("what", step.what), ("who", step.who)] {
                    form.set("\(name)_\(field)", value)
                }
                if let day = step.day { DayField.fill("\(name)_by", with: day, in: &form) }
            }
        }
        return form
    }

    /// How many goals the form shows: the filled ones and one to spare.
    static func goals(in form: Form) -> Int { min(mostGoals, filled(form) { "g\($0)_goal" } + 1) }

    static func steps(in form: Form, of goal: Int) -> Int {
        min(mostSteps, max(2, filled(form) { "g\(goal)_s\($0)_what" } + 1))
    }

    private static func filled(_ form: Form, _ name: (Int) -> String) -> Int {
        (0..<mostGoals).last { !form[name($0)].isEmpty }.map { $0 + 1 } ?? 0
    }
}
