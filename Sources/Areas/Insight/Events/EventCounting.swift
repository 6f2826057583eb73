import Feeds
import Governance
import Joining
import Kernel
import Storage

/// Turns kept files into events and counts, and measures into figures: after every file, and once a day.
package struct EventCounting: Sendable {
    let database: any Database
    let keys: Keys
    let shelf: AreaShelf
    let measures: MeasureCounting
    let clock: @Sendable () -> Instant

    /// Rows in one transaction: small, so that pages never wait long.
    static let batch = 2000

    package init(
        database: any Database, keys: Keys, own: [OwnCount], shelf: AreaShelf = AreaShelf(),
        clock: @escaping @Sendable () -> Instant = { .now }
    ) {
        self.database = database
        self.keys = keys
        self.shelf = shelf
        measures = MeasureCounting(own: own)
        self.clock = clock
    }

    /// Counts whatever is not counted yet. True when anything was.
    ///
    /// A file that was being counted when the program stopped is counted from its first row again.
    @discardableResult package func countWaiting(
        progress: @Sendable (KeptFile, Int) -> Void = { _, _ in }
    ) async throws -> Bool {
        let gone = try await database.read { try $0.runsToForget() }
        for run in gone { try await database.write { _ = try $0.forgetEvents(of: run) } }
        // First what is known of places, then what names streets: both may place what others only say in words.
        var isNew = false
        for stage in Stage.allCases {
            var learned = false
            for file in try await waiting(stage) {
                learned = try await count(file, progress) || learned
                isNew = true
            }
            if learned { try await database.write { try $0.recountUnplaced() } }
        }
        return isNew || !gone.isEmpty
    }

    /// The order files are counted in.
    private enum Stage: CaseIterable {
        case places, streets, others

        init(_ mapping: Mapping) {
            self = mapping.makes != .event ? .places : StreetNames.teaches(mapping) ? .streets : .others
        }
    }

    private func waiting(_ stage: Stage) async throws -> [KeptFile] {
        try await database.read { [shelf] tx in
            try tx.filesToCount(Self.feeds, by: try shelf.book(in: tx)?.set.id)
        }.filter { Stage($0.mapping) == stage }
    }

    /// Counts one file; true when it taught us places that rows counted before may lie in.
    private func count(_ file: KeptFile, _ progress: @Sendable (KeptFile, Int) -> Void) async throws -> Bool {
        switch file.mapping.makes {
        case .event: return try await count(events: file, progress)
        case .count: try await count(counts: file)
        case .area, .school:
            try await count(places: file)
            return file.mapping.makes == .school || file.mapping.isLookup
        case .person: break
        }
        return false
    }

    /// Counts whatever waits, then works every measure out anew.
    package func countAll() async throws {
        try await countWaiting()
        try await countMeasures()
    }

    /// Works every measure out anew.
    package func countMeasures() async throws {
        let now = clock()
        for measure in Measure.shipped {
            try await database.write { [measures] tx in try measures.count(measure, at: now, in: tx) }
        }
        try await findSignals()
    }

    /// The feeds that tell of no person.
    static let feeds: [String] = Mapping.shipped.filter { $0.makes != .person }.map(\.name)

    // MARK: Events

    private func count(
        events file: KeptFile, _ progress: @Sendable (KeptFile, Int) -> Void
    ) async throws -> Bool {
        let now = clock()
        let id = file.run.id
        let known = try await database.read { [shelf] in try Self.known(for: file.mapping, in: $0, shelf) }
        let placing = known.map { EventPlacing($0.book, $0.passages, names: $0.names) }
        try await database.write { _ = try $0.forgetEvents(of: id) }
        var making = try EventMaking(file, placing: placing, keys: keys)
        var line = 0
        while true {
            let after = line
            let rows = try await database.read { try $0.usableRows(of: id, after: after, most: Self.batch) }
            guard let last = rows.last else { break }
            line = last.line
            let events = making.events(of: rows)
            let feed = file.mapping.name
            try await database.write { tx in
                try tx.supersede(events.map(\.reference), feed: feed, butOf: id)
                try tx.insert(events)
            }
            progress(file, making.tally.events)
            try Task.checkCancellation()
        }
        let (tally, streets) = (making.tally, making.streets)
        return try await database.write { tx in
            try tx.insert(tally, of: file, by: placing?.book.set.id, at: now)
            return try streets.map { try tx.insert($0, run: id) > 0 } ?? false
        }
    }

    /// What places are known by: the areas in use, and what a feed's rows need of other years' areas and of names.
    private static func known(
        for mapping: Mapping, in tx: Transaction, _ shelf: AreaShelf
    ) throws -> (book: AreaBook, passages: Passages, names: [Gazetteer.Entry])? {
        guard let book = try shelf.book(in: tx) else { return nil }
        func needs(_ field: String) -> Bool { !StreetNames.teaches(mapping) && mapping.column(for: field) != nil }
        return (
            book, needs("area_code") ? try tx.passages(to: book.set.year) : Passages(to: book.set.year, []),
            needs("place_text") ? try tx.placeNames(book) : []
        )
    }

    // MARK: Counts somebody else made

    private func count(counts file: KeptFile) async throws {
        let now = clock()
        let id = file.run.id
        let book = try await database.read { [shelf] in try shelf.book(in: $0) }
        try await database.write { _ = try $0.forgetEvents(of: id) }
        let matched = try file.mapping.matched(to: file.headers, on: file.run.startedAt.day)
        let reader = try CountReader(matched, boundaries: nil)
        var tally = EventTally()
        var (line, place) = (0, 0)
        while true {
            let after = line
            let rows = try await database.read { try $0.usableRows(of: id, after: after, most: Self.batch) }
            guard let last = rows.last else { break }
            line = last.line
            let read = rows.flatMap { reader.counts(matched.check(RawRow($0))) }
            let counts = read.compactMap(MonthlyCount.init)
            let people = read.compactMap { AreaFigure($0, orBoundaries: book?.set.year) }
            let (first, some) = (place, counts)
            try await database.write { tx in
                try tx.insert(some, run: id, from: first)
                try tx.insert(people, run: id.text)
            }
            place += counts.count
            for count in counts {
                tally.events += 1
                tally.first = min(tally.first ?? count.month, count.month)
                tally.last = max(tally.last ?? count.month, count.month)
            }
        }
        let done = tally
        try await database.write { try $0.insert(done, of: file, by: book?.set.id, at: now) }
    }

    // MARK: What is known of areas, and schools

    private func count(places file: KeptFile) async throws {
        let now = clock()
        let id = file.run.id
        let book = try await database.read { [shelf] in try shelf.book(in: $0) }
        let matched = try file.mapping.matched(to: file.headers, on: file.run.startedAt.day)
        let taking = PlaceTaking(file, matched, book: book)
        var lookup = file.mapping.isLookup ? LookupFile(file.headers) : nil
        var tally = EventTally()
        var line = 0
        while true {
            let after = line
            let rows = try await database.read { try $0.usableRows(of: id, after: after, most: Self.batch) }
            guard let last = rows.last else { break }
            line = last.line
            let checked = rows.map { matched.check(RawRow($0)) }
            for row in checked { lookup?.add(row) }
            if lookup == nil { try await database.write { try taking.take(checked, in: $0) } }
            tally.events += rows.count
        }
        let (done, read) = (tally, lookup)
        try await database.write { tx in
            if let read { try tx.insert(read) }
            try tx.run("DELETE FROM event_run WHERE run_id = \(id)")
            try tx.insert(done, of: file, by: book?.set.id, at: now)
        }
    }
}

extension RawRow {
    /// A row as it was kept, to be judged again.
    init(_ row: (line: Int, cells: [String])) {
        self.init(
            line: row.line, cells: row.cells, places: [], surplus: [], problems: [],
            next: FeedPosition(offset: 0, line: 0, rows: 0))
    }
}

extension AreaFigure {
    /// People of some ages in an area; nil for a count of anything else, or one kept back.
    init?(_ row: CountRow, orBoundaries year: Int?) {
        // People whose age or sex the file does not know are part of a count, not all of it.
        guard row.notKnown.isEmpty, row.measure == "population", let code = row.area?.text,
            let boundaries = row.boundaries ?? year,
            let people = row.figure.number, let counted = row.period.flatMap({ Int($0.prefix(4)) })
        else { return nil }
        let ages = row.ages.map { $0.lowest...($0.highest ?? 200) } ?? 0...200
        self.init(
            boundaryYear: boundaries, code: code, figure: "population", year: counted, sex: row.sex ?? "", ages: ages,
            value: people)
    }
}

extension MonthlyCount {
    /// Nil for a figure of no month. What a count is divided by is its part: the area's name, ages, sex, series.
    init?(_ row: CountRow) {
        guard let period = row.period, let month = Month(String(period.prefix(7))) else { return nil }
        func known(_ text: String?, _ fields: Set<String>, _ name: String) -> String? {
            // "Unknown" is a part like any other, and never the same as all of them.
            text ?? (row.notKnown.isDisjoint(with: fields) ? nil : "\(name) not known")
        }
        let parts = [
            known(row.areaName ?? row.area?.text, ["area_name", "area_code"], "place"),
            known(row.ages?.text, ["age_band"], "age"), known(row.sex, ["sex"], "sex"),
            known(row.series, ["series"], "kind"),
        ].compactMap(\.self)
        self.init(
            measure: row.measure, part: parts.joined(separator: ", "), month: month,
            value: row.figure.number.map { Int($0.rounded()) })
    }
}
