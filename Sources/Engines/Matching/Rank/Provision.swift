/// A service or a mentor as matching sees it; whatever is not known is nil.
public struct Provision: Sendable, Equatable {
    /// A service many use, or one person.
    public enum Kind: Sendable, Equatable, Hashable { case service, mentor }

    /// Whether whoever meets the young person has been vetted.
    public enum Vetting: Sendable, Equatable, Hashable {
        /// Until this day, counted in days from any day the caller counts from.
        case until(day: Int)
        /// Vetted, with no day on which it ends.
        case noEnd
        /// Not vetted, or nobody has recorded it: the same thing until somebody has.
        case notRecorded
        /// The service vets its own workers and answers for it.
        case byService
    }

    /// What the caller knows it by.
    public let id: String
    /// Its name, for sentences.
    public let name: String
    /// A service or a mentor.
    public let kind: Kind
    /// What it helps with.
    public var meets: Set<String>?
    /// The youngest age it is for.
    public var youngest: Int?
    /// The oldest age it is for.
    public var oldest: Int?
    /// The genders it is for; nil when it does not say, which is taken for all.
    public var genders: Set<String>?
    /// The thresholds of need it is for.
    public var levels: ClosedRange<Int>?
    /// The areas whose young people it may take.
    public var serves: Set<String>?
    /// Where it meets them.
    public var place: GridPlace?
    /// The areas it meets them in.
    public var meetsIn: Set<String>?
    /// True when the worker goes to the young person.
    public var comesToThem: Bool?
    /// When it is open, or the worker is free.
    public var hours: WeekHours?
    /// The languages spoken.
    public var languages: Set<String>?
    /// The sexes of the workers a young person can choose from.
    public var workerSexes: Set<String>?
    /// Features it has, by the caller's codes.
    public var features: Set<String> = []
    /// Features it is known not to have; any other is not known.
    public var lacks: Set<String> = []
    /// The people known to go or work there, by the caller's codes; nil when nobody knows who does.
    public var people: Set<String>?
    /// Whether its worker is vetted.
    public var vetting: Vetting
    /// How many more it can take now.
    public var places: Int?
    /// How many days somebody new waits at present.
    public var waitDays: Double?

    /// Begins a provision about which nothing else is known yet.
    public init(id: String, name: String, kind: Kind, vetting: Vetting) {
        self.id = id
        self.name = name
        self.kind = kind
        self.vetting = vetting
    }
}
