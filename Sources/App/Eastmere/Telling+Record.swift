import Connections
import FrontDoor
import Governance
import Kernel
import People
import Storage

extension Telling {
    /// What stands on the young person's own record: the event behind the referral, notes since, people around.
    mutating func writeRecord(in tx: Transaction, into ledger: inout Ledger) throws {
        try writeEvent(in: tx)
        guard decidedAt > now.adding(days: -420) else { return }
        try writeNotes(in: tx, into: &ledger)
        if story.isFirst, dice.happens(0.45) { try writeTies(in: tx) }
    }

    // MARK: The event

    private mutating func writeEvent(in tx: Transaction) throws {
        let at = referral.receivedAt.adding(minutes: -dice.number(600...6000))
        switch story.theme.id {
        case "missing", "lines":
            if dice.happens(story.theme.id == "missing" ? 0.9 : 0.3) { try writeMissing(from: at, in: tx) }
        case "injury":
            guard dice.happens(0.7) else { return }
            try writeEvent(.injury, "", library.deciding.notes["injury"] ?? [], at, "hospital", [.harmed], in: tx)
        case "weapon", "group":
            guard dice.happens(0.3) else { return }
            let sentences = library.deciding.notes["arrest"] ?? []
            try writeEvent(.arrest, "Stopped and spoken to", sentences, at, "police", [.harmed, .suspected], in: tx)
        default: break
        }
    }

    private mutating func writeEvent(
        _ kind: NoteKind, _ title: String, _ sentences: [String], _ at: Instant, _ agency: String, _ parts: [EventPart],
        in tx: Transaction
    ) throws {
        let writer = dice.pick(staff.workers(at: agency, who: .makeReferral))
        let own = parts.map { EventRole(.record(person, reference: youngster.person.reference), $0) }
        let note = Note(
            id: dice.id(), person: person, kind: kind, at: at, precision: .hour, title: title,
            body: words(sentences, on: at.day), weight: .serious, by: writer, addedAt: at.adding(minutes: 95))
        try tx.insert(note, roles: own + [EventRole(.named("Adult 1"), .suspected)])
    }

    private mutating func writeMissing(from at: Instant, in tx: Transaction) throws {
        let back = at.adding(minutes: dice.number(150...1750))
        guard back < referral.receivedAt else { return }
        var episode = MissingEpisode(until: back, foundWhere: words(library.deciding.found, on: back.day))
        let talk = back.adding(minutes: dice.number(700...5600))
        if talk < now, dice.happens(0.88) { (episode.talk, episode.talkAt) = (.held, talk) }
        if episode.talk != .held { episode.talk = .offered }
        let note = Note(
            id: dice.id(), person: person, kind: .missing, at: at, precision: .hour,
            body: words(library.deciding.missing, on: at.day), weight: .serious, missing: episode,
            by: staff["morgan"], addedAt: back.adding(minutes: 60))
        let subject = EventRole(.record(person, reference: youngster.person.reference), .harmed)
        try tx.insert(note, roles: [subject, EventRole(.named("Adult 1"), .suspected)])
        guard back > now.adding(days: -20) else { return }
        try tx.followReturnInterview(note, by: staff["morgan"], at: note.addedAt)
    }

    // MARK: Notes since

    private mutating func writeNotes(in tx: Transaction, into ledger: inout Ledger) throws {
        let kinds: [NoteKind] = [.visit, .visit, .visit, .call, .call, .note, .note, .goodNews, .exclusion]
        let writers = [staff["tunde"], staff["leanne"], staff["nadia"], staff["dan"], staff["joanne"], staff["asha"]]
        let writer = dice.pick(writers)
        var at = decidedAt
        for _ in 0..<dice.number(0...4) {
            at = London.instant(at.day.adding(days: dice.number(6...32)), hour: dice.number(10...18), minute: 10)
            guard at < now.adding(minutes: -30), WorkingCalendar.england.isWorkingDay(at.day) else { return }
            let kind = dice.pick(kinds)
            let note = Note(
                id: dice.id(), person: person, kind: kind, at: at, precision: .hour,
                body: words(library.deciding.notes[kind.rawValue] ?? [], on: at.day),
                weight: kind == .goodNews ? .progress : .ordinary, by: writer, addedAt: at.adding(minutes: 25))
            try tx.insert(note)
            ledger.note(.addToRecord, by: writer, on: person.text, kind.name, at: at.adding(minutes: 25), &dice)
        }
    }

    // MARK: People around

    private mutating func writeTies(in tx: Transaction) throws {
        let day = decidedAt.day
        let friend = words(["{friend}"], on: day)
        let pronoun = youngster.pronoun
        var ties: [(name: String, relation: String, kind: TieKind)] = [
            (friend, "Friend", dice.happens(0.75) ? .knows : .strained),
            ("Coach", words(["Runs {activity}"], on: day), .helps),
        ]
        let home = youngster.person.livesWith
        let isInCare = home.contains("home") || home.contains("lodgings") || home.contains("carers")
        if !isInCare { ties.append((home, "At home with \(pronoun.forms["them"] ?? "them")", .helps)) }
        if story.level != .low { ties.append(("Adult 1", story.facts.values["adult"]?.capitalisedFirst ?? "", .harms)) }
        for tie in ties {
            let isHarm = tie.kind == .harms
            try tx.insert(
                Tie(
                    id: dice.id(), person: person, name: tie.name, relation: tie.relation, kind: tie.kind,
                    isAgreed: !isHarm,
                    withoutAgreement: isHarm ? "Writing it down protects \(youngster.firstName)." : "",
                    source: isHarm ? "Police" : youngster.firstName, lookAgainBy: day.adding(days: 182)),
                by: coordinator.id, at: decidedAt)
        }
    }
}
