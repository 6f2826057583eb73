import Foundation

extension SplinkModel {
    /// The pairs the model's blocking rules bring together, as places in `rows`, each once and in order.
    ///
    /// The earlier row of a pair is its left record, as Splink puts the lower id on the left: give the rows in the
    /// order of their ids. `sources` says where each row came from, for models that only link between sources.
    ///
    /// - Complexity: O(*n* + pairs) for each rule.
    public func candidates(
        header: [String], rows: [[SplinkValue]], sources: [String]
    ) throws(SplinkError) -> [(Int, Int)] {
        var found: Set<UInt64> = []
        for rule in settings.blockingRules {
            let reader = try BlockingReader(rule)
            let places = try reader.places(in: header)
            let cells = rows.map { row in places.map { $0 < row.count ? row[$0] : .null } }
            try reader.pairs(of: cells) { left, right in
                guard isAllowed(left, right, sources) else { return }
                found.insert(UInt64(left) << 32 | UInt64(right))
            }
        }
        return found.sorted().map { (Int($0 >> 32), Int($0 & 0xFFFF_FFFF)) }
    }

    private func isAllowed(_ left: Int, _ right: Int, _ sources: [String]) -> Bool {
        settings.linkType != "link_only" || sources[left] != sources[right]
    }
}

/// One blocking rule, taken apart into what must be equal and what must hold besides.
private struct BlockingReader {
    private let rule: SplinkBlockingRule
    private let columns: [String]
    private var leftKeys: [SQLExpression] = []
    private var rightKeys: [SQLExpression] = []
    private var others: [SQLExpression] = []

    init(_ rule: SplinkBlockingRule) throws(SplinkError) {
        self.rule = rule
        guard rule.explodedColumns?.isEmpty ?? true else {
            throw .blocking(rule: rule.condition, problem: "a rule that unnests lists is not known here")
        }
        do {
            var parser = try SQLParser(
                rule.condition, columns: QualifiedColumns(suffixed: SuffixedColumns(names: [])))
            let condition = try parser.condition()
            columns = parser.columns.suffixed.names
            sort(condition)
        } catch {
            throw .blocking(rule: rule.condition, problem: error.text)
        }
        guard !leftKeys.isEmpty else {
            throw .blocking(rule: rule.condition, problem: "nothing in it must be equal, so it would try every pair")
        }
    }

    private mutating func sort(_ condition: SQLExpression) {
        switch condition {
        case .and(let first, let second):
            sort(first)
            sort(second)
        case .compare(.equal, let first, let second) where first.sides == [.left] && second.sides == [.right]:
            leftKeys.append(first)
            rightKeys.append(second)
        case .compare(.equal, let first, let second) where first.sides == [.right] && second.sides == [.left]:
            leftKeys.append(second)
            rightKeys.append(first)
        default:
            others.append(condition)
        }
    }

    func places(in header: [String]) throws(SplinkError) -> [Int] {
        let folded = header.map { $0.lowercased() }
        var places: [Int] = []
        for column in columns {
            guard let place = folded.firstIndex(of: column) else {
                throw .blocking(rule: rule.condition, problem: "the rows have no column “\(column)”")
            }
            places.append(place)
        }
        return places
    }

    func pairs(of rows: [[SplinkValue]], _ emit: (Int, Int) -> Void) throws(SplinkError) {
        do {
            var blocks: [[SplinkValue]: [Int]] = [:]
            for (place, row) in rows.enumerated() {
                guard let key = try key(rightKeys, row) else { continue }
                blocks[key, default: []].append(place)
            }
            for (left, row) in rows.enumerated() {
                guard let key = try key(leftKeys, row), let block = blocks[key] else { continue }
                for right in block.reversed() {
                    guard right > left else { break }
                    let pair = SQLEvaluation(left: row, right: rows[right])
                    if try holds(pair) { emit(left, right) }
                }
            }
        } catch {
            throw .blocking(rule: rule.condition, problem: error.text)
        }
    }

    private func holds(_ pair: SQLEvaluation) throws(SQLProblem) -> Bool {
        for condition in others where try !pair.isTrue(condition) { return false }
        return true
    }

    /// The row's key; nil when a part of it is not known, for nothing equals what is not known.
    private func key(_ parts: [SQLExpression], _ row: [SplinkValue]) throws(SQLProblem) -> [SplinkValue]? {
        let alone = SQLEvaluation(left: row, right: row)
        var key: [SplinkValue] = []
        for part in parts {
            let value = try alone.value(part)
            if value.isNull { return nil }
            key.append(value)
        }
        return key
    }
}

extension SQLExpression {
    /// Which records' columns the expression uses.
    var sides: Set<SQLSide> {
        switch self {
        case .value: []
        case .column(_, let side): [side]
        case .not(let inner), .isNull(let inner), .negative(let inner), .search(_, _, let inner),
            .parseTime(_, let inner, _), .cast(let inner, _, _):
            inner.sides
        case .and(let first, let second), .or(let first, let second), .compare(_, let first, let second),
            .isDistinct(let first, let second), .arithmetic(_, let first, let second), .joined(let first, let second),
            .element(let first, let second):
            first.sides.union(second.sides)
        case .call(_, let parts), .list(let parts):
            parts.reduce(into: []) { $0.formUnion($1.sides) }
        case .isIn(let subject, let items):
            items.reduce(into: subject.sides) { $0.formUnion($1.sides) }
        case .choose(let branches, let otherwise):
            branches.reduce(into: otherwise.sides) { $0.formUnion($1.condition.sides.union($1.result.sides)) }
        }
    }
}
