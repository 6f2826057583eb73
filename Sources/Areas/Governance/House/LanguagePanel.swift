import Web
import Wording

/// The language check's findings as they stand under a field: suggestions, never corrections.
package enum LanguagePanel {
    package static func html(for findings: [Finding], in text: String) -> HTML {
        guard !findings.isEmpty else { return .empty }
        let views = findings.prefix(12).map { finding in
            LanguageFinding(
                phrase: String(text[finding.range]), alternative: finding.phrase.alternative,
                reason: finding.phrase.reason)
        }
        let count = findings.count
        let title = count == 1 ? "1 phrase could read as blaming" : "\(count) phrases could read as blaming"
        return languageHints(Array(views), title: title)
    }
}
