import Governance
import Kernel
import Storage

/// The invented town of Eastmere: an example of a partnership at work, with nobody real in it.
package enum Eastmere {
    package static let partnership = "Eastmere Violence Prevention Partnership"

    /// What to make.
    package struct Wish: Sendable {
        package let seed: UInt64
        /// The moment that counts as the present.
        package let now: Instant
        /// 1 is about 1,100 referrals a year.
        package let scale: Double

        package init(seed: UInt64, now: Instant, scale: Double) {
            self.seed = seed
            self.now = now
            self.scale = scale
        }
    }

    /// What was made.
    package struct Made: Sendable {
        package let workers: [Worker]
        package let youngPeople: Int
        package let referrals: Int
        package let auditLines: Int
    }

    /// Fills an empty database with the town, the same for the same wish.
    ///
    /// - Parameters:
    ///   - database: Brought up to date, with nothing in it.
    ///   - audit: Writes the log under the demonstration's own key.
    ///   - wish: What to make.
    ///   - progress: Told what is being done.
    /// - Returns: What there is to show.
    /// - Throws: `StorageError` when the database cannot take it.
    package static func make(
        in database: any Database, audit: Audit, _ wish: Wish, progress: @Sendable (String) -> Void
    ) async throws -> Made {
        let library = Library.shipped
        progress("Planning two years of referrals")
        let staff = Staff(library.town, seed: wish.seed)
        let stories = stories(library, staff, wish)
        let maker = Maker(database: database, staff: staff, library: library, wish: wish)
        progress("Opening \(staff.offices.count) agencies")
        try await maker.open(audit)
        progress("Writing down \(stories.youngsters.count) young people")
        try await maker.write(stories.youngsters, first: stories.firstTold)
        progress("Telling \(stories.stories.count) referrals")
        var ledger = try await maker.write(stories)
        try await maker.writeMeetings()
        try await maker.writeAgreements(into: &ledger)
        progress("Listing \(Helpers.shipped.services.count) services and who works there")
        try await maker.writeHelpers(into: &ledger)
        progress("Writing down people, places and lines around young people")
        try await maker.writeConnections(stories, into: &ledger)
        progress("Getting today's meeting ready")
        try await maker.writeToday(stories.lately, into: &ledger)
        try await maker.writePanels(stories.lately)
        try await maker.writeGroups()
        progress("Writing the audit log")
        var lines = 0
        for piece in ledger.pieces(until: wish.now) {
            try await database.write { tx in
                for entry in piece { try audit.append(entry, in: tx) }
            }
            lines += piece.count
        }
        let today = Today.shipped
        return Made(
            workers: staff.everyone, youngPeople: stories.youngsters.count + today.open.count + today.decided.count,
            referrals: stories.stories.count + today.open.count + today.decided.count + today.desk.count,
            auditLines: lines)
    }
    /// Two years of referrals, and the young people they are about.
    static func stories(_ library: Library, _ staff: Staff, _ wish: Wish) -> Stories {
        var dice = Dice(seed: wish.seed, part: "arrivals")
        let arrivals = Arrivals(library: library, today: wish.now.day).all(scale: wish.scale, &dice)
        var stories = Stories(library, staff: staff, seed: wish.seed, today: wish.now.day)
        stories.tell(arrivals)
        return stories
    }
}
