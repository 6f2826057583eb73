import Governance
import Kernel

/// The town's sharing agreements as they are shipped, and as they read on the day the town is made.
struct Accords: Sendable, Decodable {
    static let shipped: Accords = Library.read("agreements")

    /// Agencies by their keys, or everyone at the meeting.
    enum Circle: Sendable, Decodable {
        case hub
        case named([String])

        init(from decoder: any Decoder) throws {
            let value = try decoder.singleValueContainer()
            if let keys = try? value.decode([String].self) {
                self = .named(keys)
            } else {
                _ = try value.decode(String.self)
                self = .hub
            }
        }
    }

    /// What an agreement said before it was amended.
    struct Amendment: Sendable, Decodable {
        let daysAgo: Int
        /// Agencies that had not signed yet.
        let without: [String]
        let reason: String
    }

    struct Accord: Sendable, Decodable {
        let reference: String
        let title: String
        let givers: Circle
        let receivers: Circle
        let purposes: [String]
        let categories: [String]
        let fields: [String]
        let bases: [String]
        let policy: String
        let control: String
        let flow: String
        /// Days from the day the town is made.
        let starts: Int
        let ends: Int
        let review: Int
        let retention: String
        let contact: String
        let amended: Amendment?
    }

    let signatories: [String: String]
    let agreements: [Accord]
}

extension Accords {
    /// An agreement's versions, the first first.
    func versions(
        of accord: Accord, staff: Staff, by worker: Worker, now: Instant, id: ID<SharingAgreement>
    ) -> [SharingAgreement] {
        let terms = terms(of: accord, staff: staff, today: now.day)
        let opened = London.instant(terms.starts.adding(days: -6), hour: 14, minute: 5)
        guard let amended = accord.amended else {
            return [version(1, accord, id, terms, opened, worker, "First recorded.")]
        }
        let late = Set(amended.without.map { staff.agency($0).id })
        var before = terms
        before.parties.removeAll { late.contains($0.agency) }
        return [
            version(1, accord, id, before, opened, worker, "First recorded."),
            version(2, accord, id, terms, now.adding(days: -amended.daysAgo), worker, amended.reason),
        ]
    }

    private func version(
        _ number: Int, _ accord: Accord, _ id: ID<SharingAgreement>, _ terms: SharingAgreement.Terms, _ at: Instant,
        _ worker: Worker, _ reason: String
    ) -> SharingAgreement {
        SharingAgreement(
            id: id, reference: accord.reference, version: number, terms: terms, recordedAt: at,
            recordedBy: worker.id, reason: reason)
    }

    private func terms(of accord: Accord, staff: Staff, today: Day) -> SharingAgreement.Terms {
        guard let control = SharingAgreement.Control(rawValue: accord.control) else {
            preconditionFailure("\(accord.reference) has no such control as “\(accord.control)”.")
        }
        let starts = today.adding(days: accord.starts).firstOfMonth
        return SharingAgreement.Terms(
            title: accord.title, parties: parties(of: accord, staff), purposes: accord.purposes,
            categories: Set(accord.categories.map { known($0, Category.init(rawValue:)) }),
            fields: Set(accord.fields.map { known($0, IdentityField.init(rawValue:)) }),
            legalBases: accord.bases.map { known($0, LegalBasis.named).key }, otherBasis: "",
            policyDocument: accord.policy, control: control, flow: accord.flow, starts: starts,
            ends: today.adding(days: accord.ends).lastOfMonth, review: today.adding(days: accord.review),
            retention: accord.retention, breachContact: accord.contact, signed: starts.adding(days: -9))
    }

    private func parties(of accord: Accord, _ staff: Staff) -> [SharingAgreement.Party] {
        let givers = agencies(accord.givers, staff)
        let receivers = agencies(accord.receivers, staff)
        return staff.keys.compactMap { key in
            let agency = staff.agency(key)
            let part: SharingAgreement.Part
            switch (givers.contains(agency.id), receivers.contains(agency.id)) {
            case (true, true): part = .both
            case (true, false): part = .gives
            case (false, true): part = .receives
            case (false, false): return nil
            }
            guard let signatory = signatories[key] else { preconditionFailure("Nobody signs for “\(key)”.") }
            return SharingAgreement.Party(agency: agency.id, part: part, signatory: signatory)
        }
    }

    private func agencies(_ circle: Circle, _ staff: Staff) -> Set<ID<Agency>> {
        switch circle {
        case .hub: Set(staff.offices.filter(\.isOnHub).map(\.id))
        case .named(let keys): Set(keys.map { staff.agency($0).id })
        }
    }

    private func known<Found>(_ word: String, _ find: (String) -> Found?) -> Found {
        guard let found = find(word) else { preconditionFailure("The agreements name “\(word)”, which is not known.") }
        return found
    }
}

extension Day {
    fileprivate var firstOfMonth: Day { adding(days: 1 - day) }

    fileprivate var lastOfMonth: Day { firstOfMonth.adding(days: 31).firstOfMonth.adding(days: -1) }
}
