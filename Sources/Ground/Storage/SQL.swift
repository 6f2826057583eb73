/// A statement whose text comes only from literals in the source; every interpolated value becomes a bound parameter.
///
/// `"SELECT name FROM agency WHERE id = \(id) AND kind IN \(list: kinds)"`. Pieces compose: `\(sql: condition)`.
package struct SQL: ExpressibleByStringInterpolation, Sendable {
    enum Part: Sendable {
        case text(String)
        case value(Value)
    }

    var parts: [Part]

    package init(stringLiteral text: String) {
        parts = [.text(text)]
    }

    package init(stringInterpolation: StringInterpolation) {
        parts = stringInterpolation.parts
    }

    /// Builds a statement from text made at run time. Only schema rendering may: a name here cannot be bound.
    package init(trustedText text: String) {
        parts = [.text(text)]
    }

    package struct StringInterpolation: StringInterpolationProtocol {
        var parts: [Part] = []

        package init(literalCapacity: Int, interpolationCount: Int) {
            parts.reserveCapacity(2 * interpolationCount + 1)
        }

        package mutating func appendLiteral(_ literal: String) {
            if !literal.isEmpty { parts.append(.text(literal)) }
        }

        package mutating func appendInterpolation(_ value: some Storable) {
            parts.append(.value(value.stored))
        }

        package mutating func appendInterpolation<Item: Storable>(_ value: Item?) {
            parts.append(.value(value.stored))
        }

        package mutating func appendInterpolation(sql: SQL) {
            parts.append(contentsOf: sql.parts)
        }

        /// `(a, b, c)` for an `IN`. An empty list becomes `(NULL)`, which no value equals.
        package mutating func appendInterpolation(list: some Collection<some Storable>) {
            if list.isEmpty {
                parts.append(.text("(NULL)"))
                return
            }
            for (index, item) in list.enumerated() {
                parts.append(.text(index == 0 ? "(" : ", "))
                parts.append(.value(item.stored))
            }
            parts.append(.text(")"))
        }

        /// `(a, b), (c, d)` for a VALUES of several rows.
        package mutating func appendInterpolation(rows: [[Value]]) {
            for (number, row) in rows.enumerated() {
                for (index, value) in row.enumerated() {
                    parts.append(.text(index > 0 ? ", " : number > 0 ? "), (" : "("))
                    parts.append(.value(value))
                }
            }
            if !rows.isEmpty { parts.append(.text(")")) }
        }
    }

    package static func + (left: SQL, right: SQL) -> SQL {
        var both = left
        both.parts.append(contentsOf: right.parts)
        return both
    }

    /// The conditions joined by AND; true when there are none.
    package static func all(_ conditions: [SQL]) -> SQL {
        guard var joined = conditions.first else { return "1 = 1" }
        for condition in conditions.dropFirst() { joined = joined + " AND " + condition }
        return joined
    }

    /// The text with `$1`, `$2`, … and the values they stand for, in order.
    package func rendered() -> (text: String, values: [Value]) {
        var text = ""
        var values: [Value] = []
        for part in parts {
            switch part {
            case .text(let literal): text += literal
            case .value(let value):
                values.append(value)
                text += "$\(values.count)"
            }
        }
        return (text, values)
    }
}
