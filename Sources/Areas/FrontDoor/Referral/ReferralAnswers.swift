import Governance
import Kernel
import People
import Web

/// How what somebody told us reads on a page, whichever form it came on.
package enum ReferralAnswers {
    /// One part of a referral: a heading and its facts.
    package typealias Section = (heading: String, rows: [SummaryRow])

    /// A question of a form: where its answer is kept, how it is labelled on a page, which kind of information it is.
    struct Field: Sendable {
        let name: String
        let label: String
        let category: Category
        /// A birthday or other date, kept as three answers.
        let isDate: Bool
        /// Tells where somebody lives: left out where the address is secret.
        let isWhereabouts: Bool

        init(
            _ name: String, _ label: String, _ category: Category, isDate: Bool = false, isWhereabouts: Bool = false
        ) {
            self.name = name
            self.label = label
            self.category = category
            self.isDate = isDate
            self.isWhereabouts = isWhereabouts
        }
    }

    /// Everything that was told, in the order a reader needs it, for somebody who may see these kinds of information.
    ///
    /// Parts with nothing in them are left out. Who told us, of a person who is not a professional, needs `.source`.
    package static func sections(_ referral: Referral, shows: Set<Category>) -> [Section] {
        sections(of: referral.answers, shows: shows)
    }

    /// The same about somebody whose record is known. A secret address is for the named team alone, as in the record.
    static func sections(_ referral: Referral, person: Person?, _ grant: Grant<Person>) -> [Section] {
        let isSecret = isAddressSecret(referral.answers) || person?.safeContact.contains(.addressIsSecret) ?? true
        return sections(
            of: referral.answers, shows: grant.categories,
            hidesAddress: isSecret && grant.standing.relation != .team)
    }

    private static func isAddressSecret(_ answers: [String: [String]]) -> Bool {
        answers["safe_contact"]?.contains(SafeContact.addressIsSecret.rawValue) ?? false
    }

    static func sections(
        of answers: [String: [String]], shows: Set<Category>, hidesAddress: Bool = false
    ) -> [Section] {
        parts.compactMap { part -> Section? in
            let fields = part.fields.filter { !(hidesAddress && $0.isWhereabouts) }
            var rows = fields.compactMap { row($0, in: answers, shows) }
            switch part.repeats {
            case .none: break
            case .concerns: rows = shows.contains(.concerns) ? concernRows(answers) + rows : []
            case .chronology: rows = shows.contains(.concerns) ? chronologyRows(answers) + rows : []
            }
            return rows.isEmpty ? nil : (part.heading, rows)
        }
    }

    /// The name somebody gave, on either form; empty when there is none.
    package static func name(in answers: [String: [String]]) -> String {
        func answer(_ name: String) -> String { answers[name]?.first ?? "" }
        let whole = [answer("given_name"), answer("family_name")].filter { !$0.isEmpty }.joined(separator: " ")
        if !whole.isEmpty { return whole }
        return answer("known_as").isEmpty ? answer("who_name") : answer("known_as")
    }

    private static func row(_ field: Field, in answers: [String: [String]], _ shows: Set<Category>) -> SummaryRow? {
        guard shows.contains(field.category) else { return nil }
        if field.isDate {
            let date = LooseDate(field.name, in: answers)
            return date.isEmpty ? nil : SummaryRow(field.label, HTML(date.words))
        }
        let given = (answers[field.name] ?? []).filter { !$0.isEmpty }
        guard !given.isEmpty else { return nil }
        let words = given.map { ReferralChoices.words(for: $0, of: field.name) }
        return SummaryRow(field.label, words.count == 1 ? paragraphs(words[0]) : bullets(words.map { HTML($0) }))
    }

    private static func concernRows(_ answers: [String: [String]]) -> [SummaryRow] {
        ConcernLine.all(in: answers).enumerated().map { index, line in
            SummaryRow("Concern \(index + 1)", "\(paragraphs(line.what))\(note(line.note))")
        }
    }

    private static func chronologyRows(_ answers: [String: [String]]) -> [SummaryRow] {
        ChronologyLine.all(in: answers).map { line in
            SummaryRow(line.date.isEmpty ? "Date not known" : line.date.words, paragraphs(line.what))
        }
    }

    private static func note(_ words: String) -> HTML {
        words.isEmpty ? .empty : #"<p class="ui-muted ui-small">\#(words)</p>"#
    }
}

extension ReferralAnswers {
    enum Repeats: Sendable {
        case none, concerns, chronology
    }

    struct Part: Sendable {
        let heading: String
        let repeats: Repeats
        let fields: [Field]

        init(_ heading: String, repeats: Repeats = .none, _ fields: [Field]) {
            self.heading = heading
            self.repeats = repeats
            self.fields = fields
        }
    }

    /// The parts of both forms, public and professional, in reading order.
    static let parts: [Part] = [
        Part(
            "What they noticed",
            [
                Field("danger", "In danger now", .concerns), Field("signs", "Signs", .concerns),
                Field("noticed", "In their words", .concerns),
            ]),
        Part("Concerns", repeats: .concerns, []),
        Part(
            "The young person",
            [
                Field("who_name", "Name, as told", .identity), Field("who_age", "Age, as told", .identity),
                Field("who_looks", "What they look like", .identity),
                Field("who_school", "School or college", .identity),
                Field("who_lives", "Where they live", .contact, isWhereabouts: true),
                Field("given_name", "First name", .identity), Field("family_name", "Last name", .identity),
                Field("known_as", "Known as", .identity), Field("born", "Born", .identity, isDate: true),
                Field("about_age", "About what age", .identity), Field("pronouns", "Pronouns", .identity),
                Field("school", "School or college", .identity), Field("year_group", "Year", .identity),
                Field("address", "Address", .contact, isWhereabouts: true),
                Field("postcode", "Postcode", .contact, isWhereabouts: true),
                Field("phone", "Phone", .contact), Field("lives_with", "Who they live with", .contact),
                Field("language", "Language they prefer", .identity), Field("interpreter", "Interpreter", .identity),
                Field("nhs_number", "NHS number", .identity), Field("upn", "Unique pupil number", .identity),
                Field("safe_contact", "Before anyone makes contact", .contact),
                Field("safe_contact_more", "More about safe contact", .contact),
            ]),
        Part(
            "Where and when",
            [
                Field("where", "Where", .concerns), Field("when", "When", .concerns),
                Field("still", "Still happening", .concerns),
                Field("others", "Other people, cars, phones and online names", .police),
                Field("unsafe", "What could make it unsafe to call or visit", .concerns),
            ]),
        Part("What happened, in order", repeats: .chronology, []),
        Part(
            "What helps",
            [
                Field("helps", "What is going well and who helps", .concerns),
                Field("tried", "What has been tried", .concerns),
            ]),
        Part(
            "In the young person's own words",
            [
                Field("voice_asked", "Were they asked", .concerns), Field("voice", "What they said", .concerns),
                Field("voice_why_not", "Why they were not asked", .concerns),
            ]),
        Part(
            "Agreement to support",
            [
                Field("agrees_to_support", "Agrees to support", .concerns),
                Field("agrees_reason", "More about this", .concerns),
                Field("knows", "Knows that we were told", .concerns),
            ]),
        Part(
            "Sharing this information",
            [
                Field("told_about_sharing", "Told that it is shared", .concerns),
                Field("not_told_reason", "Why they were not told", .concerns),
                Field("objection", "Objects to it being shared", .concerns),
                Field("objection_words", "What they object to", .concerns),
                Field("lawful_basis", "Lawful basis", .concerns),
            ]),
        Part(
            "What they hope for",
            [
                Field("hope", "What they hope will happen", .concerns),
                Field("need_level", "Level of need, as they see it", .concerns),
            ]),
        Part(
            "Who told us",
            [
                Field("reporter_name", "Name", .source),
                Field("reporter_relation", "How they know the young person", .source),
                Field("reporter_contact", "How to reach them", .source),
                Field("reporter_safe", "When it is safe to reach them", .source),
                Field("may_say", "May we say who told us", .source),
            ]),
    ]
}
