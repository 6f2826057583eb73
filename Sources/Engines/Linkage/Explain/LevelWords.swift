/// Levels and explanations in plain words.
public enum LevelWords {
    /// How two values agree, for a practitioner.
    public static func words(_ kind: ComparisonKind, _ level: Level) -> String {
        switch level {
        case .missing: "not known on one side, so it says nothing"
        case .exact: kind == .identifier || kind == .localID ? "the same number" : "the same"
        case .swapped: "forename and surname in each other's place"
        case .shared: kind == .surname ? "part of the surname is shared" : "one of the names is shared"
        case .variant: "a short form or another spelling of the same name"
        case .near: "almost the same letters"
        case .close: "much the same letters"
        case .sound: "sounds the same"
        case .short: "one looks like a short form of the other"
        case .initial: "only an initial, and it fits"
        case .honour: "one is a name of honour alone, which says little"
        case .faint: "some letters in common"
        case .dayMonth: "day and month in each other's place"
        case .oneEdit: "one slip of the keys apart"
        case .newYear: "one is 1 January, which often means not known"
        case .sameYear: "the same year, another day"
        case .tenYears: "within ten years, another day"
        case .home: "the same home"
        case .postcode: "the same postcode"
        case .neighbour: "the same postcode, another house"
        case .street: "the same street"
        case .sector: "nearby"
        case .district: "the same part of town"
        case .different: "different"
        case .apart: "different, and not among the further names"
        }
    }

    /// The probability as a share of links like this one.
    public static func chance(_ probability: Double) -> String {
        let wrong = 1 - probability
        switch probability {
        case 0.9999...: return "fewer than 1 in 10,000 links like this are expected to be wrong"
        case 0.5..<0.9999:
            let one = (1 / max(wrong, 1e-9)).rounded()
            return one < 3
                ? "links like this are as likely wrong as right"
                : "about 1 in \(Int(one)) links like this are expected to be wrong"
        case 0.0001..<0.5: return "about 1 in \(Int((1 / probability).rounded())) pairs like this are one person"
        default: return "fewer than 1 in 10,000 pairs like this are one person"
        }
    }

    static func sentence(_ parts: [Explanation.Part], probability: Double) -> String {
        let compared = parts.filter { $0.level != nil && $0.level != .missing }
        func list(_ parts: [Explanation.Part]) -> String {
            parts.prefix(3).map { "\(spoken($0.name)) (\($0.words))" }.joined(separator: ", ")
        }
        let for_ = compared.filter { $0.weight > 1 }.sorted { $0.weight > $1.weight }
        let against = compared.filter { $0.weight < -1 }.sorted { $0.weight < $1.weight }
        var text = probability >= 0.5 ? "Probably one person" : "Probably two people"
        if !for_.isEmpty { text += "; for it: \(list(for_))" }
        if !against.isEmpty { text += "; against it: \(list(against))" }
        if let home = parts.last, home.level == nil, home.weight < -3 {
            text += "; brothers, sisters or twins could agree as much"
        }
        return "\(text); \(chance(probability))."
    }

    private static func spoken(_ name: String) -> String {
        name.split(separator: "_").joined(separator: " ")
    }
}
