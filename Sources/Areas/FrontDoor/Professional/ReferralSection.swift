import Kernel

/// A part of a professional's referral: a page of its own, saved on its own, in any order.
enum ReferralSection: String, Sendable, CaseIterable {
    case source, person, concerns, chronology, helps, voice, agreement, sharing, screening, hope

    /// The parts of a referral that came in this way: who rang or wrote is asked only of those entered for somebody.
    static func parts(for channel: Channel) -> [ReferralSection] {
        switch channel {
        case .phone, .letter: allCases
        case .publicForm, .professional, .agencyFile, .partnership: allCases.filter { $0 != .source }
        }
    }

    var title: String {
        switch self {
        case .source: "Who told us"
        case .person: "The young person"
        case .concerns: "What worries you"
        case .chronology: "What happened, in order"
        case .helps: "What helps"
        case .voice: "In the young person's own words"
        case .agreement: "Agreement to support"
        case .sharing: "Sharing this information"
        case .screening: "Screening tool"
        case .hope: "What you hope for"
        }
    }

    /// What the part asks for, under its name on the task list.
    var hint: String {
        switch self {
        case .source: "Who rang or wrote, and when"
        case .person: "One way to say who they are is enough"
        case .concerns: "One is enough. Say how you know"
        case .chronology: "Dates may be rough. You can leave this out"
        case .helps: "People, places and strengths that keep them safe"
        case .voice: "What they said, as they said it"
        case .agreement: "Whether they want help. It is not permission to tell us"
        case .sharing: "Whether they know, and the reason in law"
        case .screening: "Signs of exploitation, question by question. You can leave this out"
        case .hope: "What you would like to happen next"
        }
    }

    /// Without this part there is nothing to act on.
    var isEssential: Bool {
        switch self {
        case .source, .person, .concerns: true
        case .chronology, .helps, .voice, .agreement, .sharing, .screening, .hope: false
        }
    }

    /// The names of its one-line and many-line answers, with the most each takes.
    var fields: [(name: String, limit: Int)] {
        switch self {
        case .source:
            [
                ("source_code", 10), ("source_words", 200), ("reporter_name", 200), ("reporter_relation", 200),
                ("reporter_contact", 200), ("reporter_safe", 500), ("may_say", 10),
            ] + Self.date("came")
        case .person:
            [
                ("given_name", 100), ("family_name", 100), ("known_as", 100), ("who_looks", 500), ("about_age", 40),
                ("pronouns", 40), ("school", 200), ("year_group", 40), ("address", 500), ("postcode", 10),
                ("phone", 60), ("lives_with", 200), ("language", 100), ("interpreter", 10), ("nhs_number", 20),
                ("upn", 20), ("safe_contact", 60), ("safe_contact_more", 1000), ("same_person", 64),
                ("same_referral", 64),
            ] + Self.date("born")
        case .concerns:
            [("danger", 10)]
                + (1...ConcernLine.most).flatMap { number in
                    [("concern-\(number)-what", 4000), ("concern-\(number)-known", 10), ("concern-\(number)-kind", 10)]
                        + Self.date("concern-\(number)-when")
                }
        case .chronology:
            (1...ChronologyLine.most).flatMap { number in
                [("event-\(number)-what", 1000)] + Self.date("event-\(number)-when")
            }
        case .helps: [("helps", 4000), ("tried", 4000)]
        case .voice: [("voice_asked", 10), ("voice", 4000), ("voice_why_not", 1000)]
        case .agreement: [("agrees_to_support", 20), ("agrees_reason", 1000)]
        case .sharing:
            [
                ("told_about_sharing", 10), ("not_told_reason", 1000), ("objection", 10), ("objection_words", 1000),
                ("lawful_basis", 40),
            ]
        case .screening: ScreeningForm.names(of: .current).map { ($0, ScreeningForm.reasonLimit) }
        case .hope: [("hope", 4000), ("need_level", 5)]
        }
    }

    private static func date(_ name: String) -> [(name: String, limit: Int)] {
        [("\(name)-day", 20), ("\(name)-month", 20), ("\(name)-year", 20), ("\(name)-about", 5)]
    }

    var names: Set<String> { Set(fields.map(\.name)) }

    /// Whether anything has been written in this part.
    func isStarted(in answers: [String: [String]]) -> Bool {
        if self == .screening { return ScreeningForm.isStarted(ReferralForm.form(answers)) }
        return fields.contains { field in (answers[field.name] ?? []).contains { !$0.isEmpty } }
    }
}
