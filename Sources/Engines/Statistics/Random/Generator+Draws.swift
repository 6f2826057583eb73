import Foundation

extension Generator {
    /// A number from 0 up to, but not, 1, on a grid of 2⁻⁵³.
    @inlinable
    public mutating func uniform() -> Double {
        Double(next() >> 11) * 0x1p-53
    }

    /// A number strictly between 0 and 1: the middle of one of 2⁵² equal steps.
    @inlinable
    public mutating func openUniform() -> Double {
        (Double(next() >> 12) + 0.5) * 0x1p-52
    }

    /// A whole number from 0 up to, but not, `bound`, each equally likely; 0 when the bound is below 2.
    ///
    /// Lemire 2019, doi:10.1145/3230636: one multiplication, and a second draw only where the first would be unfair.
    @inlinable
    public mutating func integer(below bound: Int) -> Int {
        guard bound > 1 else { return 0 }
        let range = UInt64(bound)
        var product = next().multipliedFullWidth(by: range)
        if product.low < range {
            let threshold = (0 &- range) % range
            while product.low < threshold { product = next().multipliedFullWidth(by: range) }
        }
        return Int(product.high)
    }

    /// Puts the elements in an order drawn from all orders alike (Fisher and Yates).
    @inlinable
    public mutating func shuffle<Element>(_ elements: inout [Element]) {
        guard elements.count > 1 else { return }
        for last in stride(from: elements.count - 1, to: 0, by: -1) {
            elements.swapAt(last, integer(below: last + 1))
        }
    }

    /// A draw from the standard normal distribution, by inversion.
    public mutating func normal() -> Double {
        let uniform = openUniform()
        return NormalQuantile.value(centred: uniform - 0.5, tail: min(uniform, 1 - uniform))
    }

    /// A draw from the gamma distribution with mean shape times scale; 0 when either is not a positive number.
    ///
    /// Marsaglia and Tsang 2000, doi:10.1145/358407.358414, with their boost for shapes below 1.
    public mutating func gamma(shape: Double, scale: Double) -> Double {
        guard shape > 0, scale > 0, shape.isFinite, scale.isFinite else { return 0 }
        if shape < 1 {
            let boost = pow(openUniform(), 1 / shape)
            return gamma(shape: shape + 1, scale: scale) * boost
        }
        let d = shape - 1.0 / 3
        let c = 1 / (9 * d).squareRoot()
        while true {
            let x = normal()
            let root = 1 + c * x
            guard root > 0 else { continue }
            let v = root * root * root
            let bound = 0.5 * x * x + d - d * v + d * log(v)
            if log(openUniform()) < bound { return d * v * scale }
        }
    }
}
