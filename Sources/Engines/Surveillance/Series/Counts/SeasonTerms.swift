import Foundation

/// How a regression lets the season in.
public enum SeasonTerms: Sendable, Equatable, CustomStringConvertible {
    /// Not at all.
    case none
    /// A factor for each place of the cycle, the first being the base: eleven numbers for months.
    case factors
    /// So many pairs of sine and cosine waves: two numbers each.
    case harmonics(Int)

    /// In words.
    public var description: String {
        switch self {
        case .none: "no season"
        case .factors: "a factor for each place of the cycle"
        case .harmonics(let pairs): pairs == 1 ? "one yearly wave" : "\(pairs) waves a cycle"
        }
    }

    /// One design column for each number to be learnt, given each row's place in the cycle.
    func columns(seasons: [Int], period: Int) throws(SeriesError) -> [[Double]] {
        switch self {
        case .none:
            return []
        case .factors:
            guard period > 1 else { throw .badSetting("Season factors need a series with a cycle. Give its period.") }
            return (1..<period).map { place in seasons.map { $0 == place ? 1 : 0 } }
        case .harmonics(let pairs):
            guard pairs >= 1, 2 * pairs <= period else {
                throw .badSetting("\(pairs) waves in a cycle of \(period) steps: ask for 1 to \(max(1, period / 2)).")
            }
            return (1...pairs).flatMap { wave in Self.wave(wave, seasons: seasons, period: period) }
        }
    }

    /// Sine and cosine; the fastest wave of an even cycle has a cosine only, its sine being 0 at every step.
    private static func wave(_ number: Int, seasons: [Int], period: Int) -> [[Double]] {
        let turn = 2 * Double.pi * Double(number) / Double(period)
        let sine = seasons.map { sin(turn * Double($0)) }
        let cosine = seasons.map { cos(turn * Double($0)) }
        return 2 * number == period ? [cosine] : [sine, cosine]
    }
}
