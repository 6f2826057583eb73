import Connections
import Governance
import Kernel
import Panels
import People
import Storage

extension Maker {
    /// Three monthly panels and an exploitation meeting that were held, what they decided and asked for, and the next.
    ///
    /// - Parameter lately: Young people decided about in the last weeks, the latest last.
    /// - Throws: `StorageError` when the database cannot take it.
    func writePanels(_ lately: [ID<Person>]) async throws {
        guard lately.count >= 24 else { return }
        let (staff, words, wish) = (staff, library.meeting, wish)
        try await database.write { tx in
            var dice = Dice(seed: wish.seed, part: "panels")
            try Chance.seeded(dice.seed()) {
                var meetings = Meetings(staff: staff, words: words, now: wish.now, dice: dice)
                try meetings.write(Array(lately.prefix(24)), in: tx)
            }
        }
    }
}

/// The demonstration's meetings beside the daily one.
private struct Meetings {
    let staff: Staff
    let words: PanelWords
    let now: Instant
    var dice: Dice

    private var runner: Worker { staff["rowan"] }
    private var agencies: [Agency] { staff.offices.filter(\.isOnHub) }

    mutating func write(_ people: [ID<Person>], in tx: Transaction) throws {
        let levels = Dictionary(
            try tx.riskStandings(changedSince: now).map { ($0.person, $0.level) },
            uniquingKeysWith: { first, _ in first })
        let matters = try words.matters.map { (try matter($0, in: tx), $0.action) }
        for (month, back) in [84, 56, 28].enumerated() {
            let panel = try meeting("monthly", working(now.day.adding(days: -back)), in: tx)
            for person in people.dropFirst(6 * month).prefix(6) {
                try speak(about: person, levels[person], at: panel, in: tx)
            }
            try close(panel, in: tx)
        }
        let exploitation = try meeting("mace", working(now.day.adding(days: -14)), in: tx)
        for (matter, asked) in matters { try speak(about: matter, asking: asked, at: exploitation, in: tx) }
        for person in people.suffix(4) { try speak(about: person, levels[person], at: exploitation, in: tx) }
        try close(exploitation, in: tx)
        let next = try meeting("monthly", working(now.day), in: tx)
        try tx.propose(for: next, hooks: PanelHooks(newLinks: { try $0.newTies(since: $1) }), at: now)
        for person in people.dropFirst(18).prefix(2) {
            try put(person, nil, at: next, in: tx)
        }
    }

    /// That day, or the next on which people work.
    private func working(_ day: Day) -> Day {
        WorkingCalendar.england.isWorkingDay(day) ? day : WorkingCalendar.england.next(after: day)
    }

    private mutating func meeting(_ kind: String, _ day: Day, in tx: Transaction) throws -> Panel {
        let panel = Panel(
            id: dice.id(), kind: kind, day: day, startsAt: 14 * 60, place: dice.pick(words.places), chair: runner.id,
            coChair: staff["mina"].id)
        try tx.insert(
            panel, inviting: agencies.map(\.id), by: runner.id,
            at: London.instant(day.adding(days: -14), hour: 9, minute: 5))
        return panel
    }

    private mutating func matter(_ about: PanelWords.About, in tx: Transaction) throws -> (ID<Matter>, ItemSort) {
        let id: ID<Matter> = dice.id()
        let sort = ItemSort(rawValue: about.sort) ?? .theme
        let at = now.adding(days: -30)
        try tx.addMatter(id, sort, named: about.name, about: about.about, by: runner.id, at: at)
        try tx.addPlan(
            of: id, number: 1, harm: about.harm, protects: about.protects, aims: about.aims, because: "",
            by: runner.id, at: at)
        return (id, sort)
    }

    /// Everybody but housing was there; the statement was read.
    private mutating func close(_ panel: Panel, in tx: Transaction) throws {
        let at = panel.start.adding(minutes: 95)
        for agency in agencies {
            let isHere = agency.kind != .housing || dice.happens(0.5)
            try tx.mark(agency.id, at: panel.id, isHere ? .here : .apologies, who: "", by: runner.id, now: at)
        }
        var held = panel
        (held.statementRead, held.status) = (true, .held)
        try tx.keep(held, saying: "Closed", by: runner.id, at: at)
    }

    @discardableResult
    private mutating func put(
        _ person: ID<Person>?, _ matter: (ID<Matter>, ItemSort)?, at panel: Panel, in tx: Transaction
    ) throws -> PanelItem {
        let item = PanelItem(
            id: dice.id(), panel: panel.id, sort: matter?.1 ?? .victim, person: person, matter: matter?.0,
            why: matter == nil ? dice.pick(words.why) : words.whyMatter)
        let at = panel.start.adding(days: -7)
        try tx.put(item, by: runner.id, at: at)
        if let person { try tx.letIn(panel.id, to: person, for: runner, at: at) }
        return item
    }

    private mutating func speak(
        about person: ID<Person>, _ level: RiskLevel?, at panel: Panel, in tx: Transaction
    ) throws {
        let item = try put(person, nil, at: panel, in: tx)
        let at = panel.start.adding(minutes: dice.number(5...80))
        for told in dice.some(2, of: words.information) { try tell(told, under: item, at.adding(minutes: -3), in: tx) }
        try tx.decide(
            PanelOutcome(
                outcome: dice.pick(["asPlanned", "newPlan", "newPlan"]), reason: dice.pick(words.reasons),
                riskBefore: level, riskAfter: level, riskReason: "", voice: "yes", voiceWords: dice.pick(words.voices),
                parent: "yes", parentWords: dice.pick(words.parents), next: panel.day.adding(days: 28)),
            on: item.id, number: 1, by: runner.id, at: at)
        if dice.happens(0.15) { try tx.dissent(words.differing, from: item.id, by: staff["mina"].id, at: at) }
        try act(dice.pick(words.actions), on: item, at: panel, at, in: tx)
    }

    private func tell(_ told: PanelWords.Told, under item: PanelItem, _ at: Instant, in tx: Transaction) throws {
        guard let source = Grade.Source(rawValue: told.source), let known = Grade.Information(rawValue: told.known),
            let worker = staff.everyone.first(where: {
                $0.agency.kind.rawValue == told.kind && Policy.allows($0.role, .seePanels)
            })
        else { return }
        let handling =
            source == .reliable
            ? Handling(.permitted, copies: true)
            : Handling(
                .conditions, conditions: "For this meeting; ask police before acting on it",
                roles: [.hubCoordinator, .panelMember, .leadPractitioner])
        try tx.insert(
            PanelInformation(item: item.id, text: told.text, grade: Grade(source, known), handling: handling),
            by: worker, at: at)
    }

    private mutating func speak(
        about matter: (ID<Matter>, ItemSort), asking asked: PanelWords.Asked, at panel: Panel, in tx: Transaction
    ) throws {
        let item = try put(nil, matter, at: panel, in: tx)
        let at = panel.start.adding(minutes: dice.number(5...40))
        try tx.decide(
            PanelOutcome(
                outcome: "disrupt", reason: "Those who harm come back each week; the place itself has to change.",
                riskBefore: nil, riskAfter: .high, riskReason: "Three agencies told of it in a month", voice: "",
                voiceWords: "", parent: "", parentWords: "", next: panel.day.adding(days: 28)),
            on: item.id, number: 1, by: runner.id, at: at)
        try act(asked, on: item, at: panel, at, in: tx)
    }

    private mutating func act(
        _ asked: PanelWords.Asked, on item: PanelItem, at panel: Panel, _ at: Instant, in tx: Transaction
    ) throws {
        guard let agency = agencies.first(where: { $0.kind.rawValue == asked.kind }) else { return }
        let action = PanelAction(
            id: dice.id(), item: item, what: asked.what, tactic: asked.tactic, agency: agency.id, worker: nil,
            due: panel.day.adding(days: dice.number(7...35)))
        try tx.add(action, of: PanelLists.standard.kind(panel.kind)?.short ?? "", by: runner.id, at: at)
        if action.due < now.day, dice.happens(0.8) {
            try tx.finish(action.id, saying: "Done, and told the meeting.", by: runner.id, at: now.adding(days: -2))
        }
    }
}
