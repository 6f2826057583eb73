import Governance
import Joining
import Kernel
import People
import Storage
import Web

/// The routes of the hub's desk, and the page on which the meeting's members read a referral.
///
/// - Parameters:
///   - house: The partnership.
///   - known: Everybody with a record, among whom a referral's young person is looked for.
/// - Returns: The routes, for the site.
package func deskRoutes(_ house: House, known: KnownPeople) -> [Route] {
    let actions = DeskActions(known: known)
    return [
        house.route(.get, "/desk", .handleReferral, audit: .list, DeskHandlers.list),
        house.route(.get, "/desk/held-back", .reviewQuarantine, audit: .list, HeldBackHandlers.list),
        house.route(.post, "/desk/held-back", .reviewQuarantine, audit: .change, HeldBackHandlers.decide),
        house.route(.get, "/desk/{referral}", .handleReferral, audit: .view) {
            try await DeskHandlers.page($0, known, refused: nil)
        },
        house.route(.post, "/desk/{referral}/join", .handleReferral, audit: .change, actions.join),
        house.route(.post, "/desk/{referral}/link", .handleReferral, audit: .change, actions.link),
        house.route(.post, "/desk/{referral}/unlink", .handleReferral, audit: .change, actions.unlink),
        house.route(.get, "/desk/{referral}/new-record", .handleReferral, audit: .view) {
            try await NewRecordHandlers.show($0, known)
        },
        house.route(.post, "/desk/{referral}/new-record", .handleReferral, audit: .change) {
            try await NewRecordHandlers.make($0, known)
        },
        house.route(.post, "/desk/{referral}/lines", .handleReferral, audit: .change, actions.prepare),
        house.route(.post, "/desk/{referral}/reply", .handleReferral, audit: .change, actions.reply),
        house.route(.post, "/desk/{referral}/meeting", .handleReferral, audit: .change, actions.putOnMeeting),
        house.route(.post, "/desk/{referral}/close", .handleReferral, audit: .change, actions.close),
        house.route(.get, "/referrals/{referral}", .readReferral, audit: .view, ReadHandlers.show),
    ]
}

/// How many referrals wait to be read at the hub, for the menu.
package func frontDoorMenuCount(_ tx: Transaction, _ worker: Worker, _ now: Instant) throws -> Int {
    let counted = try tx.unreadReferrals().filter { person in
        guard let person else { return true }
        return try tx.standing(of: worker, to: person, at: now).restriction != .excluded
    }
    return counted.count
}

enum DeskHandlers {
    static func list(_ visit: Visit) async throws -> Answer {
        let (toRead, onList, heldBack) = try await visit.record { tx in
            let toRead = try lines(tx.referrals(in: [.received]), visit, tx)
            let onList = try lines(tx.referrals(in: [.waiting, .moreInformation]), visit, tx)
            try visit.note(.handleReferral, "\(toRead.count + onList.count) shown", in: tx)
            return (toRead, onList, try tx.heldBackReferrals())
        }
        return visit.page(
            DeskListPages.desk(
                toRead: toRead, onList: onList, heldBack: heldBack, calendar: visit.house.calendar, now: visit.now))
    }

    /// The list as this worker may see it: where a record is restricted, a line says only that it is there; where they
    /// are kept out by name, there is no line.
    private static func lines(_ referrals: [Referral], _ visit: Visit, _ tx: Transaction) throws -> [DeskLine] {
        try referrals.compactMap { referral in
            let standing = try referral.person.map { try tx.standing(of: visit.worker, to: $0, at: visit.now) }
            if standing?.restriction == .excluded { return nil }
            let shows = standing.map(visit.handling) ?? Set(Category.allCases)
            return DeskLine(
                referral: referral, name: shows.contains(.identity) ? MyReferralsPages.name(of: referral) : nil,
                from: referral.from(shows: shows), isLinked: referral.person != nil)
        }
    }

    /// The referral's page as it stands now, with a form that could not be taken when there is one.
    static func page(_ visit: Visit, _ known: KnownPeople, refused: DeskPage.Refused?) async throws -> Answer {
        try await known.refresh(from: visit.house.database)
        let page = try await visit.record { tx in try deskPage(visit, known, refused, tx) }
        return visit.page(page, status: refused == nil ? 200 : 422)
    }

    private static func deskPage(
        _ visit: Visit, _ known: KnownPeople, _ refused: DeskPage.Refused?, _ tx: Transaction
    ) throws -> Page {
        let (referral, grant) = try visit.openOnDesk("desk", in: tx)
        let isOpen = DeskRules.isOpen(referral.status)
        let candidates =
            isOpen && referral.person == nil ? try Candidate.find(for: referral, among: known, on: visit, in: tx) : []
        let same = isOpen ? SameConcern.candidates(for: referral, among: try tx.referrals(near: referral)) : []
        let showsDecisions = grant?.shows(.decisions) ?? true
        return DeskPage(
            referral: referral, grant: grant,
            person: try grant.map { try tx.person($0) }, candidates: candidates,
            known: isOpen && referral.person == nil
                ? try visit.agenciesKnowing(referral, besides: candidates, in: tx) : [],
            same: try shown(same, beside: referral, visit, tx), joined: try tx.referrals(joinedTo: referral.id),
            steps: showsDecisions ? try tx.steps(of: referral.id) : [],
            replies: showsDecisions ? try tx.replies(to: referral.id) : [],
            clock: ReferralClock(receivedAt: referral.receivedAt, calendar: visit.house.calendar), now: visit.now,
            token: visit.token, hints: visit.wordingHints, refused: refused,
            screening: try screening(referral, grant, tx)
        ).page
    }

    /// Where the screening stands: this referral's while nobody is linked, every one the worker may see afterwards.
    private static func screening(_ referral: Referral, _ grant: Grant<Person>?, _ tx: Transaction) throws -> HTML {
        guard let grant else {
            let own = try tx.screenings(of: referral.id)
            return ScreeningPages.summary(own, referral: referral.id, mayScreen: true)
        }
        guard grant.shows(.concerns), grant.shows(.risk) else { return .empty }
        return ScreeningPages.summary(try tx.screenings(about: grant), referral: referral.id, mayScreen: true)
    }

    /// The referrals of the same concern this worker may know of, each with what may be seen of it, and written into
    /// the audit: each may tell of another young person.
    private static func shown(
        _ same: [SameConcern], beside referral: Referral, _ visit: Visit, _ tx: Transaction
    ) throws -> [SameConcern] {
        var found: [SameConcern] = []
        for one in same where one.referral.status != .duplicate && found.count < SameConcern.most {
            let detail = "\(one.referral.reference) beside \(referral.reference)"
            var copy = one
            if let person = one.referral.person {
                guard let grant = try visit.deskGrant(on: person, detail, in: tx) else { continue }
                copy.shows = grant.categories
            } else {
                try visit.note(.handleReferral, on: one.referral.id, detail, in: tx)
                copy.shows = Set(Category.allCases)
            }
            found.append(copy)
        }
        return found
    }
}

extension Visit {
    /// The referral in the address, with leave to handle it and the audit line that says so. The grant is nil while it
    /// is linked to nobody.
    func openOnDesk(_ detail: String, in tx: Transaction) throws -> (Referral, Grant<Person>?) {
        let id: ID<Referral> = try request.id("referral")
        guard let referral = try tx.referral(id), referral.status != .draft else { throw Problem.notFound }
        guard let person = referral.person else {
            try note(.handleReferral, on: referral.id, detail, in: tx)
            return (referral, nil)
        }
        return (referral, try grant(.handleReferral, on: person, "\(detail), \(referral.reference)", in: tx))
    }

    /// What handling a referral would show of a record; nothing where it is closed to this worker.
    func mayHandle(_ person: ID<Person>, in tx: Transaction) throws -> Set<Category> {
        handling(try tx.standing(of: worker, to: person, at: now))
    }

    /// What handling a referral would show to this worker, standing so to the young person.
    fileprivate func handling(_ standing: Standing) -> Set<Category> {
        switch Policy.decide(worker.role, .handleReferral, standing) {
        case .permit(let categories): categories
        case .refuse: []
        }
    }
}
