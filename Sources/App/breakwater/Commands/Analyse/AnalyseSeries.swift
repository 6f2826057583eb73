import ArgumentParser
import Surveillance

/// Which columns hold the dates and the values of one series or many.
struct AnalyseSeriesColumns: ParsableArguments {
    @Option(
        help: "The column of dates: 2024-03-31, 2024-03, 2024-W13 or numbers. Else date, month, week, day or period.")
    var date: String?

    @Option(help: "The column of values. Else value, count, observed or n.")
    var value: String?

    @Option(help: "The column that says which series a row belongs to, where there are several. Else series.")
    var series: String?

    @Option(help: "How long a period is: day, week or month. Taken from the dates unless given.")
    var period: AnalysePeriod?

    /// The series of a file on one row of periods. A period a series has no row for has no data; that is never zero.
    func read(_ table: AnalyseTable, beside extra: [Int] = []) throws -> AnalyseSeries {
        let dates = try table.column(date, usual: ["date", "month", "week", "day", "period"], option: "--date")
        let values = try table.column(value, usual: ["value", "count", "observed", "n"], option: "--value")
        let (periods, places) = try table.periods(try table.stamps(dates), column: dates, given: period)
        let group = try table.column(series, usual: ["series"])
        var found = AnalyseSeries(periods: periods, columns: 1 + extra.count)
        for row in 0..<table.count {
            let name = group.map { table.text(row, $0) } ?? ""
            let cells = try ([values] + extra).map { try table.figure(row, $0) }
            guard found.add(cells, to: name, at: places[row]) else {
                let whose = name.isEmpty ? "" : " of \u{201C}\(name)\u{201D}"
                throw table.problem(
                    row, dates, "\(periods.names[places[row]])\(whose) stands in the file twice. Is a file in it twice?"
                )
            }
        }
        return found
    }
}

/// Series by name, on the same periods, each with one or more figures a period.
struct AnalyseSeries {
    let periods: AnalysePeriods
    private(set) var names: [String] = []
    private let columns: Int
    private var index: [String: Int] = [:]
    private var figures: [[[Double?]]] = []
    private var present: [[Bool]] = []

    init(periods: AnalysePeriods, columns: Int) {
        self.periods = periods
        self.columns = columns
    }

    /// Puts the figures of a row in their place; false when the place is taken.
    mutating func add(_ cells: [Double?], to name: String, at place: Int) -> Bool {
        let number = index[name] ?? names.count
        if number == names.count {
            index[name] = number
            names.append(name)
            figures.append(Array(repeating: Array(repeating: nil, count: periods.count), count: columns))
            present.append(Array(repeating: false, count: periods.count))
        }
        if present[number][place] { return false }
        present[number][place] = true
        for (column, cell) in cells.enumerated() { figures[number][column][place] = cell }
        return true
    }

    /// The values of a series.
    func values(_ number: Int) -> [Double?] { figures[number][0] }

    /// The figures beside them.
    func beside(_ number: Int, _ column: Int) -> [Double?] { figures[number][column + 1] }

    /// Whether the file names its series.
    var isNamed: Bool { names.count > 1 || names.first != "" }

    /// How a series is called in a message.
    func called(_ number: Int) -> String { isNamed ? "Series \u{201C}\(names[number])\u{201D}: " : "" }

    /// What to say of periods without data; nil when there are none.
    var missingNote: String? {
        let missing = names.indices.reduce(0) { $0 + values($1).count { $0 == nil } }
        guard missing > 0 else { return nil }
        return "\(missing) \(missing == 1 ? "period has" : "periods have") no data. That is never taken for zero."
    }

    /// The only series of a file, for methods that take one.
    func only(of analysis: String) throws -> [Double?] {
        guard names.count == 1 else {
            throw CommandProblem(
                "\(analysis) takes one series, and the file has \(names.count). Cut it down to one of them.")
        }
        return values(0)
    }

    /// One series with its cycle for decomposition and forecasts.
    func regular(_ number: Int, frequency: Int?) -> RegularSeries {
        let yearly = periods.period.outbreak.perYear
        let cycle = frequency ?? yearly
        return RegularSeries(values(number), period: cycle, firstSeason: cycle == yearly ? periods.firstSeason : 0)
    }
}

extension AnalyseAnswer {
    /// Adds a row on a period of a series; alarms are what a person is shown first.
    mutating func add(_ series: AnalyseSeries, _ number: Int, period: Int, isAlarm: Bool, cells: [AnalyseCell]) {
        if isAlarm { notable?.append(rows.count) }
        let name = series.names[number]
        rows.append([name.isEmpty ? .none : .text(name), .text(series.periods.names[period])] + cells)
    }

    /// Says how many alarms there are among the rows, and how many periods have no data.
    mutating func sumUp(_ series: AnalyseSeries, watched: String, by method: String = "") {
        let count = notable?.count ?? 0
        summary = ["\(count) alarms in \(rows.count) \(watched) periods of \(series.names.count) series\(method)."]
        notes = [series.missingNote].compactMap { $0 }
    }
}
