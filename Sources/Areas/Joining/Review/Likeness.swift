import Governance
import Kernel
import Linkage
import Wording

/// How two records' values compare, field by field, as a reader sees them: words and a sign, not the engine's weights.
enum Likeness {
    case same, different, oneSided, unknown

    var words: String {
        switch self {
        case .same: "The same"
        case .different: "Different"
        case .oneSided: "Only one says"
        case .unknown: "Neither says"
        }
    }

    init(_ left: String, _ right: String) {
        switch (left.isEmpty, right.isEmpty) {
        case (true, true): self = .unknown
        case (true, false), (false, true): self = .oneSided
        case (false, false): self = left.folded == right.folded ? .same : .different
        }
    }
}

/// Whether two records look like two young people of one home.
enum Siblings: Equatable {
    case no
    /// Same family name and birthday, other first names.
    case twins
    /// Same family name or home, another birthday.
    case siblings

    init(_ left: SourceRecord, _ right: SourceRecord) {
        let isSameFamily = !left.surname.isEmpty && left.surname.folded == right.surname.folded
        let isSameHome =
            !left.postcode.isEmpty && left.postcode == right.postcode
            && (left.address.isEmpty || right.address.isEmpty || left.address.folded == right.address.folded)
        let isOtherName = !left.forename.isEmpty && left.forename.folded != right.forename.folded
        guard let one = left.born, let other = right.born, isSameFamily || isSameHome, isOtherName else {
            self = .no
            return
        }
        // Twins share a birthday; brothers and sisters are at least nine months apart.
        let isApart = abs(one.number - other.number) > 250
        self = one == other && isSameFamily ? .twins : isApart && isSameHome ? .siblings : .no
    }

    var words: String {
        switch self {
        case .no: ""
        case .twins: "They share a family name and a birthday, and their first names differ. They may be twins."
        case .siblings: "They share a home, and their first names and birthdays differ. They may be brother or sister."
        }
    }
}

/// How sure the engine is, in words a person can weigh.
package enum Odds {
    /// With fewer reviewed pairs of like strength behind it, a share is called the engine's own.
    package static let fewestDecisions = 10

    /// "about 1 in 50 links like this are wrong", or how many are right where most are wrong.
    ///
    /// - Parameters:
    ///   - probability: That the two are one young person.
    ///   - isCalibrated: It was checked against reviewed decisions; otherwise that is said.
    /// - Returns: A sentence without its stop.
    package static func words(_ probability: Double, isCalibrated: Bool) -> String {
        let own = isCalibrated ? "" : ", by the engine’s own reckoning"
        let wrong = 1 - probability
        if wrong < 0.0005 { return "fewer than 1 in 2,000 links like this are wrong\(own)" }
        if wrong <= 0.2 { return "about 1 in \(rounded(1 / wrong)) links like this are wrong\(own)" }
        if probability <= 0.05 {
            return "about 1 in \(rounded(1 / max(probability, 0.0005))) links like this are right\(own)"
        }
        return "about \(Int((probability * 10).rounded())) in 10 links like this are right\(own)"
    }

    /// How sure a link is, by reviewed decisions about links like it; or by the engine's word alone, and that it is.
    package static func sentence(_ probability: Double, by calibration: LinkCalibration) -> String {
        let decisions = estimate(probability, by: calibration).decisions
        let basis =
            decisions >= fewestDecisions
            ? "by \(decisions) reviewed decisions"
            : "not yet calibrated: the engine’s own word, with fewer than \(fewestDecisions) reviewed decisions behind it"
        return "\(share(probability, by: calibration)), \(basis)"
    }

    /// The same without what it rests on: for a list, where that is said once.
    static func share(_ probability: Double, by calibration: LinkCalibration) -> String {
        let estimate = estimate(probability, by: calibration)
        let words = Self.words(
            estimate.decisions >= fewestDecisions ? 1 - estimate.wrong : probability, isCalibrated: true)
        return "\(words.prefix(1).uppercased())\(words.dropFirst())"
    }

    private static func estimate(_ probability: Double, by calibration: LinkCalibration) -> LinkCalibration.Estimate {
        calibration.estimate(weight: LinkageRun.weight(min(probability, 0.999_999)))
    }

    /// A number people can picture: 5, 12, 50, 200.
    private static func rounded(_ number: Double) -> String {
        let steps = [5, 6, 7, 8, 9, 10, 12, 15, 20, 25, 30, 40, 50, 75, 100, 150, 200, 300, 500, 1000, 2000]
        let nearest = steps.min { abs(Double($0) - number) < abs(Double($1) - number) } ?? 2000
        return nearest == 1000 ? "1,000" : nearest == 2000 ? "2,000" : String(nearest)
    }
}

extension Evidence {
    /// "Names and birthday say yes; different NHS numbers say no."
    package var sentence: String {
        let yes = parts.filter { $0.weight >= 1 }.sorted { $0.weight > $1.weight }.prefix(3).map(\.field)
        let no = parts.filter { $0.weight <= -1 }.sorted { $0.weight < $1.weight }.prefix(3).map(\.field)
        func say(_ fields: [String]) -> String {
            Words.list(fields.enumerated().map { $0.offset == 0 ? $0.element : $0.element.lowercasedFirstKeepingNames })
        }
        switch (yes.isEmpty, no.isEmpty) {
        case (true, true): return "Nothing says much either way"
        case (false, true): return "\(say(Array(yes))) \(yes.count == 1 ? "says" : "say") yes; nothing says no"
        case (true, false): return "\(say(Array(no))) \(no.count == 1 ? "says" : "say") no; nothing says yes"
        case (false, false):
            let against = say(Array(no)).lowercasedFirstKeepingNames
            return """
                \(say(Array(yes))) \(yes.count == 1 ? "says" : "say") yes; \(against) \
                \(no.count == 1 ? "says" : "say") no
                """
        }
    }
}

extension String {
    /// As it stands inside a sentence; "NHS number" keeps its letters.
    fileprivate var lowercasedFirstKeepingNames: String {
        guard let second = dropFirst().first, second.isLowercase else { return self }
        return prefix(1).lowercased() + dropFirst()
    }
}
