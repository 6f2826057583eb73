import Statistics

/// A share in the words people use: "one in five".
public struct PlainShare: Sendable, Equatable {
    /// So many.
    public let part: Int
    /// Out of so many.
    public let whole: Int

    // The fractions people say. Above a half those left over are counted: "four in five".
    private static let said = [2, 3, 4, 5, 6, 8, 10, 15, 20, 30, 40, 50, 100, 200]

    /// The nearest fraction people say; nil for shares that are not a number, or outside 0 to 1.
    public init?(_ share: Double) {
        guard share >= 0, share <= 1 else { return nil }
        guard share <= 0.5 else {
            guard let rest = PlainShare(1 - share) else { return nil }
            (part, whole) = (rest.whole - rest.part, rest.whole)
            return
        }
        if share == 0 {
            (part, whole) = (0, 1)
            return
        }
        let fractions = Self.said.map { (1, $0) } + [(2, 5), (3, 10)]
        // Nearest by ratio: one in fifty is as far from one in a hundred as from one in twenty-five.
        func distance(_ fraction: (Int, Int)) -> Double {
            let ratio = share * Double(fraction.1) / Double(fraction.0)
            return max(ratio, 1 / ratio)
        }
        (part, whole) = fractions.min { (distance($0), $0.1) < (distance($1), $1.1) } ?? (1, 2)
    }

    /// "nobody", "one in five", "nearly everybody", "everybody".
    public var words: String {
        if part == 0 { return "nobody" }
        if part == whole { return "everybody" }
        if whole == 200 { return part == 1 ? "fewer than one in a hundred" : "nearly everybody" }
        let rounded = whole == 100 ? "a hundred" : Self.number(whole)
        return "\(Plain.number(part)) in \(rounded)"
    }

    private static func number(_ whole: Int) -> String {
        switch whole {
        case 15: "fifteen"
        case 20: "twenty"
        case 30: "thirty"
        case 40: "forty"
        case 50: "fifty"
        default: Plain.number(whole)
        }
    }
}
