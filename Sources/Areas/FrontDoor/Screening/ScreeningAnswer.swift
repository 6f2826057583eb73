/// How long ago something was last so.
package enum Recency: String, Sendable, CaseIterable, Codable {
    case last3Months, to12Months, older

    package var words: String {
        switch self {
        case .last3Months: "in the last 3 months"
        case .to12Months: "3 to 12 months ago"
        case .older: "more than 12 months ago"
        }
    }
}

/// The answer to one question of a screening.
package enum ScreeningAnswer: Sendable, Hashable {
    case no
    /// A concern that nothing confirms yet.
    case suspected(Recency)
    /// Evidence, or the young person said so.
    case known(Recency)
    case notKnown

    /// "Suspected, in the last 3 months".
    package var words: String {
        switch self {
        case .no: "No"
        case .suspected(let recency): "Suspected, \(recency.words)"
        case .known(let recency): "Known, \(recency.words)"
        case .notKnown: "Not known"
        }
    }

    /// The word the form sends, without the recency.
    package var code: String {
        switch self {
        case .no: "no"
        case .suspected: "suspected"
        case .known: "known"
        case .notKnown: "notKnown"
        }
    }

    package var recency: Recency? {
        switch self {
        case .suspected(let recency), .known(let recency): recency
        case .no, .notKnown: nil
        }
    }

    /// Nil when the word is not one of ours, or what needs a time has none.
    package init?(code: String, recency: Recency?) {
        switch (code, recency) {
        case ("no", _): self = .no
        case ("notKnown", _): self = .notKnown
        case ("suspected", .some(let recency)): self = .suspected(recency)
        case ("known", .some(let recency)): self = .known(recency)
        default: return nil
        }
    }

    /// 0 no, 1 suspected, 2 known; nothing is counted for what is not known.
    var points: Int {
        switch self {
        case .no, .notKnown: 0
        case .suspected: 1
        case .known: 2
        }
    }

    var isPresent: Bool { points > 0 }

    var isKnown: Bool { points == 2 }
}

extension ScreeningAnswer: Codable {
    private enum Key: String, CodingKey {
        case answer, recency
    }

    package init(from decoder: any Decoder) throws {
        let stored = try decoder.container(keyedBy: Key.self)
        let code = try stored.decode(String.self, forKey: .answer)
        let recency = try stored.decodeIfPresent(Recency.self, forKey: .recency)
        guard let answer = ScreeningAnswer(code: code, recency: recency) else {
            throw DecodingError.dataCorruptedError(forKey: .answer, in: stored, debugDescription: "no such answer")
        }
        self = answer
    }

    package func encode(to encoder: any Encoder) throws {
        var stored = encoder.container(keyedBy: Key.self)
        try stored.encode(code, forKey: .answer)
        try stored.encodeIfPresent(recency, forKey: .recency)
    }
}

/// Yes, no, or nobody knows.
package enum YesNoUnknown: String, Sendable, CaseIterable, Codable {
    case yes, no, notKnown

    package var words: String {
        switch self {
        case .yes: "Yes"
        case .no: "No"
        case .notKnown: "Not known"
        }
    }
}

/// Everything a screening's score is worked out from: the raw answers, and the facts the overrides ask for.
package struct ScreeningInput: Sendable, Hashable, Codable {
    /// By the row's number; a row without an answer counts as not known.
    package var answers: [Int: ScreeningAnswer]
    /// In whole years, when somebody knows.
    package var age: Int?
    /// Somebody is suspected of exploiting them.
    package var suspectedExploiter: YesNoUnknown
    /// They told someone that they are being exploited.
    package var tellsSomeone: YesNoUnknown

    package init(
        answers: [Int: ScreeningAnswer], age: Int?, suspectedExploiter: YesNoUnknown, tellsSomeone: YesNoUnknown
    ) {
        self.answers = answers
        self.age = age
        self.suspectedExploiter = suspectedExploiter
        self.tellsSomeone = tellsSomeone
    }

    package func answer(to row: Int) -> ScreeningAnswer { answers[row] ?? .notKnown }
}
