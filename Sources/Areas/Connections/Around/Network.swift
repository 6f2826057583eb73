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
        nodes =
            Self.ring(Array(inner), across: 150, down: 112, isInner: true)
            + Self.ring(Array(outer), across: 310, down: 245, isInner: false)
        left = helps.count - inner.count + others.count - outer.count
    }

    /// Evenly round an ellipse, from the top and clockwise.
    private static func ring(
        _ connections: [ShownConnection], across: Double, down: Double, isInner: Bool
    ) -> [Node] {
        connections.enumerated().map { index, one in
            // The outer ring begins between two places of the inner one.
            let shift: Double = isInner ? 0 : 0.5
            let angle = 2 * Double.pi * (Double(index) + shift) / Double(connections.count) - Double.pi / 2
            return Node(
                label: short(one.label, most: 18), note: short(one.type, most: 24), shape: one.shape, tone: one.tone,
                isLapsed: one.standing == .lapsed, x: centre.x + across * cos(angle), y: centre.y + down * sin(angle),
                isInner: isInner)
        }
    }

    /// A label no wider than its place.
    static func short(_ text: String, most: Int) -> String {
        guard text.count > most else { return text }
        let words = text.prefix(most)
        let cut = words.lastIndex(of: " ").map { words[..<$0] } ?? words
        return "\(cut)…"
    }
}
