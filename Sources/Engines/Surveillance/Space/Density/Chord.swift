import Foundation

/// The part of a side within a circle, measured along the side from the place nearest to the circle's centre.
struct Chord {
    /// How far the line of the side passes from the centre.
    let offset: Double
    /// Where the part starts and ends.
    let low: Double
    let high: Double
    /// Whether the centre lies on the left of the side.
    let isOnLeft: Bool

    /// Nil when the side does not come within the radius.
    init?(of side: (from: PlanePoint, to: PlanePoint), about centre: PlanePoint, within radius: Double) {
        let (dx, dy) = (side.to.x - side.from.x, side.to.y - side.from.y)
        let length = (dx * dx + dy * dy).squareRoot()
        let (ax, ay) = (side.from.x - centre.x, side.from.y - centre.y)
        let signed: Double = (ax * dy - ay * dx) / length
        guard abs(signed) < radius else { return nil }
        let along: Double = (ax * dx + ay * dy) / length
        let half = (radius * radius - signed * signed).squareRoot()
        let (low, high) = (max(along, -half), min(along + length, half))
        guard low < high else { return nil }
        self.low = low
        self.high = high
        offset = abs(signed)
        isOnLeft = signed > 0
    }

    /// The angle the part covers, seen from the centre: positive when the centre is on the left.
    var angle: Double {
        let angle = atan2(high, offset) - atan2(low, offset)
        return isOnLeft ? angle : -angle
    }
}

/// The sides of a window seen from one place.
///
/// From a place on a side, that side is a straight line through the place and covers no angle; the others together then
/// cover the angle of the window there: half a turn, or less in a corner.
struct SidesAround {
    private let sides: [(from: PlanePoint, to: PlanePoint)]
    private let centre: PlanePoint
    private let rounding: Double

    init(_ sides: [(from: PlanePoint, to: PlanePoint)], _ centre: PlanePoint, rounding: Double) {
        self.sides = sides
        self.centre = centre
        self.rounding = rounding
    }

    /// The parts within a radius of the sides that the place does not lie on.
    func chords(within radius: Double) -> [Chord] {
        sides.compactMap { Chord(of: $0, about: centre, within: radius) }.filter { $0.offset > rounding }
    }

    /// The share of all directions in which the window lies right at the place: 1 inside, 0 outside, between on a side.
    func inside(_ window: StudyWindow) -> Double {
        let isOnSide = sides.contains { side in
            Chord(of: side, about: centre, within: 2 * rounding).map { $0.offset <= rounding } ?? false
        }
        guard isOnSide else { return window.holds(centre) ? 1 : 0 }
        return chords(within: .infinity).reduce(0) { $0 + $1.angle } / (2 * .pi)
    }
}
