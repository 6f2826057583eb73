import Governance
import Kernel

/// The numbers that identify somebody, and who reads them whole.
package enum Identifier: String, Sendable, CaseIterable {
    case nhsNumber, upn, pnc

    package var name: String {
        switch self {
        case .nhsNumber: "NHS number"
        case .upn: "Pupil number (UPN)"
        case .pnc: "PNC number"
        }
    }

    package func value(of record: SourceRecord) -> String {
        switch self {
        case .nhsNumber: NHSNumber(record.nhsNumber)?.description ?? record.nhsNumber
        case .upn: record.upn
        case .pnc: record.pnc
        }
    }

    /// Which agreement field it is.
    package var field: IdentityField {
        switch self {
        case .nhsNumber: .nhsNumber
        case .upn: .upn
        case .pnc: .pncID
        }
    }

    /// The number for this worker: whole for those whose agency works with it and for the hub, otherwise its end.
    package func shown(_ record: SourceRecord, to worker: Worker) -> String {
        let whole = value(of: record)
        guard !whole.isEmpty, !isWhole(for: worker) else { return whole }
        return "ends in \(whole.suffix(3))"
    }

    package func isWhole(for worker: Worker) -> Bool {
        if worker.role == .hubCoordinator { return true }
        switch self {
        case .nhsNumber: return worker.agency.kind == .health
        case .upn: return [.education, .socialCare].contains(worker.agency.kind)
        case .pnc: return [.police, .youthJustice].contains(worker.agency.kind)
        }
    }
}
