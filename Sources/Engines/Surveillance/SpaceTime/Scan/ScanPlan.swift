import Threads

/// What a drawn data set is held against: circles in blocks, with the counts from which a block matters.
///
/// A circle grows place by place, and so do its cases and what is expected in it. No window of a block of circles can
/// reach the level unless the cases of its largest circle would with what is expected in its smallest. One comparison
/// settles the block, for many intervals at once.
struct ScanPlan<Lanes: ScanLanes>: Sendable {
    /// A vector's worth of intervals: blocks of each centre.
    struct Chunk: Sendable {
        /// The first interval.
        let first: Int
        /// How many of the lanes are intervals.
        let count: Int
        /// By centre, where its blocks start; one more than the centres.
        var starts: [Int32] = [0]
        /// By block, the circle after its last.
        var ends: [Int32] = []
        /// By block and lane, one less than the fewest cases that matter.
        var fewest: [Lanes] = []
        /// By block and lane, one more than the most cases that matter because they are so few; empty if none are sought.
        var most: [Lanes] = []
    }

    let level: ScanLevel
    let chunks: [Chunk]

    /// Plans for some of the intervals.
    init(_ problem: ScanProblem, _ level: ScanLevel, intervals: Range<Int>) {
        self.level = level
        let width = Lanes.scalarCount
        chunks = stride(from: intervals.lowerBound, to: intervals.upperBound, by: width).map { first in
            Self.chunk(problem, level, first: first, count: min(width, intervals.upperBound - first))
        }
    }

    private static func chunk(_ problem: ScanProblem, _ level: ScanLevel, first: Int, count: Int) -> Chunk {
        let centres = problem.circles.count
        let parts = min(centres, problem.settings.threads * 4)
        let pieces = SharedWork.map(parts, threads: problem.settings.threads) { part in
            var blocks = ScanBlocks<Lanes>(problem, level, first: first, count: count)
            for centre in centres * part / parts..<centres * (part + 1) / parts { blocks.add(centre) }
            return blocks.chunk
        }
        var whole = Chunk(first: first, count: count)
        for piece in pieces {
            let before = Int32(whole.ends.count)
            whole.starts += piece.starts.dropFirst().map { $0 + before }
            whole.ends += piece.ends
            whole.fewest += piece.fewest
            whole.most += piece.most
        }
        return whole
    }

    /// A guess at the bytes that a plan for one chunk takes.
    static func bytesOfChunk(_ problem: ScanProblem) -> Int {
        problem.circles.reduce(0) { $0 + min($1.count, 160) } * MemoryLayout<Lanes>.size
    }
}

/// Cuts the circles of one centre after the other into blocks.
struct ScanBlocks<Lanes: ScanLanes> {
    private let problem: ScanProblem
    private let level: ScanLevel
    private let intervals: [ScanProblem.Interval]
    private let high: Bool
    private let low: Bool
    private(set) var chunk: ScanPlan<Lanes>.Chunk

    init(_ problem: ScanProblem, _ level: ScanLevel, first: Int, count: Int) {
        self.problem = problem
        self.level = level
        intervals = Array(problem.intervals[first..<first + count])
        high = problem.settings.rates != .low
        low = problem.settings.rates != .high
        chunk = .init(first: first, count: count)
    }

    mutating func add(_ centre: Int) {
        let circle = problem.circles[centre]
        var expected = [Double](repeating: 0, count: intervals.count)
        var fewest = [Int](repeating: 0, count: intervals.count)
        var most = [Int](repeating: -1, count: intervals.count)
        var atStart = expected
        var end = 0
        while end < circle.count {
            grow(&expected, by: Int(circle[end]))
            atStart = expected
            end += 1
            let room = room(expected: expected, fewest: &fewest)
            while end < circle.count {
                let before = expected
                grow(&expected, by: Int(circle[end]))
                if !fits(atStart: atStart, atEnd: expected, room: room) {
                    expected = before
                    break
                }
                end += 1
            }
            close(end, fewest: fewest, most: &most, atEnd: expected)
        }
        chunk.starts.append(Int32(chunk.ends.count))
    }

    private func grow(_ expected: inout [Double], by site: Int) {
        let row = site * (problem.periods + 1)
        for (lane, interval) in intervals.enumerated() {
            expected[lane] += problem.expectedSums[row + interval.to] - problem.expectedSums[row + interval.from]
        }
    }

    /// Looks up the fewest cases that matter for each interval; returns how many are expected at most by the block's end.
    private func room(expected: [Double], fewest: inout [Int]) -> Double {
        guard high else { return .infinity }
        for lane in expected.indices { fewest[lane] = level.fewest(expected[lane], from: fewest[lane]) }
        guard let lane = expected.indices.max(by: { expected[$0] < expected[$1] }) else { return 0 }
        // Chance passes the bound of a block in vain about once in a thousand if its end stays 3 standard deviations below.
        let bound = Double(fewest[lane]) - 1
        let root = (Self.deviations * Self.deviations / 4 + max(bound, 0)).squareRoot() - Self.deviations / 2
        return root * root
    }

    private static var deviations: Double { 3 }

    private func fits(atStart: [Double], atEnd: [Double], room: Double) -> Bool {
        guard let end = atEnd.max(), let start = atStart.max() else { return true }
        if high, end > room { return false }
        // For low rates the level is passed in vain as rarely if a block adds no more than one standard deviation.
        return !low || end - start <= start.squareRoot()
    }

    private mutating func close(_ end: Int, fewest: [Int], most: inout [Int], atEnd: [Double]) {
        chunk.ends.append(Int32(end))
        let largest = Int(Lanes.Scalar.max)
        var lanes = Lanes(repeating: .max)
        if high { for lane in fewest.indices { lanes[lane] = Lanes.Scalar(min(fewest[lane] - 1, largest)) } }
        chunk.fewest.append(lanes)
        guard low else { return }
        lanes = Lanes(repeating: 0)
        for lane in most.indices {
            most[lane] = level.most(atEnd[lane], from: most[lane])
            lanes[lane] = Lanes.Scalar(min(most[lane] + 1, largest))
        }
        chunk.most.append(lanes)
    }
}
