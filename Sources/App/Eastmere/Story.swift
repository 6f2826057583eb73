import FrontDoor
import Governance
import Kernel
import People

/// One referral from beginning to end, before any of it is written down.
struct Story: Sendable {
    /// Its young person's place in the list of everyone.
    let youngster: Int
    var referral: Referral
    let theme: Writing.Theme
    let source: Source
    let level: RiskLevel
    let headline: String
    let facts: Facts
    /// The seed for everything made up while it is written down.
    let seed: UInt64
    /// Tells of the same concern as this earlier story.
    let sameAs: Int?
    /// Nobody had told of this young person before.
    let isFirst: Bool

    var receivedAt: Instant { referral.receivedAt }
}

/// Two years of referrals, planned.
struct Stories {
    private(set) var youngsters: [Youngster] = []
    private(set) var stories: [Story] = []

    private let library: Library
    private let staff: Staff
    private let today: Day
    private let time = HubTime()
    private var phrasing: Phrasing
    private var dice: Dice
    private var references: Set<String> = []
    /// Where in `youngsters` those told of lately are: some are told of again.
    private var recent: [(place: Int, at: Instant)] = []

    /// One referral in this many is decided late.
    private static let lateShare = 0.06
    private static let againShare = 0.21
    private static let sameConcernShare = 0.025

    init(_ library: Library, staff: Staff, seed: UInt64, today: Day) {
        self.library = library
        self.staff = staff
        self.today = today
        phrasing = Phrasing(library.writing.words)
        dice = Dice(seed: seed, part: "stories")
    }

    /// Tells everything that was decided before today; what is still open is `Today`'s.
    mutating func tell(_ arrivals: [Arrivals.Arrival]) {
        for arrival in arrivals {
            let isLate = dice.happens(Self.lateShare)
            let decided = time.decided(arrival.at, isLate: isLate, &dice)
            guard decided.day < today else { continue }
            add(arrival, theme: nil, youngster: nil, decided: decided, sameAs: nil)
            if dice.happens(Self.sameConcernShare) { addTwin(of: stories.count - 1, decided: decided) }
        }
        let first = Today.lastNumber - youngsters.count - Today.numbers.count + 1
        var number = first
        for place in youngsters.indices {
            while Today.numbers.contains(number) { number += 1 }
            youngsters[place].renumber(number)
            youngsters[place].settle(on: today)
            number += 1
        }
    }

    /// When each young person was first told of.
    var firstTold: [Instant] {
        var first = Array(repeating: Instant(milliseconds: Int.max), count: youngsters.count)
        for story in stories { first[story.youngster] = min(first[story.youngster], story.receivedAt) }
        return first
    }

    /// Young people decided about last, the latest at the end.
    var lately: [ID<Person>] { stories.suffix(60).filter(\.isFirst).map { youngsters[$0.youngster].person.id } }

    /// A second referral about what the last one told, from somebody else, before the meeting.
    private mutating func addTwin(of place: Int, decided: Instant) {
        let original = stories[place]
        let latest = decided.adding(minutes: -40)
        let at = original.receivedAt.adding(minutes: dice.number(30...600))
        guard at < latest else { return }
        let others = library.sources.filter { $0.key != original.source.key && $0.weekdays[6] > 0 }
        let source = dice.pick(others) { $0.weight }
        add(
            Arrivals.Arrival(at: at, source: source), theme: original.theme, youngster: original.youngster,
            decided: decided, sameAs: place)
    }

    private mutating func add(
        _ arrival: Arrivals.Arrival, theme: Writing.Theme?, youngster: Int?, decided: Instant, sameAs: Int?
    ) {
        let day = arrival.at.day
        let known = youngsters.count
        let place = youngster ?? somebody(on: arrival.at, from: arrival.source)
        let age = youngsters[place].age(on: day)
        let fitting = library.writing.themes.filter { $0.ages[0] <= age && age <= $0.ages[1] }
        let theme = theme ?? dice.pick(fitting) { $0.weight * (arrival.source.themes[$0.id] ?? 1) }
        let level = dice.pick(RiskLevel.allCases) { theme.weight(of: $0) }
        let facts = youngsters[place].facts(on: day, scene: phrasing.scene(&dice))
        var referral = Referral(
            id: dice.id(), reference: reference(), channel: channel(of: arrival.source), status: .decided,
            sourceCode: arrival.source.code, sourceWords: phrasing.common(arrival.source.words, facts, &dice),
            receivedAt: arrival.at)
        referral.person = youngsters[place].person.id
        referral.concerns = phrasing.lines(dice.number(2...3), of: theme.concerns, facts, &dice)
        referral.helps = phrasing.lines(dice.number(1...2), of: library.writing.helps, facts, &dice)
        referral.proposed = phrasing.common(theme.proposed, facts, &dice)
        referral.acknowledgedAt = min(time.read(after: arrival.at, &dice), decided.adding(minutes: -2))
        referral.decidedAt = decided
        referral.toldAt = time.told(after: decided, &dice)
        let headline = phrasing.common(theme.headlines, facts, &dice)
        sendingWorker(of: arrival.source, facts, &referral)
        referral.answers = Answers.all(referral, youngsters[place], arrival.source, &dice)
        stories.append(
            Story(
                youngster: place, referral: referral, theme: theme, source: arrival.source, level: level,
                headline: headline, facts: facts, seed: dice.seed(), sameAs: sameAs, isFirst: place >= known))
        recent.append((place, arrival.at))
    }

    /// Somebody new, or one who was told of in the last year.
    private mutating func somebody(on at: Instant, from source: Source) -> Int {
        if dice.happens(Self.againShare) {
            let lately = recent.suffix(900).filter { told in
                at.seconds(since: told.at) > 4 * 86_400 && at.seconds(since: told.at) < 400 * 86_400
                    && youngsters[told.place].age(on: at.day) <= 18
            }
            if !lately.isEmpty { return dice.pick(lately).place }
        }
        let ages = Array(10...17)
        let weights: [Double] = [2, 5, 9, 14, 19, 21, 17, 12]
        let age = dice.pick(ages) { weights[$0 - 10] }
        youngsters.append(Youngster(aged: age, on: at.day, number: 0, library, &dice))
        return youngsters.count - 1
    }

    private mutating func channel(of source: Source) -> Channel {
        let known = Channel.allCases.filter { source.channels[$0.rawValue] != nil }
        return dice.pick(known) { source.channels[$0.rawValue] ?? 0 }
    }

    private mutating func reference() -> String {
        while true {
            let reference = dice.withSource { ReferralReference.make(prefix: "EM", using: &$0) }
            if references.insert(reference).inserted { return reference }
        }
    }

    /// Whose account it came from, where it came from one.
    private mutating func sendingWorker(of source: Source, _ facts: Facts, _ referral: inout Referral) {
        guard !source.agency.isEmpty else { return }
        referral.agency = staff.agency(source.agency).id
        guard referral.channel == .professional else { return }
        if source.key == "school" {
            guard let worker = facts.values["school"].flatMap(staff.referrer) else { return }
            (referral.referrer, referral.agency) = (worker.id, worker.agency.id)
        } else {
            let workers = staff.workers(at: source.agency, who: .makeReferral)
            if !workers.isEmpty { referral.referrer = dice.pick(workers).id }
        }
    }
}
