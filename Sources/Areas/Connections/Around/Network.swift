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

    static let width = 920.0
    static let height = 640.0
    static let centre = (x: 460.0, y: 300.0)
    /// As many as can be told apart on each ring; the list beside the picture has them all.
    static let mostInner = 8
    static let mostOuter = 14
    /// Nearer than this part of a turn, two labels on the outer ring could meet.
    private static let closest = 0.09

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
            Self.ring(Array(inner), at: Self.turns(inner.count, between: 0), across: 150, down: 116, isInner: true)
            + Self.ring(
                Array(outer), at: Self.turns(outer.count, between: inner.count), across: 380, down: 258,
                isInner: false)
        left = helps.count - inner.count + others.count - outer.count
    }

    /// Where so many stand, as parts of a whole turn from the top and clockwise: shared out among the gaps between those
    /// on the ring inside, and evenly in each gap, so that no line passes behind somebody who helps.
    ///
    /// With nobody inside they stand evenly, the first at the top.
    static func turns(_ count: Int, between gaps: Int) -> [Double] {
        guard gaps > 0 else { return (0..<count).map { Double($0) / Double(max(count, 1)) } }
        return (0..<gaps).flatMap { gap -> [Double] in
            let held = (gap + 1) * count / gaps - gap * count / gaps
            return (0..<held).map { place in
                (Double(gap) + Double(place + 1) / Double(held + 1)) / Double(gaps)
            }
        }
    }

    /// On an ellipse; of two who stand close together, the second a little nearer, so that labels stay apart.
    private static func ring(
        _ connections: [ShownConnection], at turns: [Double], across: Double, down: Double, isInner: Bool
    ) -> [Node] {
        zip(connections, turns).enumerated().map { index, pair in
            let (one, turn) = pair
            let angle: Double = 2 * Double.pi * turn - Double.pi / 2
            let isClose = index % 2 == 1 && turn - turns[index - 1] < closest
            let near: Double = !isInner && isClose ? 0.74 : 1
            return Node(
                label: short(one.label, most: 22), note: short(one.type, most: 28), shape: one.shape, tone: one.tone,
                isLapsed: one.standing == .lapsed, x: centre.x + near * across * cos(angle),
                y: centre.y + near * down * sin(angle), isInner: isInner)
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
