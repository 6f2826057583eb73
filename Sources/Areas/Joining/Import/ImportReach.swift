import Feeds
import Governance
import Kernel
import Storage

/// Which files lie within a worker's reach.
package struct ImportReach: Sendable {
    /// Nil for every agency.
    let agency: ID<Agency>?
    let seesPeople: Bool

    /// Every file there is: for whoever runs the program.
    package static let all = ImportReach(agency: nil, seesPeople: true)

    private init(agency: ID<Agency>?, seesPeople: Bool) {
        self.agency = agency
        self.seesPeople = seesPeople
    }

    /// What the policy gives a worker.
    package init(_ worker: Worker) {
        agency = Policy.handlesEveryAgency(worker) ? nil : worker.agency.id
        seesPeople = Policy.handlesPeoplesFiles(worker)
    }

    /// The feeds that tell of no person.
    static let figures: [String] = Mapping.shipped.filter { $0.makes != .person }.map(\.name)

    /// What a row of `import_run r` must be.
    var condition: SQL {
        let whose: SQL = agency.map { "r.agency_id = \($0)" } ?? "1 = 1"
        return seesPeople ? whose : "\(sql: whose) AND r.feed IN \(list: Self.figures)"
    }

    /// Those of the kinds of file that may be sent, chosen or read.
    func allowed(_ mappings: [Mapping]) -> [Mapping] {
        seesPeople ? mappings : mappings.filter { $0.makes != .person }
    }
}
