import Governance
import Kernel
import People
import Storage
import Web
import Wording

/// One question: two records side by side, why the engine asks, and what would follow.
struct ReviewPage {
    let visit: Visit
    let view: ReviewView
    let form: FormView
    /// The worker's last answer to another question, to take back with one press.
    let last: (item: ID<ReviewItem>, verdict: PairDecision.Verdict)?
    let progress: String

    private var item: ReviewItem { view.item }

    var page: Page {
        Page(
            "Are these the same young person?", hasErrors: !form.errors.isEmpty,
            body: """
                \(breadcrumb([NavItem("Review", "/review")]))\(form.summary())
                \(pageHead("Are these the same young person?", lead: "\(item.cause.words). \(progress)", actions: undoLast))
                \(warnings)
                \(card("The two records", id: "records", body: sides))
                \(answerCard)
                \(card("Why the engine asks", id: "why", body: "\(oddsLine)\(picture)"))
                \(card("What “same” would do", id: "effect", body: bullets(view.consequences.map { HTML($0) })))
                \(othersCard)
                """)
    }

    private var undoLast: HTML {
        guard let last else { return .empty }
        return postForm(
            to: "/review/\(last.item)/undo", token: visit.token,
            body: """
                \(FormView.hidden("back", "here"))\(button(
                    "Undo my last: \(last.verdict.words.lowercased())", .secondary, name: "undo", value: "mine", key: "u"))
                """)
    }

    // MARK: What to mind

    private var warnings: HTML {
        var boxes: HTML = .empty
        let siblings = Siblings(view.left.record, view.right.record)
        if siblings != .no, view.isComparable {
            boxes += callout(
                .warn, siblings == .twins ? "They may be twins" : "They may be brother or sister",
                "<p>\(siblings.words) A wrong link puts one child’s record on the other’s.</p>")
        }
        if !item.evidence.against.isEmpty {
            boxes += callout(.warn, "Something speaks against it", "<p>\(item.evidence.against)</p>")
        }
        for side in [view.left, view.right] {
            guard let refusal = side.verdict.refusal else { continue }
            boxes += callout(
                .danger, "\(side.agency.name)’s details cannot be compared here",
                "<p>\(refusal.reason) Ask the privacy officer. Until then nobody can answer this question.</p>")
        }
        return boxes
    }

    // MARK: Side by side

    private var sides: HTML {
        let columns = [
            TableColumn("Detail"), TableColumn(heading(view.left, "A")), TableColumn(heading(view.right, "B")),
            TableColumn("Compared"),
        ]
        return """
            <div class="ui-pair">\(dataTable(
                "The two records, detail by detail", isCaptionHidden: true, columns: columns, rows: rows))</div>
            """
    }

    private func heading(_ side: ReviewSide, _ letter: String) -> String { "\(letter): \(side.agency.name)" }

    private var rows: [[HTML]] {
        var rows = Detail.all.map { detail -> [HTML] in
            let (left, right) = (detail.shown(view.left, visit), detail.shown(view.right, visit))
            return [HTML(detail.name), left.html, right.html, mark(detail, left, right)]
        }
        rows.append(["Where it stands", standing(view.left), standing(view.right), ""])
        rows.append(["Files it is in", files(view.left), files(view.right), ""])
        return rows
    }

    private func mark(_ detail: Detail, _ left: Detail.Shown, _ right: Detail.Shown) -> HTML {
        guard case .value = left, case .value = right else { return tag("Not shown") }
        let likeness = Likeness(detail.value(view.left.record), detail.value(view.right.record))
        switch likeness {
        case .same: return tag(likeness.words, .good)
        case .different: return tag(likeness.words, .warn)
        case .oneSided, .unknown: return tag(likeness.words)
        }
    }

    private func standing(_ side: ReviewSide) -> HTML {
        guard let person = side.person else { return "On no young person’s record" }
        let with = side.together > 1 ? ", with \(Words.plural(side.together - 1, "other record"))" : ", alone"
        let link = anchor(person.reference, "/young-people/\(person.id)/links", hidden: "where its rows come from")
        return "\(link)\(with)"
    }

    private func files(_ side: ReviewSide) -> HTML {
        if side.isOurs { return "Our own record" }
        guard let newest = side.standings.first else { return "None that counts" }
        let replaced = newest.state == .replaced ? " (a replaced file)" : ""
        return "\(RowWords.rows(side.rows)), \(newest.feed), \(newest.period), \(newest.agreement)\(replaced)"
    }

    // MARK: The answer

    private var answerCard: HTML {
        if let settlement = view.settlement { return settledCard(settlement.verdict, settlement.at) }
        guard view.isComparable else { return .empty }
        return card("Your answer", id: "answer-card", body: "\(whoElse)\(answerForm)")
    }

    private var whoElse: HTML {
        let mine = view.answers.last { $0.worker == visit.worker.id }
        switch view.outcome {
        case .disputed:
            let lines = view.answers.filter { $0.verdict != .unsure }.map { answer -> HTML in
                "\(answer.workerName): \(answer.verdict.words.lowercased())\(answer.note.isEmpty ? "" : ". \(answer.note)")"
            }
            return callout(
                .warn, "Two people have answered differently",
                "\(bullets(lines))<p>Talk to each other. Either can change their answer here.</p>")
        case .waiting where mine != nil:
            return """
                <p>You answered “\(mine?.verdict.words.lowercased() ?? "")”. A second person has to answer before anything \
                is linked, because of a risk, a restriction or something to mind before contact.</p>
                """
        case .waiting, .open, .settled:
            guard view.needsTwo else { return .empty }
            return """
                <p>Two people have to answer this one, because of a risk, a restriction or something to mind before \
                contact. Neither sees the other’s answer first.</p>
                """
        }
    }

    private var answerForm: HTML {
        let needs = view.overturns(.same) || view.overturns(.different)
        let hint =
            needs
            ? "Needed when your answer goes against what stands or what the numbers say"
            : "Optional. Kept with your answer"
        return postForm(
            to: "/review/\(item.id)", token: visit.token,
            body: """
                \(form.text("reason", label: "Why", hint: hint, style: .strong))
                \(buttonGroup(
                    button("Same young person", .main, name: "answer", value: "same", key: "s"),
                    button("Different", .secondary, name: "answer", value: "different", key: "d"),
                    button("Not sure", .secondary, name: "answer", value: "unsure", key: "n")))
                \(keysBox("Answer with single keys: s same, d different, n not sure, u undo"))
                """)
    }

    private func settledCard(_ verdict: PairDecision.Verdict, _ at: Instant) -> HTML {
        let lines = view.answers.filter { $0.verdict != .unsure }.map { answer -> HTML in
            let note = answer.note.isEmpty ? "" : ". \(answer.note)"
            return "\(answer.workerName) on \(answer.at.long): \(answer.verdict.words.lowercased())\(note)"
        }
        let apart: HTML =
            verdict == .different && view.isInOne
            ? callout(
                .warn, "Both still stand on one record",
                """
                <p>\(buttonLink(
                    "Separate them", separateLink, .main))</p>
                """) : .empty
        return card(
            "Decided: \(verdict.words.lowercased())", id: "answer-card",
            body: """
                \(bullets(lines))\(apart)\(details(
                    "Take this decision back", isOpen: !form.errors.isEmpty,
                    postForm(
                        to: "/review/\(item.id)/undo", token: visit.token,
                        body: """
                            \(form.text("reason", label: "Why", hint: "Kept with the decision", style: .strong))
                            \(button("Take it back", .warning, name: "undo", value: "settled"))
                            """)))
                """)
    }

    private var separateLink: Link {
        guard let person = view.left.person else { return "/review" }
        let link: Link = "/young-people/\(person.id)/links/separate"
        return link.with(query: [("record", view.right.record.id.text)])
    }

    // MARK: Why

    private var oddsLine: HTML {
        let words = Odds.words(view.shownProbability, isCalibrated: view.isCalibrated)
        let note: HTML =
            view.isCalibrated
            ? "" : " It has not been checked against enough reviewed pairs here, so take it as a rough guide."
        return "<p><strong>\(words.prefix(1).uppercased() + words.dropFirst()).</strong>\(note)</p>"
    }

    private var picture: HTML { evidencePicture(item.evidence, id: "evidence") }

    private var othersCard: HTML {
        guard !view.others.isEmpty else { return .empty }
        let items = view.others.map { other -> HTML in
            let odds = Odds.words(other.item.probability, isCalibrated: view.isCalibrated)
            return "\(anchor(other.names, "/review/\(other.item.id)")): \(other.item.cause.words.lowercased()), \(odds)"
        }
        return card("Other questions about these records", id: "others", body: bullets(items))
    }
}

/// One line of two records side by side.
enum Detail: CaseIterable {
    case forename, middleNames, surname, alsoKnownAs, born, sex, address, postcode, school, nhsNumber, upn, pnc

    static var all: [Detail] { allCases }

    enum Shown {
        case value(String)
        case hidden(String)

        var html: HTML {
            switch self {
            case .value(let text): text.isEmpty ? #"<span class="ui-muted">Not given</span>"# : HTML(text)
            case .hidden(let why): #"<span class="ui-muted">\#(why)</span>"#
            }
        }
    }

    var name: String { field.name }

    var field: IdentityField {
        switch self {
        case .forename: .forename
        case .middleNames: .middleNames
        case .surname: .surname
        case .alsoKnownAs: .alsoKnownAs
        case .born: .dateOfBirth
        case .sex: .sex
        case .address: .address
        case .postcode: .postcode
        case .school: .school
        case .nhsNumber: .nhsNumber
        case .upn: .upn
        case .pnc: .pncID
        }
    }

    private var identifier: Identifier? {
        switch self {
        case .nhsNumber: .nhsNumber
        case .upn: .upn
        case .pnc: .pnc
        case .forename, .middleNames, .surname, .alsoKnownAs, .born, .sex, .address, .postcode, .school: nil
        }
    }

    /// The value as it is compared.
    func value(_ record: SourceRecord) -> String {
        switch self {
        case .forename: record.forename
        case .middleNames: record.middleNames
        case .surname: record.surname
        case .alsoKnownAs: record.alsoKnownAs
        case .born: record.born?.description ?? ""
        case .sex: record.sex
        case .address: record.address
        case .postcode: record.postcode
        case .school: record.school
        case .nhsNumber: record.nhsNumber
        case .upn: record.upn
        case .pnc: record.pnc
        }
    }

    /// The value as this worker may see it.
    func shown(_ side: ReviewSide, _ visit: Visit) -> Shown {
        guard side.shows(field) else {
            return .hidden(side.isAddressSecret && (self == .address || self == .postcode) ? "Secret" : "Not shared")
        }
        if let identifier { return .value(identifier.shown(side.record, to: visit.worker)) }
        switch self {
        case .born: return .value(RowWords.born(side.record.born, on: visit.today))
        case .sex: return .value(RowWords.sex(side.record.sex))
        case .forename, .middleNames, .surname, .alsoKnownAs, .address, .postcode, .school, .nhsNumber, .upn, .pnc:
            return .value(value(side.record))
        }
    }
}
