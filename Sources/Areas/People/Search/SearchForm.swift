import Governance
import Kernel
import Storage
import Web

/// Why somebody looks: written into the audit with the search.
enum SearchPurpose: String, CaseIterable {
    case working, concern, duplicate, duty

    var words: String {
        switch self {
        case .working: "I am working with them"
        case .concern: "Someone has told us about them"
        case .duplicate: "To see whether we know them before adding a record"
        case .duty: "I am on duty and need to keep them safe"
        }
    }
}

/// A search as typed, read and checked.
struct SearchForm {
    let number: Int?
    let given: String
    let family: String
    let born: Day?
    let postcode: String
    let school: String
    let purpose: SearchPurpose

    static let longest = 200

    /// - Throws: What is wrong, field by field.
    init(_ form: Form, on today: Day) throws(FieldErrors) {
        var errors = FieldErrors()
        let text = form["q"].trimmed
        number = SearchForm.number(text)
        let names = number == nil ? PersonQuery.names(text) : ("", "")
        (given, family) = names
        born = BirthField.read("born", in: form, on: today, into: &errors)
        let typed = form["postcode"].trimmed
        postcode = Postcode(typed)?.description ?? ""
        school = form["school"].trimmed
        purpose = SearchPurpose(rawValue: form["purpose"]) ?? .working
        if text.count > SearchForm.longest { errors.add("q", "The name must be 200 characters or fewer") }
        if !typed.isEmpty && postcode.isEmpty { errors.add("postcode", "Enter a full postcode, such as EM4 7QT") }
        if school.count > SearchForm.longest { errors.add("school", "The school must be 200 characters or fewer") }
        let isEmpty = text.isEmpty && born == nil && postcode.isEmpty
        if errors.isEmpty && isEmpty {
            let more = school.isEmpty ? "Enter a name, a reference, a date of birth or a postcode"
                : "A school alone has too many young people. Add a name, a date of birth or a postcode"
            errors.add("q", more)
        }
        guard errors.isEmpty else { throw errors }
    }

    /// "YP-2047", "yp 2047" or "2047".
    static func number(_ text: String) -> Int? {
        var rest = text.lowercased()[...]
        if rest.hasPrefix("yp") { rest = rest.dropFirst(2).drop { $0 == "-" || $0 == "–" || $0.isWhitespace } }
        guard (1...9).contains(rest.count), rest.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return Int(rest)
    }
}

extension Transaction {
    /// What a search finds before anybody's view is masked; a reference finds its record alone.
    func matches(_ search: SearchForm, most: Int) throws -> [PersonMatch] {
        if let number = search.number {
            return try person(numbered: number).map { [PersonMatch(person: $0, reasons: ["this reference"], score: 9)] } ?? []
        }
        return try matches(
            given: search.given, family: search.family, born: search.born, postcode: search.postcode,
            school: search.school, most: most)
    }
}
