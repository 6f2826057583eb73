import Surveillance

/// Cases by place and period, as the scan takes them.
struct AnalyseScanGrid {
    let names: [String]
    let points: [ScanPlace]
    let periods: ScanPeriods
    let cases: [Int]
    let model: ScanModel
    /// Rows without coordinates.
    let leftOut: Int

    /// Lays the rows of a file on places and periods.
    ///
    /// - Throws: `CommandProblem` that names the line of a place that moves or of a row that is there twice.
    init(_ table: AnalyseTable, _ options: AnalyseScan) throws {
        let id = try table.column(options.id, usual: ["id", "place", "area", "code"], option: "--id")
        let counts = try table.column(options.cases, usual: ["cases", "count", "value"], option: "--cases")
        let other = try Self.other(table, options)
        let (periods, at) = try Self.periods(table, options)
        let places = try options.places.read(table)
        var index: [String: Int] = [:]
        var names: [String] = []
        var points: [ScanPlace] = []
        var rows: [(row: Int, cell: Int)] = []
        var seen: Set<Int> = []
        for row in 0..<table.count {
            guard let point = places[row] else { continue }
            let name = table.text(row, id)
            let here = ScanPlace(x: point.x, y: point.y)
            let place = index[name] ?? names.count
            if place == names.count {
                index[name] = place
                names.append(name)
                points.append(here)
            } else if points[place] != here {
                throw table.problem(row, id, "\u{201C}\(name)\u{201D} has other coordinates on an earlier line.")
            }
            let cell = place * periods.count + at[row]
            guard seen.insert(cell).inserted else {
                throw table.problem(
                    row, id, "\u{201C}\(name)\u{201D} stands in this period twice. Is a file in it twice?")
            }
            rows.append((row, cell))
        }
        let size = names.count * periods.count
        var cases = Array(repeating: 0, count: size)
        var beside = Array(repeating: 0.0, count: size)
        for (row, cell) in rows {
            cases[cell] = try table.whole(row, counts)
            guard let other else { continue }
            let number = try table.number(row, other.column)
            beside[cell] = other.isPerDay ? number * periods.lengths[cell % periods.count] : number
        }
        self.names = names
        self.points = points
        self.periods = periods
        self.cases = cases
        leftOut = table.count - rows.count
        switch options.model {
        case .poisson: model = .poisson(expected: beside)
        case .bernoulli: model = .bernoulli(controls: beside.map { Int($0) })
        case .permutation: model = .spaceTimePermutation
        }
    }

    /// The column beside the cases; people are at risk on every day of a period, expected numbers are as they are.
    private static func other(_ table: AnalyseTable, _ options: AnalyseScan) throws -> (column: Int, isPerDay: Bool)? {
        switch options.model {
        case .poisson:
            if options.population == nil, let column = try table.column(options.expected, usual: ["expected"]) {
                return (column, false)
            }
            let people = try table.column(options.population, usual: ["population"], option: "--population")
            return (people, true)
        case .bernoulli:
            return (try table.column(options.controls, usual: ["controls"], option: "--controls"), false)
        case .permutation: return nil
        }
    }

    private static func periods(_ table: AnalyseTable, _ options: AnalyseScan) throws -> (ScanPeriods, [Int]) {
        let usual = ["date", "month", "week", "day", "period"]
        guard let column = try table.column(options.date, usual: usual) else {
            return (.generic(1), Array(repeating: 0, count: table.count))
        }
        let stamps = try table.stamps(column)
        let given = stamps.first?.form == .number ? options.period ?? .day : options.period
        let (found, places) = try table.periods(stamps, column: column, given: given)
        guard let days = found.days else { return (.generic(found.count), places) }
        let ends = days.dropFirst() + [found.next]
        let lengths = zip(days, ends).map { Double($1 - $0) }
        let last = ends.map { AnalysePeriods.name(ofDay: $0 - 1) }
        return (try .dated(lengths: lengths, starts: days.map(AnalysePeriods.name), ends: last), places)
    }
}
