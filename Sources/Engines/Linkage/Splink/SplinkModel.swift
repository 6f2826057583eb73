import Foundation

/// A trained Splink model that scores pairs of rows as Splink on DuckDB does.
///
/// The weight of a pair is the prior's log₂ odds, plus log₂(m/u) of the level met in each comparison, plus for levels
/// with a frequency adjustment *w* · (log₂ u_exact − log₂ max(tf_left, tf_right, floor)); the probability is
/// 2^weight / (1 + 2^weight). Source: Splink 5.0.0, `comparison_level.py` and `predict.py`.
public struct SplinkModel: Sendable {
    /// The settings it was read from.
    public let settings: SplinkSettings
    /// The columns a row must have, in small letters, in the order of `SplinkRow.values`.
    public let columns: [String]
    /// The columns whose values' frequencies adjust weights.
    public let frequencyColumns: [String]
    /// Levels that the file gives no m or no u, for which Splink's own defaults stand in, as they do in Splink.
    public let untrained: [String]

    let comparisons: [CompiledComparison]
    let frequencyPlaces: [Int]
    let priorWeight: Double

    /// Reads every condition of the settings; what is not understood is refused, naming the level.
    public init(_ settings: SplinkSettings) throws(SplinkError) {
        if let dialect = settings.dialect, dialect != "duckdb" {
            throw .notSettings("it is written for \(dialect); only DuckDB's SQL is understood")
        }
        guard settings.priorProbability > 0, settings.priorProbability < 1 else {
            throw .notSettings("probability_two_random_records_match is not between 0 and 1")
        }
        self.settings = settings
        var compiler = SplinkCompiler()
        var comparisons: [CompiledComparison] = []
        for comparison in settings.comparisons {
            comparisons.append(try compiler.compile(comparison))
        }
        self.comparisons = comparisons
        columns = compiler.columns.names
        untrained = compiler.untrained
        frequencyPlaces = compiler.frequencyPlaces
        frequencyColumns = compiler.frequencyPlaces.map { compiler.columns.names[$0] }
        priorWeight = log2(settings.priorProbability / (1 - settings.priorProbability))
    }

    /// Scores one pair; `left` is the record Splink would put on the left.
    public func score(_ left: SplinkRow, _ right: SplinkRow) throws(SplinkError) -> SplinkScore {
        let pair = SQLEvaluation(left: left.values, right: right.values)
        var weight = priorWeight
        var parts: [SplinkPart] = []
        parts.reserveCapacity(comparisons.count)
        for comparison in comparisons {
            let level = try comparison.level(of: pair)
            weight += level.weight
            var adjustment = 0.0
            if comparison.hasFrequencies {
                adjustment = level.frequency?.adjustment(left.frequencies, right.frequencies) ?? 0
                weight += adjustment
            }
            parts.append(
                SplinkPart(
                    comparison: comparison.name, level: level.label, vectorValue: level.vectorValue,
                    weight: level.weight, frequencyWeight: adjustment))
        }
        return SplinkScore(weight: weight, parts: parts)
    }
}

/// What a pair scored.
public struct SplinkScore: Equatable, Sendable {
    /// The match weight, in bits.
    public let weight: Double
    /// What each comparison gave, in the model's order.
    public let parts: [SplinkPart]

    /// The match probability, worked out so that no weight overflows.
    public var probability: Double {
        weight >= 0 ? 1 / (1 + exp2(-weight)) : exp2(weight) / (1 + exp2(weight))
    }
}

/// What one comparison gave a pair.
public struct SplinkPart: Equatable, Sendable {
    /// The comparison's name.
    public let comparison: String
    /// The level's label.
    public let level: String
    /// Splink's gamma: the highest for the first level, 0 for the last, −1 for not known.
    public let vectorValue: Int
    /// The level's weight, in bits.
    public let weight: Double
    /// What the value's frequency adds, in bits.
    public let frequencyWeight: Double
}

/// A row as the model reads it.
public struct SplinkRow: Equatable, Sendable {
    /// Its cells, in the order of the model's columns.
    public let values: [SplinkValue]
    /// How common its values are, in the order of the model's frequency columns; nil where that is not known.
    public let frequencies: [Double?]
}

/// How common each value of a column is: its share of the rows that have one.
public struct SplinkFrequencies: Equatable, Sendable {
    /// Column, in small letters → value → share.
    public private(set) var tables: [String: [SplinkValue: Double]]

    /// Tables made elsewhere, such as Splink's own.
    public init(tables: [String: [SplinkValue: Double]]) {
        self.tables = Dictionary(uniqueKeysWithValues: tables.map { ($0.key.lowercased(), $0.value) })
    }

    /// Counted from rows, as Splink counts them.
    init(_ model: SplinkModel, values: [[SplinkValue]]) {
        tables = [:]
        for (name, place) in zip(model.frequencyColumns, model.frequencyPlaces) {
            var counts: [SplinkValue: Int] = [:]
            for row in values where !row[place].isNull { counts[row[place], default: 0] += 1 }
            let total = Double(counts.values.reduce(0, +))
            tables[name] = counts.mapValues { Double($0) / total }
        }
    }
}

extension SplinkModel {
    /// Rows made ready for scoring: their columns put in the model's order and their values' frequencies looked up.
    ///
    /// - Parameters:
    ///   - header: the names of the cells' columns.
    ///   - rows: the cells.
    ///   - frequencies: tables to use; nil counts them from these rows, as Splink does.
    /// - Returns: one row for each of `rows`, in their order.
    /// - Throws: when a column of the model is missing.
    public func prepare(
        header: [String], rows: [[SplinkValue]], frequencies: SplinkFrequencies?
    ) throws(SplinkError) -> [SplinkRow] {
        let folded = header.map { $0.lowercased() }
        var places: [Int] = []
        for column in columns {
            guard let place = folded.firstIndex(of: column) else {
                throw .notSettings("the rows have no column “\(column)”, which the model needs")
            }
            places.append(place)
        }
        let values = rows.map { row in places.map { $0 < row.count ? row[$0] : .null } }
        let tables = (frequencies ?? SplinkFrequencies(self, values: values)).tables
        return values.map { row in
            let shares = zip(frequencyColumns, frequencyPlaces).map { tables[$0]?[row[$1]] }
            return SplinkRow(values: row, frequencies: shares)
        }
    }
}
