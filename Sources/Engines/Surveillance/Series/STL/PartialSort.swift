/// Singleton's partial sort, as the reference program of STL uses it to find the median remainder.
///
/// Singleton 1969, algorithm 347, Communications of the ACM 12, 185–187, cut down to wanted places. The reference
/// names the two middle places of an even number of points in falling order, where the routine expects rising order:
/// then a neighbour of the upper middle value is now and then taken in its stead. Robust results equal to R's need
/// the same steps; `STLSettings.middle` chooses.
struct PartialSort {
    /// A stretch of places still to be sorted, from 1, and which of the wanted places it must serve.
    private struct Part {
        var from: Int
        var to: Int
        var firstWanted: Int
        var lastWanted: Int
    }

    private var values: [Double]
    private let wanted: [Int]

    /// The values found at the wanted places, numbered from 1.
    static func values(at wanted: [Int], of values: [Double]) -> [Double] {
        guard values.count > 1 else { return wanted.map { values[$0 - 1] } }
        var sort = PartialSort(values: values, wanted: wanted)
        sort.run()
        return wanted.map { sort.values[$0 - 1] }
    }

    private init(values: [Double], wanted: [Int]) {
        self.values = values
        self.wanted = wanted
    }

    private mutating func run() {
        var waiting = [Part(from: 1, to: values.count, firstWanted: 0, lastWanted: wanted.count - 1)]
        while let next = waiting.popLast() {
            guard next.firstWanted <= next.lastWanted else { continue }
            var part = next
            // Short stretches are sorted by insertion, but for one at the start, which has no place before it.
            while part.to - part.from > 10 || (part.from == 1 && part.to > 1) {
                waiting.append(split(&part))
                if part.firstWanted > part.lastWanted { break }
            }
            if part.firstWanted <= part.lastWanted, part.from != 1 { insert(part) }
        }
    }

    /// Splits a stretch in two, keeps the shorter, and returns the other.
    private mutating func split(_ part: inout Part) -> Part {
        let (low, high) = partition(part)
        var other = part
        if low - part.from <= part.to - high {
            other.from = high
            part.to = low
            while part.firstWanted <= part.lastWanted, wanted[part.lastWanted] > part.to { part.lastWanted -= 1 }
            if part.firstWanted <= part.lastWanted { other.firstWanted = part.lastWanted + 1 }
        } else {
            other.to = low
            part.from = high
            while part.firstWanted <= part.lastWanted, wanted[part.firstWanted] < part.from { part.firstWanted += 1 }
            if part.firstWanted <= part.lastWanted { other.lastWanted = part.firstWanted - 1 }
        }
        return other
    }

    /// Parts a stretch about the median of its first, middle and last value: small ones up to `low`, large from `high`.
    private mutating func partition(_ part: Part) -> (low: Int, high: Int) {
        let first = part.from - 1
        let last = part.to - 1
        let middle = (part.from + part.to) / 2 - 1
        if values[first] > values[middle] { values.swapAt(first, middle) }
        if values[last] < values[middle] {
            values.swapAt(last, middle)
            if values[first] > values[middle] { values.swapAt(first, middle) }
        }
        let pivot = values[middle]
        var low = last
        var high = first
        while true {
            repeat { low -= 1 } while values[low] > pivot
            repeat { high += 1 } while values[high] < pivot
            guard high <= low else { return (low + 1, high + 1) }
            values.swapAt(low, high)
        }
    }

    private mutating func insert(_ part: Part) {
        for place in stride(from: part.from, to: part.to, by: 1) {
            let value = values[place]
            var hole = place
            while hole > 0, values[hole - 1] > value {
                values[hole] = values[hole - 1]
                hole -= 1
            }
            values[hole] = value
        }
    }
}
