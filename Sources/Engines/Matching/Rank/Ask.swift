/// What one young person needs, can do and wishes for; whatever is not known is nil or empty.
///
/// Codes (needs, areas, languages, features) are the caller's own; nothing is read into them.
public struct Ask: Sendable, Equatable {
    /// Something support is needed with.
    public struct Need: Sendable, Equatable {
        /// The caller's code.
        public let code: String
        /// How much it counts beside the others: 1 for an ordinary need, 2 for one that counts twice.
        public let importance: Double

        /// Describes a need.
        public init(_ code: String, importance: Double = 1) {
            self.code = code
            self.importance = importance
        }
    }

    /// What the caller knows the young person by.
    public let id: String
    /// What support is needed with.
    public var needs: [Need] = []
    /// Age in whole years.
    public var age: Int?
    /// Gender, by the caller's code.
    public var gender: String?
    /// Threshold of need, 1 to 4.
    public var level: Int?
    /// Where they set out from.
    public var place: GridPlace?
    /// The area they live in.
    public var area: String?
    /// The areas they can go to; nil when nobody has asked.
    public var canGoTo: Set<String>?
    /// The farthest they can go, in metres.
    public var travelsAtMost: Double?
    /// When they are free; nil when nobody has asked.
    public var free: WeekHours?
    /// The languages they would speak with a worker, any of which will do.
    public var languages: Set<String> = []
    /// True when a shared language is needed and no interpreter will do.
    public var mustShareLanguage = false
    /// What they would like of a service or worker.
    public var wishes: [Wish] = []
    /// What must never be.
    public var safety: [SafetyRule] = []
    /// The services and workers they know and trust already.
    public var knows: Set<String> = []

    /// Begins an ask about which nothing is known yet.
    public init(id: String) { self.id = id }
}

/// Something a young person would like, which is not a matter of safety.
public enum Wish: Sendable, Equatable, Hashable {
    /// This service or worker.
    case named(String)
    /// A worker of this sex.
    case workerSex(String)
    /// A feature by the caller's code: lived experience, a quiet room, sport.
    case feature(String)
}

/// What must never be, for somebody's safety. Why is kept where the rule is kept.
public enum SafetyRule: Sendable, Equatable, Hashable {
    /// Never this service or worker.
    case never(String)
    /// Never where this person goes or works.
    case neverWith(person: String)
    /// Never in this area: not on that estate.
    case notIn(area: String)
    /// Only a worker of this sex.
    case onlyWorkerSex(String)
}
