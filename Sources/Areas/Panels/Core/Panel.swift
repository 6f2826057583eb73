import Governance
import Kernel
import People
import Storage

/// Where a meeting stands.
package enum PanelStatus: String, Sendable, CaseIterable, Storable {
    case planned, held, cancelled

    var name: String {
        switch self {
        case .planned: "Planned"
        case .held: "Held"
        case .cancelled: "Cancelled"
        }
    }
}

/// One meeting of several agencies: a monthly panel, an exploitation meeting, a strategy discussion.
package struct Panel: Sendable, Equatable {
    package let id: ID<Panel>
    package let kind: String
    package var day: Day
    /// Minutes after midnight in London.
    package var startsAt: Int
    package var place: String
    package var chair: ID<Worker>?
    /// Who chairs with them, often police beside the council.
    package var coChair: ID<Worker>?
    package var statementRead: Bool
    /// Why it went ahead although somebody who has to be there was not; empty while that was not needed.
    package var quorumReason: String
    package var status: PanelStatus

    package init(
        id: ID<Panel> = .make(), kind: String, day: Day, startsAt: Int, place: String, chair: ID<Worker>? = nil,
        coChair: ID<Worker>? = nil
    ) {
        self.id = id
        self.kind = kind
        self.day = day
        self.startsAt = startsAt
        self.place = place
        self.chair = chair
        self.coChair = coChair
        statementRead = false
        quorumReason = ""
        status = .planned
    }

    package var start: Instant { London.instant(day, hour: startsAt / 60, minute: startsAt % 60) }
}

/// Whether an invited agency was there.
package enum Presence: String, Sendable, CaseIterable, Storable {
    case invited, here, apologies

    var name: String {
        switch self {
        case .invited: "Invited"
        case .here: "Here"
        case .apologies: "Sent apologies"
        }
    }
}

/// An invited agency at one meeting.
struct PanelGuest: Sendable {
    let agency: Agency
    let presence: Presence
    /// Who came for it, as written down.
    let who: String
}

/// A tie somebody declared: whoever declares one for an item does not read it.
struct PanelConflict: Sendable, FromRow {
    let item: ID<PanelItem>?
    let words: String
    let worker: ID<Worker>
    let by: String
    let at: Instant

    init(row: Row) throws {
        item = try row["item_id"]
        words = try row["words"]
        worker = try row["by_id"]
        by = try row["by_name"]
        at = try row["at"]
    }
}

/// A meeting with the names around it.
struct PanelView: Sendable {
    let panel: Panel
    let kind: PanelLists.Kind
    let chair: String?
    let coChair: String?
    let guests: [PanelGuest]
    let conflicts: [PanelConflict]

    /// The kinds of agency that have to be there and are not.
    var missing: [AgencyKind] {
        PanelRules.missing(kind, here: guests.filter { $0.presence == .here }.map(\.agency.kind))
    }

    /// "Monthly panel, Tuesday 1 December".
    var title: String { "\(kind.short), \(panel.day.withWeekday)" }

    /// What this worker said they have a tie with.
    func hasSteppedBack(_ worker: ID<Worker>, from item: ID<PanelItem>) -> Bool {
        conflicts.contains { $0.worker == worker && $0.item == item }
    }
}

/// What has to be so before a meeting may decide. Rules alone.
enum PanelRules {
    /// The kinds of agency that have to be there and are not.
    static func missing(_ kind: PanelLists.Kind, here: [AgencyKind]) -> [AgencyKind] {
        kind.kinds.filter { !here.contains($0) }
    }

    /// Why nothing can be decided yet; nil when it can.
    static func obstacle(_ view: PanelView) -> String? {
        switch view.panel.status {
        case .cancelled: return "This meeting was cancelled. Set up another one"
        case .held: return "This meeting is closed. Bring it to the next one"
        case .planned: break
        }
        guard view.panel.statementRead else { return "Read out the statement first, and say so under Who is here" }
        let missing = view.missing
        guard !missing.isEmpty, view.panel.quorumReason.isEmpty else { return nil }
        return
            "Not everybody who has to be here is here: \(missing.map(\.name).joined(separator: ", ")). Mark them as here, or say why it goes ahead"
    }
}
