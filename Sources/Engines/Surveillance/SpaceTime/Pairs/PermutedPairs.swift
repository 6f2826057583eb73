import Statistics
import Threads

/// Counts pairs that are near in space and near in time again and again with the dates shuffled.
struct PermutedPairs: Sendable {
    let pairs: ClosePairs
    /// The day of each event in grid order, from 0.
    let days: [Int32]
    /// Pairs fewer than this many days apart are counted, for each of these, in rising order.
    let breaks: [Int32]

    init(_ events: SpaceTimeEvents, _ pairs: ClosePairs, breaks: [Int]) {
        self.pairs = pairs
        let first = events.days.min() ?? 0
        let range = (events.days.max() ?? 0) - first
        days = pairs.order.map { Int32(events.days[$0] - first) }
        // Beyond the range every pair counts, so that no break is too large for a lane.
        self.breaks = breaks.map { Int32(min($0, range + 1)) }
    }

    /// Counts by band, then by break, of the events as they are.
    func observed() -> [[Int]] {
        pairs.bands.map { band in
            breaks.map { below in
                var count = 0
                for position in days.indices {
                    for other in band.others[band.starts[position]..<band.starts[position + 1]]
                    where abs(days[position] - days[Int(other)]) < below {
                        count += 1
                    }
                }
                return count
            }
        }
    }

    /// Counts by shuffle, then by band, then by break.
    func shuffled(_ times: Int, seed: UInt64, threads: Int) -> [[[Int]]] {
        // Differences of days up to the range, less a break, must fit a lane.
        if (days.max() ?? 0) < Int32(Int16.max) - 1 {
            return shuffled(times, seed, threads, lanes: SIMD32<Int16>.self)
        }
        return shuffled(times, seed, threads, lanes: SIMD16<Int32>.self)
    }

    private func shuffled<Lanes: ScanLanes>(
        _ times: Int, _ seed: UInt64, _ threads: Int, lanes: Lanes.Type
    ) -> [[[Int]]] {
        let width = Lanes.scalarCount
        let generator = Generator(seed: seed)
        let batches = SharedWork.map((times + width - 1) / width, threads: threads) { batch in
            let numbers = batch * width..<min(times, (batch + 1) * width)
            let table = table(numbers, generator, lanes: lanes)
            let counts = pairs.bands.map { band in breaks.map { count(band, table, below: $0) } }
            return numbers.indices.map { number in
                counts.map { $0.map { $0[number - numbers.lowerBound] } }
            }
        }
        return batches.flatMap { $0 }
    }

    /// Days by event and lane, one shuffle in each lane.
    private func table<Lanes: ScanLanes>(
        _ numbers: Range<Int>, _ generator: Generator, lanes: Lanes.Type
    ) -> [Lanes] {
        // Shuffled one after the other, then turned: reading many rows in step is kinder to memory than striding.
        let shuffled = numbers.flatMap { number in
            var random = generator.stream(number)
            var shuffled = days
            random.shuffle(&shuffled)
            return shuffled
        }
        var table = [Lanes](repeating: .zero, count: days.count)
        table.withUnsafeMutableBytes { bytes in
            let cells = bytes.bindMemory(to: Lanes.Scalar.self)
            shuffled.withUnsafeBufferPointer { shuffled in
                for position in 0..<days.count {
                    let first = position * Lanes.scalarCount
                    for lane in 0..<numbers.count {
                        let day = shuffled[lane * days.count + position]
                        cells[first + lane] = Lanes.Scalar(truncatingIfNeeded: day)
                    }
                }
            }
        }
        return table
    }

    /// How many pairs of a band are near in time, by lane.
    private func count<Lanes: ScanLanes>(_ band: ClosePairs.Band, _ table: [Lanes], below: Int32) -> [Int] {
        var totals = [Int](repeating: 0, count: Lanes.scalarCount)
        let limit = Lanes(repeating: Lanes.Scalar(truncatingIfNeeded: below))
        var sums = Lanes.zero
        var held = 0
        table.withUnsafeBufferPointer { table in
            band.others.withUnsafeBufferPointer { others in
                for position in 0..<days.count {
                    let mine = table[position]
                    var start = band.starts[position]
                    let end = band.starts[position + 1]
                    while start < end {
                        // A lane of 16 bits holds no more before it is emptied.
                        let stop = min(end, start + 32_000 - held)
                        held += stop - start
                        for index in start..<stop {
                            sums = Lanes.countNear(sums, mine, table[Int(others[index])], limit)
                        }
                        start = stop
                        if held >= 32_000 { empty(&sums, into: &totals, &held) }
                    }
                }
            }
        }
        empty(&sums, into: &totals, &held)
        return totals
    }

    private func empty<Lanes: ScanLanes>(_ sums: inout Lanes, into totals: inout [Int], _ held: inout Int) {
        for lane in totals.indices { totals[lane] += Int(sums[lane]) }
        sums = .zero
        held = 0
    }
}
