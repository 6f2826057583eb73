import Kernel
import Web

/// What a pathway's form may choose from that other areas keep: ladders and kinds of session, by id and name.
package struct PathwayLists: Sendable {
    package let ladders: [(id: String, name: String)]
    package let sessions: [(id: String, name: String)]

    package init(ladders: [(id: String, name: String)], sessions: [(id: String, name: String)]) {
        self.ladders = ladders
        self.sessions = sessions
    }
}

/// A pathway as typed, read and put back.
struct PathwayForm {
    let pathway: Pathway
    let starts: Day
    let reason: String

    /// Rows of the form for what must be there and for what is asked after the end; filled ones and two to spare.
    static func rows(_ filled: Int) -> Int { filled + 2 }
    private static let mostRows = 12

    /// A unit a milestone is counted in.
    enum Unit: String, CaseIterable {
        case hours, workingDays, weeks

        var name: String {
            switch self {
            case .hours: "hours"
            case .workingDays: "working days"
            case .weeks: "weeks"
            }
        }
    }

    /// Reads the form over the pathway that stands, or for a new one.
    ///
    /// - Throws: `FieldErrors` saying what is wrong with which field.
    init(_ form: Form, over before: Pathway?, all: [Pathway], lists: PathwayLists, today: Day) throws {
        var reading = FormReading(form)
        let name = reading.required("name", limit: 100, "Enter the pathway’s name")
        let id = before?.id ?? Self.id(from: name)
        if before == nil, id.isEmpty || all.contains(where: { $0.id == id || $0.name.folded == name.folded }) {
            reading.complain("name", "There is a pathway with this name. Change that one, or choose another name")
        }
        let weeks = 1...260
        var pathway = Pathway(
            id: id, name: name, about: reading.required("about", limit: 500, "Say what it is, in a sentence or two"),
            youngest: reading.number("youngest", 0...25, "Enter an age from 0 to 25, or leave it empty"),
            oldest: reading.number("oldest", 0...25, "Enter an age from 0 to 25, or leave it empty"),
            atHub: form["at_hub"] == "yes",
            usualWeeks: reading.number("usual", weeks, "Enter weeks from 1 to 260, or leave it empty"),
            mostWeeks: reading.number("most", weeks, "Enter weeks from 1 to 260, or leave it empty"),
            exitPromptWeek: reading.number("exit_prompt", weeks, "Enter a week from 1 to 260, or leave it empty"),
            reviewWeeks: reading.number("review", 1...52, "Enter weeks from 1 to 52, or leave it empty"),
            milestones: [], followUps: [],
            ladders: form.all("ladders").filter { id in lists.ladders.contains { $0.id == id } },
            sessions: form.all("sessions").filter { id in lists.sessions.contains { $0.id == id } },
            interim: form.all("interim").filter { other in other != id && all.contains { $0.id == other } },
            openDoor: form["open_door"] == "yes", source: reading.text("source", limit: 100))
        pathway.milestones = Self.milestones(&reading)
        pathway.followUps = Self.followUps(&reading)
        Self.check(pathway, &reading)
        starts = reading.coming("starts", from: today, "Enter the day from which it is used") ?? today
        reason = reading.required("reason", limit: 1000, "Say why it changes")
        guard reading.errors.isEmpty else { throw reading.errors }
        self.pathway = pathway
    }

    /// "Way out of a gang" becomes "way-out-of-a-gang".
    private static func id(from name: String) -> String {
        name.folded.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }.joined(separator: "-")
    }

    private static func check(_ pathway: Pathway, _ reading: inout FormReading) {
        if let least = pathway.youngest, let most = pathway.oldest, least > most {
            reading.complain("oldest", "The oldest age must not be below the youngest, \(least)")
        }
        if let usual = pathway.usualWeeks, let most = pathway.mostWeeks, usual > most {
            reading.complain("most", "The most weeks must not be below the usual \(usual)")
        }
        if let prompt = pathway.exitPromptWeek, let end = pathway.mostWeeks ?? pathway.usualWeeks, prompt >= end {
            reading.complain("exit_prompt", "Ask about the ending before week \(end), when it ends")
        }
        if let review = pathway.reviewWeeks, let end = pathway.mostWeeks ?? pathway.usualWeeks, review > end {
            reading.complain("review", "It lasts \(end) weeks, so a review after \(review) would never come")
        }
        if pathway.reviewWeeks != nil, pathway.ladders.isEmpty {
            reading.complain("ladders", "Choose at least one ladder to score at reviews, or leave the reviews out")
        }
        if pathway.sessions.isEmpty { reading.complain("sessions", "Choose at least one kind of contact") }
    }

    private static func milestones(_ reading: inout FormReading) -> [Pathway.Milestone] {
        (0..<mostRows).compactMap { row in
            let name = reading.text("m\(row)_name", limit: 100)
            guard !name.isEmpty else { return nil }
            let count = reading.number("m\(row)_count", 1...999, "Enter how many, from 1 to 999")
            guard let count else {
                if reading.form["m\(row)_count"].isEmpty { reading.complain("m\(row)_count", "Enter how many") }
                return nil
            }
            guard let start = Pathway.Milestone.Start(rawValue: reading.form["m\(row)_from"]),
                let unit = Unit(rawValue: reading.form["m\(row)_unit"])
            else {
                reading.complain("m\(row)_from", "Choose what it is counted in and from")
                return nil
            }
            let kept = reading.form["m\(row)_id"]
            return Pathway.Milestone(
                id: kept.isEmpty ? id(from: name) : String(kept.prefix(100)), name: name, from: start,
                hours: unit == .hours ? count : nil, workingDays: unit == .workingDays ? count : nil,
                weeks: unit == .weeks ? count : nil)
        }
    }

    private static func followUps(_ reading: inout FormReading) -> [Pathway.FollowUp] {
        (0..<mostRows).compactMap { row in
            let question = reading.text("f\(row)_question", limit: 200)
            guard !question.isEmpty else { return nil }
            guard let weeks = reading.number("f\(row)_weeks", 1...260, "Enter weeks from 1 to 260") else {
                if reading.form["f\(row)_weeks"].isEmpty { reading.complain("f\(row)_weeks", "Enter how many weeks") }
                return nil
            }
            let kept = reading.form["f\(row)_id"]
            return Pathway.FollowUp(
                id: kept.isEmpty ? id(from: question) : String(kept.prefix(200)), question: question, weeks: weeks)
        }
    }

    /// A pathway as it stands in the form.
    static func fill(_ pathway: Pathway, starts: Day) -> Form {
        func written(_ number: Int?) -> String { number.map { String($0) } ?? "" }
        var fields: [(name: String, value: String)] = [
            ("name", pathway.name), ("about", pathway.about), ("youngest", written(pathway.youngest)),
            ("oldest", written(pathway.oldest)), ("at_hub", pathway.atHub ? "yes" : ""),
            ("usual", written(pathway.usualWeeks)), ("most", written(pathway.mostWeeks)),
            ("exit_prompt", written(pathway.exitPromptWeek)), ("review", written(pathway.reviewWeeks)),
            ("open_door", pathway.openDoor ? "yes" : ""), ("source", pathway.source),
        ]
        for id in pathway.ladders { fields.append(("ladders", id)) }
        for id in pathway.sessions { fields.append(("sessions", id)) }
        for id in pathway.interim { fields.append(("interim", id)) }
        for (row, milestone) in pathway.milestones.enumerated() {
            fields += [
                ("m\(row)_id", milestone.id), ("m\(row)_name", milestone.name),
                ("m\(row)_count", written(milestone.hours ?? milestone.workingDays ?? milestone.weeks)),
                ("m\(row)_unit", milestone.unit.rawValue), ("m\(row)_from", milestone.from.rawValue),
            ]
        }
        for (row, question) in pathway.followUps.enumerated() {
            fields += [
                ("f\(row)_id", question.id), ("f\(row)_question", question.question),
                ("f\(row)_weeks", String(question.weeks)),
            ]
        }
        var form = Form(fields)
        DayField.fill("starts", with: starts, in: &form)
        return form
    }
}

extension Pathway.Milestone {
    fileprivate var unit: PathwayForm.Unit { hours != nil ? .hours : workingDays != nil ? .workingDays : .weeks }

    /// "48 hours", "10 working days", "3 weeks".
    package var span: String {
        let count = hours ?? workingDays ?? weeks ?? 0
        let words = count == 1 ? String(unit.name.dropLast()) : unit.name
        return "\(count) \(words)"
    }
}

extension Pathway.Milestone.Start {
    package var name: String {
        switch self {
        case .opened: "the decision"
        case .accepted: "the provider’s yes"
        case .started: "the first day of support"
        }
    }
}
