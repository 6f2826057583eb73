import Web

/// A page of the report, in the order people meet them.
enum ReportStep: String, Sendable, CaseIterable {
    case danger, emergency, noticed, who, place, more, you, share, check

    /// What the page asks, by the names the answers are kept under.
    var fields: [String] {
        switch self {
        case .danger: ["danger"]
        case .emergency, .check: []
        case .noticed: ["signs", "noticed"]
        case .who: ["who_name", "who_age", "who_looks", "who_school", "who_lives"]
        case .place: ["where", "when", "still"]
        case .more: ["others", "knows", "unsafe", "hope"]
        case .you: ["reporter_relation", "reporter_name", "reporter_contact", "reporter_safe"]
        case .share: ["may_say"]
        }
    }

    /// Whether the page is one to show, given what was answered so far.
    func isDue(_ report: PublicReport) -> Bool {
        switch self {
        case .emergency: ["yes", "unknown"].contains(report.answer("danger"))
        case .share: report.isNamed
        case .danger, .noticed, .who, .place, .more, .you, .check: true
        }
    }

    /// The page after this one. Once the answers were shown for checking, a change leads straight back there.
    func next(_ report: PublicReport) -> ReportStep {
        let after = ReportStep.allCases.drop { $0 != self }.dropFirst().first { $0.isDue(report) } ?? .check
        guard report.hasReachedCheck else { return after }
        switch after {
        case .emergency: return .emergency
        case .share where report.answer("may_say").isEmpty: return .share
        case .danger, .noticed, .who, .place, .more, .you, .share, .check: return .check
        }
    }

    /// The page before this one; nil before the first question.
    func previous(_ report: PublicReport) -> ReportStep? {
        ReportStep.allCases.reversed().drop { $0 != self }.dropFirst().first { $0.isDue(report) }
    }
}

/// What is wrong with an answer, in plain words. Hardly anything is: nobody has to know much to tell us.
enum ReportCheck {
    static let shortLimit = 200
    static let longLimit = 4000
    private static let long: Set<String> = ["noticed", "where", "others", "unsafe", "hope", "who_looks"]
    private static let names = [
        "noticed": "what you noticed", "who_name": "the name", "who_age": "the age", "who_looks": "how they look",
        "who_school": "the school", "who_lives": "where they live", "where": "where it is", "when": "when it is",
        "others": "what you know of others", "unsafe": "what could be unsafe", "hope": "what you hope for",
        "reporter_name": "your name", "reporter_contact": "how to reach you", "reporter_safe": "when to reach you",
    ]

    static func limit(of field: String) -> Int { long.contains(field) ? longLimit : shortLimit }

    static func errors(in form: Form, at step: ReportStep) -> FieldErrors {
        var errors = FieldErrors()
        switch step {
        case .danger where form["danger"].isEmpty:
            errors.add("danger", "Choose yes, no or ‘I do not know’")
        case .noticed where form.all("signs").isEmpty && form["noticed"].trimmed.isEmpty:
            errors.add("signs", "Choose what you have noticed, or choose ‘I am not sure’")
        case .who:
            if hasImpossibleAge(form["who_age"]) {
                errors.add("who_age", "Check the age. Write it as a number, like 15, or leave it out")
            }
        case .danger, .emergency, .noticed, .place, .more, .you, .share, .check: break
        }
        for field in step.fields where form[field].unicodeScalars.count > limit(of: field) {
            let most = grouped(limit(of: field))
            errors.add(field, "Make \(names[field] ?? "this") shorter. It can have up to \(most) characters")
        }
        return errors
    }

    /// "200" is nobody's age; "about 15", "Year 10" and "14 or 15" are fine.
    private static func hasImpossibleAge(_ typed: String) -> Bool {
        guard let years = Int(typed.trimmed) else { return false }
        return !(0...110).contains(years)
    }
}
