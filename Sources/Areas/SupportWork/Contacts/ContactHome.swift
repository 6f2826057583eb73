import Governance
import Kernel
import Storage
import Web
import Wording

/// What waits on a worker's home: contacts whose outcome nobody wrote down, young people nobody has met for a while, and
/// their agency's groups. It names nobody.
func contactHomeCard() -> HomeCard {
    HomeCard(action: .recordSupport) { tx, worker, now in
        let waiting = try tx.plannedContacts(of: worker.id, before: now).count
        let quiet = try tx.quietSupports(of: worker.id, on: now.day)
        let groups = try tx.groups(of: worker.agency.id)
        var lines: [HTML] = []
        if waiting > 0 {
            lines.append(
                "\(tag(Words.plural(waiting, "contact"), .warn)) planned and past: \(anchor("say what came of it", "/tasks"))"
            )
        }
        if quiet > 0 {
            lines.append(
                "\(tag(Words.plural(quiet, "young person"), .warn)) you have not met for \(ContactLists.standard.quietDays) days or more: \(anchor("see who", "/support/mine"))"
            )
        }
        if groups.isEmpty, worker.role == .provider, try !tx.isMentorAccount(worker) {
            lines.append("\(anchor("Groups and clubs", "/groups")) of \(worker.agency.name): none is set up yet")
        }
        lines += groups.prefix(6).map { "\(anchor($0.name, "/groups/\($0.id)")), \($0.hours)" }
        guard !lines.isEmpty else { return .empty }
        return card("Contacts and groups", id: "contacts", body: bullets(lines))
    }
}

extension Transaction {
    /// How many of a worker's supports under way have gone without a meeting for longer than the list allows.
    func quietSupports(of worker: ID<Worker>, on today: Day) throws -> Int {
        let contacts = try lastContacts(of: worker)
        return try openSupports(of: nil, worker: worker).count { written in
            guard written.support.status == .active, let began = written.support.startedOn else { return false }
            let last = contacts[written.support.id]?.held?.day ?? began
            return today.number - last.number > ContactLists.standard.quietDays
        }
    }
}
