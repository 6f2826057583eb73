import Kernel

extension Policy {
    /// Whether this worker may send, see and decide about an agency's files: a panel member those of their own agency,
    /// the hub's coordinator any, an analyst any that tells of no person.
    package static func handlesFiles(_ worker: Worker, of agency: ID<Agency>, aboutPeople: Bool) -> Bool {
        guard allows(worker.role, aboutPeople ? .importFiles : .importFigures) else { return false }
        return handlesEveryAgency(worker) || worker.agency.id == agency
    }

    /// Whether the files of every agency are this worker's business, as far as they may handle that kind of file.
    package static func handlesEveryAgency(_ worker: Worker) -> Bool {
        let isForAll = worker.role == .hubCoordinator || worker.role == .analyst
        return isForAll && allows(worker.role, .importFigures)
    }

    /// Whether files that tell of people are this worker's business at all.
    package static func handlesPeoplesFiles(_ worker: Worker) -> Bool { allows(worker.role, .importFiles) }
}
