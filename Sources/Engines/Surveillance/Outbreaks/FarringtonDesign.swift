/// The reference periods of one tested period: which, in which season, and when; the same for every series.
struct FarringtonDesign: Sendable {
    /// The tested period.
    let period: Int
    /// Reference periods in order.
    let rows: [Int]
    /// Their seasons, from 0.
    let seasons: [Int]
    /// How many seasons there are.
    let seasonCount: Int
    /// Their times in periods, about the mean of them.
    let times: [Double]
    /// The tested period's season.
    let nowSeason: Int
    /// The tested period's time on the same scale.
    let nowTime: Double

    /// The design of the improved method; nil when the history does not reach back far enough.
    ///
    /// As `blocks` and `algo.farrington.data.glm` of surveillance 1.20.3: windows of w periods either side of the same
    /// period in b past years share one level with the tested period, the periods between them are cut into the others.
    init?(flexible period: Int, calendar: OutbreakCalendar, settings: FarringtonSettings) throws(OutbreakError) {
        guard
            let anchors = ReferencePeriods.yearly(period, calendar: calendar, years: settings.years),
            let levels = try Self.levels(anchors, settings: settings)
        else { return nil }
        let firstLeftOut = max(0, period - settings.leftOut)
        let rows = (0..<period).filter { $0 < firstLeftOut && levels[$0] != nil }
        guard !rows.isEmpty else { return nil }
        self.init(
            period: period, rows: rows, levels: rows.map { levels[$0] ?? 0 }, now: settings.seasons,
            calendar: calendar)
    }

    /// The design of the original method: windows alone, times counted in places.
    init?(original period: Int, calendar: OutbreakCalendar, settings: FarringtonSettings) {
        let rows = ReferencePeriods.windows(period, calendar: calendar, settings: settings)
        guard !rows.isEmpty else { return nil }
        self.init(
            period: period, rows: rows, levels: Array(repeating: 1, count: rows.count), now: 1,
            calendar: .numbered(calendar.period, count: calendar.count))
    }

    private init?(period: Int, rows: [Int], levels: [Int], now: Int, calendar: OutbreakCalendar) {
        let present = Set(levels).sorted()
        guard let nowSeason = present.firstIndex(of: now) else { return nil }
        var place: [Int: Int] = [:]
        for (index, level) in present.enumerated() { place[level] = index }
        let times = rows.map { calendar.time(at: $0, from: rows[0]) }
        let centre = times.reduce(0, +) / Double(times.count)
        self.period = period
        self.rows = rows
        self.seasons = levels.map { place[$0] ?? 0 }
        self.seasonCount = present.count
        self.times = times.map { $0 - centre }
        self.nowSeason = nowSeason
        self.nowTime = calendar.time(at: period, from: rows[0]) - centre
    }

    /// The level of every period up to the newest anchor; nil outside the reference years.
    private static func levels(_ anchors: [Int], settings: FarringtonSettings) throws(OutbreakError) -> [Int?]? {
        let width = settings.halfWidth
        let most = settings.seasons
        // Counting from 1 the reference lets a window start at place 0, which it drops, and refuses one before it.
        guard let oldest = anchors.last, oldest - width >= -1 else { return nil }
        var levels: [Int?] = Array(repeating: nil, count: anchors[0] + 1)
        func mark(_ place: Int, _ level: Int) {
            if levels.indices.contains(place) { levels[place] = level }
        }
        for place in (anchors[0] - width)...anchors[0] { mark(place, most) }
        for (newer, anchor) in zip(anchors, anchors.dropFirst()) {
            for place in (anchor - width)...(anchor + width) { mark(place, most) }
            guard most > 1 else { continue }
            let between = newer - 2 * width - 1 - anchor
            guard between >= most - (2 * width + 1) else {
                throw .badSetting("\(most) seasonal levels are too many for the periods between the windows")
            }
            var start = anchor + width + 1
            for level in 1..<most {
                let extra = level <= between % (most - 1) ? 1 : 0
                let end = start + between / (most - 1) + extra
                // The reference's sequence from start to end − 1 runs backwards when a level gets no period, and so
                // marks the two places around it; months with ten levels show it.
                if end > start {
                    for place in start..<end { mark(place, level) }
                } else {
                    mark(start, level)
                    mark(start - 1, level)
                }
                start = end
            }
        }
        return levels
    }
}

/// The same period in past years.
enum ReferencePeriods {
    /// The period and the same one in each of so many years before, newest first; nil when one is not in the series.
    ///
    /// By date as `algo.farrington.referencetimepoints`: the same date a year before, moved to the nearest same weekday.
    static func yearly(_ period: Int, calendar: OutbreakCalendar, years: Int) -> [Int]? {
        guard let days = calendar.days else {
            let step = calendar.period.perYear
            guard period - years * step >= 0 else { return nil }
            return (0...years).map { period - $0 * step }
        }
        let today = CivilDay(number: days[period])
        var found: [Int] = []
        for year in 0...years {
            var day = CivilDay(year: today.year - year, month: today.month, day: today.day).number
            if calendar.period == .week { day = sameWeekday(as: days[period], near: day) }
            guard let index = calendar.index(of: day) else { return nil }
            found.append(index)
        }
        return found
    }

    private static func sameWeekday(as day: Int, near other: Int) -> Int {
        let first = other - (CivilDay.weekday(other) - CivilDay.weekday(day))
        let second = first + (first > other ? -7 : 7)
        return (first - other).magnitude > (second - other).magnitude ? second : first
    }

    /// Windows of the original method, those that lie in the series, oldest year first.
    ///
    /// By date as `refvalIdxByDate`: each date of a window is moved to the nearest same weekday, or day of the month.
    static func windows(_ period: Int, calendar: OutbreakCalendar, settings: FarringtonSettings) -> [Int] {
        let width = settings.halfWidth
        guard let days = calendar.days else {
            let step = calendar.period.perYear
            return (1...settings.years).reversed().flatMap { year in
                (-width...width).map { period - step * year + $0 }.filter { $0 >= 0 }
            }
        }
        let today = CivilDay(number: days[period])
        return (1...settings.years).reversed().flatMap { year in
            (-width...width).compactMap { step in
                calendar.index(
                    of: stepped(today, years: year, step: step, period: calendar.period, now: days[period]))
            }
        }
    }

    private static func stepped(
        _ today: CivilDay, years: Int, step: Int, period: OutbreakPeriod, now: Int
    ) -> Int {
        let anchor = CivilDay(year: today.year - years, month: today.month, day: today.day)
        switch period {
        case .day: return anchor.number + step
        case .month:
            let date = CivilDay(year: anchor.year, month: anchor.month + step, day: anchor.day)
            return date.number - (date.day - today.day)
        case .week:
            let date = anchor.number + 7 * step
            let forward = (CivilDay.weekday(now) - CivilDay.weekday(date) + 7) % 7
            let backward = (CivilDay.weekday(date) - CivilDay.weekday(now) + 7) % 7
            return forward < backward ? date + forward : date - backward
        }
    }
}
