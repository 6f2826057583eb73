import FrontDoor
import Governance
import Kernel
import People
import Storage

/// What a theme says to the screening tool's questions.
struct ScreeningAnswers {
    let theme: Writing.Theme
    let level: RiskLevel
    let age: Int

    private static let withExploiter: Set<String> = ["lines", "demand", "sexual", "cuckoo", "money", "missing"]

    /// Answers as somebody may have given them: the theme's own signs first, others now and then.
    func input(_ dice: inout Dice) -> ScreeningInput {
        let strength = level == .high ? 0.9 : level == .medium ? 0.5 : 0.15
        var answers: [Int: ScreeningAnswer] = [:]
        for row in Instrument.current.rows {
            let isOwn = theme.rows.contains(row.number)
            answers[row.number] = isOwn ? own(strength, &dice) : other(strength, &dice)
        }
        let hasExploiter = Self.withExploiter.contains(theme.id)
        return ScreeningInput(
            answers: answers, age: dice.happens(0.92) ? age : nil,
            suspectedExploiter: hasExploiter ? .yes : dice.pick([.no, .notKnown]),
            tellsSomeone: level == .high && dice.happens(0.2) ? .yes : dice.pick([.no, .no, .notKnown]))
    }

    private func own(_ strength: Double, _ dice: inout Dice) -> ScreeningAnswer {
        if dice.happens(strength) { return .known(recency(&dice)) }
        return dice.happens(0.5) ? .suspected(recency(&dice)) : dice.pick([.no, .notKnown])
    }

    private func other(_ strength: Double, _ dice: inout Dice) -> ScreeningAnswer {
        if dice.happens(0.13 * strength) { return .known(recency(&dice)) }
        if dice.happens(0.3 * strength) { return .suspected(recency(&dice)) }
        return dice.happens(0.2) ? .notKnown : .no
    }

    private func recency(_ dice: inout Dice) -> Recency {
        dice.pick([.last3Months, .last3Months, .last3Months, .to12Months, .older])
    }
}

extension Telling {
    /// The screening made with the referral, if somebody made one.
    mutating func screen(in tx: Transaction) throws -> Screening? {
        guard dice.happens(referral.channel == .professional ? 0.82 : 0.45) else { return nil }
        let answers = ScreeningAnswers(
            theme: story.theme, level: story.level, age: youngster.age(on: referral.receivedAt.day))
        // Tool and meeting mostly agree; now and then they do not, and both are kept.
        var input = answers.input(&dice)
        let mayDiffer = dice.happens(0.18)
        for _ in 0..<12 where !mayDiffer && Instrument.current.result(of: input).band.suggestedRisk != story.level {
            input = answers.input(&dice)
        }
        let screening = Screening(
            id: dice.id(), referral: referral.id, person: person, instrument: .current, entry: entry(input),
            by: sender ?? coordinator, at: referral.acknowledgedAt ?? referral.receivedAt)
        try tx.insert(screening)
        return screening
    }

    private mutating func entry(_ input: ScreeningInput) -> ScreeningEntry {
        let result = Instrument.current.result(of: input)
        let bands = Band.allCases
        let place = bands.firstIndex(of: result.band) ?? 0
        var own = result.band
        if dice.happens(0.14) { own = bands[max(0, min(bands.count - 1, place + (dice.happens(0.7) ? 1 : -1)))] }
        let reason =
            own == result.band ? "" : words(library.deciding.risk["differs"] ?? [], on: referral.receivedAt.day)
        return ScreeningEntry(
            input: input, result: result, ownBand: own, ownReason: reason,
            protective: dice.some(dice.number(1...3), of: Instrument.current.protective.map(\.id)),
            protectiveWords: referral.helps.first.map { "\($0)." } ?? "")
    }
}
