import Governance
import Kernel
import Storage

/// What workers did, gathered and written into the audit log in the order it happened.
struct Ledger: Sendable {
    private var entries: [Audit.Entry] = []

    /// Notes one thing somebody did.
    mutating func note(
        _ action: Action, by worker: Worker?, on subject: String, _ detail: String = "",
        _ outcome: AuditOutcome = .permitted, at: Instant, _ dice: inout Dice
    ) {
        let reference: ID<Ledger> = dice.id()
        entries.append(
            Audit.Entry(
                at: at, worker: worker, action: action.rawValue, subject: subject, detail: detail, outcome: outcome,
                reference: String(reference.text.prefix(8)).uppercased()))
    }

    /// Everything up to a moment, oldest first, in pieces for one transaction each.
    func pieces(until now: Instant) -> [[Audit.Entry]] {
        let sorted = entries.enumerated().filter { $0.element.at <= now }.sorted { left, right in
            left.element.at == right.element.at ? left.offset < right.offset : left.element.at < right.element.at
        }.map(\.element)
        return stride(from: 0, to: sorted.count, by: 2500).map { Array(sorted[$0..<min($0 + 2500, sorted.count)]) }
    }
}
