/// Finds the largest statistic of drawn data sets by a plan: the inner loop of the scan.
struct ScanKernel<Statistic: ScanStatistic, Lanes: ScanLanes>: Sendable {
    let problem: ScanProblem
    let statistic: Statistic
    let plan: ScanPlan<Lanes>

    /// The largest statistics that reach the level, or the ones given if larger.
    func maxima(of drawn: [[Int32]], from given: [Double]) -> [Double] {
        var maxima = given
        var rows = [Lanes](repeating: .zero, count: drawn.count * problem.sites.count)
        for chunk in plan.chunks {
            for (number, sums) in drawn.enumerated() { fill(&rows, number, sums, chunk) }
            // Centre by centre through all drawn data sets, so that a centre's blocks are fetched once.
            rows.withUnsafeBufferPointer { rows in
                for centre in problem.circles.indices {
                    for number in drawn.indices {
                        let first = number * problem.sites.count
                        let mine = UnsafeBufferPointer(rebasing: rows[first..<first + problem.sites.count])
                        scan(centre, mine, chunk, drawn[number], &maxima[number])
                    }
                }
            }
        }
        return maxima
    }

    /// Cases by site and interval.
    private func fill(_ rows: inout [Lanes], _ number: Int, _ sums: [Int32], _ chunk: ScanPlan<Lanes>.Chunk) {
        let row = problem.periods + 1
        let intervals = problem.intervals[chunk.first..<chunk.first + chunk.count]
        rows.withUnsafeMutableBytes { bytes in
            let lanes = bytes.bindMemory(to: Lanes.Scalar.self)
            for site in 0..<problem.sites.count {
                var lane = (number * problem.sites.count + site) * Lanes.scalarCount
                for interval in intervals {
                    let count = sums[site * row + interval.to] - sums[site * row + interval.from]
                    lanes[lane] = Lanes.Scalar(truncatingIfNeeded: count)
                    lane += 1
                }
            }
        }
    }

    @inline(__always)
    private func scan(
        _ centre: Int, _ rows: UnsafeBufferPointer<Lanes>, _ chunk: ScanPlan<Lanes>.Chunk, _ sums: [Int32],
        _ most: inout Double
    ) {
        var count = Lanes.zero
        problem.circles[centre].withUnsafeBufferPointer { circle in
            var place = 0
            for block in Int(chunk.starts[centre])..<Int(chunk.starts[centre + 1]) {
                let before = count
                let start = place
                let end = Int(chunk.ends[block])
                while place < end {
                    count = Lanes.sum(count, rows[Int(circle[place])])
                    place += 1
                }
                let spare = Lanes.difference(chunk.fewest[block], count)
                if Lanes.anyNegative(spare) {
                    let found = Found(chunk: chunk, centre: centre, places: start..<end, before: before)
                    high(found, circle, rows, spare, chunk.fewest[block], &most)
                }
                if !chunk.most.isEmpty {
                    let lack = Lanes.difference(before, chunk.most[block])
                    if Lanes.anyNegative(lack) {
                        let found = Found(chunk: chunk, centre: centre, places: start..<end, before: before)
                        low(found, circle, rows, lack, &most)
                    }
                }
            }
        }
    }

    /// A block that may hold a window that matters.
    private struct Found {
        let chunk: ScanPlan<Lanes>.Chunk
        let centre: Int
        let places: Range<Int>
        let before: Lanes
    }

    @inline(never)
    private func high(
        _ found: Found, _ circle: UnsafeBufferPointer<Int32>, _ rows: UnsafeBufferPointer<Lanes>, _ spare: Lanes,
        _ needed: Lanes, _ most: inout Double
    ) {
        for lane in 0..<found.chunk.count where spare[lane] < 0 {
            let fewest = Int(needed[lane]) + 1
            // No window of the block can pass this, whatever is expected in it.
            let bound = plan.level.leastExpected(needing: fewest)
            if bound > 0, statistic.value(Double(fewest - 1 - Int(spare[lane])), bound) <= most { continue }
            evaluate(found, circle, rows, lane) { cases, expected in
                guard cases >= Double(problem.settings.fewestCases), cases > expected else { return }
                guard statistic.bound(cases, expected) > most else { return }
                most = max(most, statistic.value(cases, expected))
            }
        }
    }

    @inline(never)
    private func low(
        _ found: Found, _ circle: UnsafeBufferPointer<Int32>, _ rows: UnsafeBufferPointer<Lanes>, _ lack: Lanes,
        _ most: inout Double
    ) {
        for lane in 0..<found.chunk.count where lack[lane] < 0 {
            evaluate(found, circle, rows, lane) { cases, expected in
                guard cases < expected, statistic.bound(cases, expected) > most else { return }
                most = max(most, statistic.value(cases, expected))
            }
        }
    }

    /// Every window of a block in one interval, with what is expected summed from the centre, as for the data.
    @inline(__always)
    private func evaluate(
        _ found: Found, _ circle: UnsafeBufferPointer<Int32>, _ rows: UnsafeBufferPointer<Lanes>, _ lane: Int,
        _ window: (_ cases: Double, _ expected: Double) -> Void
    ) {
        let interval = problem.intervals[found.chunk.first + lane]
        var expected = 0.0
        for place in 0..<found.places.lowerBound { expected += problem.expected(Int(circle[place]), interval) }
        var cases = Int(found.before[lane])
        for place in found.places {
            let site = Int(circle[place])
            cases += Int(rows[site][lane])
            expected += problem.expected(site, interval)
            window(Double(cases), expected)
        }
    }
}
