import Governance
import Kernel
import Web

/// One part of a professional's referral as a page, with what was typed and what was wrong with it.
struct SectionPage {
    /// Where the language check is asked while somebody types.
    static let wording: Link = "/wording/check"

    let draft: ReferralDraft
    let section: ReferralSection
    let view: FormView
    /// The hidden fields the form carries.
    let token: HTML
    /// What the language check says of a text.
    let hints: (String) -> HTML
    /// How many empty rows to offer beyond those filled in.
    let isAddingRow: Bool
    /// Young people who might be the one, found by what was typed; nil when nobody looked yet.
    let matches: [EarlierMatch]?

    var link: Link { "/referrals/drafts/\(draft.id)/\(section.rawValue)" }

    var page: Page {
        let form = postForm(
            to: link, token: token, autosave: "/referrals/drafts/\(draft.id)/\(section.rawValue)/save",
            body: """
                \(fields)\(empty)
                \(buttonGroup(button("Save and continue"), anchor("Back to all parts", "/referrals/drafts/\(draft.id)")))
                """)
        let optional: HTML = section.isEssential ? .empty : "You can leave this part out."
        return Page(
            section.title, back: "/referrals/drafts/\(draft.id)", hasErrors: !view.errors.isEmpty,
            body: prose("\(view.summary())\(pageHead(section.title, lead: optional))\(form)"))
    }

    /// A way to take a whole screening back: a chosen answer cannot be unchosen without a script.
    private var empty: HTML {
        guard section == .screening, section.isStarted(in: draft.answers) else { return .empty }
        let clear = button("Empty this part", .secondary, name: "do", value: "empty")
        return #"<div class="ui-field">\#(clear)</div>"#
    }

    private var fields: HTML {
        switch section {
        case .source: source
        case .person: person
        case .concerns: concerns
        case .chronology: chronology
        case .helps: helps
        case .voice: voice
        case .agreement: agreement
        case .sharing: sharing
        case .screening: ScreeningForm.fields(view, instrument: .current)
        case .hope: hope
        }
    }

    /// A field for several lines with the language check under it.
    func words(_ name: String, label: String, hint: String = "", rows: Int = 4) -> HTML {
        let limit = section.fields.first { $0.name == name }?.limit
        return view.textarea(
            name, label: label, hint: hint, style: .strong, rows: rows, limit: limit, wording: SectionPage.wording,
            found: hints(view.form[name]))
    }

    /// How many rows of a repeated group to show: those filled in, and one more when asked for.
    func rows(of group: String, most: Int) -> Int {
        let filled = view.form.fields.compactMap { field -> Int? in
            let parts = field.name.split(separator: "-")
            guard parts.count >= 3, parts[0] == group, !field.value.isEmpty else { return nil }
            return Int(parts[1])
        }
        return min(max(filled.max() ?? 0, 0) + (isAddingRow || filled.isEmpty ? 1 : 0), most)
    }
}
