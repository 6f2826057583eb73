/// How a change of level is looked for.
public struct ChangePointSettings: Sendable, Equatable {
    /// What is shuffled to see how large a change chance alone would show.
    public enum Shuffle: Sendable, Equatable {
        /// Single months, each among its own month of other years: right where months do not resemble their neighbours.
        case months
        /// Whole cycles, such as years: keeps what months of one year have in common; needs seven or more. A stretch
        /// with fewer, between changes already found, shuffles months.
        case cycles
    }

    /// The fewest points between two changes, and before the first and after the last.
    public var fewest: Int
    /// What is shuffled.
    public var shuffle: Shuffle
    /// How often.
    public var permutations: Int
    /// Of the shuffling.
    public var seed: UInt64

    /// All settings.
    public init(fewest: Int, shuffle: Shuffle, permutations: Int, seed: UInt64) {
        self.fewest = fewest
        self.shuffle = shuffle
        self.permutations = permutations
        self.seed = seed
    }
}
