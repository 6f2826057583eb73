/// Pairs of dates, counted without looking at pairs.
enum TimePairs {
    /// How many other dates are fewer than `below` days from each.
    static func degrees(_ days: [Int], below: Int) -> [Int] {
        let order = days.indices.sorted { days[$0] < days[$1] }
        var degrees = [Int](repeating: 0, count: days.count)
        var first = 0
        var last = 0
        for index in order {
            while days[order[first]] <= days[index] - below { first += 1 }
            while last < order.count, days[order[last]] < days[index] + below { last += 1 }
            degrees[index] = last - first - 1
        }
        return degrees
    }

    /// How many pairs of dates are fewer than `below` days apart.
    static func count(_ days: [Int], below: Int) -> Int {
        below > 0 ? degrees(days, below: below).reduce(0, +) / 2 : 0
    }
}
