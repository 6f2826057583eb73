import Connections
import FrontDoor
import Governance
import Kernel
import People
import Storage

/// Places, lines and sentences of what stands around young people, all of them invented.
struct AroundWords: Decodable, Sendable {
    struct Spot: Decodable, Sendable {
        let name: String
        let kind: String?
        let area: String
        let numbers: String?
        let drugs: String?
        let status: String
        /// Days before today.
        let first: Int
        let last: Int
        let risks: String
    }

    /// Places and lines that belong together, and the kinds of concern young people there were told of for.
    struct Group: Decodable, Sendable {
        let key: String
        let themes: [String]
        let places: [Spot]
        let lines: [Spot]
    }

    let groups: [Group]
    /// A name, and what is known.
    let exploiters: [[String]]
    /// By kind of connection.
    let connected: [String: [String]]
    let sources: [String]
    let intelligence: [String]
    let conditions: [String]

    static let shipped: AroundWords = Library.read("around")
}

extension Maker {
    /// Young people of each group, at most.
    private static let mostInGroup = 9

    /// Places and lines, three groups of young people around them, and what was told in confidence.
    ///
    /// - Parameters:
    ///   - stories: Every referral told.
    ///   - ledger: Takes what workers did.
    /// - Throws: `StorageError` when the database cannot take it.
    func writeConnections(_ stories: Stories, into ledger: inout Ledger) async throws {
        let (staff, wish, before) = (staff, wish, ledger)
        let recent = stories.stories.filter {
            $0.isFirst && $0.sameAs == nil && $0.receivedAt > wish.now.adding(days: -Telling.activeDays)
        }
        let people = stories.youngsters
        ledger = try await database.write { tx in
            var ledger = before
            var around = Around(staff: staff, now: wish.now, dice: Dice(seed: wish.seed, part: "connections"))
            try Chance.seeded(around.dice.seed()) {
                var taken: Set<Int> = []
                for group in AroundWords.shipped.groups {
                    let members = recent.filter { group.themes.contains($0.theme.id) && !taken.contains($0.youngster) }
                        .suffix(Self.mostInGroup)
                    taken.formUnion(members.map(\.youngster))
                    try around.write(group, members.map { people[$0.youngster].person.id }, in: tx, into: &ledger)
                }
            }
            return ledger
        }
    }
}

/// Writes down what stands around young people.
struct Around {
    let staff: Staff
    let now: Instant
    var dice: Dice
    private let words = AroundWords.shipped
    private let lists = ConnectionLists.standard

    init(staff: Staff, now: Instant, dice: Dice) {
        self.staff = staff
        self.now = now
        self.dice = dice
    }

    /// A group's places and lines, and its young people.
    mutating func write(
        _ group: AroundWords.Group, _ people: [ID<Person>], in tx: Transaction, into ledger: inout Ledger
    ) throws {
        let places = try group.places.map { ($0, try add($0, .place, in: tx)) }
        let lines = try group.lines.map { ($0, try add($0, .line, in: tx)) }
        for (place, person) in people.enumerated() {
            if place > 0 {
                let type = dice.happens(0.5) ? "sameGroup" : "coVictim"
                try connect(person, .record(people[place - 1]), type, in: tx, into: &ledger)
            }
            for (spot, id) in dice.some(dice.number(1...2), of: places) {
                let types = spot.kind == "online" ? ["harmedThere"] : ["madeToGo", "foundThere", "meetsThere"]
                let type = spot.kind == "safe" ? "safeThere" : dice.pick(types)
                try connect(person, .context(id), type, in: tx, into: &ledger)
            }
            if let line = lines.first, dice.happens(0.6) {
                let type = dice.pick(["usedByLine", "calledByLine"])
                try connect(person, .context(line.1), type, in: tx, into: &ledger)
            }
            if dice.happens(0.6) { try exploiter(of: person, in: tx, into: &ledger) }
            if dice.happens(0.4) { try tell(.person(person), in: tx, into: &ledger) }
        }
        if let place = places.first { try tell(.context(place.1), in: tx, into: &ledger) }
    }

    private func add(_ spot: AroundWords.Spot, _ sort: Context.Sort, in tx: Transaction) throws -> ID<Context> {
        let id = ID<Context>.make()
        try tx.add(
            Context(
                name: spot.name, kind: spot.kind ?? "", area: spot.area, numbers: spot.numbers ?? "",
                drugs: spot.drugs ?? "", status: spot.status, firstSeen: now.day.adding(days: -spot.first),
                lastSeen: now.day.adding(days: -spot.last), risks: spot.risks),
            as: id, sort: sort, by: staff["morgan"].id, at: now.adding(days: -spot.last))
        return id
    }

    /// Kai's own: his mentor is among those who help already; a flat, a station, a line and somebody not named.
    mutating func write(kai: ID<Person>, in tx: Transaction, into ledger: inout Ledger) throws {
        let (places, lines) = (try tx.contexts(.place), try tx.contexts(.line))
        func named(_ start: String) -> ID<Context>? {
            (places + lines).first { $0.context.name.hasPrefix(start) }?.id
        }
        let known = [
            ("Quayside library", "safeThere"), ("Flat above", "foundThere"), ("Eastmere station", "madeToGo"),
            ("The “Marlow”", "calledByLine"),
        ]
        for (start, type) in known {
            if let id = named(start) { try connect(kai, .context(id), type, in: tx, into: &ledger) }
        }
        try exploiter(of: kai, in: tx, into: &ledger)
        for _ in 0..<2 { try tell(.person(kai), in: tx, into: &ledger) }
    }

    /// A time at work, so many days ago.
    private mutating func moment(_ days: ClosedRange<Int>) -> Instant {
        let day = now.day.adding(days: -dice.number(days))
        return London.instant(day, hour: dice.number(9...17), minute: dice.number(0...59))
    }

    private mutating func exploiter(of person: ID<Person>, in tx: Transaction, into ledger: inout Ledger) throws {
        let adult = dice.pick(words.exploiters)
        try connect(person, .named(adult[0], about: adult[1]), "suspectedExploiter", in: tx, into: &ledger)
    }

    private mutating func connect(
        _ person: ID<Person>, _ other: Other, _ type: String, in tx: Transaction, into ledger: inout Ledger
    ) throws {
        let writer = dice.pick([staff["morgan"], staff["dan"], staff["nadia"], staff["rowan"]])
        let at = moment(1...60)
        let since = dice.happens(0.7) ? at.day.adding(days: -dice.number(1...40)) : nil
        // Now and then nobody has looked again in time.
        let look = dice.happens(0.15) ? now.day.adding(days: -dice.number(1...20)) : at.day.adding(days: 182)
        try tx.insert(
            Relationship(
                id: dice.id(), person: person, other: other, type: type,
                words: dice.pick(words.connected[type] ?? [""]),
                source: dice.pick(words.sources),
                grade: Grade(
                    dice.pick([.reliable, .untested, .untested]),
                    dice.pick([.direct, .corroborated, .unknown, .indirect])),
                handling: Handling(.permitted, copies: true), since: since, lookAgainBy: look),
            by: writer.id, at: at)
        ledger.note(.keepConnections, by: writer, on: person.text, "connection added", at: at, &dice)
    }

    private mutating func tell(
        _ subject: Intelligence.Subject, in tx: Transaction, into ledger: inout Ledger
    ) throws {
        let writer = dice.pick([staff["morgan"], staff["inder"]])
        let at = moment(1...30)
        let isBound = dice.happens(0.5)
        let (police, hub) = (staff.agency("police"), staff.agency("hub"))
        let handling =
            isBound
            ? Handling(
                .conditions, conditions: words.conditions[0], agencies: [police.id, hub.id], tells: dice.happens(0.6))
            : Handling(.permitted, copies: true)
        try tx.insert(
            Intelligence(
                id: dice.id(), subject: subject, text: dice.pick(words.intelligence), source: "A member of the public",
                grade: Grade(.untested, dice.pick([.indirect, .unknown, .corroborated])), handling: handling,
                receivedOn: at.day, lookAgainBy: at.day.adding(days: 90)),
            by: writer, at: at)
        guard case .person(let person) = subject else { return }
        ledger.note(.keepConnections, by: writer, on: person.text, "intelligence added", at: at, &dice)
    }
}
