import Kernel
import Web

/// A place or line as typed, read from its form.
struct ContextForm {
    let lists: ConnectionLists
    let sort: Context.Sort
    let today: Day

    func read(_ reading: inout FormReading) throws -> Context {
        let form = reading.form
        let name = reading.required(
            "name", limit: 200, sort == .place ? "Enter what people call the place" : "Enter what the line is called")
        let kind = lists.placeKind(form["kind"])?.id ?? ""
        if sort == .place, kind.isEmpty { reading.complain("kind", "Choose what kind of place it is") }
        let area = reading.required(
            "area", limit: 300, sort == .place ? "Enter its address or area" : "Enter where the line comes from")
        let status = lists.status(form["status"])?.id ?? ""
        if status.isEmpty { reading.complain("status", "Choose how it stands") }
        let first = reading.past("first", today: today)
        let last = reading.past("last", today: today)
        if let first, let last, last < first { reading.complain("last", "Last seen cannot be before first seen") }
        let numbers = sort == .line ? reading.text("numbers", limit: 300) : ""
        let drugs = sort == .line ? reading.text("drugs", limit: 200) : ""
        let risks = reading.required(
            "risks", limit: 1000, "Say what makes it dangerous, or what makes it safe, and for whom")
        guard reading.errors.isEmpty else { throw reading.errors }
        return Context(
            name: name, kind: sort == .place ? kind : "", area: area, numbers: numbers, drugs: drugs, status: status,
            firstSeen: first, lastSeen: last, risks: risks)
    }

    /// A version as its form shows it before it is changed.
    static func filled(from context: Context, version: Int) -> Form {
        var form = Form()
        for (name, value) in [
            ("name", context.name), ("kind", context.kind), ("area", context.area), ("numbers", context.numbers),
            ("drugs", context.drugs), ("status", context.status), ("risks", context.risks),
            ("version", String(version)),
        ] { form.set(name, value) }
        DayField.fill("first", with: context.firstSeen, in: &form)
        DayField.fill("last", with: context.lastSeen, in: &form)
        return form
    }

    func fields(_ form: FormView) -> HTML {
        let kind: HTML =
            sort == .place
            ? form.radios(
                "kind", legend: "What kind of place is it?", options: lists.placeKinds.map { Choice($0.id, $0.name) })
            : .empty
        let line: HTML =
            sort == .line
            ? """
            \(form.text("numbers", label: "Numbers it uses", hint: "One after another, with commas", style: .strong))\
            \(form.text("drugs", label: "What it sells", style: .strong))
            """ : .empty
        return """
            \(form.text("name", label: sort == .place ? "What people call it" : "What it is called", style: .strong))\
            \(kind)\(form.textarea("area", label: sort == .place ? "Address or area" : "Where it comes from", style: .strong, rows: 2, limit: 300))\
            \(line)\(form.radios("status", legend: "How does it stand?", isInline: true, options: lists.statuses.map { Choice($0.id, $0.name) }))\
            \(form.date("first", legend: "First seen"))\(form.date("last", legend: "Last seen"))\
            \(form.textarea("risks", label: "What makes it dangerous or safe, and for whom", hint: "What others do there. No names of young people", style: .strong, rows: 3, limit: 1000, wording: "/wording/check"))
            """
    }
}
