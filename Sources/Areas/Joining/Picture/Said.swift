import Governance
import Kernel
import People

/// A detail that agencies say of a young person, side by side.
enum SaidField: String, CaseIterable, Sendable {
    case surname, forename, middleNames, alsoKnownAs, born, sex, school, address, nhsNumber, upn, pnc, localRef

    var name: String {
        switch self {
        case .surname: "Family name"
        case .forename: "First name"
        case .middleNames: "Middle names"
        case .alsoKnownAs: "Also known as"
        case .born: "Date of birth"
        case .sex: "Sex, as recorded"
        case .school: "School"
        case .address: "Address"
        case .nhsNumber: "NHS number"
        case .upn: "Pupil number (UPN)"
        case .pnc: "Police number (PNC)"
        case .localRef: "The agency’s own number"
        }
    }

    /// What an agreement must cover for it to pass.
    var identityFields: [IdentityField] {
        switch self {
        case .surname: [.surname]
        case .forename: [.forename]
        case .middleNames: [.middleNames]
        case .alsoKnownAs: [.alsoKnownAs]
        case .born: [.dateOfBirth]
        case .sex: [.sex]
        case .school: [.school]
        case .address: [.address, .postcode]
        case .nhsNumber: [.nhsNumber]
        case .upn: [.upn]
        case .pnc: [.pncID]
        case .localRef: [.localRef]
        }
    }

    var category: Governance.Category { self == .address ? .contact : .identity }

    /// Whether this worker reads it whole. A number is for those whose agency works with it, and for the hub.
    func isWhole(for worker: Worker) -> Bool {
        switch self {
        case .nhsNumber: Identifier.nhsNumber.isWhole(for: worker)
        case .upn: Identifier.upn.isWhole(for: worker)
        case .pnc: Identifier.pnc.isWhole(for: worker)
        case .localRef: worker.role == .hubCoordinator
        case .surname, .forename, .middleNames, .alsoKnownAs, .born, .sex, .school, .address: true
        }
    }

    /// Whether two different values cannot both be right.
    var canDiffer: Bool { self != .localRef && self != .alsoKnownAs }

    /// What one agency's description says; empty when nothing.
    func value(of record: SourceRecord) -> String {
        switch self {
        case .surname: record.surname
        case .forename: record.forename
        case .middleNames: record.middleNames
        case .alsoKnownAs: record.alsoKnownAs
        case .born: record.born?.long ?? ""
        case .sex: SaidField.words(sex: record.sex)
        case .school: record.school
        case .address: [record.address, record.postcode].filter { !$0.isEmpty }.joined(separator: ", ")
        case .nhsNumber: NHSNumber(record.nhsNumber)?.description ?? record.nhsNumber
        case .upn: record.upn
        case .pnc: record.pnc
        case .localRef: record.localRef
        }
    }

    /// What our own record says; empty when nothing.
    func value(of person: Person) -> String {
        switch self {
        case .surname: person.familyName
        case .forename: person.givenName
        case .alsoKnownAs: person.knownAs
        case .born: person.born.map { $0.long + (person.isBirthEstimated ? " (a guess)" : "") } ?? ""
        case .school: person.school
        case .address: [person.address, person.postcode].filter { !$0.isEmpty }.joined(separator: ", ")
        case .nhsNumber: NHSNumber(person.nhsNumber)?.description ?? person.nhsNumber
        case .upn: person.upn
        case .middleNames, .sex, .pnc, .localRef: ""
        }
    }

    private static func words(sex: String) -> String {
        switch sex {
        case "M": "Male"
        case "F": "Female"
        case "X": "Other or not said"
        default: sex
        }
    }
}

/// That an agency, or our own record, says something, and since when.
struct Saying: Sendable {
    let name: String
    let kind: AgencyKind
    let since: Instant?
    let lastSaid: Instant
    let lastPeriod: String
    let agreement: String
}

/// One value of a detail with everybody who says so.
struct SaidValue: Sendable {
    /// As this viewer may read it: of a number perhaps only its end.
    let text: String
    let sayings: [Saying]

    var lastSaid: Instant { sayings.map(\.lastSaid).max() ?? Instant(milliseconds: 0) }
}

/// A detail with its values, the best supported first.
struct SaidLine: Sendable {
    let field: SaidField
    let values: [SaidValue]

    var differs: Bool { field.canDiffer && values.count > 1 }
}

/// What every agency says about who a young person is, as one viewer may read it.
struct AgencySays: Sendable {
    let lines: [SaidLine]
    /// Where they live is secret and not for this viewer.
    let isAddressSecret: Bool
    let withheld: [String]
    let agreements: [String]

    init(_ records: [LinkedRecord], person: Person, reach: Reach, worker: Worker) {
        var withheld: Set<String> = []
        var agreements: Set<String> = []
        let open = records.filter { reach.opens($0, noting: &withheld) }
        let hidesAddress = !reach.grant.showsWhereabouts(of: person)
        lines = SaidField.allCases.compactMap { field in
            if field == .address && hidesAddress { return nil }
            var found: [String: (text: String, sayings: [Saying])] = [:]
            if let own = AgencySays.own(field, person, reach.grant, worker) {
                found[own.key] = (own.text, [own.saying])
            }
            for record in open {
                let value = field.value(of: record.record)
                guard !value.isEmpty else { continue }
                guard let agreement = reach.agreement(field, record, noting: &withheld) else { continue }
                if !agreement.isEmpty { agreements.insert(agreement) }
                let isWhole = field.isWhole(for: worker) || record.record.agency == worker.agency.id
                let text = isWhole ? value : AgencySays.ending(of: value)
                let saying = Saying(
                    name: record.agencyName, kind: record.agencyKind, since: record.since, lastSaid: record.lastSaid,
                    lastPeriod: record.lastPeriod, agreement: agreement)
                found[value.folded, default: (text, [])].sayings.append(saying)
            }
            return found.isEmpty ? nil : SaidLine(field: field, values: AgencySays.ordered(found))
        }
        isAddressSecret = hidesAddress && reach.grant.shows(.contact)
        self.withheld = reach.grant.shows(.decisions) ? withheld.sorted() : []
        self.agreements = agreements.sorted()
    }

    private static func own(
        _ field: SaidField, _ person: Person, _ grant: Grant<Person>, _ worker: Worker
    ) -> (key: String, text: String, saying: Saying)? {
        let value = field.value(of: person)
        guard !value.isEmpty, grant.shows(field.category) else { return nil }
        let saying = Saying(
            name: "This record", kind: .partnership, since: nil, lastSaid: Instant(milliseconds: 0), lastPeriod: "",
            agreement: "")
        return (value.folded, field.isWhole(for: worker) ? value : ending(of: value), saying)
    }

    /// Most agencies first, then the latest said.
    private static func ordered(_ found: [String: (text: String, sayings: [Saying])]) -> [SaidValue] {
        let values = found.map { key, value in
            (key, SaidValue(text: value.text, sayings: value.sayings.oncePerSource))
        }
        return values.sorted { left, right in
            let (one, other) = (left.1, right.1)
            if one.sayings.count != other.sayings.count { return one.sayings.count > other.sayings.count }
            return one.lastSaid == other.lastSaid ? left.0 < right.0 : one.lastSaid > other.lastSaid
        }.map(\.1)
    }

    /// "ends in 919": enough to see whether two are the same.
    static func ending(of number: String) -> String {
        number.count > 5 ? "ends in \(number.suffix(3))" : "not shown"
    }
}

extension [Saying] {
    /// An agency that says the same in several records says it once, since the first.
    fileprivate var oncePerSource: [Saying] {
        Dictionary(grouping: self, by: \.name).values.compactMap { same -> Saying? in
            guard let last = same.max(by: { $0.lastSaid < $1.lastSaid }) else { return nil }
            return Saying(
                name: last.name, kind: last.kind, since: same.compactMap(\.since).min(), lastSaid: last.lastSaid,
                lastPeriod: last.lastPeriod, agreement: last.agreement)
        }.sorted { ($0.since ?? $0.lastSaid, $0.name) < ($1.since ?? $1.lastSaid, $1.name) }
    }
}

extension Reach {
    /// Whether a description may be shown at all: that an agency has one says something of every kind it stands under.
    func opens(_ record: LinkedRecord, noting withheld: inout Set<String>) -> Bool {
        record.categories.contains { category in
            switch answer(category, from: record.record.agency, named: record.agencyName) {
            case .shown: return true
            case .withheld(let why):
                withheld.insert(why)
                return false
            case .notForRole: return false
            }
        }
    }

    /// Under which agreement a detail is read, empty for the viewer's own agency; nil when it is not.
    func agreement(_ field: SaidField, _ record: LinkedRecord, noting withheld: inout Set<String>) -> String? {
        var reference = ""
        for one in field.identityFields {
            switch answer(one, field.category, from: record.record.agency, named: record.agencyName) {
            case .shown(let agreement): reference = agreement
            case .withheld(let why):
                withheld.insert(why)
                return nil
            case .notForRole: return nil
            }
        }
        return reference
    }
}
