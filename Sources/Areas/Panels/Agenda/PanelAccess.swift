import Governance
import Kernel
import People
import Storage

/// Who may open a record because a meeting speaks about it: the invited agencies, until some weeks after.
enum PanelAccess {
    static func why(_ view: PanelView) -> String {
        "On the agenda of the \(view.kind.short.lowercased()) on \(view.panel.day.long)"
    }

    static func until(_ view: PanelView) -> Instant { view.panel.start.adding(days: view.kind.windowDays) }
}

extension Transaction {
    /// Lets the invited agencies open a record on the agenda. What another reason lets them see longer stays as it is.
    package func letIn(_ view: ID<Panel>, to person: ID<Person>, for worker: Worker, at now: Instant) throws {
        guard let view = try panel(view, for: worker) else { return }
        for guest in view.guests {
            try prolong(
                guest.agency.id, as: .meeting, with: person, why: PanelAccess.why(view), until: PanelAccess.until(view),
                at: now)
        }
    }

    /// Ends what this meeting's agenda let the agencies see.
    func letOut(_ view: PanelView, of person: ID<Person>, at now: Instant) throws {
        try endInvolvement(as: .meeting, with: person, because: PanelAccess.why(view), at: now)
    }
}
