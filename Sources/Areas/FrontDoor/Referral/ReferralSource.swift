import Foundation
import Governance

/// Who told us, as one of the codes of the children in need census, in words people use.
package struct ReferralSource: Sendable, Hashable, Decodable {
    /// "2A".
    package let code: String
    /// "School or college".
    package let words: String
    /// The heading it is counted under: "Education".
    package let group: String

    /// Every code, from the dated list that comes with the program.
    package static let all: [ReferralSource] = {
        struct List: Decodable {
            let sources: [ReferralSource]
        }
        guard
            let url = Bundle.module.url(
                forResource: "referral-sources", withExtension: "json", subdirectory: "Resources"),
            let data = try? Data(contentsOf: url), let list = try? JSONDecoder().decode(List.self, from: data)
        else { preconditionFailure("The list of referral sources is missing from the program's own files.") }
        return list.sources
    }()

    /// The words for a code; an unknown code is shown as it stands.
    package static func words(for code: String) -> String {
        all.first { $0.code == code }?.words ?? code
    }

    /// The code a worker's own referral usually carries, from what their agency does. The worker's words stay beside it.
    package static func usualCode(for kind: AgencyKind) -> String {
        switch kind {
        case .socialCare: "5A"
        case .police: "6"
        case .health: "3F"
        case .education: "2A"
        case .youthJustice, .partnership: "5B"
        case .voluntary: "8"
        case .housing: "4"
        }
    }
}
