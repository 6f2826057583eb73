import Foundation
import Web
import Wording

/// The language check's findings as they stand under a field: suggestions, never corrections.
package enum LanguagePanel {
    /// The first twelve: more would be noise in a hurry.
    static func hints(_ findings: [Finding]) -> LanguageHints {
        let views = findings.prefix(12).map {
            LanguageFinding(phrase: $0.matched, alternative: $0.phrase.alternative, reason: $0.phrase.reason)
        }
        let title = findings.isEmpty ? "" : "\(Words.plural(findings.count, "phrase")) could read as blaming"
        return LanguageHints(Array(views), title: title)
    }

    /// For the page's script.
    static func json(_ findings: [Finding]) -> String {
        guard let data = try? JSONEncoder().encode(hints(findings)) else { return #"{"title":"","findings":[]}"# }
        return String(decoding: data, as: UTF8.self)
    }
}
