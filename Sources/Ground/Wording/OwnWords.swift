import Foundation

/// Checking our own words: the strings of the source, seed data and pages.
extension LanguageCheck {
    /// One line for each finding, "plan.json:12: “puts himself at risk” (try: …)"; empty when all is well.
    ///
    /// For plain text and rendered pages. Quoted speech is left alone, as in ``check(_:)``.
    package func complaints(in text: String, at place: String) -> [String] {
        let findings = check(text)
        guard !findings.isEmpty else { return [] }
        var line = 1
        var reached = text.startIndex
        return findings.map { finding in
            line += text[reached..<finding.range.lowerBound].count(where: \.isNewline)
            reached = finding.range.lowerBound
            return complaint(finding, at: "\(place):\(line)")
        }
    }

    /// As ``complaints(in:at:)``, for the string literals of a Swift file; comments and code are left out.
    package func complaints(inSwift source: String, at place: String) -> [String] {
        SwiftLiteral.all(in: source).flatMap { literal in
            check(literal.text).map { complaint($0, at: "\(place):\(literal.line)") }
        }
    }

    /// As ``complaints(in:at:)``, for every string in a JSON file, keys aside; the place is a path such as "a.json/0/name".
    package func complaints(inJSON data: Data, at place: String) throws -> [String] {
        let value = try JSONSerialization.jsonObject(with: data, options: .fragmentsAllowed)
        return complaints(inValue: value, at: place)
    }

    private func complaints(inValue value: Any, at place: String) -> [String] {
        switch value {
        case let text as String: check(text).map { complaint($0, at: place) }
        case let items as [Any]:
            items.enumerated().flatMap { complaints(inValue: $0.element, at: "\(place)/\($0.offset)") }
        case let members as [String: Any]:
            members.sorted { $0.key < $1.key }.flatMap { complaints(inValue: $0.value, at: "\(place)/\($0.key)") }
        default: []
        }
    }

    private func complaint(_ finding: Finding, at place: String) -> String {
        "\(place): “\(finding.matched)” (\(finding.phrase.id); try: \(finding.phrase.alternative))"
    }
}
