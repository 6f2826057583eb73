import Casework
import Governance
import Kernel
import Matching
import Providers
import Web

/// Choosing who could help, from the support's side.
struct OfferPages {
    let frame: SupportFrame
    let offers: [WrittenOffer]
    let ask: SupportAsk?
    let candidates: Candidates?
    /// Workers of the agency that gives it, for when it begins or changes hands.
    let mayOffer: Bool
    let form: FormView
    let token: HTML
    let today: Day

    private var support: Support { frame.support }
    private var link: Link { SupportPart.offers.link(support.id) }

    var body: HTML { "\(form.summary())\(choosing)\(made)" }

    // MARK: What is asked for, and who fits

    private var choosing: HTML {
        guard support.status == .seeking, mayOffer else { return .empty }
        let isWrong = form.scope == "ask-" && !form.errors.isEmpty
        return """
            \(card(
                "What is asked for", id: "asked",
                body: """
                    \(ask.map { summaryList($0.rows) } ?? .empty)\
                    \(details(ask == nil ? "Say what they need" : "Change what they need", isOpen: ask == nil || isWrong, asking))
                    """))\
            \(ask == nil ? .empty : fitting)
            """
    }

    private var asking: HTML {
        let lists = DirectoryLists.shipped
        let own = form.scope == "ask-" ? form : FormView(ask?.form ?? Form(), scope: "ask-")
        let never = (candidates?.services.values.map { Choice($0.id.text, $0.name) } ?? []).sorted {
            $0.label < $1.label
        }
        let mentors = (candidates?.mentors.values.map { Choice($0.id.text, $0.name) } ?? []).sorted {
            $0.label < $1.label
        }
        let people: HTML = own.checkboxes("never", legend: "Never with", options: mentors + never)
        return postForm(
            to: "/support/\(support.id)/ask", token: token,
            body: """
                \(own.checkboxes("needs", legend: "What do they need help with?", options: lists.needs.map { Choice($0.code, $0.name) }))\
                \(own.select("level", label: "Level of need", options: [Choice("", "Not said")] + lists.levels.map { Choice($0.code, $0.name) }))\
                \(own.text("area", label: "Where they can go", hint: "A part of town or a postcode district"))\
                \(own.checkboxes("times", legend: "When are they free?", options: SupportAsk.timesOffered))\
                \(own.select("language", label: "Language they would speak", options: [Choice("", "Not said")] + lists.languages.map { Choice($0.code, $0.name) }))\
                \(own.checkbox("must_share", label: "It has to be somebody who speaks it; no interpreter"))\
                \(FormView.fieldset("What must never be, for safety", """
                    \(own.select("only_sex", label: "Only a worker who is", options: [Choice("", "Anybody")] + lists.mentorGenders.map { Choice($0.code, $0.name) }))\
                    \(own.textarea("not_in", label: "Never in these places, one to a line", rows: 2, limit: 1000))\
                    \(details("Never with one of these", isOpen: !own.form.all("never").isEmpty, people))\
                    \(own.text("safety_reason", label: "Why"))
                    """))\
                \(button("Keep and see who fits", .secondary))
                """)
    }

    private var fitting: HTML {
        guard let ranking = candidates?.ranking else { return .empty }
        let own = form.scope == "offer-" ? form : FormView(scope: "offer-")
        let words = MatchWords { code in Self.name(of: code) }
        let choices = ranking.candidates.prefix(12).enumerated().map { index, candidate -> Choice in
            let reasons =
                candidate.reasons.prefix(5).map { HTML(words.sentence($0)) }
                + candidate.doubts.map { "<strong>To settle first:</strong> \(words.sentence($0))" as HTML }
            let warning = candidates?.warning(of: candidate.provision.id, on: today).map { "\($0). " } ?? ""
            let kind = candidate.provision.kind == .mentor ? "One person. " : ""
            return Choice(
                candidate.provision.id, candidate.provision.name,
                hint: "Number \(index + 1). \(kind)\(warning)\(Self.places(candidate.provision))",
                reveals: bullets(Array(reasons)))
        }
        let ruledOut = ranking.excluded.map { one -> HTML in
            "<strong>\(one.provision.name)</strong>: \(one.exclusions.map { words.sentence($0) }.joined(separator: " "))"
        }
        let none: HTML =
            choices.isEmpty
            ? emptyState(
                "Nobody here fits what is asked", "Offer help meanwhile, below. The gap is counted for commissioners.")
            : .empty
        let offering: HTML =
            choices.isEmpty
            ? .empty
            : postForm(
                to: link, token: token,
                body: """
                    \(own.radios("to", legend: "Who could help, those that fit best first", hint: "A person chooses. The order only proposes", options: choices))\
                    \(own.text("against", label: "If it is not the first: why this one?"))\
                    \(own.textarea("to_know", label: "What they need to know to say yes or no", hint: "They see this, the age, what is asked for and nothing else: no name, nothing about police or other young people", rows: 3, limit: 2000))\
                    \(button("Offer it"))
                    """)
        return """
            \(card("Who could help", id: "fitting", body: "\(none)\(offering)\(ruledOut.isEmpty ? .empty : details("Ruled out (\(ruledOut.count))", bullets(ruledOut)))"))\
            \(interim)
            """
    }

    static func name(of code: String) -> String {
        let lists = DirectoryLists.shipped
        return (lists.needs + lists.languages + lists.genders).first { $0.code == code }?.name.lowercased() ?? code
    }

    private static func places(_ provision: Provision) -> String {
        switch provision.places {
        case nil: "Nobody has said how many places it has"
        case 0?: "No place now"
        case 1?: "1 place now"
        case let places?: "\(places) places now"
        }
    }

    private var interim: HTML {
        guard support.interimFor == nil, !frame.pathway.interim.isEmpty else { return .empty }
        let own = form.scope == "interim-" ? form : FormView(scope: "interim-")
        return card(
            "Help until there is a place", id: "interim",
            body: postForm(
                to: "/support/\(support.id)/interim", token: token,
                body: """
                    \(own.radios("pathway", legend: "Nobody waits without help. What can begin today?", options: frame.pathway.interim.map { Choice($0, interimNames[$0] ?? $0) }))\
                    \(button("Offer this meanwhile", .secondary))
                    """))
    }

    /// Names of the pathways that can help meanwhile.
    var interimNames: [String: String] = [:]

    // MARK: What was offered

    private var made: HTML {
        guard !offers.isEmpty else { return .empty }
        let rows = offers.map { one -> [HTML] in
            let tone: TagTone = one.offer.status == .accepted ? .good : one.offer.status == .open ? .info : .plain
            let reason = OfferSettings.standard.decline(one.offer.declineReason)?.name ?? ""
            let said = [reason, one.offer.words].filter { !$0.isEmpty }.joined(separator: ": ")
            return [
                "\(one.to)", tag(one.offer.status.name, tone), "\(one.madeBy), \(one.offer.madeAt.long)",
                "\(said)\(one.offer.againstRanking.isEmpty ? "" : " Chosen because: \(one.offer.againstRanking)")",
                one.offer.status == .open && mayOffer ? open(one) : "\(one.offer.answeredAt?.long ?? "")",
            ]
        }
        return card(
            "Offers made", id: "made",
            body: dataTable(
                "Every offer, the latest first", isCaptionHidden: true,
                columns: [
                    .init("To"), .init("Answer"), .init("Offered"), .init("What was said", .sentences), .init("When"),
                ],
                rows: rows))
    }

    private func open(_ one: WrittenOffer) -> HTML {
        let phone: HTML =
            one.offer.agency == nil
            ? "<p>Ring them and put in their answer: \(anchor("Put in the answer", "/offers/\(one.offer.id)"))</p>"
            : .empty
        return """
            <p>Answer by \(one.offer.answerBy.long)</p>\(phone)\(postForm(
                to: "/offers/\(one.offer.id)/withdraw", token: token, body: button("Withdraw", .secondary, hidden: one.to)))
            """
    }
}
