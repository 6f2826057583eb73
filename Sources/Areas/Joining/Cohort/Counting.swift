import Governance
import Kernel
import People
import Storage

/// What other areas know that a cohort needs: who was told of, who was helped, and their signs of harm.
package struct CohortSources: Sendable {
    /// The young people of referrals that came in a span of time; of those at the hub's meeting when the flag says so.
    package let referred: @Sendable (Transaction, Range<Instant>, Bool) throws -> [ID<Person>]
    /// When help was first decided for each of these young people, before a moment.
    package let firstHelp: @Sendable (Transaction, [ID<Person>], Instant) throws -> [ID<Person>: Instant]
    package let signs: [SignSource]

    package init(
        referred: @escaping @Sendable (Transaction, Range<Instant>, Bool) throws -> [ID<Person>],
        firstHelp: @escaping @Sendable (Transaction, [ID<Person>], Instant) throws -> [ID<Person>: Instant],
        signs: [SignSource]
    ) {
        self.referred = referred
        self.firstHelp = firstHelp
        self.signs = signs
    }
}

/// One sign on its way into a count.
struct CountedSign: Sendable {
    let person: ID<Person>
    let flag: Int
    let at: Instant
    let until: Instant?
    let lasts: Bool

    /// Whether it was so at some time from `first`, when there is one, to before `end`.
    func falls(from first: Instant?, before end: Instant) -> Bool {
        guard at < end else { return false }
        guard let first else { return true }
        if lasts { return until.map { $0 >= first } ?? true }
        return (until ?? at) >= first
    }
}

/// Counts a cohort on a day.
struct Counting: Sendable {
    let visit: Visit
    let sources: CohortSources
    let definition: CohortDefinition
    let day: Day
    private let rules = RiskRules.standard

    init(_ visit: Visit, _ sources: CohortSources, _ definition: CohortDefinition, on day: Day) {
        self.visit = visit
        self.sources = sources
        self.definition = definition
        self.day = day
    }

    private var end: Instant { London.instant(day.adding(days: 1), hour: 0, minute: 0) }

    private func start(_ months: Int) -> Instant { London.instant(day.before(months: months), hour: 0, minute: 0) }

    struct Counted: Sendable {
        let members: [CohortMember]
        let agreements: [String]
        let notCounted: [String]
        let ways: [CohortRun.Way]
    }

    /// Everyone the definition takes in, with their flags, as far as agreements let what agencies hold be counted here.
    func count(in tx: Transaction) throws -> Counted {
        var notCounted: [String] = []
        let people = try members(in: tx, &notCounted)
        let passed = try signs(of: people, in: tx)
        let help = try sources.firstHelp(tx, people, end)
        let first = definition.signMonths.map(start)
        let kept = passed.signs.filter { $0.falls(from: first, before: end) }
        let byPerson = Dictionary(grouping: kept, by: \.person)
        let ages = try tx.identities(of: people).reduce(into: [ID<Person>: Int]()) { ages, one in
            ages[one.person.id] = one.person.age(on: day)
        }
        let members = people.map { person in
            let own = byPerson[person] ?? []
            return CohortMember(
                person: person, mask: own.reduce(0) { $0 | (1 << $1.flag) }, age: ages[person],
                firstSign: own.map(\.at).min(), firstHelp: help[person])
        }
        return Counted(
            members: members, agreements: passed.agreements, notCounted: notCounted + passed.refused,
            ways: passed.ways)
    }

    // MARK: Who

    /// Restricted records are in no cohort: a small one could tell who they are.
    private func members(in tx: Transaction, _ notCounted: inout [String]) throws -> [ID<Person>] {
        let named: [ID<Person>]
        switch definition.who {
        case .hub(let months, let levels):
            let span = start(months)..<end
            let listed = try sources.referred(tx, span, true)
            let wanted = levels.compactMap { RiskLevel(rawValue: $0) }
            let atRisk = wanted.isEmpty ? Set(listed) : try tx.peopleAtRisk(wanted, among: listed, in: span)
            named = listed.filter(atRisk.contains)
        case .referred(let months): named = try sources.referred(tx, start(months)..<end, false)
        case .between(let first, let last):
            let begin = London.instant(first, hour: 0, minute: 0)
            let finish = London.instant(last.adding(days: 1), hour: 0, minute: 0)
            named = try sources.referred(tx, begin..<finish, false)
        case .numbers(let numbers):
            let found = try numbers.compactMap { try tx.person(numbered: $0) }
            named = try found.filter { try visit.visible(of: $0, in: tx).contains(.identity) }
            let unused = numbers.count - named.count
            if unused > 0 { notCounted.append("\(unused) of \(numbers.count) numbers: no record you may open.") }
        }
        notCounted.append("Records with restrictions are in no cohort.")
        return try Set(named).sorted().filter { try !tx.isRestricted($0) }
    }

    // MARK: Signs

    private struct Passed {
        var signs: [CountedSign] = []
        var agreements: [String] = []
        var refused: [String] = []
        var ways: [CohortRun.Way] = []
    }

    private func signs(of people: [ID<Person>], in tx: Transaction) throws -> Passed {
        let (sharing, own) = (try tx.sharing(on: visit.today), try tx.ownSchools())
        var gate = AgreementGate(sharing: sharing, to: visit.worker.agency.id)
        var signs: [CountedSign] = []
        for event in try tx.sourceEvents(of: people)
        where gate.lets(event.category, event.agency, event.agencyName) {
            signs += counted(rules.flags(of: event), event.person, event.at, event.until)
        }
        for record in try rolls(of: people, own, in: tx)
        where gate.lets(.education, record.record.agency, record.agencyName) {
            signs += counted(rules.flags(school: record.record.school, own), record.person, record.since, nil)
        }
        for note in try tx.noteSigns(of: people, rules.noteKinds) {
            signs += counted(rules.flags(told: "note.\(note.kind.rawValue)"), note.person, note.at, nil)
        }
        for told in try sources.signs.flatMap({ try $0.among(tx, people) }) {
            signs += counted(rules.flags(told: told.kind), told.person, told.at, nil)
        }
        try gate.count(in: tx, at: visit.now)
        return Passed(signs: signs, agreements: gate.agreements, refused: gate.refused, ways: gate.ways)
    }

    private func rolls(of people: [ID<Person>], _ own: OwnSchools, in tx: Transaction) throws -> [LinkedRecord] {
        var records: [LinkedRecord] = []
        for start in stride(from: 0, to: people.count, by: 100) {
            let part = people[start..<min(start + 100, people.count)]
            records += try tx.linkedRecords("l.person_id IN \(list: part)")
        }
        return records.filter {
            $0.categories.contains(.education) && !rules.flags(school: $0.record.school, own).isEmpty
        }
    }

    private func counted(
        _ flags: [RiskRules.Flag], _ person: ID<Person>, _ at: Instant, _ until: Instant?
    ) -> [CountedSign] {
        flags.compactMap { flag in
            guard let place = rules.flags.firstIndex(of: flag) else { return nil }
            return CountedSign(person: person, flag: place, at: at, until: until, lasts: flag.lasts)
        }
    }
}

/// Lets agencies' rows into a count, each under its agreement, and remembers which.
private struct AgreementGate {
    private struct Way: Hashable {
        let agency: ID<Agency>
        let category: Governance.Category
    }

    let sharing: Sharing
    let to: ID<Agency>
    private var verdicts: [Way: AgreementVerdict] = [:]
    private var items: [Way: Int] = [:]
    private var names: [ID<Agency>: String] = [:]

    init(sharing: Sharing, to: ID<Agency>) {
        self.sharing = sharing
        self.to = to
    }

    mutating func lets(_ category: Governance.Category, _ agency: ID<Agency>, _ name: String) -> Bool {
        let way = Way(agency: agency, category: category)
        let verdict = verdicts[way] ?? sharing.covers(category, from: agency, to: to)
        verdicts[way] = verdict
        items[way, default: 0] += 1
        names[agency] = name
        return verdict.isCovered
    }

    var agreements: [String] { Set(verdicts.values.compactMap { $0.agreement?.reference }).sorted() }

    /// What was counted under which agreement.
    var ways: [CohortRun.Way] {
        verdicts.compactMap { way, verdict in
            verdict.agreement.map {
                CohortRun.Way(
                    agency: way.agency.text, category: way.category.rawValue, agreement: $0.reference,
                    items: items[way] ?? 0)
            }
        }.sorted { ($0.agency, $0.category) < ($1.agency, $1.category) }
    }

    var refused: [String] {
        verdicts.compactMap { way, verdict in
            verdict.refusal.map { "\(names[way.agency] ?? ""), \(way.category.name): \($0.reason)" }
        }.sorted()
    }

    func count(in tx: Transaction, at now: Instant) throws {
        let ways = verdicts.sorted {
            ($0.key.agency, $0.key.category.rawValue) < ($1.key.agency, $1.key.category.rawValue)
        }
        for (way, verdict) in ways {
            try tx.use(
                verdict, for: .view, way.category, from: way.agency, to: to, items: items[way] ?? 0, at: now)
        }
    }
}
