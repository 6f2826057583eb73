/// How exactly the points of some data say where things happened.
///
/// It comes with the data and decides what may be asked of them: a method that needs exact points gives an answer for
/// snapped ones too, and the answer is wrong without looking wrong.
public enum PointPrecision: Sendable, Hashable {
    /// Where it happened, to within some ten metres.
    case exact
    /// Moved to one of a list of map points, as data.police.uk does; `metres` is how far that usually is, nil if not known.
    case snapped(metres: Double?)
    /// The middle of a small area; `metres` is the usual distance across.
    case areaCentre(metres: Double?)

    /// What is asked of the points.
    public enum Method: Sendable, Hashable {
        /// Kernel density with this bandwidth in metres (sigma, or half of a quartic's radius).
        case kernelDensity(bandwidth: Double)
        /// Counts in hexagons of this side in metres.
        case hexagons(side: Double)
        /// Nearest neighbour clusters with their hulls.
        case nearestNeighbourClusters
        /// A bandwidth chosen by the data.
        case bandwidthSelection
        /// Knox's test or near-repeat ratios, which also need days.
        case nearRepeat
        /// Distances between single events, as Ripley's K.
        case distancesBetweenEvents
        /// Counts, Gi*, Moran's I or scan statistics by area.
        case areaCounts
    }

    /// Why a method may not be asked of such points; nil when it may.
    public func refusal(of method: Method) -> PrecisionRefusal? {
        switch self {
        case .exact: nil
        case .snapped(let metres): snappedRefusal(of: method, metres)
        case .areaCentre(let metres): areaRefusal(of: method, metres)
        }
    }

    private func snappedRefusal(of method: Method, _ metres: Double?) -> PrecisionRefusal? {
        switch method {
        case .areaCounts: nil
        case .kernelDensity(let width): Self.tooFine(width, metres, "a bandwidth", .snappedPoints)
        case .hexagons(let side): Self.tooFine(side, metres, "hexagons with a side", .snappedPoints)
        case .nearestNeighbourClusters, .bandwidthSelection, .distancesBetweenEvents, .nearRepeat:
            PrecisionRefusal(cause: .snappedPoints, finest: nil)
        }
    }

    private func areaRefusal(of method: Method, _ metres: Double?) -> PrecisionRefusal? {
        switch method {
        case .areaCounts: nil
        case .kernelDensity(let width): Self.tooFine(width, metres, "a bandwidth", .areaCentres)
        case .hexagons, .nearestNeighbourClusters, .bandwidthSelection, .distancesBetweenEvents, .nearRepeat:
            PrecisionRefusal(cause: .areaCentres, finest: nil)
        }
    }

    private static func tooFine(
        _ width: Double, _ metres: Double?, _ what: String, _ cause: PrecisionRefusal.Cause
    ) -> PrecisionRefusal? {
        guard let metres, metres.isFinite else { return PrecisionRefusal(cause: cause, finest: nil) }
        guard width < metres else { return nil }
        return PrecisionRefusal(cause: cause, finest: PrecisionRefusal.Finest(what: what, metres: metres))
    }
}

/// Why a method was not run on some points, in words for the page that would have shown it.
public struct PrecisionRefusal: Error, Sendable, Hashable, CustomStringConvertible {
    /// What the points are instead of exact.
    public enum Cause: String, Sendable, CaseIterable {
        /// Moved to a list of map points before they were published (Tompson and others 2015,
        /// doi:10.1080/15230406.2014.972456: police.uk points are fit for small areas, not for streets or addresses).
        case snappedPoints
        /// The middles of areas.
        case areaCentres
    }

    /// The finest setting that may be asked for.
    public struct Finest: Sendable, Hashable {
        let what: String
        /// In metres.
        public let metres: Double
    }

    /// What the points are.
    public let cause: Cause
    /// What could be asked for instead; nil when no setting helps.
    public let finest: Finest?

    /// One or two sentences: why not, and what to do instead.
    public var description: String {
        "\(reason) \(advice)"
    }

    private var reason: String {
        switch cause {
        case .snappedPoints:
            "These points were moved to shared map points before they were published, so distances between them are not real."
        case .areaCentres:
            "These points are the middles of areas, not places where something happened."
        }
    }

    private var advice: String {
        if let finest {
            return "Use \(finest.what) of at least \(Int(finest.metres.rounded(.up))) metres, or count by area."
        }
        return "Count by area instead, or ask the force for exact points under a sharing agreement."
    }
}
