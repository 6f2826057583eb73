/// What rules a service or mentor out, and what nobody can say yet.
struct Eligibility {
    private(set) var exclusions: [Exclusion] = []
    private(set) var doubts: [Doubt] = []

    init(of provision: Provision, for ask: Ask, today: Int) {
        for rule in ask.safety { judge(rule, provision) }
        judgeVetting(provision, today)
        judgeAge(provision, ask)
        judgeScope(provision, ask)
        judgeReach(provision, ask)
        judgeLanguage(provision, ask)
        if let meets = provision.meets, !ask.needs.isEmpty, !ask.needs.contains(where: { meets.contains($0.code) }) {
            exclusions.append(.meetsNoNeed)
        }
        if let free = ask.knownFree, let hours = provision.knownHours, free.shared(with: hours) == 0 {
            exclusions.append(.noHourInCommon)
        }
        switch provision.places {
        case .some(let places): if places <= 0 { exclusions.append(.full) }
        case nil: doubts.append(.places)
        }
    }

    private mutating func judge(_ rule: SafetyRule, _ provision: Provision) {
        switch rule {
        case .never(let id): if id == provision.id { exclusions.append(.safety(rule)) }
        case .neverWith(let person):
            if provision.id == person { return exclusions.append(.safety(rule)) }
            settle(rule, broken: provision.people.map { $0.contains(person) })
        case .notIn(let area):
            // A worker who comes to the young person and has no rooms of their own is not in any area by themselves.
            if provision.comesToThem == true, provision.meetsIn == nil, provision.place == nil { return }
            // One that meets there and elsewhere may do, once somebody has made sure that it is elsewhere.
            guard let meetsIn = provision.meetsIn else { return settle(rule, broken: nil) }
            settle(rule, broken: meetsIn == [area] ? true : meetsIn.contains(area) ? nil : false)
        case .onlyWorkerSex(let sex): settle(rule, broken: provision.workerSexes.map { !$0.contains(sex) })
        }
    }

    private mutating func settle(_ rule: SafetyRule, broken: Bool?) {
        switch broken {
        case true: exclusions.append(.safety(rule))
        case false: break
        default: doubts.append(.safety(rule))
        }
    }

    private mutating func judgeVetting(_ provision: Provision, _ today: Int) {
        switch provision.vetting {
        case .until(let day): if day < today { exclusions.append(.vettingRanOut(daysAgo: today - day)) }
        case .notRecorded: exclusions.append(.notVetted)
        case .noEnd, .byService: break
        }
    }

    private mutating func judgeAge(_ provision: Provision, _ ask: Ask) {
        guard let age = ask.age else {
            if provision.youngest != nil || provision.oldest != nil { doubts.append(.age) }
            return
        }
        if let youngest = provision.youngest, age < youngest { exclusions.append(.tooYoung(youngest: youngest)) }
        if let oldest = provision.oldest, age > oldest { exclusions.append(.tooOld(oldest: oldest)) }
    }

    private mutating func judgeScope(_ provision: Provision, _ ask: Ask) {
        if let genders = provision.genders {
            switch ask.gender {
            case .some(let gender): if !genders.contains(gender) { exclusions.append(.gender) }
            case nil: doubts.append(.gender)
            }
        }
        if let levels = provision.levels {
            switch ask.level {
            case .some(let level): if !levels.contains(level) { exclusions.append(.level(levels)) }
            case nil: doubts.append(.level)
            }
        }
        if let serves = provision.serves {
            switch ask.area {
            case .some(let area): if !serves.contains(area) { exclusions.append(.area) }
            case nil: doubts.append(.area)
            }
        }
    }

    private mutating func judgeReach(_ provision: Provision, _ ask: Ask) {
        guard provision.comesToThem != true else { return }
        if let canGo = ask.canGoTo, let meetsIn = provision.meetsIn, canGo.isDisjoint(with: meetsIn) {
            exclusions.append(.cannotGoThere)
        }
        if let most = ask.travelsAtMost, let metres = Distance.between(ask, provision), metres > most {
            exclusions.append(.tooFar(metres: Distance.whole(metres)))
        }
    }

    private mutating func judgeLanguage(_ provision: Provision, _ ask: Ask) {
        guard ask.mustShareLanguage, !ask.languages.isEmpty else { return }
        switch provision.languages {
        case .some(let spoken): if spoken.isDisjoint(with: ask.languages) { exclusions.append(.noSharedLanguage) }
        case nil: doubts.append(.language)
        }
    }
}

/// How far a young person is from a service.
enum Distance {
    static func between(_ ask: Ask, _ provision: Provision) -> Double? {
        guard let from = ask.place, let to = provision.place else { return nil }
        let metres = from.metres(to: to)
        return metres.isFinite ? metres : nil
    }

    static func whole(_ metres: Double) -> Int { Int(min(metres, 1e9).rounded()) }
}

extension Ask {
    /// When they are free; nil too where the list is empty, which says only that nobody filled it in.
    var knownFree: WeekHours? { free.flatMap { $0.isEmpty ? nil : $0 } }
}

extension Provision {
    /// When it is open; nil too where the list is empty, which says only that nobody filled it in.
    var knownHours: WeekHours? { hours.flatMap { $0.isEmpty ? nil : $0 } }
}
