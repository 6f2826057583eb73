import Governance
import Joining
import Kernel
import People
import Storage
import Web

/// A record that may be the young person a referral tells of, as the desk sees it: name, age and why.
struct Candidate: Sendable {
    static let most = 6

    let person: Person
    let reasons: [String]
    let visible: Set<Category>

    /// Records that may be the one, likeliest first; one the sender pointed to comes before all others.
    ///
    /// Each that is shown is written into the audit. Records restricted against this worker are left out.
    static func find(for referral: Referral, on visit: Visit, in tx: Transaction) throws -> [Candidate] {
        let form = NewRecord.prefill(referral.answers)
        let birth = NewRecord.birth(form, visit.today)
        let matches = try tx.matches(
            given: form["given_name"], family: form["family_name"], born: birth.isEstimated ? nil : birth.day,
            postcode: form["postcode"], school: form["school"], most: 30)
        var suggested = matches.map { (person: $0.person, reasons: $0.reasons) }
        if let said = DeskRules.saidToBe(referral), try tx.personExists(said) {
            let reasons = suggested.first { $0.person == said }?.reasons ?? []
            suggested.removeAll { $0.person == said }
            suggested.insert((said, ["the sender says it is this young person"] + reasons), at: 0)
        }
        var candidates: [Candidate] = []
        for match in suggested where candidates.count < most {
            guard let grant = try visit.deskGrant(on: match.person, "possible match", in: tx) else { continue }
            candidates.append(
                Candidate(person: try tx.person(grant), reasons: match.reasons, visible: grant.categories))
        }
        return candidates
    }
}

extension Visit {
    /// The agencies whose files may know the young person a referral tells of, besides the records shown already.
    func agenciesKnowing(_ referral: Referral, besides shown: [Candidate], in tx: Transaction) throws -> [Agency] {
        let form = NewRecord.prefill(referral.answers)
        let birth = NewRecord.birth(form, today)
        let query = LookedFor(
            given: form["given_name"], family: form["family_name"], born: birth.isEstimated ? nil : birth.day,
            postcode: form["postcode"], nhsNumber: form["nhs_number"], upn: form["upn"])
        return try agenciesKnowing(query, besides: shown.map(\.person.id), action: .handleReferral, in: tx)
    }

    /// Leave to handle a referral about this young person; nil when the record is closed to this worker.
    func deskGrant(on person: ID<Person>, _ detail: String, in tx: Transaction) throws -> Grant<Person>? {
        let standing = try tx.standing(of: worker, to: person, at: now)
        guard Policy.decide(worker.role, .handleReferral, standing).isPermitted else { return nil }
        return try grant(.handleReferral, on: person, detail, in: tx)
    }
}
