import Foundation

/// Splink's settings: the JSON that `linker.misc.save_model_to_json` writes, in the words of that file (Splink 4 and 5).
public struct SplinkSettings: Codable, Equatable, Sendable {
    /// `dedupe_only`, `link_only` or `link_and_dedupe`.
    public var linkType: String
    /// The prior: how likely two records drawn at random are one person.
    public var priorProbability: Double
    /// The column with each row's own key.
    public var uniqueIDColumn: String
    /// The column that says which file a row is from.
    public var sourceColumn: String
    /// The rules that bring pairs together; a pair is scored when any of them does.
    public var blockingRules: [SplinkBlockingRule]
    /// What is compared, with the trained probabilities.
    public var comparisons: [SplinkComparison]
    /// Columns Splink hands through to its answer.
    public var retainedColumns: [String]
    /// The SQL the conditions are written in; `duckdb` when it can be run here.
    public var dialect: String?

    private enum CodingKeys: String, CodingKey {
        case linkType = "link_type"
        case priorProbability = "probability_two_random_records_match"
        case uniqueIDColumn = "unique_id_column_name"
        case sourceColumn = "source_dataset_column_name"
        case blockingRules = "blocking_rules_to_generate_predictions"
        case comparisons
        case retainedColumns = "additional_columns_to_retain"
        case dialect = "sql_dialect"
    }

    /// Makes settings from their parts.
    public init(
        linkType: String, priorProbability: Double, uniqueIDColumn: String, sourceColumn: String,
        blockingRules: [SplinkBlockingRule], comparisons: [SplinkComparison], retainedColumns: [String],
        dialect: String?
    ) {
        self.linkType = linkType
        self.priorProbability = priorProbability
        self.uniqueIDColumn = uniqueIDColumn
        self.sourceColumn = sourceColumn
        self.blockingRules = blockingRules
        self.comparisons = comparisons
        self.retainedColumns = retainedColumns
        self.dialect = dialect
    }

    /// Reads the settings, with Splink's own defaults for what the file leaves out.
    public init(from decoder: any Decoder) throws {
        let box = try decoder.container(keyedBy: CodingKeys.self)
        linkType = try box.decode(String.self, forKey: .linkType)
        priorProbability = try box.decodeIfPresent(Double.self, forKey: .priorProbability) ?? 0.0001
        uniqueIDColumn = try box.decodeIfPresent(String.self, forKey: .uniqueIDColumn) ?? "unique_id"
        sourceColumn = try box.decodeIfPresent(String.self, forKey: .sourceColumn) ?? "source_dataset"
        blockingRules = try box.decodeIfPresent([SplinkBlockingRule].self, forKey: .blockingRules) ?? []
        comparisons = try box.decode([SplinkComparison].self, forKey: .comparisons)
        retainedColumns = try box.decodeIfPresent([String].self, forKey: .retainedColumns) ?? []
        dialect = try box.decodeIfPresent(String.self, forKey: .dialect)
    }

    /// Reads the settings from the bytes of Splink's JSON file.
    public static func read(_ json: Data) throws(SplinkError) -> SplinkSettings {
        do {
            return try JSONDecoder().decode(SplinkSettings.self, from: json)
        } catch DecodingError.keyNotFound(let key, _) {
            throw .notSettings("“\(key.stringValue)” is missing")
        } catch DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context) {
            throw .notSettings("“\(context.codingPath.map(\.stringValue).joined(separator: "."))” is not as expected")
        } catch {
            throw .notSettings("it is not JSON")
        }
    }

    /// The bytes of the JSON file Splink loads.
    public func json() throws(SplinkError) -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        do {
            return try encoder.encode(self)
        } catch {
            throw .notExpressible("a probability is not a number")
        }
    }
}

/// A rule that brings pairs of records together.
public struct SplinkBlockingRule: Codable, Equatable, Sendable {
    /// The condition, with `l.` and `r.` before its columns.
    public var condition: String
    /// The SQL the condition is written in.
    public var dialect: String?
    /// Columns Splink would unnest first; such a rule is refused here.
    public var explodedColumns: [String]?

    private enum CodingKeys: String, CodingKey {
        case condition = "blocking_rule"
        case dialect = "sql_dialect"
        case explodedColumns = "arrays_to_explode"
    }

    /// Makes a rule.
    public init(condition: String, dialect: String?) {
        self.condition = condition
        self.dialect = dialect
    }

    /// Reads a rule, which is either its condition alone or an object with it.
    public init(from decoder: any Decoder) throws {
        if let condition = try? decoder.singleValueContainer().decode(String.self) {
            self.condition = condition
            return
        }
        let box = try decoder.container(keyedBy: CodingKeys.self)
        condition = try box.decode(String.self, forKey: .condition)
        dialect = try box.decodeIfPresent(String.self, forKey: .dialect)
        explodedColumns = try box.decodeIfPresent([String].self, forKey: .explodedColumns)
    }
}

/// How one thing about two records is compared: levels tried from the top, the first true one counting.
public struct SplinkComparison: Codable, Equatable, Sendable {
    /// The name the comparison's columns carry in Splink's answer.
    public var name: String?
    /// The comparison in words.
    public var words: String?
    /// The levels, tried in order.
    public var levels: [SplinkLevel]

    private enum CodingKeys: String, CodingKey {
        case name = "output_column_name"
        case words = "comparison_description"
        case levels = "comparison_levels"
    }

    /// Makes a comparison.
    public init(name: String?, words: String?, levels: [SplinkLevel]) {
        self.name = name
        self.words = words
        self.levels = levels
    }
}

/// A level of a comparison, with how often it is met among matches (m) and among others (u).
public struct SplinkLevel: Codable, Equatable, Sendable {
    /// The condition, with `_l` and `_r` after its columns, or ELSE.
    public var condition: String
    /// The level in words.
    public var label: String?
    /// How often one person's pairs of records show the level.
    public var m: Double?
    /// How often two people's pairs of records show the level.
    public var u: Double?
    /// Whether this is the level for what is not known, which counts for nothing.
    public var isNull: Bool?
    /// The column whose values' frequencies move the weight.
    public var frequencyColumn: String?
    /// How far they move it; 1 when not given.
    public var frequencyWeight: Double?
    /// The least frequency reckoned with.
    public var frequencyFloor: Double?
    /// Whether the level's own u is what a frequency is set against, and not that of the exact level.
    public var keepsOwnU: Bool?

    private enum CodingKeys: String, CodingKey {
        case condition = "sql_condition"
        case label = "label_for_charts"
        case m = "m_probability"
        case u = "u_probability"
        case isNull = "is_null_level"
        case frequencyColumn = "tf_adjustment_column"
        case frequencyWeight = "tf_adjustment_weight"
        case frequencyFloor = "tf_minimum_u_value"
        case keepsOwnU = "disable_tf_exact_match_detection"
    }

    /// Makes a level.
    public init(condition: String, label: String?, m: Double?, u: Double?, isNull: Bool?) {
        self.condition = condition
        self.label = label
        self.m = m
        self.u = u
        self.isNull = isNull
    }

    /// Whether this is the level for everything that met no other.
    var isElse: Bool {
        condition.trimmingCharacters(in: .whitespacesAndNewlines).uppercased() == "ELSE"
    }
}
