import Governance
import Kernel
import Linkage
import People
import Storage
import Web

/// One of the two records of a question, as far as this worker may see it.
struct ReviewSide: Sendable {
    let record: SourceRecord
    let agency: Agency
    /// Under which agreement its details may be compared here.
    let verdict: AgreementVerdict
    let link: RecordLink?
    /// Whose record it stands on; nothing while it stands on none.
    let person: Person?
    let standings: [RecordStanding]
    /// How many records stand with the same young person.
    let together: Int
    let isAddressSecret: Bool

    var isOurs: Bool { agency.kind == .partnership }
    var rows: Int { standings.filter { $0.state == .kept }.reduce(0) { $0 + $1.rows } }

    /// What may be shown of a field: its agreement must name it.
    func shows(_ field: IdentityField) -> Bool {
        if isAddressSecret && (field == .address || field == .postcode) { return false }
        switch verdict {
        case .own: return true
        case .covered(let agreement): return agreement.terms.covers(field)
        case .refused: return false
        }
    }

    /// "Kai Brennan", when it may be shown.
    var name: String {
        guard shows(.forename), shows(.surname) else { return "Name not shown" }
        let name = [record.forename, record.surname].filter { !$0.isEmpty }.joined(separator: " ")
        return name.isEmpty ? "Name not known" : name
    }
}

/// A question as one worker sees it.
struct ReviewView: Sendable {
    let item: ReviewItem
    let left: ReviewSide
    let right: ReviewSide
    let needsTwo: Bool
    /// Every answer that stands. Which of them may be shown depends on how the question stands.
    let answers: [PairDecision]
    let settlement: (at: Instant, verdict: PairDecision.Verdict)?
    /// Other open questions about the same records or young people.
    let others: [(item: ReviewItem, names: String)]
    /// What would follow from "same", a sentence each.
    let consequences: [String]
    let isCalibrated: Bool
    let shownProbability: Double

    var outcome: ReviewRules.Outcome {
        ReviewRules.outcome(
            of: answers.map { ReviewRules.Answer(worker: $0.worker, verdict: $0.verdict) }, needsTwo: needsTwo)
    }

    /// Whether enough can be seen to answer at all.
    var isComparable: Bool { left.verdict.isCovered && right.verdict.isCovered }

    var isInOne: Bool { left.person != nil && left.person?.id == right.person?.id }

    /// Whether an answer goes against what stands, or against what the numbers say.
    func overturns(_ verdict: PairDecision.Verdict) -> Bool {
        switch verdict {
        case .same: !item.evidence.against.isEmpty || item.cause == .change
        case .different: isInOne
        case .unsure: false
        }
    }
}

extension Visit {
    /// A question with everything around it; the looks at both young people go into the audit.
    func view(_ item: ReviewItem, movables: [Movable], in tx: Transaction) throws -> ReviewView {
        let sides = try [item.left, item.right].map { try side($0, in: tx) }
        let people = sides.compactMap { $0.person?.id }
        let open = try tx.openItems(about: try together(sides, in: tx))
        let visible = try open.filter { $0.id != item.id }.filter { try mayReview($0, in: tx) }
        let estimate = try tx.linkCalibration().estimate(weight: item.weight)
        return ReviewView(
            item: item, left: sides[0], right: sides[1], needsTwo: try !tx.needingTwo(people).isEmpty,
            answers: try tx.decisions(on: item), settlement: try tx.settlement(of: item.id),
            others: try visible.prefix(6).map { ($0, try names(of: $0, in: tx)) },
            consequences: try consequences(sides, movables, in: tx),
            isCalibrated: estimate.decisions >= Odds.fewestDecisions, shownProbability: 1 - estimate.wrong)
    }

    private func together(_ sides: [ReviewSide], in tx: Transaction) throws -> [ID<SourceRecord>] {
        try sides.flatMap { side in
            try side.person.map { try tx.links(to: $0.id).map(\.record) } ?? [side.record.id]
        }
    }

    /// One side of a question: leave to look at its young person, and its agreement.
    private func side(_ id: ID<SourceRecord>, in tx: Transaction) throws -> ReviewSide {
        guard let record = try tx.sourceRecords([id])[id], let agency = try tx.agency(record.agency) else {
            throw Problem.notFound
        }
        let link = try tx.link(of: id)
        let verdict = try reviewVerdict(agency, in: tx)
        var person: Person?
        if let link {
            let grant: Grant<Person> = try grant(
                .reviewLinks, on: link.person, "possible link, \(verdict.auditWords)", in: tx)
            person = try tx.person(grant)
        } else {
            try note(.reviewLinks, on: id, "possible link, \(verdict.auditWords)", in: tx)
        }
        try tx.use(verdict, for: .view, .identity, from: agency.id, to: worker.agency.id, items: 1, at: now)
        let isTeam = try link.map { try tx.standing(of: worker, to: $0.person, at: now).relation == .team } ?? false
        return ReviewSide(
            record: record, agency: agency, verdict: verdict, link: link, person: person,
            standings: try tx.standings(of: [id])[id] ?? [],
            together: try link.map { try tx.links(to: $0.person).count } ?? 1,
            isAddressSecret: (person?.safeContact.contains(.addressIsSecret) ?? false) && !isTeam)
    }

    /// Whether an agency's details may be compared at the hub. Our own records are nobody's sharing.
    func reviewVerdict(_ agency: Agency, in tx: Transaction) throws -> AgreementVerdict {
        if agency.kind == .partnership { return .own }
        return try tx.sharing(on: today).covers(.identity, from: agency.id, to: worker.agency.id)
    }

    /// Whether both young people of a question are open to this worker; somebody kept out never learns of it.
    func mayReview(_ item: ReviewItem, in tx: Transaction) throws -> Bool {
        try tx.links(of: [item.left, item.right]).values.allSatisfy { link in
            let standing = try tx.standing(of: worker, to: link.person, at: now)
            return Policy.decide(worker.role, .reviewLinks, standing).isPermitted
        }
    }

    /// "Kai Brennan and K Brenan", as far as agreements let the names pass.
    func names(of item: ReviewItem, in tx: Transaction) throws -> String {
        let records = try tx.sourceRecords([item.left, item.right])
        return try [item.left, item.right].map { id -> String in
            guard let record = records[id], let agency = try tx.agency(record.agency),
                try reviewVerdict(agency, in: tx).isCovered
            else { return "Name not shown" }
            let name = [record.forename, record.surname].filter { !$0.isEmpty }.joined(separator: " ")
            return name.isEmpty ? "Name not known" : name
        }.joined(separator: " and ")
    }

    /// What "same" would do, a sentence each.
    private func consequences(_ sides: [ReviewSide], _ movables: [Movable], in tx: Transaction) throws -> [String] {
        guard let one = sides[0].person, let other = sides[1].person else {
            return ["The record that stands on no young person's yet would join the other."]
        }
        guard one.id != other.id else {
            return ["Both stand on \(one.reference) already. “Same” confirms it; nothing moves."]
        }
        let into = try tx.keeper(one.id, other.id) == one.id ? one : other
        let from = into.id == one.id ? other : one
        let links = try tx.links(to: from.id)
        let rows = try tx.standings(of: links.map(\.record)).values.joined().filter { $0.state == .kept }
            .reduce(0) { $0 + $1.rows }
        var lines = [
            """
            \(RowWords.rows(rows)) of \(from.reference) would join \(into.reference), \(into.fullName). \
            \(from.reference) would stand empty and lead there.
            """
        ]
        for movable in movables {
            let count = try movable.list(tx, from.id).count
            if count > 0 { lines.append("\(movable.name): \(count) would go along.") }
        }
        let agencies = try tx.agencies()
        let records = try tx.sourceRecords(links.map(\.record))
        let told = Set(records.values.map(\.agency))
        let whose = agencies.filter { told.contains($0.id) && $0.kind != .partnership }.map(\.name)
        let lead = try tx.involved(with: into.id, at: now).first { $0.kind == .lead }
        if let lead, !whose.isEmpty {
            lines.append(
                """
                \(lead.worker ?? lead.agency), who leads for \(into.firstName), would see what \
                \(RowWords.list(whose)) say, as far as sharing agreements let it.
                """)
        }
        return lines
    }
}
