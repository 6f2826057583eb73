import Governance
import Kernel
import People
import Storage
import Web

/// Who is at today's meeting, who chairs it, and what conflicts of interest were declared.
enum MeetingHandlers {
    static func show(_ visit: Visit) async throws -> Answer {
        try await page(visit, typed: nil, FieldErrors())
    }

    private static func page(_ visit: Visit, typed: Form?, _ errors: FieldErrors) async throws -> Answer {
        let (view, chairs) = try await visit.record { tx in
            try visit.note(.runMeeting, "meeting of \(visit.today)", in: tx)
            return (try tx.minutedMeeting(on: visit.today), try mayChair(in: tx))
        }
        let form = FormView(typed ?? MeetingForm.filled(from: view), errors: errors)
        return visit.page(
            MeetingPage(view: view, chairs: chairs, form: form, visit: visit).page, status: errors.isEmpty ? 200 : 422)
    }

    /// Anyone who sits at the meeting can chair it.
    private static func mayChair(in tx: Transaction) throws -> [Worker] {
        try tx.workers().filter { !$0.isDisabled && $0.agency.isOnHub && Policy.allows($0.role, .viewBoard) }
    }

    static func set(_ visit: Visit) async throws -> Answer {
        let form = visit.request.form
        do {
            return try await visit.submit { tx in
                let agencies = try tx.agencies().filter(\.isOnHub)
                let typed = try MeetingForm(form, chairs: try mayChair(in: tx), agencies: agencies)
                try visit.note(.runMeeting, "meeting of \(visit.today) set", in: tx)
                let meeting = Meeting(
                    day: visit.today, startsAt: typed.startsAt, chair: typed.chair, statementRead: typed.statementRead)
                try tx.set(meeting, by: visit.worker.id, at: visit.now)
                for agency in agencies {
                    try tx.setAttendance(
                        of: agency.id, on: visit.today, isHere: typed.here.contains(agency.id), by: visit.worker.id,
                        at: visit.now)
                }
                if !typed.conflict.isEmpty {
                    try tx.declareConflict(typed.conflict, on: visit.today, by: visit.worker.id, at: visit.now)
                }
                return ("/hub", "The meeting is set.")
            }
        } catch let errors as FieldErrors {
            return try await page(visit, typed: form, errors)
        }
    }
}

/// The meeting as typed, read and checked.
struct MeetingForm: Sendable {
    let startsAt: Int
    let chair: ID<Worker>?
    let statementRead: Bool
    let here: Set<ID<Agency>>
    let conflict: String

    /// - Throws: What is wrong, field by field.
    init(_ form: Form, chairs: [Worker], agencies: [Agency]) throws(FieldErrors) {
        var reading = FormReading(form)
        let start = reading.timeOfDay("start", "Enter a time, such as 9:30 or 14:15")
        let chair = chairs.first { $0.id.text == form["chair"] }
        if chair == nil, !form["chair"].isEmpty { reading.complain("chair", "Choose who chairs from the list") }
        let ticked = Set(form.all("here"))
        here = Set(agencies.map(\.id).filter { ticked.contains($0.text) })
        conflict = reading.text("conflict", limit: 1000)
        statementRead = form["statement"] == "yes"
        guard let start, reading.errors.isEmpty else { throw reading.errors }
        startsAt = start
        self.chair = chair?.id
    }

    static func filled(from view: MeetingView) -> Form {
        let start = view.meeting.startsAt
        let minute = start % 60
        var fields: [(name: String, value: String)] = [
            ("start", "\(start / 60):\(minute < 10 ? "0" : "")\(minute)"), ("chair", view.meeting.chair?.text ?? ""),
            ("statement", view.meeting.statementRead ? "yes" : ""),
        ]
        fields += view.here.map { ("here", $0.id.text) }
        return Form(fields)
    }
}

/// Setting the meeting.
struct MeetingPage: Sendable {
    let view: MeetingView
    let chairs: [Worker]
    let form: FormView
    let visit: Visit

    var page: Page {
        let title = "The meeting of \(visit.today.withWeekday)"
        return Page(
            title, back: "/hub", hasErrors: !form.errors.isEmpty,
            body: """
                \(breadcrumb([NavItem("Daily meeting", "/hub")]))\(form.summary())\(pageHead(title))
                \(card("Who is here", id: "meeting", body: fields))\(declared)
                """)
    }

    private var fields: HTML {
        let agencies = view.attendance.map { Choice($0.agency.id.text, $0.agency.name, hint: $0.agency.kind.name) }
        let people = chairs.map { Choice($0.id.text, "\($0.name), \($0.agency.name)") }
        return postForm(
            to: "/hub/meeting", token: visit.token,
            body: """
                \(form.checkboxes("here", legend: "In the room", options: agencies))
                \(form.select("chair", label: "Who chairs?", style: .strong, options: [Choice("", "Not set yet")] + people))
                \(form.text("start", label: "When does it start?", hint: "Such as 9:30", style: .strong, width: .ten))
                \(form.checkbox("statement", label: "The statement was read out", hint: HubSettings.standard.statement))
                \(form.textarea(
                    "conflict", label: "Does anyone have a conflict of interest?",
                    hint: "Such as: a relative of a young person on the list. Leave it empty if nobody does.",
                    style: .strong, rows: 2))
                \(buttonGroup(button("Save"), anchor("Back to the board", "/hub")))
                """)
    }

    private var declared: HTML {
        guard !view.conflicts.isEmpty else { return .empty }
        return card("Conflicts declared", id: "declared", body: MinutesPage.conflicts(view))
    }
}

func meetingRoutes(_ house: House) -> [Route] {
    [
        house.route(.get, "/hub/meeting", .runMeeting, audit: .list, MeetingHandlers.show),
        house.route(.post, "/hub/meeting", .runMeeting, audit: .change, MeetingHandlers.set),
        house.route(.get, "/hub/minutes", .viewBoard, audit: .list, MinutesHandlers.list),
        house.route(.get, "/hub/minutes/{day}", .viewBoard, audit: .export, MinutesHandlers.show),
    ]
}
