import Governance
import Kernel
import People
import Storage

extension Transaction {
    package func insert(_ group: Group, by worker: ID<Worker>, at now: Instant) throws {
        try run(
            """
            INSERT INTO support_group (id, agency_id, kind, name, place, hours, made_by, made_at)
            VALUES (\(group.id), \(group.agency), \(group.kind), \(group.name), \(group.place), \(group.hours),
                \(worker), \(now))
            """)
    }

    /// An agency's own gatherings.
    package func groups(of agency: ID<Agency>) throws -> [Group] {
        try all("SELECT * FROM support_group WHERE agency_id = \(agency) ORDER BY name, id")
    }

    /// Puts somebody into a register by what they are called there; with support when they were referred.
    package func join(
        _ id: ID<GroupMember>, called name: String, with support: ID<Support>?, in group: ID<Group>, since day: Day,
        by worker: ID<Worker>
    ) throws {
        try run(
            """
            INSERT INTO group_member (id, group_id, called, support_id, since, until, added_by)
            VALUES (\(id), \(group), \(name), \(support), \(day), NULL, \(worker))
            """)
    }

    /// Takes somebody out of a register; who came when stays.
    func leave(_ member: ID<GroupMember>, of group: ID<Group>, on day: Day) throws {
        try run(
            "UPDATE group_member SET until = \(day) WHERE id = \(member) AND group_id = \(group) AND until IS NULL")
    }

    /// A group's register in the order of the alphabet, whoever was referred among the others.
    package func register(of group: ID<Group>) throws -> [GroupMember] {
        try rows(
            """
            SELECT id, called, support_id, until FROM group_member WHERE group_id = \(group) AND until IS NULL
            ORDER BY called, id
            """
        ).map {
            GroupMember(
                id: try $0["id"], called: try $0["called"], support: try $0["support_id"], until: try $0["until"])
        }
    }

    /// The groups a support goes to, by name.
    func groups(of support: ID<Support>) throws -> [String] {
        try values(
            """
            SELECT g.name FROM group_member m JOIN support_group g ON g.id = m.group_id
            WHERE m.support_id = \(support) AND m.until IS NULL ORDER BY g.name
            """)
    }

    /// Keeps a session and who came; for those who come with support it is a contact on their own record.
    package func keep(
        _ form: GroupSessionForm, of group: Group, by worker: ID<Worker>, at now: Instant
    ) throws {
        let id = ID<GroupSession>.make()
        try run(
            """
            INSERT INTO group_session (id, group_id, on_day, at, minutes, place, ran_by, others, notes, by_id, recorded_at)
            VALUES (\(id), \(group.id), \(form.at.day), \(form.at), \(form.minutes), \(form.place), \(form.ranBy),
                \(form.others), \(form.notes), \(worker), \(now))
            """)
        for member in form.came {
            try run("INSERT INTO group_came (session_id, member_id) VALUES (\(id), \(member.id))")
            guard let support = member.support, try isUnderWay(support) else { continue }
            try insert(
                Contact(
                    id: .make(), support: support, replaces: nil, kind: group.kind.rawValue, way: "inPerson",
                    at: form.at, hasTime: true, place: form.place, outcome: "held", minutes: form.minutes,
                    aroundMinutes: 0, notes: "Came to \(group.name).", nextStep: "", reason: ""),
                by: worker, at: now)
            try firstMet(support, by: worker, at: now)
        }
    }

    private func isUnderWay(_ support: ID<Support>) throws -> Bool {
        try count(
            """
            SELECT COUNT(*) FROM support WHERE id = \(support)
                AND status IN \(list: [SupportStatus.active, .accepted])
            """) > 0
    }

    /// The sessions of a group, the latest first.
    func sessions(of group: ID<Group>, most: Int = 60) throws -> [GroupSession] {
        try all(
            """
            SELECT s.*, w.name AS by_name,
                (SELECT COUNT(*) FROM group_came c WHERE c.session_id = s.id) AS came
            FROM group_session s JOIN worker w ON w.id = s.by_id
            WHERE s.group_id = \(group) ORDER BY s.at DESC, s.id LIMIT \(most)
            """)
    }

    /// What those who came to a session are called there.
    func came(to session: ID<GroupSession>) throws -> [String] {
        try values(
            """
            SELECT m.called FROM group_came c JOIN group_member m ON m.id = c.member_id
            WHERE c.session_id = \(session) ORDER BY m.called, m.id
            """)
    }

    /// The young people a register stands for, for the audit and for those who are kept from one.
    func referred(in group: ID<Group>) throws -> [(member: ID<GroupMember>, person: ID<Person>)] {
        try rows(
            """
            SELECT m.id, s.person_id FROM group_member m JOIN support s ON s.id = m.support_id
            WHERE m.group_id = \(group) AND m.until IS NULL ORDER BY m.id
            """
        ).map { (try $0["id"], try $0["person_id"]) }
    }
}
