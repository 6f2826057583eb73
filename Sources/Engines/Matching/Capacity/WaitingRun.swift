import Statistics

/// One drawn future: who asks, in order, and when each begins.
///
/// First come, first served over places that come free, as Kiefer and Wolfowitz 1955 (doi:10.1090/S0002-9947-1955-0066587-5)
/// follow it: each takes the place that is free first. Those who ask after the counted weeks change nothing for those
/// before them, so that every wait is followed to its end.
struct WaitingRun {
    /// The waits of those counted, in days; infinity for those no worker is ever there for.
    private(set) var waits: [Double] = []
    /// The days of support given within the counted weeks.
    private(set) var daysGiven: Double = 0

    private let plan: WaitingPlan
    private let length: LengthModel
    private var slots: Slots
    private var generator: Generator

    init(_ plan: WaitingPlan, generator: Generator) throws(CapacityError) {
        var generator = generator
        self.plan = plan
        length = try LengthModel.resampled(plan.length, by: &generator)
        slots = Slots(plan.staff)
        self.generator = generator
    }

    /// Runs the plan's weeks.
    mutating func run() {
        for days in plan.supportedFor {
            let left = length.left(after: days, by: &generator)
            slots.occupyNext(until: left)
        }
        for days in plan.waitedFor.sorted(by: >) { serve(askedAt: -days, isCounted: false) }
        let counts = weeklyCounts()
        for (week, count) in counts.enumerated() {
            let isCounted = week >= plan.leadInWeeks
            for time in times(count) { serve(askedAt: Double(week * 7) + time, isCounted: isCounted) }
        }
    }

    private mutating func serve(askedAt asked: Double, isCounted: Bool) {
        guard let slot = slots.next(after: max(asked, 0), begins: plan.week.beginning) else {
            if isCounted { waits.append(.infinity) }
            return
        }
        let end = slot + length.drawn(by: &generator)
        slots.occupy(until: end)
        let from = Double(plan.leadInWeeks * 7)
        let to = from + Double(plan.weeks * 7)
        daysGiven += max(min(end, to) - max(slot, from), 0)
        if isCounted { waits.append(slot - asked) }
    }

    private mutating func weeklyCounts() -> [Int] {
        let weeks = plan.leadInWeeks + plan.weeks
        switch plan.arrivals {
        case .poisson(let mean): return (0..<weeks).map { _ in generator.poisson(mean: mean) }
        case .weeks(let seen):
            // First which weeks might have been seen, then which of those come again.
            let drawn = seen.map { _ in seen[generator.integer(below: seen.count)] }
            return (0..<weeks).map { _ in drawn[generator.integer(below: drawn.count)] }
        }
    }

    private mutating func times(_ count: Int) -> [Double] {
        guard count > 0 else { return [] }
        let weights = plan.week.arrivals
        let days = generator.multinomial(trials: count, weights: weights)
        var times: [Double] = []
        for (day, many) in days.enumerated() {
            for _ in 0..<many { times.append(Double(day) + generator.uniform()) }
        }
        return times.sorted()
    }
}

/// The places of all workers, the one that is free first on top: a binary heap.
private struct Slots {
    private struct Slot {
        var free: Double
        let until: Double
    }
    private var heap: [Slot] = []

    init(_ staff: [Staff]) {
        for one in staff {
            for _ in 0..<(one.workers * one.caseload) {
                push(Slot(free: one.from, until: one.until ?? .infinity))
            }
        }
    }

    /// Fills the place that is free first with somebody supported already, for so long.
    mutating func occupyNext(until end: Double) {
        guard !heap.isEmpty else { return }
        heap[0].free = max(heap[0].free, end)
        sink()
    }

    /// When the place that is free first can be taken by somebody who asks at `time`; nil when no worker is left.
    ///
    /// Places whose worker has gone by then are dropped for good.
    mutating func next(after time: Double, begins: (Double) -> Double) -> Double? {
        while let first = heap.first {
            let start = begins(max(first.free, time))
            if start <= first.until { return start }
            dropFirst()
        }
        return nil
    }

    /// Takes the place that is free first.
    mutating func occupy(until end: Double) {
        heap[0].free = end
        sink()
    }

    private mutating func dropFirst() {
        let last = heap.removeLast()
        guard !heap.isEmpty else { return }
        heap[0] = last
        sink()
    }

    private mutating func push(_ slot: Slot) {
        heap.append(slot)
        var place = heap.count - 1
        while place > 0, heap[(place - 1) / 2].free > heap[place].free {
            heap.swapAt(place, (place - 1) / 2)
            place = (place - 1) / 2
        }
    }

    private mutating func sink() {
        var place = 0
        while true {
            let left = 2 * place + 1
            guard left < heap.count else { return }
            let right = left + 1
            let least = right < heap.count && heap[right].free < heap[left].free ? right : left
            guard heap[least].free < heap[place].free else { return }
            heap.swapAt(place, least)
            place = least
        }
    }
}
