/// The words of a ranking: what the engine knows only by code is named by the caller.
public struct MatchWords: Sendable {
    /// The name of a need, area, language, feature, sex, person or service, by its code.
    public var name: @Sendable (String) -> String

    /// Words with names from a function.
    public init(name: @escaping @Sendable (String) -> String) { self.name = name }

    /// Words that show codes as they are.
    public static let codes = MatchWords { $0 }

    /// A reason as a sentence.
    public func sentence(_ reason: Reason) -> String {
        switch reason.finding {
        case .needs(let met, let unmet): needs(met: met, unmet: unmet)
        case .needsNotRecorded: "What it helps with is not recorded."
        case .metres(let metres): "It is \(Self.distance(metres)) away."
        case .comesToThem: "The worker comes to the young person."
        case .areas(let canGo):
            canGo ? "It meets where the young person can go." : "It meets only where the young person cannot go."
        case .placeNotRecorded: "How far it is from the young person is not known."
        case .hours(let shared):
            shared == 0
                ? "It has no hour when the young person is free."
                : "It is there for \(Plain.count(shared, "hour")) a week when the young person is free."
        case .hoursNotRecorded(let asked):
            asked ? "When the young person is free has not been asked." : "Its hours are not recorded."
        case .languages(let shared): "They would share \(names(shared))."
        case .noSharedLanguage: "They share no language, so an interpreter would be needed."
        case .languagesNotRecorded: "The languages it speaks are not recorded."
        case .wish(let wish, let isMet): sentence(wish, isMet)
        case .trusted: "The young person knows and trusts it already."
        case .wait(let days):
            days == 0 ? "It can begin at once." : "Somebody new waits about \(Plain.count(days, "day"))."
        case .waitNotRecorded: "How long somebody new waits is not recorded."
        }
    }

    /// An exclusion as a sentence.
    public func sentence(_ exclusion: Exclusion) -> String {
        switch exclusion {
        case .safety(let rule): broken(rule)
        case .tooYoung(let youngest): "It is for young people of \(youngest) and over."
        case .tooOld(let oldest): "It is for young people up to \(oldest)."
        case .gender: "It is not for young people of this gender."
        case .level(let levels):
            levels.count == 1
                ? "It is for level \(levels.lowerBound) only."
                : "It is for levels \(levels.lowerBound) to \(levels.upperBound) only."
        case .area: "It does not take young people from this area."
        case .tooFar(let metres): "It is \(Self.distance(metres)) away, farther than the young person can go."
        case .cannotGoThere: "It meets only where the young person cannot go."
        case .noHourInCommon: "It has no hour when the young person is free."
        case .meetsNoNeed: "It helps with none of what is needed."
        case .noSharedLanguage: "They share no language, and one is needed."
        case .vettingRanOut(let days): "Vetting ran out \(Plain.count(days, "day")) ago."
        case .notVetted: "No vetting is recorded."
        case .full: "It has no free place."
        }
    }

    /// A doubt as a sentence that says what to do.
    public func sentence(_ doubt: Doubt) -> String {
        switch doubt {
        case .safety(let rule): "Check before any offer: \(question(rule))"
        case .age: "It is for some ages only, and the young person\u{2019}s age is not recorded."
        case .gender: "It is for some genders only, and the young person\u{2019}s is not recorded."
        case .level: "It is for some levels of need only, and the young person\u{2019}s is not recorded."
        case .area: "It takes young people from some areas only, and the young person\u{2019}s is not recorded."
        case .language: "A shared language is needed, and the languages it speaks are not recorded."
        case .places: "Whether it has a free place is not recorded."
        }
    }

    private func broken(_ rule: SafetyRule) -> String {
        switch rule {
        case .never: "A safety rule says never this one."
        case .neverWith(let person): "\(name(person)) is there, and a safety rule keeps them apart."
        case .notIn(let area): "It meets only in \(name(area)), where a safety rule says not to go."
        case .onlyWorkerSex(let sex): "It has no worker who is \(name(sex)), and a safety rule asks for one."
        }
    }

    private func question(_ rule: SafetyRule) -> String {
        switch rule {
        case .never: "is it one that a safety rule names?"
        case .neverWith(let person): "is \(name(person)) ever there?"
        case .notIn(let area): "can it meet away from \(name(area))?"
        case .onlyWorkerSex(let sex): "is there a worker who is \(name(sex))?"
        }
    }

    private func needs(met: [String], unmet: [String]) -> String {
        if unmet.isEmpty { return "It helps with everything that is needed: \(names(met))." }
        if met.isEmpty { return "It helps with none of what is needed." }
        return "It helps with \(names(met)), and not with \(names(unmet))."
    }

    private func sentence(_ wish: Wish, _ isMet: Bool?) -> String {
        switch (wish, isMet) {
        case (.named, true): "The young person asked for it."
        case (.named, _): "The young person asked for another."
        case (.workerSex(let sex), true): "It has a worker who is \(name(sex)), as the young person would like."
        case (.workerSex(let sex), false): "It has no worker who is \(name(sex)), which the young person would like."
        case (.workerSex(let sex), nil): "Whether it has a worker who is \(name(sex)) is not recorded."
        case (.feature(let code), true): "It has what the young person would like: \(name(code))."
        case (.feature(let code), false): "It does not have what the young person would like: \(name(code))."
        case (.feature(let code), nil):
            "Whether it has what the young person would like is not recorded: \(name(code))."
        }
    }

    private func names(_ codes: [String]) -> String { Plain.list(codes.map(name)) }

    /// "about 400 metres", "about 2.5 kilometres".
    static func distance(_ metres: Int) -> String {
        guard metres >= 1000 else { return "about \(max((metres + 25) / 50 * 50, 50)) metres" }
        let tenths = (metres + 50) / 100
        let rest = tenths % 10 == 0 ? "" : ".\(tenths % 10)"
        return "about \(tenths / 10)\(rest) kilometre\(tenths == 10 ? "" : "s")"
    }
}
