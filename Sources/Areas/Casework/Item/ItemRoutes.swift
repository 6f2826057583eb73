import FrontDoor
import Governance
import Kernel
import People
import Web
import Wording

/// One referral at the meeting: its page, and adding what an agency knows.
enum ItemHandlers {
    static func show(_ visit: Visit) async throws -> Answer {
        var form = Form()
        form.set("basis", InformationBasis.fact.rawValue)
        form.set("handling", Handling.mayShare.rawValue)
        return try await page(visit, .viewBoard, FormView(form), hints: .empty)
    }

    private static func page(_ visit: Visit, _ action: Action, _ form: FormView, hints: HTML) async throws -> Answer {
        let reading = try await visit.record { tx in
            try visit.readItem(action, "at the meeting", in: tx)
        }
        return visit.page(
            ItemPage(reading: reading, visit: visit, form: form, hints: hints).page,
            status: form.errors.isEmpty ? 200 : 422)
    }

    static func addInformation(_ visit: Visit) async throws -> Answer {
        let form = visit.request.form
        if form.has("check") {
            return try await page(visit, .addInformation, FormView(form), hints: visit.checkedHints(form["text"]))
        }
        let typed: InformationForm
        do {
            typed = try InformationForm(form)
        } catch {
            return try await page(
                visit, .addInformation, FormView(form, errors: error), hints: visit.wordingHints(form["text"]))
        }
        let notice = visit.savedWords("Added, with your name and agency.", checking: [typed.text])
        return try await visit.submit { tx in
            let (referral, grant) = try visit.openItem(.addInformation, "added what the agency knows", in: tx)
            try tx.insert(
                SharedInformation(
                    id: .make(), referral: referral.id, person: grant.subject, text: typed.text, basis: typed.basis,
                    handling: typed.handling, conditions: typed.conditions, by: visit.worker, at: visit.now))
            return ("/hub/\(referral.id)", notice)
        }
    }
}

func itemRoutes(_ house: House) -> [Route] {
    [
        house.route(.get, "/hub/{referral}", .viewBoard, audit: .view, ItemHandlers.show),
        house.route(.post, "/hub/{referral}/information", .addInformation, audit: .change, ItemHandlers.addInformation),
    ]
}

/// What an agency knows, as typed, read and checked.
struct InformationForm: Equatable, Sendable {
    let text: String
    let basis: InformationBasis
    let handling: Handling
    let conditions: String

    /// - Throws: What is wrong, field by field.
    init(_ form: Form) throws(FieldErrors) {
        var reading = FormReading(form)
        text = reading.required("text", "Write what your agency knows")
        let basis: InformationBasis? = reading.choice("basis", "Choose whether this is fact or opinion")
        let handling: Handling? = reading.choice("handling", "Choose how it may be used")
        conditions =
            handling == .conditions
            ? reading.required("conditions", limit: FormReading.longestLine, "Say on what conditions it may be used")
            : ""
        guard let basis, let handling, reading.errors.isEmpty else { throw reading.errors }
        self.basis = basis
        self.handling = handling
    }
}

extension Visit {
    /// What the language check says, said also when it has nothing to say.
    func checkedHints(_ text: String) -> HTML {
        let hints = wordingHints(text)
        return hints.isEmpty && !text.trimmed.isEmpty ? "<p>Nothing here could read as blame.</p>" : hints
    }

    /// A notice that also says, once, that words could read as blame. Saving is never held up by it.
    package func savedWords(_ words: String, checking texts: [String]) -> String {
        let found = texts.flatMap { house.language.check($0) }
        guard let first = found.first else { return words }
        return
            "\(words) One thing on wording: “\(first.matched)” could read as blame. Next time, try “\(first.phrase.alternative)”."
    }
}
