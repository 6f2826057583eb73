import Governance
import Insight
import Kernel
import Storage

/// What Eastmere's partners do about places, as the town's files tell it.
struct PlaceDoings: Sendable, Decodable {
    /// One of them, its days counted from the day the town is made.
    struct Doing: Sendable, Decodable {
        let title: String
        /// The agency's key in the town.
        let lead: String
        let begins: Int
        let due: Int?
        let ended: Int?
        /// A planted place, or a district, and how many of its areas.
        let `where`: String
        let areas: Int
        let howFar: String
        let outcome: String?
    }

    let actions: [Doing]

    static let shipped: PlaceDoings = Library.read("place-actions")

    /// Writes them down, the same for the same seed.
    func write(_ map: TownMap, _ staff: Staff, seed: UInt64, now: Instant, in tx: Transaction) throws {
        var dice = Dice(seed: seed, part: "place actions")
        for doing in actions {
            let action = PlaceAction(
                id: dice.id(), title: doing.title, lead: staff.agency(doing.lead),
                starts: now.day.adding(days: doing.begins), ends: doing.due.map { now.day.adding(days: $0) },
                howFar: doing.howFar, areas: map.plots(named: doing.where).prefix(doing.areas).map(\.code),
                outcome: doing.outcome, endedAt: doing.ended.map { now.adding(days: $0) })
            try tx.insert(action, by: staff["analyst"].id, at: min(now, now.adding(days: doing.begins)))
        }
    }
}

extension TownMap {
    /// The areas of a planted place, or of a district, from north to south.
    fileprivate func plots(named name: String) -> [Plot] {
        switch name {
        case "station": [plots[station]]
        case "nightlife": nightlife.map { plots[$0] }
        case "outbreak": outbreak.map { plots[$0] }
        default: plots.filter { $0.district == name }
        }
    }
}
