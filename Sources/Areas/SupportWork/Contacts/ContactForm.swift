import Casework
import Kernel
import People
import Web

/// A contact as typed: planned for later, or told after it was tried.
enum ContactForm {
    static func read(
        _ form: Form, _ support: Support, _ pathway: Pathway, replacing: Contact?, now: Instant
    ) throws -> Contact {
        let lists = ContactLists.standard
        var reading = FormReading(form)
        let isPlanned = form["outcome"] == "planned"
        let outcome = lists.outcome(form["outcome"])
        if !isPlanned, outcome == nil { reading.complain("outcome", "Choose what came of it, or that it is planned") }
        let kind = form["kind"]
        if !pathway.sessions.contains(kind) { reading.complain("kind", "Choose what kind of contact it is") }
        let way = form["way"]
        if !lists.ways.contains(where: { $0.id == way }) { reading.complain("way", "Choose how") }
        let moment = Self.moment(&reading, isPlanned: isPlanned, support, now)
        let minutes = reading.number("minutes", 0...1440, "Enter minutes from 0 to 1440") ?? 0
        let around = reading.number("around", 0...1440, "Enter minutes from 0 to 1440") ?? 0
        let notes = reading.text("notes")
        if outcome?.held == true, notes.isEmpty { reading.complain("notes", "Write what you talked about or did") }
        let reason = reading.text("reason", limit: 500)
        if let replacing, reason.isEmpty, !replacing.isPlanned || isPlanned {
            reading.complain(
                "reason", replacing.isPlanned ? "Say who wanted to move it, and why" : "Say why it is amended")
        }
        guard let moment, reading.errors.isEmpty else { throw reading.errors }
        return Contact(
            id: .make(), support: support.id, replaces: replacing?.id, kind: kind, way: way, at: moment.at,
            hasTime: moment.hasTime, place: reading.text("place", limit: 200), outcome: outcome?.id ?? "",
            minutes: minutes, aroundMinutes: around, notes: notes, nextStep: reading.text("next", limit: 500),
            reason: reason)
    }

    private static func moment(
        _ reading: inout FormReading, isPlanned: Bool, _ support: Support, _ now: Instant
    ) -> (at: Instant, hasTime: Bool)? {
        let typed = reading.form["time"].trimmed
        let time = typed.isEmpty ? nil : ClockField.read(typed)
        if !typed.isEmpty, time == nil { reading.complain("time", "Enter a time, such as 4:10pm") }
        guard let day = reading.day("day") else {
            if reading.errors.message(for: "day") == nil { reading.complain("day", "Enter the day") }
            return nil
        }
        let at = London.instant(day, hour: time?.hour ?? 12, minute: time?.minute ?? 0)
        // The hour the clocks skip in spring is on no clock: what was typed is another time.
        if let time, London.minuteOfDay(at) != time.hour * 60 + time.minute {
            reading.complain(
                "time", "The clocks go forward on that night, and this hour is left out. Choose another time")
        }
        let isLater = time == nil ? day > now.day : at > now
        if isPlanned, time == nil ? day < now.day : at < now {
            reading.complain("day", "A planned contact lies ahead. If it is past, say what came of it")
        }
        if isPlanned, day > now.day.adding(days: 366) { reading.complain("day", "Choose a day within a year") }
        if !isPlanned, isLater {
            reading.complain("day", "It cannot have happened yet. Say that it is planned instead")
        }
        if !isPlanned, day < support.openedAt.day {
            reading.complain("day", "Support was decided on \(support.openedAt.day.long). Check the day")
        }
        return (at, time != nil)
    }

    static func fill(_ contact: Contact) -> Form {
        var form = Form([
            ("outcome", contact.isPlanned ? "planned" : contact.outcome), ("kind", contact.kind), ("way", contact.way),
            ("place", contact.place), ("minutes", contact.minutes == 0 ? "" : String(contact.minutes)),
            ("around", contact.aroundMinutes == 0 ? "" : String(contact.aroundMinutes)), ("notes", contact.notes),
            ("next", contact.nextStep), ("time", contact.hasTime ? contact.at.clock : ""),
        ])
        DayField.fill("day", with: contact.at.day, in: &form)
        return form
    }
}
