import FrontDoor
import Governance
import Kernel
import People
import Storage

/// Everything the board shows, as read in one transaction: a fixed number of questions, however long the list.
struct BoardReading: Sendable {
    let items: [BoardItem]
    let decided: [DecidedItem]
    let meeting: MeetingView
    let share: Share
}

/// A decision of the day with the young person it is about.
struct DecidedItem: Sendable {
    let written: WrittenDecision
    let person: Person?
    /// A later decision stands instead.
    let isSuperseded: Bool
}

extension Visit {
    /// Reads the board for this worker, with the one audit line that says how many young people were shown.
    func readBoard(_ detail: String, shares: ShareMemory, in tx: Transaction) throws -> BoardReading {
        let lines = try tx.boardLines(in: [.waiting, .moreInformation])
        let people = lines.compactMap(\.person) + (try tx.peopleDecided(on: today))
        let grant: ListGrant<Person> = try listGrant(.viewBoard, on: people, detail, in: tx)
        let known = try tx.people(grant)
        return BoardReading(
            items: try items(lines, known, grant, in: tx),
            decided: try decided(known, grant, in: tx), meeting: try tx.meeting(on: today),
            share: try shares.share(at: now, calendar: house.calendar, in: tx))
    }

    private func items(
        _ lines: [BoardLine], _ known: [ID<Person>: Person], _ grant: ListGrant<Person>, in tx: Transaction
    ) throws -> [BoardItem] {
        let levels = try tx.riskLevels(grant)
        let involved = Dictionary(grouping: try tx.involvedAgencies(grant, at: now)) { $0.subject }
        let awaited = try tx.awaited(lines.filter { $0.status == .moreInformation }.map(\.id))
        return lines.compactMap { line -> BoardItem? in
            if let person = line.person, grant.isHidden(person) { return nil }
            // Without a record there is nobody to ask the policy about: only the desk handles those.
            if line.person == nil, !Policy.allows(worker.role, .handleReferral) { return nil }
            let wait = awaited[line.id]
            return BoardItem(
                line: line, person: line.person.flatMap { known[$0] }, level: line.person.flatMap { levels[$0] },
                involved: line.person.flatMap { involved[$0] } ?? [], awaited: wait,
                due: BoardItem.due(line, wait, .standard, house.calendar),
                showsSource: line.person.map { grant.shows(.source, of: $0) } ?? false,
                showsConcerns: line.person.map { grant.shows(.concerns, of: $0) } ?? false)
        }
    }

    private func decided(
        _ known: [ID<Person>: Person], _ grant: ListGrant<Person>, in tx: Transaction
    ) throws -> [DecidedItem] {
        let written = try tx.decisions(on: today, grant)
        let standing = try tx.standingNumbers(of: written.map(\.decision.referral))
        return written.map { one in
            DecidedItem(
                written: one, person: known[one.decision.person],
                isSuperseded: (standing[one.decision.referral] ?? 0) > one.decision.number)
        }
    }
}
