import Governance
import Kernel
import Statistics
import Web

/// What a table of hours says in words: worked out from the numbers shown, and nothing else.
struct HourReading: Sendable {
    let counts: HourCounts

    /// A stretch of the same hours on some days.
    fileprivate struct Window {
        let words: String
        let days: Set<Int>
        let cells: Set<Int>
        let count: Double
        let share: Double
    }

    /// Days people speak of together, Monday as 0.
    private static let groups: [(words: String, days: [Int])] = [
        ("on school days (Monday to Friday)", [0, 1, 2, 3, 4]), ("on Fridays and Saturdays", [4, 5]),
        ("at weekends", [5, 6]),
    ]

    /// How long a stretch is looked for, in hours.
    private static let length = 3

    /// "Most at 3pm to 6pm on school days"; nil when no stretch stands out, or too much is hidden to say.
    var finding: String? {
        let best = windows.filter(isHigh).sorted { ($1.density, $0.words) < ($0.density, $1.words) }
        guard let first = best.first else { return nil }
        let second = best.first { $0.cells.isDisjoint(with: first.cells) && $0.density > first.density / 2 }
        return "Most at \(first.words)" + (second.map { ", and \($0.words)" } ?? "")
    }

    /// Whether the finding names school days, which are guessed from the day of the week.
    var speaksOfSchoolDays: Bool { finding?.contains("school days") ?? false }

    /// Whether more lies in it than chance would put there; many stretches are looked at, so 1 in 500 is asked.
    private func isHigh(_ window: Window) -> Bool {
        guard window.count >= 5,
            let range = try? PoissonInterval.publicHealth.interval(count: window.count, confidence: .ninetyNineEight)
        else { return false }
        return range.lower > total * window.share
    }

    private var total: Double { counts.cells.compactMap(\.value).map(Double.init).reduce(0, +) }

    private var windows: [Window] {
        let width = counts.hoursPerCell
        let perDay = 24 / width
        let span = Self.length / width
        return Self.groups.flatMap { group in
            (0..<perDay).map { start in
                let cells = Set(
                    group.days.flatMap { day in (0..<span).map { (day * perDay + start + $0) % (7 * perDay) } })
                let count = cells.compactMap { counts.cells[$0].value }.map(Double.init).reduce(0, +)
                let (from, to) = (start * width, (start + span) * width % 24)
                return Window(
                    words: "\(HourTable.name(from)) to \(HourTable.name(to)) \(group.words)", days: Set(group.days),
                    cells: cells, count: count, share: Double(cells.count) / Double(7 * perDay))
            }
        }
    }

    /// True when midnight holds far more than the hours beside it, as when a form fills in 00:00 by itself.
    var hasMidnightSpike: Bool {
        guard counts.hoursPerCell == 1 else { return false }
        func sum(_ hour: Int) -> Int { (0..<7).compactMap { counts.cells[$0 * 24 + hour].value }.reduce(0, +) }
        return sum(0) >= 10 && sum(0) > 2 * max(sum(23), sum(1))
    }

    /// The number each cell is drawn by; nil where it may not be shown.
    var drawn: [Double?] { counts.cells.map { $0.value.map(Double.init) } }
}

extension HourReading.Window {
    fileprivate var density: Double { count / Double(max(cells.count, 1)) }
}
