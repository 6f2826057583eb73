import Governance
import Kernel
import People
import Storage

/// Something written or answered here that counts as a sign of harm: from a note, a screening, a referral.
package struct ToldSign: Sendable {
    package let person: ID<Person>
    /// What the rules know it by: "screening.EX-22.1".
    package let kind: String
    package let at: Instant
    package let precision: Precision
    package let category: Governance.Category
    /// Who said so: "Fairmead Academy".
    package let agency: String

    package init(
        person: ID<Person>, kind: String, at: Instant, precision: Precision, category: Governance.Category,
        agency: String
    ) {
        self.person = person
        self.kind = kind
        self.at = at
        self.precision = precision
        self.category = category
        self.agency = agency
    }
}

/// Another area's signs: of one young person for somebody the policy let in, or of many for counting alone.
package struct SignSource: Sendable {
    package let about: @Sendable (Transaction, Grant<Person>) throws -> [ToldSign]
    package let among: @Sendable (Transaction, [ID<Person>]) throws -> [ToldSign]

    package init(
        about: @escaping @Sendable (Transaction, Grant<Person>) throws -> [ToldSign],
        among: @escaping @Sendable (Transaction, [ID<Person>]) throws -> [ToldSign]
    ) {
        self.about = about
        self.among = among
    }
}

/// One sign of one flag that this viewer may be told of.
struct RiskSign: Sendable {
    let at: Instant
    let precision: Precision
    let until: Instant?
    let agency: String
    /// Under which agreement it is read; empty where none is needed.
    let agreement: String
}

/// Information that somebody holds and this viewer does not see: of what kind, and whom to ask.
struct HiddenInformation: Sendable, Hashable {
    let category: Governance.Category
    let words: String
}

/// What we can say to one viewer about one flag. There is no "no": that nothing is recorded is not an answer.
///
/// What is held and not shown is said by kind of information alone, whether or not it raises the flag: saying just
/// where it does would tell what it is.
enum RiskAnswer: Sendable {
    case yes(count: Int, last: RiskSign, agencies: [String], hidden: [String])
    /// Somebody holds something that may say: whom to ask.
    case held([String])
    case notKnown
}

/// The eight flags of one young person as one viewer may be told.
struct RiskPicture: Sendable {
    struct Line: Sendable {
        let flag: RiskRules.Flag
        let answer: RiskAnswer
    }

    let lines: [Line]
    /// The agreements under which any of it is read.
    let agreements: [String]

    init(_ signs: [String: [RiskSign]], hidden: Set<HiddenInformation>, rules: RiskRules) {
        lines = rules.flags.map { flag in
            let words = Set(hidden.filter { flag.categories.contains($0.category.rawValue) }.map(\.words)).sorted()
            return Line(flag: flag, answer: RiskPicture.answer(signs[flag.key] ?? [], words))
        }
        agreements = Set(signs.values.flatMap { $0.map(\.agreement) }).subtracting([""]).sorted()
    }

    private static func answer(_ signs: [RiskSign], _ hidden: [String]) -> RiskAnswer {
        let newestFirst = signs.sorted { $0.at > $1.at }
        guard let last = newestFirst.first else { return hidden.isEmpty ? .notKnown : .held(hidden) }
        var agencies: [String] = []
        for sign in newestFirst where !agencies.contains(sign.agency) { agencies.append(sign.agency) }
        return .yes(count: signs.count, last: last, agencies: agencies, hidden: hidden)
    }
}

/// Signs as they are gathered, shown and hidden apart.
private struct Gathered {
    let rules: RiskRules
    let own: OwnSchools
    var signs: [String: [RiskSign]] = [:]
    var hidden: Set<HiddenInformation> = []

    mutating func add(_ event: SourceEvent, _ reach: Reach) {
        switch reach.answer(event.category, from: event.agency, named: event.agencyName) {
        case .shown(let agreement):
            let sign = RiskSign(
                at: event.at, precision: event.precision, until: event.until, agency: event.agencyName,
                agreement: agreement)
            for flag in rules.flags(of: event) { signs[flag.key, default: []].append(sign) }
        case .withheld(let words): hidden.insert(HiddenInformation(category: event.category, words: words))
        case .notForRole: hide(event.agencyName, event.category)
        }
    }

    /// Being on a school's roll, as the newest kept file says.
    mutating func add(_ record: LinkedRecord, _ reach: Reach) {
        for span in record.spans where span.category == .education {
            let answer = reach.answer(.education, from: record.record.agency, named: record.agencyName)
            guard case .shown(let agreement) = answer else { continue }
            let sign = RiskSign(
                at: span.lastKept, precision: .month, until: nil, agency: record.agencyName, agreement: agreement)
            for flag in rules.flags(school: record.record.school, own) { signs[flag.key, default: []].append(sign) }
        }
    }

    mutating func add(_ note: NoteSign, _ grant: Grant<Person>) {
        guard note.isOwn || grant.shows(note.category) else { return hide(note.agency, note.category) }
        add("note.\(note.kind.rawValue)", note.at, note.precision, note.agency)
    }

    mutating func add(_ told: ToldSign, _ grant: Grant<Person>) {
        if grant.shows(told.category) { add(told.kind, told.at, told.precision, told.agency) }
    }

    private mutating func add(_ kind: String, _ at: Instant, _ precision: Precision, _ agency: String) {
        let sign = RiskSign(at: at, precision: precision, until: nil, agency: agency, agreement: "")
        for flag in rules.flags(told: kind) { signs[flag.key, default: []].append(sign) }
    }

    private mutating func hide(_ agency: String, _ category: Governance.Category) {
        let words = "\(agency) holds information. Ask \(agency)."
        hidden.insert(HiddenInformation(category: category, words: words))
    }
}

extension Transaction {
    /// The risk picture of one young person. Only those who take part in decisions have one: to anybody else even
    /// "held" would say something, so they get nil.
    func riskPicture(_ grant: Grant<Person>, _ sources: [SignSource]) throws -> RiskPicture? {
        guard grant.shows(.decisions) else { return nil }
        let reach = try reach(grant)
        var gathered = Gathered(rules: .standard, own: try ownSchools())
        for event in try sourceEvents(grant) { gathered.add(event, reach) }
        for record in try linkedRecords(grant) { gathered.add(record, reach) }
        for note in try noteSigns(grant, of: NoteKind.allCases) { gathered.add(note, grant) }
        for told in try sources.flatMap({ try $0.about(self, grant) }) { gathered.add(told, grant) }
        return RiskPicture(gathered.signs, hidden: gathered.hidden, rules: gathered.rules)
    }
}
