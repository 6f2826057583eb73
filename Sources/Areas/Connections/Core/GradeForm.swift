import Governance
import Kernel
import People
import Web

/// The fields of a grade and of handling conditions, on every form that has them.
package struct GradeForm {
    let lists: ConnectionLists
    let agencies: [Agency]

    /// Makes the fields for conditions that can name these agencies.
    package init(agencies: [Agency], lists: ConnectionLists = .standard) {
        self.lists = lists
        self.agencies = agencies
    }

    /// The roles that could read it at all.
    static let roles = Role.allCases.filter { Policy.allows($0, .seeConnections) }

    /// The fields, inside a form.
    package func fields(_ form: FormView) -> HTML {
        let conditions: HTML = """
            \(form.textarea("conditions", label: "What are the conditions?", hint: "Everybody who reads it sees them", rows: 2, limit: 500))\
            \(form.checkboxes("agencies", legend: "Which agencies may read it?", hint: "None ticked: any agency, if a role is ticked below", options: agencies.map { Choice($0.id.text, $0.name) }))\
            \(form.checkboxes("roles", legend: "Which roles may read it?", hint: "None ticked: any role of the agencies above", options: Self.roles.map { Choice($0.rawValue, $0.name) }))\
            \(form.checkbox("tells", label: "Others may be told that something is held", hint: "Not what it says: only whom to ask"))\
            \(form.checkbox("copies", label: "Those who may read it may print it, or use it in a pack"))
            """
        return """
            \(form.radios("source_grade", legend: "How good is the source?", options: lists.sources.map { Choice($0.id, $0.name) }))\
            \(form.radios("information_grade", legend: "How is it known?", options: lists.informations.map { Choice($0.id, $0.name) }))\
            \(form.radios(
                "handling", legend: "What may be done with it?",
                options: [
                    Choice("P", "P, it may be shared lawfully with those who may see this record"),
                    Choice("C", "C, only under conditions", reveals: conditions),
                ]))
            """
    }

    /// Reads them; nil where a complaint was made.
    package func read(_ reading: inout FormReading) -> (grade: Grade, handling: Handling)? {
        let form = reading.form
        let source: Grade.Source? = reading.choice("source_grade", "Choose how good the source is")
        let information: Grade.Information? = reading.choice("information_grade", "Choose how it is known")
        let code: Handling.Code? = reading.choice("handling", "Choose what may be done with it")
        guard code == .conditions else {
            guard let source, let information, let code else { return nil }
            return (Grade(source, information), Handling(code, copies: true))
        }
        let words = reading.required(
            "conditions", limit: 500, "Write the conditions, so that those who read it keep them")
        let chosen = Set(form.all("agencies"))
        let named = Set(agencies.map(\.id).filter { chosen.contains($0.text) })
        let roles = Set(form.all("roles").compactMap { Role(rawValue: $0) }.filter(Self.roles.contains))
        if named.isEmpty && roles.isEmpty {
            reading.complain("agencies", "Choose at least one agency or role that may read it")
        }
        guard let source, let information, let code else { return nil }
        return (
            Grade(source, information),
            Handling(
                code, conditions: words, agencies: named, roles: roles, tells: form["tells"] == "yes",
                copies: form["copies"] == "yes")
        )
    }
}

extension FormReading {
    /// A day that has passed, today included.
    mutating func past(_ name: String, today: Day) -> Day? {
        guard let day = day(name) else { return nil }
        if day > today { complain(name, "Enter today or a day before it") }
        return day
    }

    /// The day by which somebody must look again; half a year on when it is left empty.
    mutating func lookAgain(_ name: String, from today: Day) -> Day {
        let before = errors.list.count
        guard let day = day(name) else {
            // An impossible date has been complained about already.
            return errors.list.count == before ? today.adding(days: Tie.usualDays) : today
        }
        if day <= today { complain(name, "Choose a day to come") }
        if day > today.adding(days: 731) { complain(name, "Choose a day within two years. Check the year") }
        return day
    }
}
