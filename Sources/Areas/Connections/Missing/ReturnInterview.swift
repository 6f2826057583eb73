import Governance
import Kernel
import People
import Storage
import Tasks

/// The task behind the return interview: made when a young person is back, gone once it was held or not wanted.
enum ReturnInterview {
    static func key(_ note: Note) -> String { "return interview \(note.first)" }

    /// Who has to see to it: whoever leads for the young person, and where nobody does, the agency that wrote it down.
    static func holder(lead: Worker?, writer: Worker) -> (agency: ID<Agency>, worker: ID<Worker>?) {
        if let lead, Policy.allows(lead.role, .keepTasks) { return (lead.agency.id, lead.id) }
        return (writer.agency.id, nil)
    }
}

extension Transaction {
    /// Raises, moves or ends the task of one missing episode after its entry was written or amended.
    package func followReturnInterview(_ note: Note, by writer: Worker, at now: Instant) throws {
        let key = ReturnInterview.key(note)
        guard let due = note.missing?.openTalkDue() else {
            let how =
                switch note.missing?.talk {
                case .held: "The return interview was held"
                case .declined: "The return interview was offered, and not wanted this time"
                case .notYet, .offered: "They are missing again, or the entry was put right"
                case nil: "The entry is not about a missing episode"
                }
            return try endTask(key, how: how, by: writer.id, at: now)
        }
        let lead = try leadWorker(of: note.person, at: now)
        let holder = ReturnInterview.holder(lead: lead, writer: writer)
        try add(
            StoredTask(
                key: key, person: note.person, what: "Return interview due",
                link: "/young-people/\(note.person)/notes/\(note.first)", agency: holder.agency,
                worker: holder.worker, due: due.day, askedBy: writer.id, at: now))
    }
}
