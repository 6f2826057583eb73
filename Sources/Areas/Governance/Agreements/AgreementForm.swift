import Kernel
import Web

/// The form an agreement is made or amended by: what was typed becomes terms, or a list of what is wrong.
struct AgreementForm {
    /// The longest each field may be.
    static let limits = (short: FormReading.longestLine, medium: 1000, long: FormReading.longestText)
    /// Ten years: longer is a slip of the keyboard.
    private static let longestDays = 3653

    private var reading: FormReading
    private let agencies: [Agency]
    private let today: Day
    var errors: FieldErrors { reading.errors }
    private var form: Form { reading.form }

    /// Reads a form; `errors` tells what is wrong with it.
    init(_ form: Form, agencies: [Agency], today: Day) {
        reading = FormReading(form)
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
            reading.complain("reference", "Enter a reference, such as ISA-007")
        } else if !isPlain || text.count > 20 || !text.contains(where: \.isNumber) {
            reading.complain(
                "reference", "Use up to 20 letters, numbers and hyphens with a number in it, such as ISA-007")
        }
        return text
    }

    /// Why the terms change, on an amendment.
    mutating func reason() -> String {
        reading.changeReason()
    }

    /// The terms as typed, read in the order of the page; nil when something is wrong, and `errors` says what.
    mutating func terms() -> SharingAgreement.Terms? {
        let title = reading.required("title", limit: Self.limits.short, "Enter what the agreement is called")
        let purposes = purposes()
        let parties = parties()
        let categories = Set(Category.agreeable.filter { form.all("categories").contains($0.rawValue) })
        if categories.isEmpty { reading.complain("categories", "Choose at least one kind of information") }
        let fields = Set(form.all("fields").compactMap { IdentityField(rawValue: $0) })
        if !fields.isEmpty, !categories.isEmpty, categories.isDisjoint(with: [.identity, .contact]) {
            reading.complain(
                "fields", "These fields need “name and age” or “address and contact” among the kinds above")
        }
        let law = law(categories)
        let policy = policyDocument(law)
        let control = SharingAgreement.Control(rawValue: form["control"])
        if control == nil { reading.complain("control", "Choose who decides how the information is used") }
        let flow = reading.required("flow", limit: Self.limits.medium, "Say how and how often information passes")
        let retention = reading.required("retention", limit: Self.limits.medium, "Say how long the information is kept")
        let contact = reading.required(
            "breach_contact", limit: Self.limits.short, "Say whom to tell when something goes wrong")
        let dates = dates()
        guard errors.isEmpty, let dates, let control else { return nil }
        return SharingAgreement.Terms(
            title: title, parties: parties, purposes: purposes, categories: categories, fields: fields,
            legalBases: law.bases.map(\.key), otherBasis: law.other, policyDocument: policy, control: control,
            flow: flow, starts: dates.starts, ends: dates.ends, review: dates.review, retention: retention,
            breachContact: contact, signed: dates.signed)
    }

    mutating func complain(_ field: String, _ message: String) { reading.complain(field, message) }

    // MARK: Parts

    private mutating func purposes() -> [String] {
        let purposes = reading.lines("purposes")
        if purposes.isEmpty { reading.complain("purposes", "Say what the information is for") }
        return purposes
    }

    private mutating func parties() -> [SharingAgreement.Party] {
        var parties: [SharingAgreement.Party] = []
        for agency in agencies {
            guard let part = SharingAgreement.Part(rawValue: form["part-\(agency.id)"]) else { continue }
            let field = "signatory-\(agency.id)"
            let signatory = reading.text(field, limit: Self.limits.short)
            if signatory.isEmpty { reading.complain(field, "Enter who signed for \(agency.name)") }
            parties.append(SharingAgreement.Party(agency: agency.id, part: part, signatory: signatory))
        }
        if parties.count < 2 {
            reading.complain("parties", "An agreement needs at least two parties: say what each agency does")
        } else if !parties.contains(where: \.part.givesAny) {
            reading.complain("parties", "Nobody gives information: at least one party must")
        } else if !parties.contains(where: \.part.receivesAny) {
            reading.complain("parties", "Nobody receives information: at least one party must")
        }
        return parties
    }

    private mutating func law(_ categories: Set<Category>) -> LegalGround {
        let bases = LegalBasis.shipped.filter { form.all($0.group.rawValue).contains($0.key) }
        let ground = LegalGround(categories: categories, bases: bases, other: form["other_basis"].trimmed)
        for gap in ground.gaps() { reading.complain(gap.group.rawValue, gap.message) }
        _ = reading.text("other_basis", limit: Self.limits.medium)
        return ground
    }

    private mutating func policyDocument(_ law: LegalGround) -> String {
        let policy = reading.text("policy_document", limit: Self.limits.short)
        if law.requiresPolicyDocument, policy.isEmpty {
            reading.complain(
                "policy_document", "What you chose needs an appropriate policy document: enter its reference")
        }
        return policy
    }

    private mutating func dates() -> (starts: Day, ends: Day, review: Day, signed: Day)? {
        let starts = reading.day("starts", called: "the first day")
        let ends = reading.day("ends", called: "the last day")
        let review = reading.day("review", called: "the day to look at it again")
        let signed = reading.day("signed", called: "the day by which everyone had signed")
        if let starts, let ends { checkOrder(starts, ends, review) }
        if let signed, signed > today {
            reading.complain("signed", "The day everyone had signed cannot be in the future")
        }
        guard let starts, let ends, let review, let signed else { return nil }
        return (starts, ends, review, signed)
    }

    private mutating func checkOrder(_ starts: Day, _ ends: Day, _ review: Day?) {
        if ends < starts {
            reading.complain("ends", "The last day is before the first")
            return
        }
        if ends < today {
            reading.complain("ends", "The last day is in the past, so it would cover nothing. Check the year")
        } else if ends.number - starts.number > Self.longestDays {
            reading.complain("ends", "An agreement lasts at most ten years. Check the year")
        }
        if let review, review < starts || review > ends {
            reading.complain("review", "The day to look at it again must be between the first day and the last")
        }
    }
}

extension FormReading {
    /// Why an agreement changes.
    mutating func changeReason() -> String {
        required("reason", limit: AgreementForm.limits.medium, "Say why the agreement changes")
    }

    /// A day that has to be there, in this century.
    mutating func day(_ name: String, called what: String) -> Day? {
        switch DayField.read(name, in: form) {
        case .empty: complain(name, "Enter \(what)")
        case .impossible: complain(name, "Enter \(what) as a real date, such as 31 3 2027")
        case .day(let day) where !(2000...2100).contains(day.year): complain(name, "Check the year of \(what)")
        case .day(let day): return day
        }
        return nil
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
