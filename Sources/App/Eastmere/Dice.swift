import Foundation
import Kernel

/// Chance for one part of the town: the same seed and part give the same throws on every machine.
struct Dice {
    private var source: SplitMix

    init(seed: UInt64, part: String) {
        // FNV-1a, so that each part has a stream of its own and adding to one leaves the others as they were.
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in part.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        source = SplitMix(seed: seed ^ hash)
    }

    /// A throw from 0 up to, but not, 1.
    mutating func share() -> Double {
        Double(source.next() >> 11) / Double(1 << 53)
    }

    mutating func happens(_ chance: Double) -> Bool { share() < chance }

    mutating func number(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(source.next() % UInt64(range.count))
    }

    mutating func pick<Item>(_ items: [Item]) -> Item {
        precondition(!items.isEmpty, "There is nothing to pick from.")
        return items[number(0...items.count - 1)]
    }

    /// Picks by weight; nothing of weight 0 is ever picked.
    mutating func pick<Item>(_ items: [Item], by weight: (Item) -> Double) -> Item {
        let total = items.reduce(0) { $0 + weight($1) }
        precondition(total > 0, "Everything to pick from weighs nothing.")
        var rest = share() * total
        for item in items {
            rest -= weight(item)
            if rest < 0 { return item }
        }
        return items[items.count - 1]
    }

    /// `count` different ones, in a new order; all of them when there are fewer.
    mutating func some<Item>(_ count: Int, of items: [Item]) -> [Item] {
        var left = items
        var taken: [Item] = []
        while taken.count < count, !left.isEmpty { taken.append(left.remove(at: number(0...left.count - 1))) }
        return taken
    }

    /// How many of something that happens `mean` times on average.
    mutating func poisson(_ mean: Double) -> Int {
        let limit = exp(-mean)
        var product = share()
        var count = 0
        while product > limit {
            product *= share()
            count += 1
        }
        return count
    }

    mutating func seed() -> UInt64 { source.next() }

    mutating func id<Subject>() -> ID<Subject> { ID.make(using: &source) }

    mutating func withSource<Result>(_ work: (inout SplitMix) -> Result) -> Result { work(&source) }
}
