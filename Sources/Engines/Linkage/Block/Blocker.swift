import Threads

/// Finds candidates by the blocking rules and compares them while their records are at hand.
///
/// A pair found by several rules is compared once, under the first. Rules with the day of birth run day by day over the
/// table, whose order keeps a day's records together; the others sort the records by key.
struct Blocker {
    let view: TableView
    let plan: BlockPlan
    let keyMaker: BlockKeys
    let comparisons: ComparisonPlan
    let terms: TermReader
    let threads: Int
    /// How many neighbours in the table's order are compared in a block that is too large even when refined.
    static let window = 12

    struct Found {
        var store: CandidateStore
        var reports: [BlockingReport]
    }

    func run() -> Found {
        let (keys, repeats) = SharedWork.both(threads: threads) {
            self.allKeys()
        } and: {
            self.repeats()
        }
        let days = dayRanges(pieces: 32)
        let daily = plan.rules.indices.filter { plan.rules[$0].isDaily }
        let others = plan.rules.indices.filter { !plan.rules[$0].isDaily }
        let tasks = others.count + (daily.isEmpty ? 0 : days.count)
        let results = keys.withUnsafeBufferPointer { keys -> [BlockTask] in
            guard let base = keys.baseAddress else { return [] }
            let keys = KeyView(keys: keys, base: base)
            let choice = LessonChoice(view: view, repeats: repeats, oneIn: LessonChoice.oneIn(view.rows.count))
            return SharedWork.map(tasks, threads: threads) { task -> BlockTask in
                var work = BlockTask(blocker: self, keys: keys, choice: choice)
                if task < others.count {
                    work.sortedRule(others[task])
                } else {
                    work.days(days[task - others.count], rules: daily)
                }
                return work
            }
        }
        return Found(store: merge(results, distinct: repeats.count { $0 == 0 }), reports: report(results))
    }

    /// For each record how often its agency has said the same of the person before it in the table: 0, 1, or 2 for more.
    private func repeats() -> [UInt8] {
        var repeats = [UInt8](repeating: 0, count: view.rows.count)
        for place in view.rows.indices {
            let row = view.rows[place]
            var before = place - 1
            while before >= 0, place - before < 24, view.rows[before].birth == row.birth,
                view.rows[before].surname == row.surname, view.rows[before].forename == row.forename
            {
                if row.isCopy(of: view.rows[before]) {
                    repeats[place] = min(2, repeats[before] + 1)
                    break
                }
                before -= 1
            }
        }
        return repeats
    }

    /// Every record's keys; safe to share because nobody writes them while the tasks run.
    struct KeyView: @unchecked Sendable {
        let keys: UnsafeBufferPointer<SIMD16<UInt32>>
        let base: UnsafePointer<SIMD16<UInt32>>
    }

    private func allKeys() -> [SIMD16<UInt32>] {
        let pieces = 16
        let count = view.rows.count
        let parts = SharedWork.map(pieces, threads: threads) { piece in
            (count * piece / pieces..<count * (piece + 1) / pieces).map { keyMaker.keys($0) }
        }
        return Array(parts.joined())
    }

    /// Stretches of the table that part no day, and leave out records without one.
    private func dayRanges(pieces: Int) -> [Range<Int>] {
        func day(_ place: Int) -> UInt32 { DayOfBirth(digits: view.rows[place].birth).swapless }
        var start = 0
        while start < view.rows.count, view.rows[start].birth == 0 { start += 1 }
        var ranges: [Range<Int>] = []
        let known = view.rows.count - start
        var from = start
        for piece in 1...pieces {
            var to = start + known * piece / pieces
            while to > from, to < view.rows.count, day(to) == day(to - 1) { to += 1 }
            if to > from { ranges.append(from..<to) }
            from = max(from, to)
        }
        return ranges
    }

    private func merge(_ results: [BlockTask], distinct: Int) -> CandidateStore {
        var all = VectorCounts()
        let local = results.map { task in
            zip(task.counts.vectors, task.counts.counts).map { all.add($0, count: $1) }
        }
        let order = all.vectors.indices.sorted { all.vectors[$0] < all.vectors[$1] }
        var rank = [UInt32](repeating: 0, count: order.count)
        for (place, number) in order.enumerated() { rank[number] = UInt32(place) }
        let parts = SharedWork.map(results.count, threads: threads) { task in
            var candidates = results[task].candidates
            for index in candidates.indices {
                candidates[index].vector = rank[Int(local[task][Int(candidates[index].vector)])]
            }
            return candidates
        }
        let lessons = lessons(results)
        return CandidateStore(
            parts: parts, vectors: order.map { all.vectors[$0] }, lessons: lessons, distinctRecords: distinct,
            repetition: repetition(all, lessons))
    }

    /// The ratio of all pairs that agree to the letter in three comparisons to those that are learnt from.
    private func repetition(_ all: VectorCounts, _ lessons: [Lesson]) -> Double {
        func isStrong(_ vector: UInt64) -> Bool {
            comparisons.kinds.indices.count { Vector.code(vector, $0) == 1 } >= 3
        }
        var pairs = 0.0
        for (vector, count) in zip(all.vectors, all.counts) where isStrong(vector) { pairs += Double(count) }
        var taught = 0.0
        for lesson in lessons where isStrong(lesson.vector) { taught += lesson.count }
        return taught > 0 ? max(1, pairs / taught) : 1
    }

    private func lessons(_ results: [BlockTask]) -> [Lesson] {
        var all = VectorCounts()
        for task in results {
            for index in task.lessons.vectors.indices {
                _ = all.add(
                    task.lessons.vectors[index], count: task.lessons.counts[index], all: task.lessons.all[index],
                    own: task.lessons.own[index])
            }
        }
        let scale = Double(LessonChoice.oneIn(view.rows.count))
        return all.vectors.indices.sorted { all.vectors[$0] < all.vectors[$1] }.map { index in
            let count = Double(all.counts[index])
            return Lesson(
                vector: all.vectors[index] & ~(0xFF << 48), count: count * scale,
                all: Double(all.all[index]) / 64 / count, own: Double(all.own[index]) / 64 / count)
        }
    }

    private func report(_ results: [BlockTask]) -> [BlockingReport] {
        plan.rules.indices.map { rule in
            var report = BlockingReport(
                rule: plan.rules[rule].rule.name, pairs: 0, largestBlock: 0, refinedBlocks: 0, skippedPairs: 0,
                skipped: [])
            for part in results.map({ $0.reports[rule] }) {
                report.pairs += part.pairs
                report.largestBlock = max(report.largestBlock, part.largestBlock)
                report.refinedBlocks += part.refinedBlocks
                report.skippedPairs += part.skippedPairs
                report.skipped += part.skipped
            }
            report.skipped.sort { ($0.pairs, $1.example) > ($1.pairs, $0.example) }
            report.skipped = Array(report.skipped.prefix(20))
            return report
        }
    }
}

/// Which pairs are learnt from.
///
/// An agency that writes the same row at every visit would teach the habits of its regulars. So each way in which an agency
/// writes a person down counts as one record, and all its repetitions together as one pair that agrees.
struct LessonChoice {
    let view: TableView
    let repeats: [UInt8]
    let oneIn: UInt64

    /// Of more than some hundred thousand records a sample of their pairs teaches as much.
    static func oneIn(_ records: Int) -> UInt64 {
        var oneIn: UInt64 = 1
        while UInt64(records) / oneIn > 300_000 { oneIn *= 2 }
        return oneIn
    }

    @inline(__always)
    func takes(_ a: Int, _ b: Int) -> Bool {
        let ranks = repeats[a] + repeats[b]
        if ranks > 1 || (ranks == 1 && !view.rows[a].isCopy(of: view.rows[b])) { return false }
        return oneIn == 1 || Mix.mix(UInt64(a) << 32 | UInt64(b)) & (oneIn - 1) == 0
    }
}
