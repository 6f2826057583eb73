import Foundation
import Governance
import Kernel
import Matching
import People
import Providers
import Storage
import Web

/// What one support is asked for: what help, where, when, in which language, and what must never be.
package struct SupportAsk: Codable, Sendable, Equatable {
    /// Codes of the directory's lists.
    package var needs: [String] = []
    package var level: Int?
    /// A place they live near or can go to, in words; empty when nobody asked.
    package var area = ""
    /// "days", "evenings", "weekends"; empty when nobody asked.
    package var times: [String] = []
    package var language = ""
    package var mustShareLanguage = false
    /// Only a worker of this sex; empty for any.
    package var onlyWorkerSex = ""
    /// Services and mentors that must never be asked, by identifier.
    package var never: [String] = []
    /// Places they must not be sent to, one to a line.
    package var notIn: [String] = []
    /// Why the rules above stand.
    package var safetyReason = ""

    static let table = Table(
        "support_ask", unique: [["support_id", "number"]], appendOnly: true,
        columns: [
            .text("id"), .text("support_id", .link, references: "support"), .integer("number"),
            .text("body", .freeText), .text("made_by", references: "worker"), .integer("made_at"),
        ])

    /// Reads the form; everything but a need may be left out.
    static func read(_ form: Form, choices: [String]) throws -> SupportAsk {
        let lists = DirectoryLists.shipped
        var reading = FormReading(form)
        var ask = SupportAsk()
        ask.needs = lists.needs.map(\.code).filter(form.all("needs").contains)
        if ask.needs.isEmpty { reading.complain("needs", "Choose at least one thing they need help with") }
        ask.level = lists.levels.contains { $0.code == form["level"] } ? Int(form["level"]) : nil
        ask.area = reading.text("area", limit: 100)
        ask.times = ["days", "evenings", "weekends"].filter(form.all("times").contains)
        ask.language = lists.languages.contains { $0.code == form["language"] } ? form["language"] : ""
        ask.mustShareLanguage = form["must_share"] == "yes" && !ask.language.isEmpty
        ask.onlyWorkerSex = lists.mentorGenders.contains { $0.code == form["only_sex"] } ? form["only_sex"] : ""
        ask.never = choices.filter(form.all("never").contains)
        ask.notIn = reading.lines("not_in")
        ask.safetyReason = reading.text("safety_reason", limit: 1000)
        if !ask.never.isEmpty || !ask.notIn.isEmpty || !ask.onlyWorkerSex.isEmpty, ask.safetyReason.isEmpty {
            reading.complain("safety_reason", "Say why these must be kept to")
        }
        guard reading.errors.isEmpty else { throw reading.errors }
        return ask
    }

    /// What stands, as the form shows it.
    var form: Form {
        var fields: [(name: String, value: String)] = [
            ("level", level.map { String($0) } ?? ""), ("area", area), ("language", language),
            ("must_share", mustShareLanguage ? "yes" : ""), ("only_sex", onlyWorkerSex),
            ("not_in", notIn.joined(separator: "\n")), ("safety_reason", safetyReason),
        ]
        for need in needs { fields.append(("needs", need)) }
        for time in times { fields.append(("times", time)) }
        for id in never { fields.append(("never", id)) }
        return Form(fields)
    }

    /// The same as the engine asks it.
    func ask(for person: Person, on today: Day) -> Ask {
        ask(id: person.id.text, age: person.age(on: today))
    }

    /// The same for somebody of whom no more than an age is known.
    func ask(id: String, age: Int?) -> Ask {
        var ask = Ask(id: id)
        ask.needs = needs.map { Ask.Need($0) }
        ask.age = age
        ask.level = level
        ask.area = area.isEmpty ? nil : area.folded
        ask.free =
            times.isEmpty
            ? nil : times.reduce(WeekHours(hours: [])) { WeekHours(hours: $0.hours.union(Self.hours($1).hours)) }
        ask.languages = language.isEmpty ? [] : [language]
        ask.mustShareLanguage = mustShareLanguage
        ask.safety =
            never.map { .never($0) } + notIn.map { .notIn(area: $0.folded) }
            + (onlyWorkerSex.isEmpty ? [] : [.onlyWorkerSex(onlyWorkerSex)])
        return ask
    }

    private static func hours(_ time: String) -> WeekHours {
        switch time {
        case "evenings": WeekHours(days: Set(0..<5), from: 17, until: 21)
        case "weekends": WeekHours(days: [5, 6], from: 9, until: 21)
        default: WeekHours(days: Set(0..<5), from: 9, until: 17)
        }
    }
}

extension Transaction {
    /// What is asked for now, and under which number; nothing when nobody has said.
    func ask(for support: ID<Support>) throws -> (ask: SupportAsk, number: Int)? {
        let row: Row? = try rows(
            "SELECT body, number FROM support_ask WHERE support_id = \(support) ORDER BY number DESC LIMIT 1"
        ).first
        guard let row else { return nil }
        let body: String = try row["body"]
        guard let ask = try? JSONDecoder().decode(SupportAsk.self, from: Data(body.utf8)) else {
            throw StorageError.damaged("What a support is asked for cannot be read.")
        }
        return (ask, try row["number"])
    }

    /// Keeps what is asked for as its next version.
    func keep(_ ask: SupportAsk, for support: ID<Support>, number: Int, by worker: ID<Worker>, at now: Instant) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        try run(
            """
            INSERT INTO support_ask (id, support_id, number, body, made_by, made_at)
            VALUES (\(ID<SupportAsk>.make()), \(support), \(number),
                \(String(decoding: try encoder.encode(ask), as: UTF8.self)), \(worker), \(now))
            """)
    }
}
