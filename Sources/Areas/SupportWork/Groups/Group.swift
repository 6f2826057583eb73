import Governance
import Kernel
import People
import Storage
import Web

/// What kind of gathering it is; each is a kind of contact too.
package enum GroupKind: String, Sendable, CaseIterable, Storable {
    case group, club, street

    package var name: String {
        switch self {
        case .group: "A group programme"
        case .club: "A youth club, open to everybody"
        case .street: "Detached youth work, out where young people are"
        }
    }
}

/// A gathering an agency holds again and again. Who was referred to it is never told on its pages.
package struct Group: Sendable, Equatable, FromRow {
    package let id: ID<Group>
    package let agency: ID<Agency>
    package let kind: GroupKind
    package let name: String
    package let place: String
    /// When it is, in words: "Tuesdays, 6pm to 9pm".
    package let hours: String

    package init(id: ID<Group>, agency: ID<Agency>, kind: GroupKind, name: String, place: String, hours: String) {
        self.id = id
        self.agency = agency
        self.kind = kind
        self.name = name
        self.place = place
        self.hours = hours
    }

    package init(row: Row) throws {
        id = try row["id"]
        agency = try row["agency_id"]
        kind = try row["kind"]
        name = try row["name"]
        place = try row["place"]
        hours = try row["hours"]
    }

    static let table = Table(
        "support_group", indexes: [["agency_id"]],
        columns: [
            .text("id"), .text("agency_id", references: "agency"), .text("kind"), .text("name"), .text("place"),
            .text("hours"), .text("made_by", references: "worker"), .integer("made_at"),
        ])

    static let memberTable = Table(
        "group_member", indexes: [["group_id"], ["support_id"]],
        columns: [
            .text("id"), .text("group_id", references: "support_group"), .text("called", .identity),
            .text("support_id", .link, optional: true, references: "support"), .text("since"),
            .text("until", optional: true), .text("added_by", references: "worker"),
        ])

    static let sessionTable = Table(
        "group_session", indexes: [["group_id", "on_day"]], appendOnly: true,
        columns: [
            .text("id"), .text("group_id", references: "support_group"), .text("on_day"), .integer("at"),
            .integer("minutes"), .text("place"), .text("ran_by", .staff), .integer("others"),
            .text("notes", .freeText), .text("by_id", references: "worker"), .integer("recorded_at"),
        ])

    static let cameTable = Table(
        "group_came", key: ["session_id", "member_id"], indexes: [["member_id"]], appendOnly: true,
        columns: [
            .text("session_id", references: "group_session"), .text("member_id", .link, references: "group_member"),
        ])
}

/// Somebody in a group's register, by what they are called there.
package struct GroupMember: Sendable {
    package let id: ID<GroupMember>
    let called: String
    /// The support they come with, when they were referred; for writing down the contact, never for showing.
    let support: ID<Support>?
    let until: Day?
}

/// One time a group met.
package struct GroupSession: Sendable, FromRow {
    package let id: ID<GroupSession>
    let day: Day
    let at: Instant
    let minutes: Int
    let place: String
    /// Workers and volunteers who ran it.
    let ranBy: String
    /// How many came who are in no register.
    let others: Int
    let notes: String
    let by: String
    let came: Int

    package init(row: Row) throws {
        id = try row["id"]
        day = try row["on_day"]
        at = try row["at"]
        minutes = try row["minutes"]
        place = try row["place"]
        ranBy = try row["ran_by"]
        others = try row["others"]
        notes = try row["notes"]
        by = try row["by_name"]
        came = try row["came"]
    }
}

/// A session as typed, read and checked.
package struct GroupSessionForm: Sendable {
    let at: Instant
    let minutes: Int
    let place: String
    let ranBy: String
    let others: Int
    let notes: String
    let came: [GroupMember]

    package init(
        at: Instant, minutes: Int, place: String, ranBy: String, others: Int, notes: String, came: [GroupMember]
    ) {
        self.at = at
        self.minutes = minutes
        self.place = place
        self.ranBy = ranBy
        self.others = others
        self.notes = notes
        self.came = came
    }

    /// - Throws: What is wrong, field by field.
    init(_ form: Form, members: [GroupMember], now: Instant) throws(FieldErrors) {
        var reading = FormReading(form)
        let clock = reading.timeOfDay("time", "Enter when it began, such as 6pm")
        let day = reading.day("day")
        if day == nil, reading.errors.message(for: "day") == nil { reading.complain("day", "Enter the day") }
        let minutes = reading.number("minutes", 1...1440, "Enter minutes from 1 to 1440")
        if form["minutes"].trimmed.isEmpty { reading.complain("minutes", "Enter how long it was, in minutes") }
        let others = reading.number("others", 0...500, "Enter a number from 0 to 500")
        place = reading.text("place", limit: 200)
        ranBy = reading.required("ran_by", limit: 300, "Say who ran it, volunteers too")
        notes = reading.text("notes")
        // The whole team reads notes about a session: what is about one young person goes on their own record.
        let folded = " \(notes.folded) "
        if members.contains(where: { $0.called.count > 2 && folded.contains(" \($0.called.folded) ") }) {
            reading.complain(
                "notes", "Leave names out here. Write what is about one young person on their own contacts")
        }
        let ticked = Set(form.all("came"))
        came = members.filter { ticked.contains($0.id.text) }
        if came.isEmpty, form["others"].trimmed.isEmpty {
            reading.complain("others", "Tick who came, or say how many others did. Enter 0 if nobody came")
        }
        let at = day.flatMap { day in clock.map { London.instant(day, hour: $0 / 60, minute: $0 % 60) } }
        if let at, at > now { reading.complain("day", "It cannot have been yet. Write it down afterwards") }
        guard let at, let minutes, reading.errors.isEmpty else { throw reading.errors }
        self.at = at
        self.minutes = minutes
        self.others = others ?? 0
    }
}
