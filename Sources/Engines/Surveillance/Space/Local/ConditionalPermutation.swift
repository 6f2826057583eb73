import Statistics
import Threads

/// What permuting all other areas' values says of each area's neighbours.
///
/// Conditional permutation (Anselin 1995, doi:10.1111/j.1538-4632.1995.tb00338.x): an area keeps its value while its
/// neighbours draw theirs from all the others without replacement. As in esda, every area uses one block of drawn indices,
/// so that results of areas are correlated, but each area's is exactly a sample of its permutations. Index *j* of the
/// block stands for area *j*, or for the last area where *j* is the area itself. So all areas with as many neighbours of
/// equal weight share one sorted list of sums, mended for the few draws that hit the area itself: that is what makes
/// this fast.
struct ConditionalPermutation: Sendable {
    /// What one area's draws came to.
    struct Tally: Sendable, Equatable {
        /// Draws whose sum is at least the observed one.
        let atLeast: Int
        /// Draws whose sum is at most the observed one.
        let atMost: Int
        /// The mean of the sums, weighted as given.
        let mean: Double
        /// Their variance, over the number of draws as esda has it.
        let variance: Double
    }

    private let values: [Double]
    private let weights: SpatialWeights
    private let draws: Int
    /// The drawn index of each slot and draw, slot by slot.
    private let block: [Int32]
    /// Where each area occurs in `block`, as compressed rows.
    private let hitStarts: [Int32]
    private let hits: [Int32]
    /// Sums that differ by less than this are the same sum added in another order.
    private let tolerance: Double
    private let threads: Int

    init(values: [Double], weights: SpatialWeights, draws: Int, seed: UInt64, threads: Int) {
        self.values = values
        self.weights = weights
        self.draws = draws
        self.threads = threads
        let slots = (0..<weights.count).reduce(0) { max($0, weights.neighbourCount(of: $1)) }
        block = Self.drawn(slots: slots, from: values.count, draws: draws, seed: seed, threads: threads)
        (hitStarts, hits) = Self.occurrences(in: block, of: values.count)
        // The rounding of a sum is far below the sum of sizes times the machine precision (Higham 2002, section 4.2).
        let largest = values.reduce(0) { max($0, abs($1)) }
        let heaviest = (weights.given ?? [1]).reduce(0) { max($0, $1) }
        tolerance = 4 * Double(max(1, slots)) * largest * heaviest * .ulpOfOne
    }

    /// One tally for each area, nil for islands.
    func run() -> [Tally?] {
        weights.given == nil ? runEqual() : runWeighted()
    }

    // MARK: Drawing

    /// For each draw as many different indices below `count` − 1 as the most neighbours, in the order drawn.
    private static func drawn(slots: Int, from count: Int, draws: Int, seed: UInt64, threads: Int) -> [Int32] {
        guard slots > 0 else { return [] }
        let source = Generator(seed: seed)
        let parts = SharedWork.parts(of: draws, size: 64, threads: threads) { part in
            var lastDraw = Array(repeating: Int32(-1), count: count)
            var drawn: [Int32] = []
            drawn.reserveCapacity(part.count * slots)
            for draw in part {
                var generator = source.stream(draw)
                for _ in 0..<slots {
                    var index = generator.integer(below: count - 1)
                    while lastDraw[index] == Int32(draw) { index = generator.integer(below: count - 1) }
                    lastDraw[index] = Int32(draw)
                    drawn.append(Int32(index))
                }
            }
            return drawn
        }
        var block = Array(repeating: Int32(0), count: slots * draws)
        for (place, index) in parts.joined().enumerated() {
            block[place % slots * draws + place / slots] = index
        }
        return block
    }

    private static func occurrences(in block: [Int32], of count: Int) -> (starts: [Int32], places: [Int32]) {
        var starts = Array(repeating: Int32(0), count: count + 1)
        for index in block { starts[Int(index) + 1] += 1 }
        for index in 0..<count { starts[index + 1] += starts[index] }
        var next = starts
        var places = Array(repeating: Int32(0), count: block.count)
        for (place, index) in block.enumerated() {
            places[Int(next[Int(index)])] = Int32(place)
            next[Int(index)] += 1
        }
        return (starts, places)
    }

    // MARK: Equal weights

    /// The sums over the first slots of every draw, in the order of draws and sorted.
    private struct Sums {
        let inOrder: [Double]
        let sorted: [Double]
        let mean: Double
        let variance: Double

        init(_ sums: [Double]) {
            inOrder = sums
            sorted = sums.sorted()
            let mean = sums.reduce(0, +) / Double(sums.count)
            self.mean = mean
            variance = sums.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(sums.count)
        }

        /// How many sums are below a limit.
        func count(below limit: Double) -> Int {
            var low = 0
            var high = sorted.count
            while low < high {
                let middle = (low + high) / 2
                if sorted[middle] < limit { low = middle + 1 } else { high = middle }
            }
            return low
        }
    }

    private func runEqual() -> [Tally?] {
        let sums = sumsByCount()
        let parts = SharedWork.parts(of: weights.count, size: 4096, threads: threads) { part in
            values.withUnsafeBufferPointer { values in
                part.map { area in sums[weights.neighbourCount(of: area)].map { tally(area, $0, values) } }
            }
        }
        return Array(parts.joined())
    }

    /// For each number of neighbours that occurs, the sums over that many slots; nil for none.
    private func sumsByCount() -> [Sums?] {
        let slots = draws > 0 ? block.count / draws : 0
        var occurs = Array(repeating: false, count: slots + 1)
        for area in 0..<weights.count { occurs[weights.neighbourCount(of: area)] = true }
        var running = Array(repeating: 0.0, count: draws)
        var all: [Sums?] = [nil]
        for slot in 0..<slots {
            for draw in 0..<draws { running[draw] += values[Int(block[slot * draws + draw])] }
            all.append(occurs[slot + 1] ? Sums(running) : nil)
        }
        return all
    }

    private func tally(_ area: Int, _ sums: Sums, _ values: UnsafeBufferPointer<Double>) -> Tally {
        let slots = weights.neighbourCount(of: area)
        let observed = weights.givenLag(of: area, values)
        let (low, high) = (observed - tolerance, observed + tolerance)
        var atLeast = draws - sums.count(below: low)
        var atMost = sums.count(below: high.nextUp)
        var (shift, squares): (Double, Double) = (0, 0)
        let swap: Double = values[values.count - 1] - values[area]
        for hit in hitStarts[area]..<hitStarts[area + 1] {
            let place = Int(hits[Int(hit)])
            guard place < slots * draws else { continue }
            let drawn = sums.inOrder[place % draws]
            let mended = drawn + swap
            atLeast += (mended >= low ? 1 : 0) - (drawn >= low ? 1 : 0)
            atMost += (mended <= high ? 1 : 0) - (drawn <= high ? 1 : 0)
            shift += swap
            squares += swap * (2 * (drawn - sums.mean) + swap)
        }
        let count = Double(draws)
        let variance: Double = sums.variance + squares / count - (shift / count) * (shift / count)
        return Tally(atLeast: atLeast, atMost: atMost, mean: sums.mean + shift / count, variance: max(0, variance))
    }

    // MARK: Weights of their own

    private func runWeighted() -> [Tally?] {
        let drawn = block.map { values[Int($0)] }
        let parts = SharedWork.parts(of: weights.count, size: 256, threads: threads) { part in
            var sums = Array(repeating: 0.0, count: draws)
            return values.withUnsafeBufferPointer { values in
                drawn.withUnsafeBufferPointer { drawn in
                    part.map { area in
                        weights.neighbourCount(of: area) == 0 ? nil : weighted(area, values, drawn, &sums)
                    }
                }
            }
        }
        return Array(parts.joined())
    }

    private func weighted(
        _ area: Int, _ values: UnsafeBufferPointer<Double>, _ drawn: UnsafeBufferPointer<Double>,
        _ sums: inout [Double]
    ) -> Tally {
        guard let given = weights.given else { return Tally(atLeast: 0, atMost: 0, mean: 0, variance: 0) }
        let first = weights.starts[area]
        let slots = weights.neighbourCount(of: area)
        let swap: Double = values[values.count - 1] - values[area]
        sums.withUnsafeMutableBufferPointer { sums in
            sums.update(repeating: 0)
            for slot in 0..<slots {
                let weight = given[first + slot]
                for draw in 0..<draws { sums[draw] += weight * drawn[slot * draws + draw] }
            }
            for hit in hitStarts[area]..<hitStarts[area + 1] {
                let place = Int(hits[Int(hit)])
                if place < slots * draws { sums[place % draws] += given[first + place / draws] * swap }
            }
        }
        let observed = weights.givenLag(of: area, values)
        return Self.tally(sums, low: observed - tolerance, high: observed + tolerance)
    }

    private static func tally(_ sums: [Double], low: Double, high: Double) -> Tally {
        var (atLeast, atMost, total): (Int, Int, Double) = (0, 0, 0)
        for sum in sums {
            atLeast += sum >= low ? 1 : 0
            atMost += sum <= high ? 1 : 0
            total += sum
        }
        let mean = total / Double(sums.count)
        let squares = sums.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        return Tally(atLeast: atLeast, atMost: atMost, mean: mean, variance: squares / Double(sums.count))
    }
}
