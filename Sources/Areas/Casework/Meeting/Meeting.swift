import Governance
import Kernel
import Storage

/// One day's meeting: when it starts, who chairs it, who is there. Until somebody sets it, it is as usual.
package struct Meeting: Sendable {
    package let day: Day
    /// Minutes after midnight in London.
    package var startsAt: Int
    package var chair: ID<Worker>?
    /// The statement on confidence was read out.
    package var statementRead: Bool

    package init(day: Day, startsAt: Int, chair: ID<Worker>?, statementRead: Bool) {
        self.day = day
        self.startsAt = startsAt
        self.chair = chair
        self.statementRead = statementRead
    }

    /// The meeting as it is when nobody has changed anything.
    static func usual(on day: Day, _ settings: HubSettings) -> Meeting {
        Meeting(
            day: day, startsAt: settings.meeting.hour * 60 + settings.meeting.minute, chair: nil, statementRead: false)
    }

    var start: Instant { London.instant(day, hour: startsAt / 60, minute: startsAt % 60) }
}

/// An agency of the hub, and whether it is at the meeting.
package struct Attendance: Sendable {
    package let agency: Agency
    package let isHere: Bool
}

/// A tie somebody declared, so that others can weigh what they say.
package struct DeclaredConflict: Sendable, FromRow {
    let words: String
    let by: String
    let at: Instant

    package init(row: Row) throws {
        words = try row["words"]
        by = try row["by_name"]
        at = try row["at"]
    }
}

/// A meeting with the names around it.
package struct MeetingView: Sendable {
    let meeting: Meeting
    let chair: String?
    let attendance: [Attendance]
    let conflicts: [DeclaredConflict]

    var here: [Agency] { attendance.filter(\.isHere).map(\.agency) }
    var missing: [Agency] { attendance.filter { !$0.isHere }.map(\.agency) }
}

extension Meeting: FromRow {
    package init(row: Row) throws {
        day = try row["day"]
        startsAt = try row["starts_at"]
        chair = try row["chair_id"]
        statementRead = try row["statement_read"]
    }

    static let table = Table(
        "meeting", key: ["day"],
        columns: [
            .text("day"), .integer("starts_at"), .text("chair_id", optional: true, references: "worker"),
            .flag("statement_read"), .text("set_by", references: "worker"), .integer("set_at"),
        ])

    static let attendanceTable = Table(
        "attendance", key: ["day", "agency_id"],
        columns: [
            .text("day"), .text("agency_id", references: "agency"), .flag("here"),
            .text("set_by", references: "worker"), .integer("set_at"),
        ])

    static let conflictTable = Table(
        "declared_conflict", indexes: [["day"]], appendOnly: true,
        columns: [
            .text("id"), .text("day"), .text("words", .freeText), .text("set_by", references: "worker"),
            .integer("at"),
        ])
}

extension Transaction {
    /// Sets or changes a day's meeting.
    package func set(_ meeting: Meeting, by worker: ID<Worker>, at now: Instant) throws {
        try run(
            """
            INSERT INTO meeting (day, starts_at, chair_id, statement_read, set_by, set_at)
            VALUES (\(meeting.day), \(meeting.startsAt), \(meeting.chair), \(meeting.statementRead), \(worker), \(now))
            ON CONFLICT (day) DO UPDATE SET starts_at = \(meeting.startsAt), chair_id = \(meeting.chair),
                statement_read = \(meeting.statementRead), set_by = \(worker), set_at = \(now)
            """)
    }

    /// Says whether an agency is at a day's meeting.
    package func setAttendance(
        of agency: ID<Agency>, on day: Day, isHere: Bool, by worker: ID<Worker>, at now: Instant
    ) throws {
        try run(
            """
            INSERT INTO attendance (day, agency_id, here, set_by, set_at)
            VALUES (\(day), \(agency), \(isHere), \(worker), \(now))
            ON CONFLICT (day, agency_id) DO UPDATE SET here = \(isHere), set_by = \(worker), set_at = \(now)
            """)
    }

    /// Keeps a conflict of interest that was declared. It cannot be taken back, only added to.
    package func declareConflict(_ words: String, on day: Day, by worker: ID<Worker>, at now: Instant) throws {
        try run(
            """
            INSERT INTO declared_conflict (id, day, words, set_by, at)
            VALUES (\(ID<DeclaredConflict>.make()), \(day), \(words), \(worker), \(now))
            """)
    }

    /// A day's meeting with who is there; conflicts are read for its minutes alone.
    package func meeting(on day: Day) throws -> MeetingView {
        let found: Meeting? = try first(
            "SELECT day, starts_at, chair_id, statement_read FROM meeting WHERE day = \(day)")
        let meeting = found ?? .usual(on: day, .standard)
        let chair = try meeting.chair.flatMap { try worker($0)?.name }
        return MeetingView(meeting: meeting, chair: chair, attendance: try attendance(on: day), conflicts: [])
    }

    /// A day's meeting as its minutes tell it, with what was declared.
    func minutedMeeting(on day: Day) throws -> MeetingView {
        let view = try meeting(on: day)
        let conflicts: [DeclaredConflict] = try all(
            """
            SELECT c.words, c.at, w.name AS by_name FROM declared_conflict c JOIN worker w ON w.id = c.set_by
            WHERE c.day = \(day) ORDER BY c.at, c.id
            """)
        return MeetingView(
            meeting: view.meeting, chair: view.chair, attendance: view.attendance, conflicts: conflicts)
    }

    private func attendance(on day: Day) throws -> [Attendance] {
        try rows(
            """
            SELECT a.id, a.name, a.kind, a.on_hub, COALESCE(t.here, 0) AS here
            FROM agency a LEFT JOIN attendance t ON t.agency_id = a.id AND t.day = \(day)
            WHERE a.on_hub = 1 OR t.here = 1 ORDER BY a.name
            """
        ).map { Attendance(agency: try Agency(row: $0), isHere: try $0["here"]) }
    }

    /// The days on which something was decided, told or attended, newest first, with how many decisions each had.
    func pastMeetings(most: Int) throws -> [(day: Day, decisions: Int)] {
        try rows(
            """
            SELECT day, SUM(decided) AS decided FROM (
                SELECT decided_day AS day, COUNT(*) AS decided FROM decision GROUP BY decided_day
                UNION ALL SELECT day, 0 AS decided FROM meeting
                UNION ALL SELECT DISTINCT shared_day AS day, 0 AS decided FROM shared_information
            ) meetings GROUP BY day ORDER BY day DESC LIMIT \(most)
            """
        ).map { (try $0["day"], try $0["decided"]) }
    }
}
