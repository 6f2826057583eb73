/// One event followed by another near it soon after.
public struct NearRepeatLink: Sendable, Equatable {
    /// The earlier event; of two on one day, the one listed first.
    public let earlier: Int
    /// The later event.
    public let later: Int
    /// How far apart they are.
    public let distance: Double
    /// How many days apart they are.
    public let days: Int
}

/// What an event is among its near repeats.
public enum NearRepeatRole: String, Sendable, Equatable {
    /// Others follow it and it follows none.
    case originator
    /// It follows another, and others follow it.
    case between
    /// It follows another, and none follows it.
    case last
    /// Its only near events are of the same day, so none can be said to follow.
    case sameDayOnly
    /// No event is near it in space and time.
    case alone
}

/// Which event was followed by which.
public struct NearRepeatLinks: Sendable, Equatable {
    /// Pairs of different days, by the earlier event's date.
    public let links: [NearRepeatLink]
    /// Pairs of one day, whose order is not known.
    public let sameDay: [NearRepeatLink]
    /// By event, how many near events follow it on later days.
    public let followers: [Int]
    /// By event, how many near events it follows.
    public let predecessors: [Int]
    /// By event, what it is.
    public let roles: [NearRepeatRole]
    /// Events that hang together by links of either kind, each chain by date, the longest first.
    public let chains: [[Int]]
}

extension NearRepeat {
    /// Lists pairs nearer than a distance, or at the same place, and fewer days apart than given.
    public static func links(
        _ events: SpaceTimeEvents, nearerThan distance: Double, fewerDaysThan days: Int, measure: PairDistance
    ) throws(SpaceTimeError) -> NearRepeatLinks {
        var settings = NearRepeatSettings(distances: [distance], days: [days], seed: 0)
        settings.measure = measure
        try settings.check()
        let pairs = try ClosePairs(events, .halfOpen([distance]), measure)
        var links: [NearRepeatLink] = []
        for band in pairs.bands {
            for position in pairs.order.indices {
                for other in band.others[band.starts[position]..<band.starts[position + 1]] {
                    let link = link(events, pairs.order[position], pairs.order[Int(other)], measure)
                    if link.days < days { links.append(link) }
                }
            }
        }
        return gathered(links, events)
    }

    private static func link(
        _ events: SpaceTimeEvents, _ one: Int, _ other: Int, _ measure: PairDistance
    ) -> NearRepeatLink {
        let inOrder = (events.days[one], one) < (events.days[other], other)
        return NearRepeatLink(
            earlier: inOrder ? one : other, later: inOrder ? other : one,
            distance: measure.between(events.x[one] - events.x[other], events.y[one] - events.y[other]),
            days: abs(events.days[one] - events.days[other]))
    }

    private static func gathered(_ all: [NearRepeatLink], _ events: SpaceTimeEvents) -> NearRepeatLinks {
        let sorted = all.sorted {
            (events.days[$0.earlier], $0.earlier, $0.days, $0.later)
                < (events.days[$1.earlier], $1.earlier, $1.days, $1.later)
        }
        let links = sorted.filter { $0.days > 0 }
        let sameDay = sorted.filter { $0.days == 0 }
        var followers = [Int](repeating: 0, count: events.count)
        var predecessors = followers
        for link in links {
            followers[link.earlier] += 1
            predecessors[link.later] += 1
        }
        let onOneDay = Set(sameDay.flatMap { [$0.earlier, $0.later] })
        let roles = followers.indices.map { event -> NearRepeatRole in
            switch (followers[event] > 0, predecessors[event] > 0) {
            case (true, false): .originator
            case (true, true): .between
            case (false, true): .last
            case (false, false): onOneDay.contains(event) ? .sameDayOnly : .alone
            }
        }
        return NearRepeatLinks(
            links: links, sameDay: sameDay, followers: followers, predecessors: predecessors, roles: roles,
            chains: chains(sorted, events))
    }

    private static func chains(_ links: [NearRepeatLink], _ events: SpaceTimeEvents) -> [[Int]] {
        var parents = Array(0..<events.count)
        func root(_ event: Int) -> Int {
            var event = event
            while parents[event] != event {
                parents[event] = parents[parents[event]]
                event = parents[event]
            }
            return event
        }
        for link in links { parents[root(link.later)] = root(link.earlier) }
        var chains: [Int: [Int]] = [:]
        for event in 0..<events.count { chains[root(event), default: []].append(event) }
        return chains.values.filter { $0.count > 1 }
            .map { $0.sorted { (events.days[$0], $0) < (events.days[$1], $1) } }
            .sorted { ($1.count, events.days[$0[0]], $0[0]) < ($0.count, events.days[$1[0]], $1[0]) }
    }
}
