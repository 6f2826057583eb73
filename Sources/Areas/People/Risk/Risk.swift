import Governance
import Kernel
import Storage

/// How worried the partnership is, decided by people, with the day it must be looked at again.
package enum RiskLevel: String, Sendable, CaseIterable, Storable, Comparable {
    case high, medium, low

    package var name: String {
        switch self {
        case .high: "High"
        case .medium: "Medium"
        case .low: "Low"
        }
    }

    /// High first: the order a meeting takes them in.
    package static func < (left: RiskLevel, right: RiskLevel) -> Bool {
        (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
    }

    /// Days until it must be looked at again, by level.
    package var lookAgainDays: Int {
        switch self {
        case .high: 7
        case .medium: 28
        case .low: 56
        }
    }
}

/// One judgement of risk. A new one supersedes it; nothing is overwritten.
package struct RiskJudgement: Sendable, FromRow {
    package let id: ID<RiskJudgement>
    package let level: RiskLevel
    /// Who or what is doing harm, in a sentence: "Adults are using Kai to hold drugs".
    package let headline: String
    /// Why this level, in the words of whoever set it.
    package let reason: String
    /// What the screening tool suggested, kept beside the judgement whether or not they agree.
    package let suggested: String
    package let keepingSafe: [String]
    package let goingWell: [String]
    package let setBy: String
    package let setAt: Instant
    package let lookAgainBy: Day

    package init(row: Row) throws {
        id = try row["id"]
        level = try row["level"]
        headline = try row["headline"]
        reason = try row["reason"]
        suggested = try row["suggested"]
        let safe: String = try row["keeping_safe"]
        let well: String = try row["going_well"]
        keepingSafe = safe.split(separator: "\n").map(String.init)
        goingWell = well.split(separator: "\n").map(String.init)
        setBy = try row["set_by_name"]
        setAt = try row["set_at"]
        lookAgainBy = try row["look_again_by"]
    }

    static let table = Table(
        "risk_judgement", indexes: [["person_id", "set_at"]],
        columns: [
            .text("id"), .text("person_id", .link, references: "person"),
            .text("level", allowed: RiskLevel.allCases.map(\.rawValue)), .text("headline", .freeText),
            .text("reason", .freeText), .text("suggested"), .text("keeping_safe", .freeText),
            .text("going_well", .freeText), .text("set_by", references: "worker"), .integer("set_at"),
            .text("look_again_by"),
        ])
}

extension Transaction {
    /// Sets the risk level: a new judgement on top of those before it.
    package func setRisk(
        _ level: RiskLevel, on person: ID<Person>, headline: String, reason: String, suggested: String,
        keepingSafe: [String], goingWell: [String], by worker: Worker, at now: Instant
    ) throws {
        try run(
            """
            INSERT INTO risk_judgement (id, person_id, level, headline, reason, suggested, keeping_safe, going_well,
                set_by, set_at, look_again_by)
            VALUES (\(ID<RiskJudgement>.make()), \(person), \(level), \(headline), \(reason), \(suggested),
                \(keepingSafe.joined(separator: "\n")), \(goingWell.joined(separator: "\n")), \(worker.id), \(now),
                \(now.day.adding(days: level.lookAgainDays)))
            """)
    }

    /// The judgement that stands, for somebody the policy let in.
    package func risk(_ grant: Grant<Person>) throws -> RiskJudgement? {
        guard grant.shows(.risk) else { return nil }
        return try risks(grant.subject, most: 1).first
    }

    /// Every judgement, newest first.
    package func risks(_ grant: Grant<Person>) throws -> [RiskJudgement] {
        guard grant.shows(.risk) else { return [] }
        return try risks(grant.subject, most: 100)
    }

    private func risks(_ person: ID<Person>, most: Int) throws -> [RiskJudgement] {
        try all(
            """
            SELECT r.id, r.level, r.headline, r.reason, r.suggested, r.keeping_safe, r.going_well,
                w.name AS set_by_name, r.set_at, r.look_again_by
            FROM risk_judgement r JOIN worker w ON w.id = r.set_by
            WHERE r.person_id = \(person) ORDER BY r.set_at DESC, r.id LIMIT \(most)
            """)
    }
}

extension Transaction {
    /// Of these young people, those on whom one of these levels was set in a span of time: for counting alone.
    package func peopleAtRisk(
        _ levels: [RiskLevel], among people: [ID<Person>], in span: Range<Instant>
    ) throws -> Set<ID<Person>> {
        var found: Set<ID<Person>> = []
        for start in stride(from: 0, to: people.count, by: 500) {
            let part = people[start..<min(start + 500, people.count)]
            let some: [ID<Person>] = try values(
                """
                SELECT DISTINCT person_id FROM risk_judgement
                WHERE person_id IN \(list: part) AND level IN \(list: levels)
                    AND set_at >= \(span.lowerBound) AND set_at < \(span.upperBound)
                """)
            found.formUnion(some)
        }
        return found
    }
}

/// The level that stands for somebody, and the one before where it was set lately.
package struct RiskStanding: Sendable, Equatable {
    package let person: ID<Person>
    package let level: RiskLevel
    /// What it was before, when the level that stands was set since the moment asked for.
    package let before: RiskLevel?
    package let lookAgainBy: Day
}

extension Transaction {
    /// The level that stands for everybody who has one: for working out whom a meeting might speak about, shown to
    /// nobody as it is.
    package func riskStandings(changedSince moment: Instant) throws -> [RiskStanding] {
        let rows = try rows(
            """
            SELECT person_id, level, set_at, look_again_by FROM (
                SELECT r.person_id, r.level, r.set_at, r.look_again_by, r.id, ROW_NUMBER() OVER (
                    PARTITION BY r.person_id ORDER BY r.set_at DESC, r.id) AS place
                FROM risk_judgement r) latest
            WHERE place <= 2 ORDER BY person_id, place
            """)
        var standings: [RiskStanding] = []
        var lately: Set<ID<Person>> = []
        for row in rows {
            let person: ID<Person> = try row["person_id"]
            let setAt: Instant = try row["set_at"]
            if let last = standings.last, last.person == person {
                guard lately.contains(person) else { continue }
                standings[standings.count - 1] = RiskStanding(
                    person: person, level: last.level, before: try row["level"], lookAgainBy: last.lookAgainBy)
            } else {
                if setAt >= moment { lately.insert(person) }
                standings.append(
                    RiskStanding(
                        person: person, level: try row["level"], before: nil, lookAgainBy: try row["look_again_by"]))
            }
        }
        return standings
    }
}
