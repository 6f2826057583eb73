/// The variation icon of NHS "Making Data Count": what the newest point says.
public enum VariationIcon: Codable, Sendable, Equatable {
    /// Ordinary variation: the grey wave.
    case commonCause
    /// Special cause, better: the blue H or L.
    case improving(CauseDirection)
    /// Special cause, worse: the orange H or L.
    case concerning(CauseDirection)
    /// Special cause of a measure that is neither better nor worse: the purple arrow.
    case neutral(CauseDirection)
    /// No icon: the process has too few points for limits.
    case tooFewPoints(points: Int, needed: Int)

    init(_ point: ChartPoint) {
        guard let direction = point.direction, let meaning = point.meaning else {
            self = .commonCause
            return
        }
        switch meaning {
        case .improvement: self = .improving(direction)
        case .concern: self = .concerning(direction)
        case .neutral: self = .neutral(direction)
        }
    }
}

/// The assurance icon of NHS "Making Data Count": whether the process, as it is, reaches its target.
public enum AssuranceIcon: Codable, Sendable, Equatable {
    /// The target lies outside the limits on the good side: the blue P.
    case consistentlyPasses
    /// The target lies outside the limits on the bad side: the orange F.
    case consistentlyFails
    /// The target lies within the limits: the grey question mark.
    case hitsAndMisses
    /// No icon: there is no target, no direction, or too few points.
    case none

    /// The icon for a target beside the newest limits, as NHSRplotthedots decides it.
    init(target: Double?, limits: PointLimits?, improvement: ImprovementDirection) {
        guard let target, let limits, improvement != .neutral else {
            self = .none
            return
        }
        if target > limits.upper {
            self = improvement == .up ? .consistentlyFails : .consistentlyPasses
        } else if target < limits.lower {
            self = improvement == .up ? .consistentlyPasses : .consistentlyFails
        } else {
            self = .hitsAndMisses
        }
    }
}
