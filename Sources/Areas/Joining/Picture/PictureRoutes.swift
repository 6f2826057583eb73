import Governance
import Kernel
import People
import Storage
import Web

/// The pages of a record that put agencies' files together: the risk picture, and what agencies say.
///
/// - Parameters:
///   - house: The partnership.
///   - signs: Other areas' signs of harm.
/// - Returns: The routes, for the site.
package func pictureRoutes(_ house: House, signs: [SignSource]) -> [Route] {
    [
        house.route(.get, "/young-people/{person}/picture", .viewRecord, audit: .view) { visit in
            try await riskPage(visit, signs)
        },
        house.route(.get, "/young-people/{person}/agencies", .viewRecord, audit: .view, agenciesPage),
    ]
}

/// The risk picture, small, for the side of a record's overview; nothing for those who take no part in decisions.
package func riskPanel(signs: [SignSource]) -> RecordPanel {
    RecordPanel { tx, grant in
        guard let picture = try tx.riskPicture(grant, signs) else { return .empty }
        return PicturePages.panel(picture, grant.subject)
    }
}

private func riskPage(_ visit: Visit, _ signs: [SignSource]) async throws -> Answer {
    let id: ID<Person> = try visit.request.id("person")
    let (frame, picture) = try await visit.record { tx in
        let grant = try visit.grant(.viewRecord, on: id, "risk picture", in: tx)
        let picture = try tx.riskPicture(grant, signs)
        if let picture {
            try tx.countUse(try tx.heldCounts(grant), try tx.reach(grant))
            try visit.noteAgreements(picture.agreements, of: id, in: tx)
        }
        return (try tx.frame(grant, at: visit.now), picture)
    }
    return frame.page(visit, .picture, title: "Risk picture", body: PicturePages.body(picture, frame))
}

private func agenciesPage(_ visit: Visit) async throws -> Answer {
    let id: ID<Person> = try visit.request.id("person")
    let (frame, says, household) = try await visit.record { tx in
        let grant = try visit.grant(.viewRecord, on: id, "what agencies say", in: tx)
        let frame = try tx.frame(grant, at: visit.now)
        let reach = try tx.reach(grant)
        let records = try tx.linkedRecords(grant)
        let says = AgencySays(records, person: frame.person, reach: reach, worker: visit.worker)
        let household =
            grant.shows(.contact) ? try visit.household(frame.person, grant, records, reach, in: tx) : nil
        try tx.countUse(records, reach)
        try visit.noteAgreements(says.agreements, of: id, in: tx)
        if let household, household.shownPeople > 0 {
            try visit.note(.searchPeople, "around \(frame.person.reference), \(household.shownPeople) shown", in: tx)
        }
        return (frame, says, household)
    }
    return frame.page(
        visit, .agencies, title: "What agencies say", body: AgenciesPages.body(says, household, frame))
}

extension Transaction {
    /// Counts the identity details that passed, or did not, under which agreement: by agency, once a page.
    func countUse(_ records: [LinkedRecord], _ reach: Reach) throws {
        for (agency, same) in Dictionary(grouping: records, by: \.record.agency).sorted(by: { $0.key < $1.key })
        where reach.grant.shows(.identity) {
            try countView(.identity, from: agency, items: same.count, reach)
        }
    }
}
