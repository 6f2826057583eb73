import Governance
import Kernel
import Storage

/// Something to mind before anyone rings, writes or knocks: mistakes here can put a young person in danger.
package enum SafeContact: String, Sendable, CaseIterable, Storable {
    case notAtHome, doNotWrite, sharedPhone, interpreter, riskToWorkers, addressIsSecret,
        harmerHasParentalResponsibility

    package var words: String {
        switch self {
        case .notAtHome: "Do not contact at home"
        case .doNotWrite: "Do not write"
        case .sharedPhone: "Phone is shared or watched"
        case .interpreter: "Needs an interpreter"
        case .riskToWorkers: "Visit in pairs"
        case .addressIsSecret: "Address is secret"
        case .harmerHasParentalResponsibility: "Someone who harms them has parental responsibility"
        }
    }
}

/// A young person, as far as we know them. Anything may be unknown.
package struct Person: Sendable {
    package let id: ID<Person>
    /// "YP-2047": how people speak of the record without a name.
    package let number: Int
    package var givenName: String
    package var familyName: String
    /// What they like to be called, when it is not their given name.
    package var knownAs: String
    package var born: Day?
    /// The birthday is a guess from an age somebody gave.
    package var isBirthEstimated: Bool
    /// As they say it: "she/her". Empty when nobody asked.
    package var pronouns: String
    package var school: String
    package var yearGroup: String
    package var address: String
    package var postcode: String
    package var phone: String
    package var livesWith: String
    package var language: String
    package var nhsNumber: String
    package var upn: String
    package var safeContact: [SafeContact]

    package init(id: ID<Person>, number: Int, givenName: String, familyName: String) {
        self.id = id
        self.number = number
        self.givenName = givenName
        self.familyName = familyName
        knownAs = ""
        born = nil
        isBirthEstimated = false
        pronouns = ""
        school = ""
        yearGroup = ""
        address = ""
        postcode = ""
        phone = ""
        livesWith = ""
        language = ""
        nhsNumber = ""
        upn = ""
        safeContact = []
    }

    package var reference: String { "YP-\(number)" }

    /// "Kai Brennan", or what we call somebody whose name nobody knows.
    package var fullName: String {
        let parts = [givenName, familyName].filter { !$0.isEmpty }
        return parts.isEmpty ? "Name not known" : parts.joined(separator: " ")
    }

    /// The name for speaking about them: what they like to be called, or the given name.
    package var firstName: String {
        if !knownAs.isEmpty { return knownAs }
        return givenName.isEmpty ? "this young person" : givenName
    }

    /// "Kai B", for lists that a room full of people can see.
    package var shortName: String {
        guard let initial = familyName.first else { return givenName.isEmpty ? "Name not known" : firstName }
        return "\(givenName.isEmpty ? "?" : firstName) \(initial)"
    }

    /// "Kai B, 15", "Kai B, about 15", "Kai B".
    package func nameAndAge(on today: Day) -> String {
        guard let age = age(on: today) else { return shortName }
        return "\(shortName), \(isBirthEstimated ? "about " : "")\(age)"
    }

    /// "KB": all that somebody sees who may know only that a record exists.
    package var initials: String {
        let letters = [givenName.first, familyName.first].compactMap { $0 }
        return letters.isEmpty ? "?" : String(letters).uppercased()
    }

    package func age(on day: Day) -> Int? { born.map { $0.age(on: day) } }
}

extension Person: FromRow {
    package init(row: Row) throws {
        id = try row["id"]
        number = try row["number"]
        givenName = try row["given_name"]
        familyName = try row["family_name"]
        knownAs = try row["known_as"]
        born = try row["born"]
        isBirthEstimated = try row["born_estimated"]
        pronouns = try row["pronouns"]
        school = try row["school"]
        yearGroup = try row["year_group"]
        address = try row["address"]
        postcode = try row["postcode"]
        phone = try row["phone"]
        livesWith = try row["lives_with"]
        language = try row["language"]
        nhsNumber = try row["nhs_number"]
        upn = try row["upn"]
        let flags: String = try row["safe_contact"]
        safeContact = flags.split(separator: ",").compactMap { SafeContact(rawValue: String($0)) }
    }

    static let table = Table(
        "person", unique: [["number"]], indexes: [["family_key"], ["given_key"], ["born"], ["postcode"]],
        columns: [
            .text("id"), .integer("number", .identity), .text("given_name", .identity), .text("family_name", .identity),
            .text("known_as", .identity), .text("given_key", .identity), .text("family_key", .identity),
            .text("known_key", .identity), .text("born", .identity, optional: true), .integer("born_estimated"),
            .text("pronouns", .identity), .text("school", .identity), .text("year_group", .identity),
            .text("address", .contact), .text("postcode", .contact), .text("phone", .contact),
            .text("lives_with", .contact), .text("language", .special), .text("nhs_number", .identity),
            .text("upn", .identity), .text("safe_contact", .contact), .integer("created_at"), .integer("updated_at"),
        ])

    static let columns: SQL = """
        p.id, p.number, p.given_name, p.family_name, p.known_as, p.born, p.born_estimated, p.pronouns, p.school,
        p.year_group, p.address, p.postcode, p.phone, p.lives_with, p.language, p.nhs_number, p.upn, p.safe_contact
        """
}
