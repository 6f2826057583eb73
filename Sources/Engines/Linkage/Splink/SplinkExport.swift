import Foundation

/// A model of this engine as a Splink model with the prepared records it is to be run on.
///
/// What is exported is the model's two-class, additive form, which is all that Splink can say: log₂ m/u of each level,
/// one person against strangers, pooled over agencies, with the frequencies of values that are exactly the same. The
/// household class, the rates of pairs of agencies, and the frequencies of names that are only shared or spelt
/// otherwise, are left behind; `weight` scores by the same form, so that both sides of the border can be compared.
public struct SplinkExport: Sendable {
    /// The settings Splink loads.
    public let settings: SplinkSettings
    /// The names of the prepared records' columns.
    public let header: [String]

    private let table: RecordTable
    private let plan: ComparisonPlan
    private let model: LinkageModel
    private let columns: PreparedColumns
    private let conditions: SplinkConditions

    /// Writes a model for the table it was learnt from, or another of the same fields.
    public init(_ model: LinkageModel, table: RecordTable) throws(SplinkError) {
        do {
            plan = try ComparisonPlan(table.spec)
        } catch {
            throw .notExpressible(error.description)
        }
        guard model.comparisons.map(\.name) == plan.items.map(\.name),
            model.comparisons.map(\.kind) == plan.items.map(\.kind)
        else { throw .notExpressible("its comparisons are not those of the data") }
        self.table = table
        self.model = model
        columns = PreparedColumns(table: table, plan: plan)
        conditions = SplinkConditions(plan: plan)
        header = columns.header
        var comparisons: [SplinkComparison] = []
        for (comparison, item) in zip(model.comparisons, plan.items) {
            comparisons.append(try Self.comparison(comparison, conditions.levels(item)))
        }
        settings = SplinkSettings(
            linkType: "dedupe_only", priorProbability: Self.prior(model), uniqueIDColumn: "unique_id",
            sourceColumn: "source_dataset", blockingRules: Self.rules(plan), comparisons: comparisons,
            retainedColumns: [], dialect: "duckdb")
    }

    private static func prior(_ model: LinkageModel) -> Double {
        min(max(model.sameShare, 1e-15), 1 - 1e-15)
    }

    private static func comparison(
        _ comparison: LinkageModel.Comparison, _ conditions: [SplinkCondition]
    ) throws(SplinkError) -> SplinkComparison {
        var levels: [SplinkLevel] = []
        for condition in conditions {
            guard let name = condition.level else {
                levels.append(SplinkLevel(condition: condition.sql, label: "not known", m: nil, u: nil, isNull: true))
                continue
            }
            guard let level = comparison.levels.first(where: { $0.level == name }) else {
                throw .notExpressible("\(comparison.name) has no level \(name.rawValue)")
            }
            var written = SplinkLevel(
                condition: condition.sql, label: name.rawValue, m: level.same, u: level.stranger, isNull: nil)
            if let column = condition.frequencyColumn, let base = level.frequencyBase {
                // Splink sets a value's frequency against the level's u, the engine against the base: u becomes the
                // base, and m keeps their ratio.
                written.u = base
                written.m = level.same * base / level.stranger
                written.frequencyColumn = column
                written.frequencyWeight = 1
                written.keepsOwnU = true
            }
            levels.append(written)
        }
        return SplinkComparison(name: comparison.name, words: nil, levels: levels)
    }

    /// Blocking for Splink: equal identifiers, and pairs of things that are seldom the same by chance.
    private static func rules(_ plan: ComparisonPlan) -> [SplinkBlockingRule] {
        var keys: [[String]] = []
        func column(_ place: Int, _ part: String) -> String? {
            place < 0 ? nil : PreparedColumns.column(plan.items[place], part)
        }
        for item in plan.items {
            if item.kind == .identifier { keys.append([PreparedColumns.column(item, "value")]) }
            if item.kind == .localID { keys.append(["agency", PreparedColumns.column(item, "key")]) }
        }
        let birth = column(plan.birth, "digits")
        let forename = column(plan.forename, "name")
        let surname = column(plan.surname, "name")
        let pairs = [
            [birth, forename], [birth, surname], [forename, surname, column(plan.birth, "year")],
            [column(plan.birth, "either"), column(plan.surname, "sound1")], [birth, column(plan.place, "postcode")],
            [forename, surname, column(plan.place, "postcode")], [forename, column(plan.place, "home")],
        ]
        keys += pairs.compactMap { parts in
            let known = parts.compactMap { $0 }
            return known.count == parts.count ? known : nil
        }
        return keys.map { parts in
            let condition = parts.map { "l.\"\($0)\" = r.\"\($0)\"" }.joined(separator: " AND ")
            return SplinkBlockingRule(condition: condition, dialect: "duckdb")
        }
    }

    /// The prepared cells of a record, in the order of the header.
    public func cells(_ place: Int) -> [String] {
        columns.cells(place)
    }

    /// The prepared records as CSV, the header first, in the order of the table.
    public func writeCSV(_ write: (String) throws -> Void) rethrows {
        try write(Self.line(header))
        for place in 0..<table.count { try write(Self.line(cells(place))) }
    }

    private static func line(_ cells: [String]) -> String {
        cells.map { cell in
            guard cell.contains(where: { ",\"\r\n".contains($0) }) else { return cell }
            return "\"\(cell.replacing("\"", with: "\"\""))\""
        }.joined(separator: ",") + "\n"
    }
}

extension SplinkExport {
    /// Scores pairs, as places in the table, by the exported form: log2 odds of one person against strangers.
    ///
    /// - Complexity: O(*n*) for the frequencies, then constant for each pair.
    public func weights(of pairs: [(Int, Int)]) -> [Double] {
        let shares = frequencyShares()
        let prior = Self.prior(model)
        return table.withView { view in
            var comparer = Comparer(view: view, plan: plan)
            return pairs.map { a, b in
                let vector = comparer.vector(min(a, b), max(a, b))
                var weight = log2(prior / (1 - prior))
                for (place, comparison) in model.comparisons.enumerated() {
                    let code = Vector.code(vector, place)
                    guard code > 0 else { continue }
                    let level = comparison.levels[code - 1]
                    weight += log2(level.same / level.stranger)
                    guard let base = level.frequencyBase, let share = shares[place]?[level.level] else { continue }
                    if let known = [share[a], share[b]].compactMap({ $0 }).max() { weight += log2(base) - log2(known) }
                }
                return weight
            }
        }
    }

    /// By comparison and level, each record's share of the records with its value.
    private func frequencyShares() -> [Int: [Level: [Double?]]] {
        var found: [Int: [Level: [Double?]]] = [:]
        for (place, item) in plan.items.enumerated() {
            for condition in conditions.levels(item) {
                guard let level = condition.level, let column = condition.frequencyColumn,
                    found[place]?[level] == nil, let cell = header.firstIndex(of: column)
                else { continue }
                let values = (0..<table.count).map { cells($0)[cell] }
                var counts: [String: Int] = [:]
                for value in values where !value.isEmpty { counts[value, default: 0] += 1 }
                let total = Double(counts.values.reduce(0, +))
                found[place, default: [:]][level] = values.map { value in
                    counts[value].map { Double($0) / total }
                }
            }
        }
        return found
    }
}
