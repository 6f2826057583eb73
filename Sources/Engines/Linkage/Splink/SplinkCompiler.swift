import Foundation

/// A comparison with its conditions read and its weights worked out.
struct CompiledComparison: Sendable {
    let name: String
    let levels: [CompiledLevel]
    let hasFrequencies: Bool

    /// The first level whose condition is true.
    func level(of pair: SQLEvaluation) throws(SplinkError) -> CompiledLevel {
        for level in levels {
            guard let condition = level.condition else { return level }
            do {
                if try pair.isTrue(condition) { return level }
            } catch {
                throw .value(comparison: name, level: level.label, problem: error.text)
            }
        }
        throw .value(comparison: name, level: "ELSE", problem: "no level is met and there is no ELSE")
    }
}

/// A level with its condition read and its weight worked out.
struct CompiledLevel: Sendable {
    let label: String
    /// Nil for ELSE, which is always met.
    let condition: SQLExpression?
    let vectorValue: Int
    /// log₂(m/u), nought when the values are not known.
    let weight: Double
    var frequency: CompiledFrequency?
}

/// How a level's weight moves with how common the value is.
struct CompiledFrequency: Sendable {
    /// The place among the model's frequency columns.
    let place: Int
    let exactU: Double
    let weight: Double
    let floor: Double

    /// The weight to add; nought when neither value's frequency is known.
    func adjustment(_ left: [Double?], _ right: [Double?]) -> Double {
        guard let first = left[place] ?? right[place], let second = right[place] ?? left[place] else { return 0 }
        return weight * (log2(exactU) - log2(max(first, second, floor)))
    }
}

/// Reads the comparisons of a model one after another, gathering the columns they name.
struct SplinkCompiler {
    private(set) var columns = SuffixedColumns(names: [])
    private(set) var frequencyPlaces: [Int] = []
    private(set) var untrained: [String] = []

    /// Splink refuses, or clamps, smaller probabilities.
    private static let smallest = 1e-300

    mutating func compile(_ comparison: SplinkComparison) throws(SplinkError) -> CompiledComparison {
        let name = comparison.name ?? comparison.words ?? comparison.levels.first?.condition ?? ""
        let known = comparison.levels.filter { $0.isNull != true }
        guard known.count > 1 else {
            throw .condition(comparison: name, level: "", problem: "a comparison needs two levels beside the null one")
        }
        let (defaultM, defaultU) = Self.defaults(levels: known.count)
        var levels: [CompiledLevel] = []
        var u: [Double] = []
        var next = known.count - 1
        for level in comparison.levels {
            let isNull = level.isNull == true
            let vectorValue = isNull ? -1 : next
            if !isNull { next -= 1 }
            let label = level.label ?? (isNull ? "null" : level.condition)
            let condition = try condition(of: level, comparison: name, label: label)
            if isNull {
                u.append(1)
                levels.append(CompiledLevel(label: label, condition: condition, vectorValue: -1, weight: 0))
                continue
            }
            if level.m == nil { untrained.append("\(name): m of “\(label)”") }
            if level.u == nil { untrained.append("\(name): u of “\(label)”") }
            let levelM = max(level.m ?? defaultM[vectorValue], Self.smallest)
            let levelU = max(level.u ?? defaultU[vectorValue], Self.smallest)
            u.append(levelU)
            levels.append(
                CompiledLevel(
                    label: label, condition: condition, vectorValue: vectorValue, weight: log2(levelM / levelU)))
        }
        for (place, level) in comparison.levels.enumerated() where level.isNull != true && !level.isElse {
            levels[place].frequency = try frequency(of: place, in: comparison, levels: levels, u: u, name: name)
        }
        let hasFrequencies = comparison.levels.contains { $0.frequencyColumn != nil }
        return CompiledComparison(name: name, levels: levels, hasFrequencies: hasFrequencies)
    }

    private mutating func condition(
        of level: SplinkLevel, comparison: String, label: String
    ) throws(SplinkError) -> SQLExpression? {
        if level.isElse { return nil }
        do {
            var parser = try SQLParser(level.condition, columns: columns)
            let read = try parser.condition()
            columns = parser.columns
            return read
        } catch {
            throw .condition(comparison: comparison, level: label, problem: error.text)
        }
    }

    private mutating func frequency(
        of place: Int, in comparison: SplinkComparison, levels: [CompiledLevel], u: [Double], name: String
    ) throws(SplinkError) -> CompiledFrequency? {
        let level = comparison.levels[place]
        guard let raw = level.frequencyColumn, level.frequencyWeight != 0 else { return nil }
        let column = columns.place(of: raw.trimmingCharacters(in: CharacterSet(charactersIn: "\"")))
        let exact = level.keepsOwnU == true ? place : levels.firstIndex { Self.isExact($0.condition, on: column) }
        guard let exact else {
            throw .condition(
                comparison: name, level: levels[place].label,
                problem: "a frequency adjustment needs a level for exactly the same \(raw)")
        }
        let known = frequencyPlaces.firstIndex(of: column) ?? frequencyPlaces.count
        if known == frequencyPlaces.count { frequencyPlaces.append(column) }
        return CompiledFrequency(
            place: known, exactU: u[exact], weight: level.frequencyWeight ?? 1, floor: level.frequencyFloor ?? 0)
    }

    /// Whether the condition says that this one column is the same, and nothing else.
    private static func isExact(_ condition: SQLExpression?, on column: Int) -> Bool {
        guard let condition else { return false }
        switch condition {
        case .compare(.equal, .column(column, let first), .column(column, let second)): return first != second
        case .and(let first, let second): return isExact(first, on: column) && isExact(second, on: column)
        default: return false
        }
    }

    /// The m and u Splink gives levels it has not trained, from the lowest level up.
    private static func defaults(levels: Int) -> (m: [Double], u: [Double]) {
        let m = [Double](repeating: 0.05 / Double(levels - 1), count: levels - 1) + [0.95]
        var weights: [Double] = [-5]
        if levels > 2 {
            let step = 8 / Double(levels - 2)
            weights = (0..<(levels - 1)).map { -5 + Double($0) * step }
        }
        weights.append(10)
        return (m, zip(m, weights).map { $0 / exp2($1) })
    }
}
