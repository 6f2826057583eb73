import Web

/// Numbers to ring, with the date they were last looked at.
struct Helplines: Decodable, Sendable {
    struct Line: Decodable, Sendable {
        let id: String
        let name: String
        let number: String
        let words: String
        let source: String
    }

    let dated: String
    let lines: [Line]

    static let standard = Shipped.read("helplines", as: Helplines.self)

    /// The lines named, in that order, as pages list them.
    func contacts(_ ids: [String]) -> HTML {
        Web.contacts(ids.compactMap { id in lines.first { $0.id == id } }.map { ($0.number, $0.words) })
    }
}

/// What people might notice: for the start page, for the report, and for those whose work brings them close.
struct Signs: Decodable, Sendable {
    struct Sign: Decodable, Sendable {
        let id: String
        let words: String
        let hint: String
        /// Empty for signs the start page leaves out.
        let icon: String
        let short: String
    }

    struct Audience: Decodable, Sendable {
        let id: String
        let name: String
        let title: String
        let lead: String
        let notice: [String]
        let `do`: [String]
        let avoid: [String]
        let close: String
        let dated: String
        let source: String
    }

    /// Somebody is not sure what they noticed: an answer too.
    static let unsure = "unsure"
    static let unsureWords = "I am not sure, something just feels wrong"

    let dated: String
    let signs: [Sign]
    let audiences: [Audience]

    static let standard = Shipped.read("signs", as: Signs.self)

    /// What a ticked box says; nothing for one that is not on the form.
    func words(for id: String) -> String? {
        id == Signs.unsure ? Signs.unsureWords : signs.first { $0.id == id }?.words
    }

    /// The signs with a picture, for the start page.
    var pictured: [(icon: Icon, words: String)] {
        signs.compactMap { sign in Signs.icon(sign.icon).map { ($0, sign.short) } }
    }

    private static func icon(_ name: String) -> Icon? {
        switch name {
        case "missing": .missing
        case "phone": .phone
        case "parcel": .parcel
        case "travel": .travel
        case "injury": .injury
        case "people": .people
        default: nil
        }
    }
}

/// Pages that are only words.
struct PublicTexts: Decodable, Sendable {
    struct Text: Decodable, Sendable {
        let id: String
        let title: String
        let lead: String
        let parts: [Part]
    }

    struct Part: Decodable, Sendable {
        let heading: String
        let tone: String?
        let paragraphs: [String]?
        let bullets: [String]?
        /// Helplines, by identifier.
        let lines: [String]?
        let links: [Way]?
    }

    /// A way on to another page of this site.
    struct Way: Decodable, Sendable {
        let label: String
        let to: String
    }

    let dated: String
    let pages: [Text]

    static let standard = Shipped.read("public-pages", as: PublicTexts.self)
}

/// The words we use, explained.
struct Glossary: Decodable, Sendable {
    struct Group: Decodable, Sendable {
        let heading: String
        let words: [Entry]
    }

    struct Entry: Decodable, Sendable {
        let word: String
        let means: String
    }

    let dated: String
    let groups: [Group]

    static let standard = Shipped.read("glossary", as: Glossary.self)
}

/// What a public report may be and how many may come before a person looks at them first.
struct ReportRules: Decodable, Sendable {
    /// How somebody knows the young person, with its code of the children in need census.
    struct Relation: Decodable, Sendable {
        let id: String
        let words: String
        let code: String
    }

    /// Where "Exit this page" leads.
    let exit: String
    let mostPerCallerPerHour: Int
    let mostPerHour: Int
    /// Nobody reads and answers the questions faster than this.
    let leastSeconds: Int
    let relations: [Relation]

    static let standard = Shipped.read("public-report", as: ReportRules.self)

    func relation(_ id: String) -> Relation? { relations.first { $0.id == id } }
}
