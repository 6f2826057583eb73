import Foundation
import Governance
import Kernel
import People
import Web

/// A new record from what a referral tells, after a coordinator has looked it over.
enum NewRecord {
    /// The fields of the page: those of the professional form, so that the same rules hold.
    static let fields = ReferralSection.person.names.subtracting(["same_person", "same_referral", "who_looks"])

    /// What the referral tells, as the page's first filling.
    static func prefill(_ answers: [String: [String]]) -> Form {
        var filled = answers.filter { fields.contains($0.key) }
        func answer(_ name: String) -> String { answers[name]?.first ?? "" }
        let told = answer("who_name").split(separator: " ").map(String.init)
        if filled["given_name"] == nil, filled["family_name"] == nil, let first = told.first {
            filled["given_name"] = [first]
            if told.count > 1 { filled["family_name"] = [told.dropFirst().joined(separator: " ")] }
        }
        if filled["school"] == nil, !answer("who_school").isEmpty { filled["school"] = [answer("who_school")] }
        if filled["address"] == nil, !answer("who_lives").isEmpty { filled["address"] = [answer("who_lives")] }
        if filled["about_age"] == nil, let age = ToldOf.age(["who_age": [answer("who_age")]], on: Day(number: 0)) {
            filled["about_age"] = [String(age)]
        }
        return ReferralForm.form(filled)
    }

    /// The person these answers describe. Anything may be empty: somebody whose name nobody knows can be helped.
    static func person(_ form: Form, number: Int, id: ID<Person>, today: Day) -> Person {
        var person = Person(
            id: id, number: number, givenName: form["given_name"].trimmed, familyName: form["family_name"].trimmed)
        person.knownAs = form["known_as"].trimmed
        (person.born, person.isBirthEstimated) = birth(form, today)
        person.pronouns = form["pronouns"].trimmed
        person.school = form["school"].trimmed
        person.yearGroup = form["year_group"].trimmed
        person.address = form["address"].trimmed
        person.postcode = Postcode(form["postcode"])?.description ?? ""
        person.phone = form["phone"].trimmed
        person.livesWith = form["lives_with"].trimmed
        person.language = form["language"].trimmed
        person.nhsNumber = NHSNumber(form["nhs_number"])?.digits ?? ""
        person.upn = UPN(form["upn"])?.description ?? ""
        person.safeContact = form.all("safe_contact").compactMap { SafeContact(rawValue: $0) }
        if form["interpreter"] == "yes", !person.safeContact.contains(.interpreter) {
            person.safeContact.append(.interpreter)
        }
        return person
    }

    /// A whole birthday as given; from an age or a loose date, the middle of what it can be, marked as a guess.
    static func birth(_ form: Form, _ today: Day) -> (day: Day?, isEstimated: Bool) {
        let answers = Dictionary(grouping: form.fields, by: \.name).mapValues { $0.map(\.value) }
        if let (day, precision) = LooseDate("born", in: answers).resolved {
            return precision == .day ? (day, false) : (day.adding(days: 182), true)
        }
        let said = ["about_age": [form["about_age"]]]
        guard let age = ToldOf.age(said, on: today) else { return (nil, false) }
        return (Day(number: today.number - Int(365.25 * (Double(age) + 0.5))), true)
    }
}
