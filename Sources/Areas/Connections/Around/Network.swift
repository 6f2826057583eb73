import Foundation

/// Where everything of a network picture stands: worked out from values alone, so that the same record is always drawn
/// the same way.
struct Network: Sendable {
    /// Something round the young person, and where it is drawn.
    struct Node: Sendable, Equatable {
        let label: String
        let note: String
        let shape: ShownConnection.Shape
        let tone: Bond
        let isLapsed: Bool
        let x: Double
        let y: Double
        let isInner: Bool
    }

    static let width = 760.0
    static let height = 600.0
    static let centre = (x: 380.0, y: 300.0)
    /// As many as can be told apart on each ring; the list beside the picture has them all.
    static let mostInner = 8
    static let mostOuter = 14

    let nodes: [Node]
    /// How many stand in the list and not in the picture.
    let left: Int

    /// Those who help on the ring nearest the young person, everybody and everything else around it.
    init(_ connections: [ShownConnection]) {
        let standing = connections.filter { $0.standing != .ended }
        let helps = standing.filter { $0.tone == .helps }
        let others = standing.filter { $0.tone != .helps }
        let inner = helps.prefix(Self.mostInner)
        let outer = others.prefix(Self.mostOuter)
        // Both rings have the same shape, so that a line to the outer one can pass between two places of the inner one.
        nodes =
            Self.ring(Array(inner), across: 150, down: 116, shift: 0, isInner: true)
            + Self.ring(
                Array(outer), across: 310, down: 240, shift: Self.shift(inner: inner.count, outer: outer.count),
                isInner: false)
        left = helps.count - inner.count + others.count - outer.count
    }

    /// Evenly round an ellipse, from the top and clockwise.
    private static func ring(
        _ connections: [ShownConnection], across: Double, down: Double, shift: Double, isInner: Bool
    ) -> [Node] {
        connections.enumerated().map { index, one in
            let angle = 2 * Double.pi * (Double(index) + shift) / Double(connections.count) - Double.pi / 2
            return Node(
                label: short(one.label, most: 22), note: short(one.type, most: 28), shape: one.shape, tone: one.tone,
                isLapsed: one.standing == .lapsed, x: centre.x + across * cos(angle), y: centre.y + down * sin(angle),
                isInner: isInner)
        }
    }

    /// How far to turn the outer ring so that its lines keep clear of whoever stands on the inner one: of 24 turns, the
    /// one whose nearest line is farthest away.
    static func shift(inner: Int, outer: Int) -> Double {
        guard inner > 0, outer > 0 else { return 0 }
        func clearance(_ shift: Double) -> Double {
            var nearest = 1.0
            for outside in 0..<outer {
                for inside in 0..<inner {
                    let turn: Double = (Double(outside) + shift) / Double(outer) - Double(inside) / Double(inner)
                    nearest = min(nearest, abs(turn - turn.rounded()))
                }
            }
            return nearest
        }
        let turns = (0..<24).map { Double($0) / 24 }
        return turns.max { clearance($0) + 1e-9 < clearance($1) } ?? 0
    }

    /// A label no wider than its place.
    static func short(_ text: String, most: Int) -> String {
        guard text.count > most else { return text }
        let words = text.prefix(most)
        let cut = words.lastIndex(of: " ").map { words[..<$0] } ?? words
        return "\(cut)…"
    }
}
