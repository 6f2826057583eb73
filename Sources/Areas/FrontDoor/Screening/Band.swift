import People
import Storage

/// How strongly a screening points to exploitation. A suggestion: a person decides.
package enum Band: String, Sendable, CaseIterable, Storable, Codable, Comparable {
    case none, emerging, significant, high

    /// "Significant".
    package var name: String {
        switch self {
        case .none: "No indicators now"
        case .emerging: "Emerging"
        case .significant: "Significant"
        case .high: "High"
        }
    }

    /// What to do next, by the instrument in use now.
    package var nextSteps: [String] { Instrument.current.guidance(for: self).next }

    /// The level of risk to suggest to the meeting. None when there are no indicators: that is not the same as low.
    package var suggestedRisk: RiskLevel? {
        switch self {
        case .none: nil
        case .emerging: .low
        case .significant: .medium
        case .high: .high
        }
    }

    package static func < (left: Band, right: Band) -> Bool {
        (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
    }
}
