/// Why counts, rates or shares could not be worked with.
public enum CountError: Error, Equatable, Sendable, CustomStringConvertible {
    /// A number below 0 where there can be none.
    case negative(what: String, value: Double)
    /// A number that is not a finite number.
    case notFinite(what: String)
    /// Nothing to divide by.
    case noBase(what: String)
    /// More of a part than of the whole.
    case partAboveWhole(part: Double, whole: Double)
    /// Lists that belong together and are of different lengths.
    case lengthsDiffer(what: String, found: Int, needed: Int)
    /// Too few things to say anything.
    case tooFew(what: String, found: Int, needed: Int)
    /// A level of confidence or a share outside 0 to 1.
    case badShare(what: String, value: Double)

    /// What is wrong, and what to do.
    public var description: String {
        switch self {
        case .negative(let what, let value): "\(what) is \(value): it cannot be below 0. Correct the figure."
        case .notFinite(let what): "\(what) is missing or not a finite number. Leave it out, or mend it."
        case .noBase(let what):
            "\(what) is 0, so there is nothing to divide by. Leave this group out, or join it to another."
        case .partAboveWhole(let part, let whole):
            "\(part) out of \(whole): a part cannot be larger than the whole. Check that both count the same thing."
        case .lengthsDiffer(let what, let found, let needed):
            "\(what): \(found) given where \(needed) are needed. Give one for each."
        case .tooFew(let what, let found, let needed): "\(what): \(found) is too few, at least \(needed) are needed."
        case .badShare(let what, let value): "\(what) is \(value): it must be above 0 and below 1."
        }
    }
}

/// Checks of counts that many measures share.
enum Count {
    @discardableResult
    static func notNegative(_ value: Double, _ what: String) throws(CountError) -> Double {
        guard value.isFinite else { throw .notFinite(what: what) }
        guard value >= 0 else { throw .negative(what: what, value: value) }
        return value
    }

    @discardableResult
    static func base(_ value: Double, _ what: String) throws(CountError) -> Double {
        guard try notNegative(value, what) > 0 else { throw .noBase(what: what) }
        return value
    }

    static func share(_ value: Double, _ what: String) throws(CountError) -> Double {
        guard value > 0, value < 1 else { throw .badShare(what: what, value: value) }
        return value
    }
}

/// How sure an interval is meant to be: the share of such intervals that hold the true value.
public struct Confidence: Sendable, Equatable, Hashable, Codable {
    /// Above 0 and below 1.
    public let level: Double

    /// Makes a level of confidence, as 0.95.
    public init(_ level: Double) throws(CountError) {
        self.level = try Count.share(level, "The confidence")
    }

    private init(known level: Double) {
        self.level = level
    }

    /// 95 in 100.
    public static let ninetyFive = Confidence(known: 0.95)
    /// 998 in 1,000: the outer limits of funnel plots and of most surveillance.
    public static let ninetyNineEight = Confidence(known: 0.998)

    /// What is left on each side.
    public var tail: Double { (1 - level) / 2 }
    /// The normal distribution's standard deviations either side of the middle.
    public var z: Double { NormalQuantile.value(centred: level / 2, tail: tail) }
}

/// A range in which the true value plausibly lies.
public struct Interval: Sendable, Equatable, Codable {
    /// Its lower end.
    public let lower: Double
    /// Its upper end.
    public let upper: Double

    /// Makes an interval.
    public init(_ lower: Double, _ upper: Double) {
        self.lower = lower
        self.upper = upper
    }

    /// True when the value is within, ends included.
    public func contains(_ value: Double) -> Bool {
        lower <= value && value <= upper
    }

    /// Both ends times a number of 0 or more.
    public func scaled(by factor: Double) -> Interval {
        Interval(lower * factor, upper * factor)
    }
}

/// A value with the range in which the true one plausibly lies.
public struct Estimate: Sendable, Equatable, Codable {
    /// The value.
    public let value: Double
    /// The range.
    public let interval: Interval

    /// Makes an estimate.
    public init(_ value: Double, _ interval: Interval) {
        self.value = value
        self.interval = interval
    }

    func scaled(by factor: Double) -> Estimate {
        Estimate(value * factor, interval.scaled(by: factor))
    }
}
