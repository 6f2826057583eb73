import Governance
import Kernel
import People
import Storage
import Web

/// What a connection may lead to, for the form that makes one.
struct ConnectionChoices: Sendable {
    let places: [WrittenContext]
    let lines: [WrittenContext]
    let agencies: [Agency]
}

/// A connection as typed, read from its form.
struct ConnectionForm {
    let lists: ConnectionLists
    let choices: ConnectionChoices
    let today: Day

    /// The words for a reference that leads nowhere this worker may go: the same whether or not there is such a record.
    static let unknownRecord = "Enter the reference of a young person whose record you may open, such as YP-2047"

    /// Reads it; `find` gives the record behind a reference, if this worker may know it.
    func read(
        _ form: Form, on person: ID<Person>, find: (String) throws -> ID<Person>?
    ) throws -> Relationship {
        var reading = FormReading(form)
        let end: End? = reading.choice("to", "Choose who or what this is about")
        var other: Other?
        switch end {
        case .record:
            let found = try find(form["reference"].trimmed)
            if found == nil { reading.complain("reference", Self.unknownRecord) }
            if found == person {
                reading.complain("reference", "This is the same young person. Enter another’s reference")
            }
            other = found.map { .record($0) }
        case .named:
            let name = reading.required("name", limit: 200, "Enter a name, or “Adult 1”")
            let about = reading.text("about", limit: 500)
            other = .named(name, about: about)
        case .place: other = context("place", choices.places, &reading)
        case .line: other = context("line", choices.lines, &reading)
        case nil: break
        }
        let kind = lists.kind(form["type"])
        if kind == nil { reading.complain("type", "Choose how they are connected") }
        if let kind, let end, !kind.to.contains(end) {
            reading.complain("type", "“\(kind.name)” does not fit \(Self.noun(end)). Choose one that does")
        }
        let words = reading.text("words", limit: 1000)
        let source = reading.required("source", limit: 200, "Say who says so")
        let graded = GradeForm(agencies: choices.agencies, lists: lists).read(&reading)
        let since = reading.past("since", today: today)
        let until = reading.past("until", today: today)
        if let since, let until, until < since { reading.complain("until", "It cannot end before it began") }
        let look = reading.lookAgain("look", from: today)
        guard let other, let kind, let graded, reading.errors.isEmpty else { throw reading.errors }
        return Relationship(
            id: .make(), person: person, other: other, type: kind.id, words: words, source: source,
            grade: graded.grade, handling: graded.handling, since: since, until: until, lookAgainBy: look)
    }

    private func context(_ field: String, _ known: [WrittenContext], _ reading: inout FormReading) -> Other? {
        let chosen = known.first { $0.id.text == reading.form[field] }
        if chosen == nil {
            reading.complain(field, "Choose which \(field). Add it to the list first if it is not there")
        }
        return chosen.map { .context($0.id) }
    }

    private static func noun(_ end: End) -> String {
        switch end {
        case .record, .named: "a person"
        case .place: "a place"
        case .line: "a line"
        }
    }

    // MARK: The page

    func html(_ form: FormView, on person: ID<Person>, name: String, token: HTML) -> HTML {
        let ends = [
            Choice(
                End.named.rawValue, "Somebody without a record here", hint: "An adult; a friend; somebody not named",
                reveals: """
                    \(form.text("name", label: "Name", hint: "Or “Adult 1”, when it is not known"))\
                    \(form.textarea("about", label: "What is known of them", hint: "Age, look, a vehicle, how they make contact", rows: 2, limit: 500))
                    """),
            Choice(
                End.record.rawValue, "Another young person with a record here",
                reveals: form.text("reference", label: "Their reference", hint: "Such as YP-2047", width: .ten)),
            Choice(End.place.rawValue, "A place", reveals: select(form, "place", "Which place?", choices.places)),
            Choice(End.line.rawValue, "A county line", reveals: select(form, "line", "Which line?", choices.lines)),
        ]
        return """
            \(form.summary())\(postForm(
                to: "/young-people/\(person)/around/new", token: token,
                body: """
                    \(form.radios("to", legend: "Who or what is this about?", options: ends))\
                    \(form.select("type", label: "How is \(name) connected with them?", style: .strong, options: [Choice("", "Choose")] + types))\
                    \(form.textarea("words", label: "What is known about it", hint: "What was seen or said. No names of other young people", style: .strong, rows: 3, limit: 1000, wording: "/wording/check"))\
                    \(form.text("source", label: "Who says so?", hint: "Only those who may know who told us see this", style: .strong))\
                    \(GradeForm(agencies: choices.agencies, lists: lists).fields(form))\
                    \(form.date("since", legend: "Since when, if it is known"))\
                    \(form.date("until", legend: "Until when, if it is over"))\
                    \(form.date("look", legend: "Look again by", hint: "After this day it counts as lapsed. Leave it empty for half a year from now"))\
                    \(buttonGroup(button("Keep this connection"), anchor("Cancel", "/young-people/\(person)/around")))
                    """))
            """
    }

    private var types: [Choice] {
        lists.types.map { kind in
            let fits = kind.to.contains(.place) ? "place" : kind.to.contains(.line) ? "line" : "person"
            return Choice(kind.id, "\(kind.name) (\(fits))")
        }
    }

    private func select(_ form: FormView, _ field: String, _ label: String, _ known: [WrittenContext]) -> HTML {
        form.select(
            field, label: label, options: [Choice("", "Choose")] + known.map { Choice($0.id.text, $0.context.name) })
    }
}
