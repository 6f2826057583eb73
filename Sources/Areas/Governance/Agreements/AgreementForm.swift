import Kernel
import Web

/// The form an agreement is made or amended by: what was typed becomes terms, or a list of what is wrong.
struct AgreementForm {
    /// The longest each field may be.
    static let limits = (short: 200, medium: 1000, long: 4000)
    /// Ten years: longer is a slip of the keyboard.
    private static let longestDays = 3653

    private let form: Form
    private let agencies: [Agency]
    private let today: Day
    private(set) var errors = FieldErrors()

    /// Reads a form; `errors` tells what is wrong with it.
    init(_ form: Form, agencies: [Agency], today: Day) {
        self.form = form
        self.agencies = agencies
        self.today = today
    }

    /// The reference in capitals, such as "ISA-007".
    mutating func reference() -> String {
        let text = form["reference"].trimmed.uppercased()
        let isPlain = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
            default: false
            }
        }
        if text.isEmpty {
            errors.add("reference", "Enter a reference, such as ISA-007")
        } else if !isPlain || text.count > 20 || !text.contains(where: \.isNumber) {
            errors.add("reference", "Use up to 20 letters, numbers and hyphens with a number in it, such as ISA-007")
        }
        return text
    }

    /// Why the terms change, on an amendment.
    mutating func reason() -> String {
        required("reason", "Say why the agreement changes", most: Self.limits.medium)
    }

    /// The terms as typed, read in the order of the page; nil when something is wrong, and `errors` says what.
    mutating func terms() -> SharingAgreement.Terms? {
        let title = required("title", "Enter what the agreement is called", most: Self.limits.short)
        let purposes = purposes()
        let parties = parties()
        let categories = Set(Category.agreeable.filter { form.all("categories").contains($0.rawValue) })
        if categories.isEmpty { errors.add("categories", "Choose at least one kind of information") }
        let fields = Set(form.all("fields").compactMap { IdentityField(rawValue: $0) })
        if !fields.isEmpty, !categories.isEmpty, categories.isDisjoint(with: [.identity, .contact]) {
            errors.add("fields", "These fields need “name and age” or “address and contact” among the kinds above")
        }
        let law = law(categories)
        let policy = policyDocument(law)
        let control = SharingAgreement.Control(rawValue: form["control"])
        if control == nil { errors.add("control", "Choose who decides how the information is used") }
        let flow = required("flow", "Say how and how often information passes", most: Self.limits.medium)
        let retention = required("retention", "Say how long the information is kept", most: Self.limits.medium)
        let contact = required("breach_contact", "Say whom to tell when something goes wrong", most: Self.limits.short)
        let dates = dates()
        guard errors.isEmpty, let dates, let control else { return nil }
        return SharingAgreement.Terms(
            title: title, parties: parties, purposes: purposes, categories: categories, fields: fields,
            legalBases: law.bases.map(\.key), otherBasis: law.other, policyDocument: policy, control: control,
            flow: flow, starts: dates.starts, ends: dates.ends, review: dates.review, retention: retention,
            breachContact: contact, signed: dates.signed)
    }

    mutating func complain(_ field: String, _ message: String) { errors.add(field, message) }

    // MARK: Parts

    private mutating func purposes() -> [String] {
        let text = required("purposes", "Say what the information is for", most: Self.limits.long)
        return text.split(separator: "\n").map { line in
            String(line).trimmed.trimmingPrefix { "-•*".contains($0) || $0.isWhitespace }.trimmed
        }.filter { !$0.isEmpty }
    }

    private mutating func parties() -> [SharingAgreement.Party] {
        var parties: [SharingAgreement.Party] = []
        for agency in agencies {
            guard let part = SharingAgreement.Part(rawValue: form["part-\(agency.id)"]) else { continue }
            let field = "signatory-\(agency.id)"
            let signatory = text(field, most: Self.limits.short)
            if signatory.isEmpty { errors.add(field, "Enter who signed for \(agency.name)") }
            parties.append(SharingAgreement.Party(agency: agency.id, part: part, signatory: signatory))
        }
        if parties.count < 2 {
            errors.add("parties", "An agreement needs at least two parties: say what each agency does")
        } else if !parties.contains(where: \.part.givesAny) {
            errors.add("parties", "Nobody gives information: at least one party must")
        } else if !parties.contains(where: \.part.receivesAny) {
            errors.add("parties", "Nobody receives information: at least one party must")
        }
        return parties
    }

    private mutating func law(_ categories: Set<Category>) -> LegalGround {
        let bases = LegalBasis.shipped.filter { form.all($0.group.rawValue).contains($0.key) }
        let ground = LegalGround(categories: categories, bases: bases, other: form["other_basis"].trimmed)
        for gap in ground.gaps() { errors.add(gap.group.rawValue, gap.message) }
        _ = text("other_basis", most: Self.limits.medium)
        return ground
    }

    private mutating func policyDocument(_ law: LegalGround) -> String {
        let policy = text("policy_document", most: Self.limits.short)
        if law.requiresPolicyDocument, policy.isEmpty {
            errors.add("policy_document", "What you chose needs an appropriate policy document: enter its reference")
        }
        return policy
    }

    private mutating func dates() -> (starts: Day, ends: Day, review: Day, signed: Day)? {
        let starts = day("starts", "the first day")
        let ends = day("ends", "the last day")
        let review = day("review", "the day to look at it again")
        let signed = day("signed", "the day by which everyone had signed")
        if let starts, let ends { checkOrder(starts, ends, review) }
        if let signed, signed > today { errors.add("signed", "The day everyone had signed cannot be in the future") }
        guard let starts, let ends, let review, let signed else { return nil }
        return (starts, ends, review, signed)
    }

    private mutating func checkOrder(_ starts: Day, _ ends: Day, _ review: Day?) {
        if ends < starts {
            errors.add("ends", "The last day is before the first")
            return
        }
        if ends < today {
            errors.add("ends", "The last day is in the past, so it would cover nothing. Check the year")
        } else if ends.number - starts.number > Self.longestDays {
            errors.add("ends", "An agreement lasts at most ten years. Check the year")
        }
        if let review, review < starts || review > ends {
            errors.add("review", "The day to look at it again must be between the first day and the last")
        }
    }

    private mutating func text(_ name: String, most: Int) -> String {
        let text = form[name].trimmed
        if text.count > most {
            errors.add(name, "Keep this to \(grouped(most)) characters: it has \(grouped(text.count))")
        }
        return text
    }

    private mutating func required(_ name: String, _ message: String, most: Int) -> String {
        let text = text(name, most: most)
        if text.isEmpty { errors.add(name, message) }
        return text
    }

    /// A day typed into three boxes; months also as words.
    mutating func day(_ name: String, _ what: String) -> Day? {
        let typed = ["day", "month", "year"].map { form["\(name)-\($0)"].trimmed }
        if typed.allSatisfy(\.isEmpty) {
            errors.add(name, "Enter \(what)")
            return nil
        }
        guard let day = Int(typed[0]), let month = Self.month(typed[1]), typed[2].count == 4, let year = Int(typed[2]),
            let whole = Day(year: year, month: month, day: day)
        else {
            errors.add(name, "Enter \(what) as a real date, such as 31 3 2027")
            return nil
        }
        if !(2000...2100).contains(whole.year) {
            errors.add(name, "Check the year of \(what)")
            return nil
        }
        return whole
    }

    private static func month(_ text: String) -> Int? {
        if let number = Int(text) { return number }
        let start = text.lowercased()
        guard start.count >= 3 else { return nil }
        return (1...12).first {
            Day(year: 2000, month: $0, day: 1)?.monthName.lowercased().hasPrefix(start) ?? false
        }
    }
}

extension AgreementForm {
    /// An agreement as its form would show it.
    static func filled(with agreement: SharingAgreement) -> Form {
        let terms = agreement.terms
        var fields: [(name: String, value: String)] = [
            ("reference", agreement.reference), ("title", terms.title), ("version", String(agreement.version)),
            ("purposes", terms.purposes.joined(separator: "\n")), ("flow", terms.flow),
            ("other_basis", terms.otherBasis), ("policy_document", terms.policyDocument),
            ("control", terms.control.rawValue), ("retention", terms.retention),
            ("breach_contact", terms.breachContact),
        ]
        for party in terms.parties {
            fields.append(("part-\(party.agency)", party.part.rawValue))
            fields.append(("signatory-\(party.agency)", party.signatory))
        }
        fields += Category.allCases.filter(terms.categories.contains).map { ("categories", $0.rawValue) }
        fields += IdentityField.allCases.filter(terms.fields.contains).map { ("fields", $0.rawValue) }
        fields += terms.legalBases.compactMap(LegalBasis.named).map { ($0.group.rawValue, $0.key) }
        let days = [("starts", terms.starts), ("ends", terms.ends), ("review", terms.review), ("signed", terms.signed)]
        for (name, day) in days {
            fields += [
                ("\(name)-day", String(day.day)), ("\(name)-month", String(day.month)),
                ("\(name)-year", String(day.year)),
            ]
        }
        return Form(fields)
    }
}
