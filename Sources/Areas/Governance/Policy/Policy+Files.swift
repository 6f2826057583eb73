import Kernel

extension Policy {
    /// Whether this worker may send, see and decide about an agency's files: a panel member those of their own agency,
    /// the hub's coordinator any.
    package static func handlesFiles(_ worker: Worker, of agency: ID<Agency>) -> Bool {
        guard allows(worker.role, .importFiles) else { return false }
        return handlesEveryFile(worker) || worker.agency.id == agency
    }

    /// Whether the files of every agency are this worker's business.
    package static func handlesEveryFile(_ worker: Worker) -> Bool {
        worker.role == .hubCoordinator && allows(worker.role, .importFiles)
    }
}
