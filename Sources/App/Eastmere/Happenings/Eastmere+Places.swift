import Feeds
import Governance
import Insight
import Joining
import Kernel
import Storage

extension Eastmere {
    /// What came in.
    package struct Counted: Sendable {
        package let areas: Int
        package let files: Int
        package let rows: Int
        package let rejected: Int
    }

    /// Brings in the town's ground and five years of events, by the way any agency's file takes.
    ///
    /// - Parameters:
    ///   - database: The town, made already with the same wish.
    ///   - importer: Takes the files; its clock stands at the wish's present.
    ///   - counting: Counts them.
    ///   - wish: What was made.
    ///   - progress: Told what is being done.
    /// - Returns: How much came in.
    /// - Throws: `StorageError`, `ImportRefusal`, or `FeedError` when a file is not what its feed reads.
    package static func makePlaces(
        in database: any Database, importer: Importer, counting: EventCounting, _ wish: Wish,
        progress: @Sendable (String) -> Void
    ) async throws -> Counted {
        let library = Library.shipped
        let staff = Staff(library.town, seed: wish.seed)
        let happenings = Happenings(wish)
        progress("Drawing \(happenings.map.plots.count) areas")
        try await database.write { tx in
            _ = try tx.insert(happenings.map.boundaries, by: staff["analyst"].id, at: wish.now)
            try tx.insert(happenings.map.figures(year: wish.now.day.year - 1), run: nil)
            try note(happenings.planted, staff, in: tx)
            try PlaceDoings.shipped.write(happenings.map, staff, seed: wish.seed, now: wish.now, in: tx)
        }
        progress("Writing down five years of events")
        let sendings = happenings.sendings(library.town.schools.map(\.name))
        progress("Bringing in \(sendings.count) files")
        var (rows, rejected) = (0, 0)
        for sending in sendings {
            let counts = try await bringIn(sending, staff, importer)
            rows += counts.read
            rejected += counts.rejected
        }
        progress("Counting \(rows) rows")
        try await counting.countAll()
        return Counted(areas: happenings.map.plots.count, files: sendings.count, rows: rows, rejected: rejected)
    }

    private static func bringIn(_ sending: Sending, _ staff: Staff, _ importer: Importer) async throws
        -> ImportRun.Counts
    {
        guard let mapping = Mapping.shipped.first(where: { $0.name == sending.feed }) else {
            preconditionFailure("There is no feed \(sending.feed).")
        }
        let order = ImportOrder(
            agency: staff.agency(sending.agency).id, feed: sending.feed, period: sending.period,
            agreement: sending.agreement)
        let name = "\(sending.feed)-\(sending.period.replacing("/", with: "-to-")).csv"
        let taken = try await importer.take(order, mapping, file: .text(sending.content), name: name)
        let run = try await importer.read(taken.run.id)
        return try await importer.decide(run.id, keep: true).counts
    }

    /// What was done and when, on the charts it may explain.
    private static func note(_ planted: Planted, _ staff: Staff, in tx: Transaction) throws {
        let navigators = planted.navigators.firstDay
        try tx.addMeasureNote(
            .done, to: "ae-assault-under-25", on: navigators,
            "Navigators began in A&E",
            by: staff["analyst"].id, at: London.instant(navigators, hour: 10, minute: 0))
        let patrols = planted.patrols.firstDay
        try tx.addMeasureNote(
            .done, to: "serious-violence-under-25", on: patrols, "Weekend patrols began in Northfields",
            by: staff["analyst2"].id, at: London.instant(patrols, hour: 10, minute: 0))
    }
}

extension TownMap {
    /// The areas as a boundary file would give them.
    var boundaries: NewBoundaries {
        NewBoundaries(
            name: "Eastmere's small areas (invented)", year: Self.boundaryYear,
            source: "Invented for the demonstration: there is only sea here", fileHash: "eastmere",
            areas: plots.map { ($0.code, $0.name, $0.shape) })
    }

    /// People by age and the tenth of deprivation, of every area.
    func figures(year: Int) -> [AreaFigure] {
        plots.flatMap { plot in
            Self.bands.map { band in
                AreaFigure(
                    boundaryYear: Self.boundaryYear, code: plot.code, figure: "population", year: year,
                    ages: band.from...band.to, value: Double(plot.people[band.from] ?? 0))
            } + [
                AreaFigure(
                    boundaryYear: Self.boundaryYear, code: plot.code, figure: "imd-decile", year: year,
                    value: Double(plot.decile))
            ]
        }
    }
}
