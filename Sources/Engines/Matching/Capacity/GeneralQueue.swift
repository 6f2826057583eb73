import Foundation

/// Waiting where lengths of support are not exponential: M/G/c by the usual approximation, exact for one place.
///
/// The mean wait of Lee and Longton 1959 (doi:10.1057/jors.1959.7), Wq ≈ (1 + C²)/2 × Wq(M/M/c), with Allen and
/// Cunneen's (Ca² + C²)/2 for arrivals less or more regular than Poisson. The share who wait at all is Erlang's, and
/// the tail is exponential with the mean that fits (Kimura 1994, doi:10.1287/opre.42.5.900, reviews how close it is).
public struct GeneralQueue: Sendable, Equatable {
    /// The same queue with exponential lengths and Poisson arrivals.
    public let erlang: ErlangC
    /// The standard deviation of the length of support over its mean, squared: 1 when exponential, 0 when all alike.
    public let lengthVariation: Double
    /// The same of the time between arrivals: 1 when Poisson.
    public let arrivalVariation: Double

    /// Describes the queue by the coefficients of variation themselves, not their squares.
    public init(
        arrivals: Double, length: Double, places: Int, coefficientOfLength: Double, coefficientOfArrivals: Double
    ) throws(CapacityError) {
        erlang = try ErlangC(arrivals: arrivals, length: length, places: places)
        let ofLength = try CapacityError.atLeastZero(coefficientOfLength, "The variation of lengths")
        let ofArrivals = try CapacityError.atLeastZero(coefficientOfArrivals, "The variation of arrivals")
        lengthVariation = ofLength * ofLength
        arrivalVariation = ofArrivals * ofArrivals
    }

    private var stretch: Double { (arrivalVariation + lengthVariation) / 2 }

    /// The mean wait, those who do not wait counted; nil when waiting grows for ever.
    public var meanWait: Double? { erlang.meanWait.map { $0 * stretch } }

    /// About what share wait longer than `time`; 1 when the queue cannot keep up.
    public func waits(longerThan time: Double) -> Double {
        guard erlang.keepsUp else { return 1 }
        guard time > 0 else { return erlang.waits }
        return stretch > 0 ? erlang.waits * exp(-erlang.clearing / stretch * time) : 0
    }
}
