/// How a short status reads: its colour always comes with a shape or a word.
package enum TagTone: String, Sendable, CaseIterable {
    case plain, info, good, warn

    /// The shape before the words.
    var icon: HTML {
        switch self {
        case .plain, .info: .empty
        case .good: Icon.tick.svg
        case .warn: Icon.exclamation.svg
        }
    }
}

/// A status in a word or two. Late is a status, not a risk, so it never takes a risk's shape.
package func tag(_ words: String, _ tone: TagTone = .plain) -> HTML {
    #"<strong class="ui-tag ui-tag--\#(tone.rawValue)">\#(tone.icon)\#(words)</strong>"#
}

/// How high a risk a person set: a shape, a word and a colour together.
package enum RiskTone: String, Sendable, CaseIterable {
    case high, medium, low, unset

    /// The word beside the shape.
    package var word: String {
        switch self {
        case .high: "High"
        case .medium: "Medium"
        case .low: "Low"
        case .unset: "Not set yet"
        }
    }

    /// Low is a circle, never a tick: low is not "no risk".
    package var shape: HTML {
        switch self {
        case .high: Icon.triangle.svg
        case .medium: Icon.diamond.svg
        case .low: Icon.circle.svg
        case .unset: Icon.openCircle.svg
        }
    }
}

/// A risk level; say "High risk" where the column's heading does not.
package func riskTag(_ level: RiskTone, words: String? = nil) -> HTML {
    #"<strong class="ui-tag ui-tag--\#(level.rawValue)">\#(level.shape)\#(words ?? level.word)</strong>"#
}

/// An agency as pages show it: two letters in its kind's colour, with its name beside them.
package struct AgencyBadge: Sendable, Equatable {
    /// What an agency does in the partnership.
    package enum Kind: String, Sendable, CaseIterable {
        case socialCare = "cs"
        case police = "po"
        case health = "he"
        case education = "ed"
        case youthJustice = "yj"
        case voluntary = "vs"
        case housing = "ho"
        case council = "yp"

        /// The two letters, which the name beside them explains.
        package var letters: String {
            switch self {
            case .socialCare: "SC"
            case .police: "PO"
            case .health: "HE"
            case .education: "ED"
            case .youthJustice: "YJ"
            case .voluntary: "VC"
            case .housing: "HO"
            case .council: "CO"
            }
        }
    }

    package let kind: Kind
    package let name: String

    package init(_ kind: Kind, _ name: String) {
        self.kind = kind
        self.name = name
    }

    /// The badge on its own.
    package var html: HTML {
        #"<span class="ui-ag ag-\#(kind.rawValue)"><b aria-hidden="true">\#(kind.letters)</b>\#(name)</span>"#
    }
}

/// Agencies in a row, as a list.
package func agencyList(_ agencies: [AgencyBadge]) -> HTML {
    #"<ul class="ui-ags">\#(agencies.map { "<li>\($0.html)</li>" as HTML })</ul>"#
}
