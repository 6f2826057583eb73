import Casework
import Governance
import Kernel
import Matching
import People
import Providers
import Storage

/// What needs asked for and not met are counted by.
enum GapView: String, CaseIterable, Sendable {
    case need, place, age, hour, level, lack

    var name: String {
        switch self {
        case .need: "What was needed"
        case .place: "Place"
        case .age: "Age"
        case .hour: "Time of the week"
        case .level: "Level of need"
        case .lack: "Why nothing was found"
        }
    }

    func dimension(_ ages: [Int]) -> GapDimension {
        switch self {
        case .need: .need
        case .place: .place
        case .age: .age(from: ages)
        case .hour: .hour(Self.slots)
        case .level: .level
        case .lack: .lack
        }
    }

    private static let slots = [
        GapDimension.Slot("Weekday evenings", WeekHours(days: Set(0..<5), from: 17, until: 21)),
        GapDimension.Slot("Weekends", WeekHours(days: [5, 6], from: 9, until: 21)),
        GapDimension.Slot("Weekdays in the day", WeekHours(days: Set(0..<5), from: 9, until: 17)),
    ]

    /// A key in words; what nobody recorded is said.
    func words(_ key: String?) -> String {
        guard let key else { return self == .hour ? "Any time, or not said" : "Not said" }
        return switch self {
        case .need: DirectoryLists.shipped.needs.first { $0.code == key }?.name ?? key
        case .level: "Level \(key)"
        case .lack: AskedFor.Lack(rawValue: key)?.words ?? key
        case .place, .age, .hour: key
        }
    }
}

extension AskedFor.Lack {
    var words: String {
        switch self {
        case .noService: "No service helps with it"
        case .full: "All that help with it were full"
        case .age: "None for this age"
        case .level: "None for this level of need"
        case .place: "None near enough, or for this area"
        case .hour: "None at an hour that would do"
        case .language: "None in the language needed"
        case .safety: "None that was safe"
        case .declined: "The young person did not want what there was"
        case .other: "Another reason"
        }
    }
}

/// Counts of one view, as a reader may see them.
struct GapTable: Sendable {
    struct Line: Sendable {
        let name: String
        let asked: ShownCount
        let unmet: ShownCount
    }
    let view: GapView
    let lines: [Line]

    /// Small counts and what gives them away are hidden from whoever is not on the team.
    init(_ asks: [AskedFor], by view: GapView, ages: [Int], for audience: CountAudience) {
        self.view = view
        let report = GapReport(of: asks, by: [view.dimension(ages)])
        let groups = report.cells.map { [$0.peopleUnmet, $0.people - $0.peopleUnmet] }
        let shown = Suppression.standard.protect(groups: groups, isWholeKnown: false, for: audience)
        lines = report.cells.indices.map { index in
            Line(
                name: view.words(report.cells[index].keys.first ?? nil), asked: shown.sums.cells[index],
                unmet: shown.cells[index][0])
        }
    }
}

/// One support as a gap report reads it: nothing in it names anybody.
private struct AskedSupport {
    let support: Support
    let age: Int?
    let hasInterim: Bool
    let meets: Set<String>?
}

extension Transaction {
    /// What supports decided since a day asked for, need by need, and what came of each.
    ///
    /// Places are those of the directory alone, so that words typed about one young person are never a heading.
    func askedFor(since day: Day, on today: Day) throws -> [AskedFor] {
        let directory = try HelpDirectory(load: mentorLoad(), in: self)
        let areas = Set(
            directory.services.values.flatMap(\.terms.areas) + directory.mentors.values.flatMap(\.terms.areas))
        let since = London.instant(day, hour: 0, minute: 0)
        var asks: [AskedFor] = []
        for one in try supportsAsked(since: since, directory, on: today) {
            guard let asked = try ask(for: one.support.id)?.ask else { continue }
            let place = areas.filter { !asked.area.isEmpty && Areas.serve([$0], asked.area) }.min()
            let ranking =
                one.support.status == .seeking
                ? Candidates(
                    asked.ask(id: one.support.person.text, age: one.age), from: directory, on: today
                ).ranking : nil
            for need in asked.needs {
                asks.append(
                    AskedFor(
                        person: one.support.person.text, need: need, place: place, age: one.age, hour: asked.oneHour,
                        level: asked.level, outcome: Self.outcome(of: need, one, ranking)))
            }
        }
        return asks
    }

    private func supportsAsked(
        since: Instant, _ directory: HelpDirectory, on today: Day
    ) throws -> [AskedSupport] {
        let held: [String] = try values(
            """
            SELECT interim_for FROM support WHERE interim_for IS NOT NULL
                AND status IN \(list: [SupportStatus.accepted, .active, .ended])
            """)
        let interim = Set(held)
        return try rows(
            """
            SELECT s.*, p.born FROM support s JOIN person p ON p.id = s.person_id
            WHERE s.opened_at >= \(since) AND s.interim_for IS NULL ORDER BY s.id
            """
        ).map { row in
            let support = try Support(row: row)
            let born: Day? = try row["born"]
            let needs = support.service.flatMap { directory.services[$0] }?.terms.needs ?? []
            return AskedSupport(
                support: support, age: born?.age(on: today), hasInterim: interim.contains(support.id.text),
                meets: needs.isEmpty ? nil : Set(needs))
        }
    }

    private static func outcome(
        of need: String, _ one: AskedSupport, _ ranking: Ranking?
    ) -> AskedFor.Outcome {
        switch one.support.status {
        case .accepted, .active, .ended: return one.meets?.contains(need) ?? true ? .met : .unmet(.noService)
        case .withdrawn: return .unmet(.declined)
        case .seeking:
            if one.hasInterim { return .interim }
            return ranking.flatMap { AskedFor.Lack.found(in: $0, for: need) }.map { .unmet($0) } ?? .waiting
        }
    }
}

extension SupportAsk {
    /// An hour that stands for when help is wanted, where one part of the week alone would do.
    var oneHour: Int? {
        guard times.count == 1 else { return nil }
        return switch times[0] {
        case "evenings": 18
        case "weekends": 5 * 24 + 12
        default: 12
        }
    }
}
