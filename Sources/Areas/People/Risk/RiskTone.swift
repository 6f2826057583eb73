import Web

extension RiskLevel {
    /// The level as components draw it: colour and shape.
    package var tone: RiskTone {
        switch self {
        case .high: .high
        case .medium: .medium
        case .low: .low
        }
    }
}

extension RiskLevel? {
    /// The same; unset has its own and never looks low.
    package var tone: RiskTone { map(\.tone) ?? .unset }
}
