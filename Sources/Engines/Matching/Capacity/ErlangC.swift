import Foundation

/// Waiting for one of several places where arrivals are Poisson and lengths of support exponential: M/M/c.
///
/// Erlang 1917, "Solution of some problems in the theory of probabilities of significance in automatic telephone
/// exchanges"; formulas as in Cooper 1981, "Introduction to Queueing Theory", section 3.5. A place is room for one
/// young person: two advocates with twelve each are 24 places. The unit of time is the caller's: use the same in both.
public struct ErlangC: Sendable, Equatable {
    /// Arrivals a unit of time, λ.
    public let arrivals: Double
    /// The mean length of support, 1/μ.
    public let length: Double
    /// Places, c.
    public let places: Int
    /// The share of arrivals that would find every place taken in Erlang's loss system; the way to the rest.
    public let blocked: Double

    /// The most places the recursion is run for.
    public static let mostPlaces = 1_000_000

    /// Describes the queue; it need not be able to keep up.
    public init(arrivals: Double, length: Double, places: Int) throws(CapacityError) {
        self.arrivals = try CapacityError.atLeastZero(arrivals, "The number of arrivals")
        self.length = try CapacityError.positive(length, "The length of support")
        guard places > 0 else { throw .noPlaces }
        guard places <= Self.mostPlaces else {
            throw .tooMany(what: "The number of places", value: places, most: Self.mostPlaces)
        }
        self.places = places
        blocked = Self.blocked(load: arrivals * length, places: places)
    }

    /// The places that would be in use if nobody ever waited: a = λ/μ, in erlangs.
    public var load: Double { arrivals * length }

    /// The share of places in use, at most 1.
    public var use: Double { min(load / Double(places), 1) }

    /// True when support ends as fast as it is asked for, so that waiting settles down.
    public var keepsUp: Bool { load < Double(places) }

    /// The share of young people who wait at all: C(c, a), Erlang's second formula; 1 when the queue cannot keep up.
    public var waits: Double {
        guard keepsUp else { return 1 }
        let spare = 1 - load / Double(places)
        return min(blocked / (spare + load / Double(places) * blocked), 1)
    }

    /// How long a young person waits on average, those who do not wait counted; nil when waiting grows for ever.
    public var meanWait: Double? {
        keepsUp ? waits / clearing : nil
    }

    /// The share who wait longer than `time`; 1 when the queue cannot keep up.
    public func waits(longerThan time: Double) -> Double {
        guard keepsUp else { return 1 }
        return time > 0 ? waits * exp(-clearing * time) : waits
    }

    /// The wait that this share stay within; 0 when they do not wait at all, nil when waiting grows for ever.
    public func wait(within share: Double) throws(CapacityError) -> Double? {
        guard share > 0, share < 1 else { throw .badShare(share) }
        guard keepsUp else { return nil }
        let over = 1 - share
        return over >= waits ? 0 : log(waits / over) / clearing
    }

    /// How fast a queue clears once every place is taken: cμ − λ.
    var clearing: Double { Double(places) / length - arrivals }

    /// The fewest places with which no more than `share` wait longer than `time`; nil when it would take too many.
    public static func places(
        arrivals: Double, length: Double, share: Double, longerThan time: Double
    ) throws(CapacityError) -> Int? {
        guard share > 0, share < 1 else { throw .badShare(share) }
        var places = max(1, Int(min(arrivals * length, Double(mostPlaces)).rounded(.down)))
        while places <= mostPlaces {
            let queue = try ErlangC(arrivals: arrivals, length: length, places: places)
            if queue.keepsUp, queue.waits(longerThan: time) <= share { return places }
            places += 1
        }
        return nil
    }

    /// Erlang's loss formula by its recursion B(k) = a·B(k−1) / (k + a·B(k−1)), which never overflows.
    private static func blocked(load: Double, places: Int) -> Double {
        guard load > 0 else { return 0 }
        var share: Double = 1
        for place in 1...places { share = load * share / (Double(place) + load * share) }
        return share
    }
}
