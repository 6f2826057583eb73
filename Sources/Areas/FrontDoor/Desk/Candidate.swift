import Governance
import Joining
import Kernel
import People
import Storage
import Web

/// A record that may be the young person a referral tells of, as the desk sees it: name, age and why.
struct Candidate: Sendable {
    static let most = 6
    /// How many more than are shown are looked at: some are closed to this worker.
    private static let depth = 30

    let person: Person
    let reasons: [String]
    /// What the linkage engine makes of it; nil where no linking has taught it yet.
    let likelihood: Likelihood?

    /// How sure the linkage engine is, and why, from what this worker may see alone.
    struct Likelihood: Sendable {
        /// "About 1 in 50 links like this are wrong", and the same with what it rests on. Without their stops.
        let share: String
        let words: String
        let evidence: Evidence
    }

    /// Records that may be the one, likeliest first; one the sender pointed to comes before all others.
    ///
    /// The engine that links agencies' rows weighs whoever it or the search by letters finds; before the first linking
    /// the search serves alone. Each that is shown is written into the audit. Records restricted against this worker
    /// are left out.
    static func find(
        for referral: Referral, among known: KnownPeople, on visit: Visit, in tx: Transaction
    ) throws -> [Candidate] {
        let said = try DeskRules.saidToBe(referral).flatMap { try tx.personExists($0) ? $0 : nil }
        let form = NewRecord.prefill(referral.answers)
        let query = LookedFor(form, on: visit.today)
        let found = try tx.matches(
            given: query.given, family: query.family, born: query.born, postcode: query.postcode,
            school: form["school"], most: depth)
        let answer = try tx.known(query, also: found.map(\.person) + [said].compactMap { $0 }, in: known, most: depth)
        let reasons = Dictionary(found.map { ($0.person, $0.reasons) }, uniquingKeysWith: { first, _ in first })
        var candidates: [Candidate] = []
        for person in order(found.map(\.person), by: answer, first: said) where candidates.count < most {
            guard let grant = try visit.deskGrant(on: person, "possible match", in: tx) else { continue }
            let likelihood = answer?.likelihood(of: person, shows: grant.categories)
            let pointed = person == said ? ["the sender says it is this young person"] : []
            var why = pointed + (reasons[person] ?? [])
            if why.isEmpty, let likelihood { why = [likelihood.evidence.sentence] }
            candidates.append(Candidate(person: try tx.person(grant), reasons: why, likelihood: likelihood))
        }
        return candidates
    }

    /// First whom the sender says it is, then whom the engine would link or ask about, then the rest as the search
    /// has them: what is told at the desk is often too little for the engine to say more than "perhaps".
    private static func order(
        _ found: [ID<Person>], by answer: KnownAnswer?, first: ID<Person>?
    ) -> [ID<Person>] {
        let likely = answer?.matches.filter(\.isWorthAsking).map(\.person) ?? []
        var seen: Set<ID<Person>> = []
        return ([first].compactMap { $0 } + likely + found).filter { seen.insert($0).inserted }
    }
}

extension KnownAnswer {
    fileprivate func likelihood(of person: ID<Person>, shows: Set<Governance.Category>) -> Candidate.Likelihood? {
        guard let match = matches.first(where: { $0.person == person }) else { return nil }
        let evidence = match.evidence(shows: shows)
        return Candidate.Likelihood(share: share(evidence), words: words(evidence), evidence: evidence)
    }
}

extension LookedFor {
    /// What a referral tells of whom it is about; a birthday that is a guess is left out.
    fileprivate init(_ form: Form, on today: Day) {
        let birth = NewRecord.birth(form, today)
        self.init(
            given: form["given_name"], family: form["family_name"], born: birth.isEstimated ? nil : birth.day,
            postcode: form["postcode"], nhsNumber: form["nhs_number"], upn: form["upn"])
    }
}

extension Visit {
    /// The agencies whose files may know the young person a referral tells of, besides the records shown already.
    func agenciesKnowing(_ referral: Referral, besides shown: [Candidate], in tx: Transaction) throws -> [Agency] {
        let query = LookedFor(NewRecord.prefill(referral.answers), on: today)
        return try agenciesKnowing(query, besides: shown.map(\.person.id), action: .handleReferral, in: tx)
    }

    /// Leave to handle a referral about this young person; nil when the record is closed to this worker.
    func deskGrant(on person: ID<Person>, _ detail: String, in tx: Transaction) throws -> Grant<Person>? {
        let standing = try tx.standing(of: worker, to: person, at: now)
        guard Policy.decide(worker.role, .handleReferral, standing).isPermitted else { return nil }
        return try grant(.handleReferral, on: person, detail, in: tx)
    }
}
