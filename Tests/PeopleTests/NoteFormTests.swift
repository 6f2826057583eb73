import Governance
import HouseSupport
import Kernel
import Storage
import Testing
import Web

@testable import People

@Suite struct `A note as typed` {
    /// What is typed, as a form sends it, and what is said about it.
    private static let wrong: [(typed: String, message: String)] = [
        ("body=", "Write what happened"),
        ("body=\(String(repeating: "a", count: 4001))", "4,000 characters or fewer"),
        ("body=x&title=\(String(repeating: "a", count: 201))", "200 characters or fewer"),
        ("body=x&when-day=31&when-month=2&when-year=2025", "must be a real date"),
        ("body=x&when-day=1&when-month=1&when-year=2099", "must not be in the future"),
        ("body=x&when-time=4pm", "enter the day as well as the time"),
        ("body=x&when-day=1&when-month=9&when-year=2025&when-time=25:99", "enter a time, such as 4:10pm"),
        ("body=x&when-day=1&when-month=9&when-year=2025&precision=minute", "Enter the time, or choose"),
        ("body=x&other1-part=harmed", "Say who it was"),
        (
            "body=x&kind=missing&when-day=2&when-month=9&when-year=2025&until-day=1&until-month=9&until-year=2025",
            "must be after they went missing"
        ),
        ("body=x&kind=missing&talk=held", "Enter when they were back"),
    ]

    @Test(arguments: wrong)
    func `what cannot be is said beside its field`(_ typed: String, _ message: String) {
        let errors = #expect(throws: FieldErrors.self) {
            try NoteForm(Form(urlEncoded: typed), at: Instant(milliseconds: 1_764_064_800_000))
        }
        #expect(errors?.list.contains { $0.message.contains(message) } == true, "\(String(describing: errors))")
    }

    @Test(arguments: [
        ("4:10pm", 16, 10), ("4pm", 16, 0), ("16:10", 16, 10), ("12am", 0, 0), ("12 pm", 12, 0), ("midday", 12, 0),
        ("09:05", 9, 5), ("9.30 AM", 9, 30),
    ])
    func `times are read as people type them`(_ text: String, _ hour: Int, _ minute: Int) throws {
        let read = try #require(ClockField.read(text))
        #expect(read == (hour, minute))
    }

    @Test(arguments: ["", "13pm", "24:00", "9", "9:5", "9:60", "noonish", "-1:00", "0am"])
    func `what is no time is refused`(_ text: String) {
        #expect(ClockField.read(text) == nil)
    }

    @Test func `a note goes into its form and comes back the same`() async throws {
        let house = try await TestHouse.make()
        let worker = try #require(house.workers[.leadPractitioner])
        let person = ID<Person>.make()
        let start = London.instant(try #require(Day("2025-11-03")), hour: 16, minute: 20)
        let missing = MissingEpisode(
            until: start.adding(hours: 19), foundWhere: "A station", talk: .held, talkAt: start.adding(hours: 40))
        let note = Note(
            id: .make(), person: person, kind: .missing, at: start, precision: .minute, title: "T", body: "B",
            basis: .opinion, weight: .serious, missing: missing, by: worker, addedAt: house.now)
        let roles = [
            EventRole(.record(person, reference: ""), .harmed), EventRole(.record(person, reference: ""), .suspected),
            EventRole(.named("Adult 1"), .suspected), EventRole(.record(.make(), reference: "YP-7"), .harmed),
        ]
        let typed = try NoteForm(NoteForm.filled(from: note, roles: roles), at: house.now)
        #expect(typed.at == note.at && typed.precision == .minute && typed.missing == missing)
        #expect(typed.own == [.harmed, .suspected] && typed.basis == .opinion && typed.weight == .serious)
        #expect(typed.others.map(\.name) == ["Adult 1", "YP-7"])
    }
}
