/// How well a service or mentor fits, criterion by criterion.
///
/// A criterion counts only where it was asked about. Its value is between 0 and 1; what is not known counts as one
/// half, neither for nor against. The score is the mean by weight.
struct Scoring {
    private struct Part {
        let criterion: Criterion
        let finding: Reason.Finding
        // Nil when not known.
        let value: Double?
        let weight: Double
    }
    private var parts: [Part] = []
    private let weights: MatchWeights

    init(of provision: Provision, for ask: Ask, weights: MatchWeights) {
        self.weights = weights
        judgeNeeds(provision, ask)
        if ask.knows.contains(provision.id) { add(.trust, .trusted, 1) }
        judgeWishes(provision, ask)
        judgeReach(provision, ask)
        judgeHours(provision, ask)
        judgeLanguage(provision, ask)
        judgeWait(provision)
        // Not to be known speaks against nothing, but being known must be worth its weight beside the others.
        if !ask.knows.isEmpty, !ask.knows.contains(provision.id) { trustMissing = weights.weight(.trust) }
    }

    private var trustMissing: Double = 0

    private var total: Double { parts.reduce(trustMissing) { $0 + $1.weight } }

    /// From 0 to 1; one half when nothing is known or nothing counts.
    var score: Double {
        reasons.reduce(0.5) { $0 + $1.contribution }
    }

    /// What speaks for and against, strongest first.
    var reasons: [Reason] {
        let total = total
        return parts.map { part in
            let contribution = part.value.map { total > 0 ? ($0 - 0.5) * part.weight / total : 0 } ?? 0
            return Reason(
                criterion: part.criterion, finding: part.finding, direction: Self.direction(part.value),
                contribution: contribution)
        }
    }

    private static func direction(_ value: Double?) -> Reason.Direction {
        guard let value else { return .unknown }
        return value >= 0.5 ? .inFavour : .against
    }

    private mutating func add(_ criterion: Criterion, _ finding: Reason.Finding, _ value: Double?, share: Double = 1) {
        parts.append(
            Part(
                criterion: criterion, finding: finding, value: value.map { min(max($0, 0), 1) },
                weight: weights.weight(criterion) * share))
    }

    private mutating func judgeNeeds(_ provision: Provision, _ ask: Ask) {
        guard !ask.needs.isEmpty else { return }
        guard let meets = provision.meets else { return add(.needs, .needsNotRecorded, nil) }
        func importance(_ needs: [Ask.Need]) -> Double {
            needs.reduce(0) { $0 + ($1.importance.isFinite ? max($1.importance, 0) : 0) }
        }
        let met = ask.needs.filter { meets.contains($0.code) }
        let unmet = ask.needs.filter { !meets.contains($0.code) }
        let whole = importance(ask.needs)
        let value = whole > 0 ? importance(met) / whole : Double(met.count) / Double(ask.needs.count)
        add(.needs, .needs(met: met.map(\.code), unmet: unmet.map(\.code)), value)
    }

    private mutating func judgeWishes(_ provision: Provision, _ ask: Ask) {
        for wish in ask.wishes {
            let isMet = Self.isMet(wish, by: provision)
            add(.wishes, .wish(wish, isMet: isMet), isMet.map { $0 ? 1 : 0 }, share: 1 / Double(ask.wishes.count))
        }
    }

    private static func isMet(_ wish: Wish, by provision: Provision) -> Bool? {
        switch wish {
        case .named(let id): id == provision.id
        case .workerSex(let sex): provision.workerSexes.map { $0.contains(sex) }
        case .feature(let code):
            provision.features.contains(code) ? true : provision.lacks.contains(code) ? false : nil
        }
    }

    private mutating func judgeReach(_ provision: Provision, _ ask: Ask) {
        guard ask.place != nil || ask.canGoTo != nil || ask.travelsAtMost != nil else { return }
        if provision.comesToThem == true { return add(.distance, .comesToThem, 1) }
        if let metres = Distance.between(ask, provision) {
            let far = ask.travelsAtMost ?? weights.farMetres
            return add(.distance, .metres(Distance.whole(metres)), far > 0 ? 1 - metres / far : 0)
        }
        if let canGo = ask.canGoTo, let meetsIn = provision.meetsIn {
            let shared = !canGo.isDisjoint(with: meetsIn)
            return add(.distance, .areas(canGo: shared), shared ? 1 : 0)
        }
        add(.distance, .placeNotRecorded, nil)
    }

    private mutating func judgeHours(_ provision: Provision, _ ask: Ask) {
        guard let free = ask.knownFree else { return add(.hours, .hoursNotRecorded(asked: true), nil) }
        guard let hours = provision.knownHours else { return add(.hours, .hoursNotRecorded(asked: false), nil) }
        let shared = free.shared(with: hours)
        add(.hours, .hours(shared: shared), Double(shared) / Double(max(weights.enoughHours, 1)))
    }

    private mutating func judgeLanguage(_ provision: Provision, _ ask: Ask) {
        guard !ask.languages.isEmpty else { return }
        guard let spoken = provision.languages else { return add(.language, .languagesNotRecorded, nil) }
        let shared = ask.languages.intersection(spoken).sorted()
        add(.language, shared.isEmpty ? .noSharedLanguage : .languages(shared: shared), shared.isEmpty ? 0 : 1)
    }

    private mutating func judgeWait(_ provision: Provision) {
        guard let days = provision.waitDays, days >= 0, days.isFinite else { return add(.wait, .waitNotRecorded, nil) }
        let value = weights.longWaitDays > 0 ? 1 - days / weights.longWaitDays : 0
        add(.wait, .wait(days: Int(min(days, 1e6).rounded())), value)
    }
}
