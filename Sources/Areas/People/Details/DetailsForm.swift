import Governance
import Kernel
import Web

/// A young person's details as typed, read and checked.
enum DetailsForm {
    /// Short texts, with the form's names for them.
    static var texts: [(field: PersonField, path: WritableKeyPath<Person, String>)] {
        [
            (.givenName, \.givenName), (.familyName, \.familyName), (.knownAs, \.knownAs), (.pronouns, \.pronouns),
            (.school, \.school), (.yearGroup, \.yearGroup), (.nhsNumber, \.nhsNumber), (.upn, \.upn),
            (.address, \.address), (.postcode, \.postcode), (.phone, \.phone), (.livesWith, \.livesWith),
            (.language, \.language),
        ]
    }

    /// What stands, in the form.
    static func filled(from person: Person, _ grant: Grant<Person>) -> Form {
        var fields: [(name: String, value: String)] = []
        for (field, path) in texts where grant.shows(field, of: person) {
            fields.append((field.rawValue, person[keyPath: path]))
        }
        if person.isBirthEstimated { fields.append(("estimated", "yes")) }
        fields += person.safeContact.map { ("safe", $0.rawValue) }
        var form = Form(fields)
        DayField.fill("born", with: person.born, in: &form)
        return form
    }

    /// The person as the form says, with what this viewer may not see left as it is.
    ///
    /// - Throws: What is wrong, field by field.
    static func read(
        _ form: Form, over old: Person, _ grant: Grant<Person>, today: Day
    ) throws(FieldErrors) -> Person {
        var errors = FieldErrors()
        var new = old
        for (field, path) in texts where grant.shows(field, of: old) && form.has(field.rawValue) {
            let text = form[field.rawValue].trimmed
            NoteForm.limit(field.rawValue, text, NoteForm.longestLine, field.name, &errors)
            new[keyPath: path] = text
        }
        new.born = BirthField.read("born", in: form, on: today, into: &errors)
        new.isBirthEstimated = new.born != nil && form["estimated"] == "yes"
        if grant.shows(.contact) {
            new.safeContact = SafeContact.allCases.filter { form.all("safe").contains($0.rawValue) }
            // Whoever may not see a secret address cannot open it by unticking the box either.
            let isKeptSecret = old.safeContact.contains(.addressIsSecret) && !grant.shows(.address, of: old)
            if isKeptSecret, !new.safeContact.contains(.addressIsSecret) { new.safeContact.append(.addressIsSecret) }
        }
        check(&new, &errors)
        guard errors.isEmpty else { throw errors }
        return new
    }

    private static func check(_ person: inout Person, _ errors: inout FieldErrors) {
        if !person.nhsNumber.isEmpty {
            if let number = NHSNumber(person.nhsNumber) {
                person.nhsNumber = number.digits
            } else {
                errors.add("nhsNumber", "Check the NHS number: it has 10 digits, and these do not fit together")
            }
        }
        if !person.postcode.isEmpty {
            if let postcode = Postcode(person.postcode) {
                person.postcode = postcode.description
            } else {
                errors.add("postcode", "Enter a full postcode, such as EM4 7QT")
            }
        }
        if !person.upn.isEmpty {
            if let number = UPN(person.upn) {
                person.upn = number.description
            } else {
                errors.add("upn", "A pupil number has 13 letters and digits, and these do not fit together. Check it")
            }
        }
    }
}
