import FrontDoor
import Governance
import Kernel
import People
import Web

/// One referral on the board, as far as its reader may see it.
struct BoardItem: Sendable {
    let line: BoardLine
    /// Nil where the record is closed to this reader, or not made yet.
    let person: Person?
    let level: RiskLevel?
    let involved: [InvolvedAgency<Person>]
    let awaited: Awaited?
    let due: Instant
    let showsSource: Bool
    let showsConcerns: Bool

    /// Until when it should be decided: the clock of the front door, or the day information was asked for.
    static func due(_ line: BoardLine, _ awaited: Awaited?, _ settings: HubSettings, _ calendar: WorkingCalendar)
        -> Instant
    {
        if let awaited, line.status == .moreInformation {
            return London.instant(awaited.by, hour: settings.informationDueHour, minute: 0)
        }
        return ReferralClock(receivedAt: line.receivedAt, calendar: calendar).decideBy
    }

    /// "Kai B, 15".
    func name(on today: Day) -> String {
        guard let person else { return line.person == nil ? "No record yet" : "Restricted record" }
        return person.nameAndAge(on: today)
    }

    var isOpen: Bool { person != nil }
}

/// The referrals of a daily meeting, in the order to discuss them.
struct Board: Sendable {
    /// A level of risk, and those of it to decide: the longest overdue first, then those with least time left.
    struct Lane: Sendable {
        let tone: RiskTone
        let items: [BoardItem]
    }

    /// Nobody has judged the first lane yet, so it stands before high: unset must never look low.
    static let order: [RiskTone] = [.unset, .high, .medium, .low]

    let lanes: [Lane]
    /// Asked about and not back yet.
    let waiting: [BoardItem]

    init(_ items: [BoardItem], on today: Day) {
        let back = items.filter { item in
            guard item.line.status == .moreInformation, let awaited = item.awaited else { return true }
            return awaited.isBack(on: today)
        }
        let ids = Set(back.map(\.line.id))
        lanes = Board.order.map { tone in
            Lane(tone: tone, items: Board.sorted(back.filter { $0.level.tone == tone }))
        }
        waiting = Board.sorted(items.filter { !ids.contains($0.line.id) })
    }

    var toDecide: Int { lanes.reduce(0) { $0 + $1.items.count } }

    /// The order to take them in.
    var queue: [BoardItem] { lanes.flatMap(\.items) }

    private static func sorted(_ items: [BoardItem]) -> [BoardItem] {
        items.sorted { ($0.due, $0.line.receivedAt, $0.line.id) < ($1.due, $1.line.receivedAt, $1.line.id) }
    }
}

/// What the board is narrowed to.
struct BoardFilter: Sendable, Equatable {
    /// A postcode district, "EM4".
    var area = ""
    var school = ""
    /// An agency to act: already involved, or named in what is proposed.
    var agency: AgencyKind?
    /// A reason of the settings' list.
    var reason = ""

    init() {}

    init(_ query: Form) {
        area = String(query["area"].trimmed.prefix(200))
        school = String(query["school"].trimmed.prefix(200))
        agency = AgencyKind(rawValue: query["agency"])
        reason = HubSettings.standard.reason(query["reason"])?.id ?? ""
    }

    var isOn: Bool { self != BoardFilter() }

    /// Whether an item is shown. One that is closed to the reader is shown only while nothing is narrowed.
    func shows(_ item: BoardItem) -> Bool {
        guard isOn else { return true }
        guard let person = item.person else { return false }
        let inArea = area.isEmpty || person.district == area
        let inSchool = school.isEmpty || person.school == school
        let forReason = reason.isEmpty || HubSettings.standard.reason(reason)?.isIn(item.line.concerns) ?? true
        return inArea && inSchool && forReason && isForAgency(item)
    }

    private func isForAgency(_ item: BoardItem) -> Bool {
        guard let agency else { return true }
        let isProposed = " \(item.line.proposed.folded) ".contains(" \(agency.name.folded) ")
        return isProposed || item.involved.contains { $0.agencyKind == agency }
    }

    /// As a query, without one of its parts when named.
    func query(without name: String = "") -> [(name: String, value: String)] {
        [("area", area), ("school", school), ("agency", agency?.rawValue ?? ""), ("reason", reason)]
            .filter { !$0.1.isEmpty && $0.0 != name }.map { (name: $0.0, value: $0.1) }
    }
}

extension Person {
    /// "EM4": enough to say which part of town.
    var district: String { postcode.isEmpty ? "" : String(postcode.prefix { $0 != " " }) }
}
