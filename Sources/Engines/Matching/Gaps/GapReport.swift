/// Something that was asked for, and what came of it: one need of one young person.
public struct AskedFor: Sendable, Equatable {
    /// What came of it.
    public enum Outcome: Sendable, Equatable, Hashable {
        /// Support that meets it began.
        case met
        /// Something else was given meanwhile.
        case interim
        /// Nothing that meets it was found, and why.
        case unmet(Lack)
        /// Nobody has decided yet.
        case waiting
    }

    /// Why nothing was found.
    public enum Lack: String, Sendable, CaseIterable, Hashable {
        /// No service helps with it.
        case noService
        /// Services help with it, and all were full.
        case full
        /// None for this age.
        case age
        /// None for this threshold of need.
        case level
        /// None near enough, or for this area.
        case place
        /// None at an hour that would do.
        case hour
        /// None in the language needed.
        case language
        /// None that was safe.
        case safety
        /// Offered, and the young person did not want it.
        case declined
        /// Another reason, or none recorded.
        case other
    }

    /// Who asked, so that people are counted once.
    public let person: String
    /// What for.
    public let need: String
    /// Where; nil when not recorded.
    public let place: String?
    /// Age in whole years; nil when not recorded.
    public let age: Int?
    /// The hour of the week it was wanted for, 0 for Monday from midnight; nil when not recorded.
    public let hour: Int?
    /// Threshold of need; nil when not recorded.
    public let level: Int?
    /// What came of it.
    public let outcome: Outcome

    /// Describes something asked for.
    public init(
        person: String, need: String, place: String?, age: Int?, hour: Int?, level: Int?, outcome: Outcome
    ) {
        self.person = person
        self.need = need
        self.place = place
        self.age = age
        self.hour = hour
        self.level = level
        self.outcome = outcome
    }
}

/// What asks can be counted by.
public enum GapDimension: Sendable, Equatable, Hashable {
    /// What was asked for.
    case need
    /// Where.
    case place
    /// Age, in bands that begin at these ages, in order.
    case age(from: [Int])
    /// Part of the week, each with its name and its hours; an hour in several counts in the first.
    case hour([Slot])
    /// Threshold of need.
    case level
    /// Why nothing was found; only what was not met is counted.
    case lack

    /// A named part of the week.
    public struct Slot: Sendable, Equatable, Hashable {
        /// Its name, as "weekday evenings".
        public let name: String
        /// Its hours.
        public let hours: WeekHours

        /// Names a part of the week.
        public init(_ name: String, _ hours: WeekHours) {
            self.name = name
            self.hours = hours
        }
    }

    /// Where an ask belongs; nil when that is not recorded.
    func key(_ asked: AskedFor) -> String? {
        switch self {
        case .need: return asked.need
        case .place: return asked.place
        case .level: return asked.level.map(String.init)
        case .hour(let slots): return asked.hour.flatMap { hour in slots.first { $0.hours.hours.contains(hour) }?.name }
        case .lack:
            if case .unmet(let lack) = asked.outcome { return lack.rawValue }
            return nil
        case .age(let starts):
            guard let age = asked.age else { return nil }
            guard let place = starts.lastIndex(where: { $0 <= age }) else {
                return starts.first.map { "under \($0)" }
            }
            guard place + 1 < starts.count else { return "\(starts[place]) and over" }
            let last = starts[place + 1] - 1
            return last == starts[place] ? "\(last)" : "\(starts[place]) to \(last)"
        }
    }
}

/// Needs asked for and not met, counted. Nothing is kept back: that is for whoever shows it.
public struct GapReport: Sendable, Equatable {
    /// One cell: the keys in the order of the dimensions, nil where not recorded.
    public struct Cell: Sendable, Equatable {
        /// Where it belongs.
        public let keys: [String?]
        /// Needs asked for.
        public let asked: Int
        /// Needs met.
        public let met: Int
        /// Needs with something else given meanwhile.
        public let interim: Int
        /// Needs for which nothing was found.
        public let unmet: Int
        /// Needs nobody has decided on.
        public let waiting: Int
        /// Different young people who asked: what small numbers are judged by.
        public let people: Int
        /// Different young people with a need for which nothing was found.
        public let peopleUnmet: Int

        /// The share not met of those decided; nil when none is decided.
        public var shareUnmet: Double? {
            let decided = asked - waiting
            return decided > 0 ? Double(unmet) / Double(decided) : nil
        }
    }

    /// What it is counted by.
    public let dimensions: [GapDimension]
    /// The cells with anything asked: most unmet first, then most asked, then by key.
    public let cells: [Cell]
    /// Everything together.
    public let total: Cell

    /// Counts asks.
    public init(of asks: [AskedFor], by dimensions: [GapDimension]) {
        let isOnlyUnmet = dimensions.contains(.lack)
        let counted = asks.filter { asked in
            guard isOnlyUnmet else { return true }
            if case .unmet = asked.outcome { return true }
            return false
        }
        let groups = Dictionary(grouping: counted) { asked in dimensions.map { $0.key(asked) } }
        self.dimensions = dimensions
        total = Self.cell(dimensions.map { _ in nil }, counted)
        cells = groups.map { Self.cell($0.key, $0.value) }.sorted(by: Self.comesFirst)
    }

    private static func cell(_ keys: [String?], _ asks: [AskedFor]) -> Cell {
        var counts = (met: 0, interim: 0, unmet: 0, waiting: 0)
        var without: Set<String> = []
        for asked in asks {
            switch asked.outcome {
            case .met: counts.met += 1
            case .interim: counts.interim += 1
            case .waiting: counts.waiting += 1
            case .unmet:
                counts.unmet += 1
                without.insert(asked.person)
            }
        }
        return Cell(
            keys: keys, asked: asks.count, met: counts.met, interim: counts.interim, unmet: counts.unmet,
            waiting: counts.waiting, people: Set(asks.map(\.person)).count, peopleUnmet: without.count)
    }

    private static func comesFirst(_ one: Cell, _ other: Cell) -> Bool {
        if one.unmet != other.unmet { return one.unmet > other.unmet }
        if one.asked != other.asked { return one.asked > other.asked }
        for (first, second) in zip(one.keys, other.keys) where first != second {
            guard let first else { return false }
            guard let second else { return true }
            return first < second
        }
        return false
    }
}
