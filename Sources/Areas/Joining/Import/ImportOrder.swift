import Feeds
import Governance
import Kernel
import Storage

/// What somebody says about a file: whose it is, what kind, about when, and under which agreement.
package struct ImportOrder: Sendable {
    package var agency: ID<Agency>
    package var feed: String
    package var period: String
    package var agreement: String

    package init(agency: ID<Agency>, feed: String, period: String, agreement: String) {
        self.agency = agency
        self.feed = feed
        self.period = period
        self.agreement = agreement
    }

    /// What a period may be called: letters, digits and the signs of dates, so that it sorts and is safe anywhere.
    package static func isPeriod(_ text: String) -> Bool {
        (1...40).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                    UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: " "):
                    true
                default: false
                }
            }
    }
}

extension Mapping {
    /// The kind of information its files hold, as agreements and the policy name it.
    var shared: Category {
        switch category {
        case .education: .education
        case .health: .health
        case .police: .police
        case .socialCare: .socialCare
        case .youthJustice: .youthJustice
        case .identity: .identity
        // Nothing published is about a young person, so none of it is taken here: no agreement covers this kind.
        case .published: .source
        }
    }
}

extension Mapping {
    /// The same without the identity fields an agreement does not let pass; refused when it cannot do without one.
    func covered(by agreement: SharingAgreement) throws -> Mapping {
        let uncovered = columns.filter { column in
            IdentityField(rawValue: column.field).map { !agreement.terms.covers($0) } ?? false
        }
        if let needed = uncovered.first(where: { $0.required == true }) {
            throw ImportRefusal.notCovered(
                "\(agreement.reference) does not cover \(needed.title.lowercased()), which this kind of file needs. "
                    + "Nothing was imported.")
        }
        var covered = self
        covered.columns.removeAll { column in uncovered.contains { $0.field == column.field } }
        return covered
    }
}

extension Transaction {
    /// Asks the agreements whether an agency's information of a kind may come in, and refuses in their words.
    func requireCover(
        _ category: Category, from agency: ID<Agency>, under reference: String, on day: Day
    ) throws -> AgreementVerdict {
        let verdict = try sharing(on: day).covers(category, from: agency, to: nil, under: reference)
        if let refusal = verdict.refusal { throw ImportRefusal.notCovered(refusal.words) }
        return verdict
    }

    /// Refuses a file that is here already, or that has to wait for another.
    func requirePlace(_ agency: ID<Agency>, _ feed: String, _ period: String, hash: String, besides own: ID<ImportRun>)
        throws
    {
        let states: [ImportRun.State] = [.reading, .stopped, .staged, .kept]
        for run in try importRuns(agency, feed, period, in: states) where run.id != own {
            if run.fileHash == hash { throw ImportRefusal.alreadyHere(run.id, state: run.state) }
            if run.state.isOpen {
                throw ImportRefusal.anotherWaits(run.id, state: run.state, rows: run.counts.read)
            }
        }
    }

    /// Says how a received file is to be read, once its agreement covers it and its place is free.
    func begin(_ run: ImportRun, with mapping: Mapping, headers: [String], on day: Day) throws {
        let verdict = try requireCover(mapping.shared, from: run.agency, under: run.agreement, on: day)
        try requirePlace(run.agency, mapping.name, run.period, hash: run.fileHash, besides: run.id)
        let covered = try verdict.agreement.map { try mapping.covered(by: $0) } ?? mapping
        let fields = try mapping.matched(to: headers, on: day).fields
        let withheld = zip(headers, fields).filter { $0.1.map { covered.column(for: $0) == nil } ?? false }.map(\.0)
        try beginReading(run.id, with: covered, headers: headers, withholding: withheld)
    }

    /// Keeps a staged run: one short transaction, refused unless its agreement still covers it and its counts add up.
    package func keep(_ id: ID<ImportRun>, by worker: ID<Worker>?, at now: Instant) throws -> ImportRun {
        guard let run = try importRun(id), let mapping = try importState(id)?.mapping else {
            throw ImportRefusal.decidedAlready
        }
        let category = mapping.shared
        guard run.state == .staged else {
            throw run.state.isOpen ? ImportRefusal.notRead : ImportRefusal.decidedAlready
        }
        guard run.counts.isWhole else { throw ImportRefusal.countsDiffer }
        guard run.counts.usable > 0 else { throw ImportRefusal.nothingToKeep }
        let verdict = try requireCover(category, from: run.agency, under: run.agreement, on: now.day)
        try keepImport(run, by: worker, at: now)
        try use(verdict, for: .import, category, from: run.agency, to: nil, items: run.counts.usable, at: now)
        return run
    }
}
