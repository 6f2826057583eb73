import Foundation

/// The words of a page's `main` as a person reads them: one block to a line, no markup.
func mainWords(of page: String) -> String {
    guard let start = page.range(of: "<main"), let end = page.range(of: "</main>") else { return "" }
    let inline: Set<String> = ["a", "b", "strong", "span", "abbr", "kbd", "em", "i"]
    var text = ""
    for piece in page[start.lowerBound..<end.lowerBound].split(separator: "<", omittingEmptySubsequences: true) {
        let tag = piece.prefix { $0 != ">" }
        let name = tag.prefix { !$0.isWhitespace }.lowercased().replacing("/", with: "")
        let after = piece.dropFirst(min(tag.count + 1, piece.count)).replacing("\n", with: " ")
        text += inline.contains(name) ? after : "\n" + after
    }
    let plain = text.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
        .replacing("&#39;", with: "'").replacing("&amp;", with: "&")
    return plain.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
        .joined(separator: "\n")
}

/// How often a piece of text stands in another.
func count(_ piece: String, in text: String) -> Int {
    text.components(separatedBy: piece).count - 1
}
