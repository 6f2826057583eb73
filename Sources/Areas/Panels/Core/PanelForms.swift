import Governance
import Kernel
import People
import Web

/// A meeting as set up, read from its form.
enum PanelForm {
    /// - Throws: What is wrong, field by field.
    static func read(_ form: Form, chairs: [Worker], agencies: [Agency], today: Day) throws(FieldErrors) -> (
        panel: Panel, invited: [ID<Agency>]
    ) {
        var reading = FormReading(form)
        let kind = PanelLists.standard.kind(form["kind"])
        if kind == nil { reading.complain("kind", "Choose what kind of meeting it is") }
        let (day, startsAt, place) = when(&reading, today: today)
        let chair = person("chair", among: chairs, &reading)
        let second = person("co_chair", among: chairs, &reading)
        if chair != nil, chair == second { reading.complain("co_chair", "Choose somebody else, or leave it empty") }
        let ticked = Set(form.all("invited"))
        let invited = agencies.filter { ticked.contains($0.id.text) }
        if invited.isEmpty { reading.complain("invited", "Choose the agencies to invite") }
        if let kind {
            let missing = PanelRules.missing(kind, here: invited.map(\.kind))
            if !missing.isEmpty, !invited.isEmpty {
                reading.complain(
                    "invited",
                    "\(kind.short) needs \(missing.map { $0.name.lowercased() }.joined(separator: ", ")) as well")
            }
        }
        guard let kind, let day, let startsAt, reading.errors.isEmpty else { throw reading.errors }
        return (
            Panel(kind: kind.id, day: day, startsAt: startsAt, place: place, chair: chair, coChair: second),
            invited.map(\.id)
        )
    }

    /// Day, time and place, which can change after it was set up.
    static func when(_ reading: inout FormReading, today: Day) -> (Day?, Int?, String) {
        let day = reading.coming("day", from: today, "Enter the day of the meeting")
        let startsAt = reading.timeOfDay("start", "Enter a time, such as 9:30 or 14:15")
        return (day, startsAt, reading.required("place", limit: 200, "Say where it is, or by which link people join"))
    }

    private static func person(_ name: String, among workers: [Worker], _ reading: inout FormReading) -> ID<Worker>? {
        let typed = reading.form[name]
        guard !typed.isEmpty else { return nil }
        let found = workers.first { $0.id.text == typed }?.id
        if found == nil { reading.complain(name, "Choose somebody from the list") }
        return found
    }

    /// The day of the month, the hour, and where, as the form shows what stands.
    static func filled(_ panel: Panel) -> Form {
        let minute = panel.startsAt % 60
        return Form([
            ("day-day", String(panel.day.day)), ("day-month", String(panel.day.month)),
            ("day-year", String(panel.day.year)),
            ("start", "\(panel.startsAt / 60):\(minute < 10 ? "0" : "")\(minute)"),
            ("place", panel.place), ("statement", panel.statementRead ? "yes" : ""), ("quorum", panel.quorumReason),
        ])
    }
}

/// Who is there, as the chair marks it.
struct PresenceForm: Sendable {
    let marks: [(agency: ID<Agency>, presence: Presence, who: String)]
    let statementRead: Bool
    let quorumReason: String
    let conflict: String

    init(_ form: Form, guests: [PanelGuest]) throws(FieldErrors) {
        var reading = FormReading(form)
        marks = guests.map { guest in
            let id = guest.agency.id
            let presence = Presence(rawValue: form["presence-\(id)"]) ?? .invited
            return (id, presence, reading.text("who-\(id)", limit: 200))
        }
        statementRead = form["statement"] == "yes"
        quorumReason = reading.text("quorum", limit: 500)
        conflict = reading.text("conflict", limit: 1000)
        if !reading.errors.isEmpty { throw reading.errors }
    }
}
