extension AskedFor.Lack {
    /// Why a ranking holds nobody who helps with a need; nil when somebody does.
    ///
    /// Of all that help with it, the one nearest to being offered says why: the fewest rules against it, then the
    /// rule that is easiest to change, places before hours, hours before distance, and safety last.
    public static func found(in ranking: Ranking, for need: String) -> AskedFor.Lack? {
        guard !ranking.candidates.contains(where: { $0.provision.meets?.contains(need) ?? false }) else { return nil }
        let helpers = ranking.excluded.filter { $0.provision.meets?.contains(need) ?? false }
        let lacks = helpers.map { helper in helper.exclusions.map(lack).sorted { ease($0) < ease($1) } }
        let nearest = lacks.min { one, other in
            if one.count != other.count { return one.count < other.count }
            return (one.last.map(ease) ?? 0) < (other.last.map(ease) ?? 0)
        }
        return nearest?.last ?? .noService
    }

    private static func ease(_ lack: AskedFor.Lack) -> Int {
        switch lack {
        case .full: 0
        case .hour: 1
        case .place: 2
        case .language: 3
        case .level: 4
        case .age: 5
        case .safety: 6
        case .noService, .declined, .other: 7
        }
    }

    private static func lack(_ exclusion: Exclusion) -> AskedFor.Lack {
        switch exclusion {
        case .safety, .vettingRanOut, .notVetted: .safety
        case .tooYoung, .tooOld: .age
        case .level: .level
        case .area, .tooFar, .cannotGoThere: .place
        case .noHourInCommon: .hour
        case .noSharedLanguage: .language
        case .full: .full
        case .meetsNoNeed: .noService
        case .gender: .other
        }
    }
}
