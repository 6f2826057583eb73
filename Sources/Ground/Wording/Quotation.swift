/// Finds quoted speech, so that a child's own words are left alone.
///
/// Double quotes, straight or curly, are taken at their word. A single quote counts only where it cannot be an
/// apostrophe: it must open before a word and close after one, and a close after "s" ("the boys' phones") gives way
/// to a clearer close later on. A quotation that is still open at a blank line was none.
enum Quotation {
    /// The quoted stretches, in order and without overlap.
    ///
    /// - Complexity: O(*n* log *n*) in the length of the text.
    static func ranges(in text: String) -> [Range<String.Index>] {
        var scan = Scan()
        var before: Character?
        var index = text.startIndex
        while index < text.endIndex {
            let next = text.index(after: index)
            let character = text[index]
            if Scan.marks.contains(character) || character.isNewline {
                scan.meet(character, at: index, upTo: next, before: before, in: text)
            } else if Letter(character) != .space {
                scan.linesSinceWord = 0
            }
            before = character
            index = next
        }
        scan.endParagraph()
        return merged(scan.found)
    }

    private static func merged(_ ranges: [Range<String.Index>]) -> [Range<String.Index>] {
        var result: [Range<String.Index>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = result.last, range.lowerBound < last.upperBound {
                result[result.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                result.append(range)
            }
        }
        return result
    }
}

/// One pass over a text with the quotation marks that are open.
private struct Scan {
    static let marks: Set<Character> = ["\"", "“", "”", "„", "«", "»", "'", "‘", "’"]
    /// Words that begin with an apostrophe.
    private static let clipped: Set<String> = [
        "cause", "coz", "cos", "em", "til", "till", "bout", "n", "tis", "twas", "ere",
    ]

    var found: [Range<String.Index>] = []
    var linesSinceWord = 0
    private var curly: [String.Index] = []
    private var angled: [String.Index] = []
    private var straight: String.Index?
    private var single: String.Index?
    private var doubtfulEnd: String.Index?

    mutating func meet(
        _ mark: Character, at index: String.Index, upTo next: String.Index, before: Character?, in text: String
    ) {
        let after = next < text.endIndex ? text[next] : nil
        switch mark {
        case "“" where curly.isEmpty || !isWord(before), "„": curly.append(index)
        case "“", "”": closeDouble(at: next)
        case "«": angled.append(index)
        case "»": if let start = angled.popLast() { found.append(start..<next) }
        case "\"": meetStraight(at: index, upTo: next, before: before, after: after)
        case "'", "‘", "’": meetSingle(mark, at: index, upTo: next, before: before, after: after, in: text)
        default:
            linesSinceWord += 1
            if linesSinceWord > 1 { endParagraph() }
            return
        }
        linesSinceWord = 0
    }

    mutating func endParagraph() {
        settleSingle()
        curly = []
        angled = []
        straight = nil
    }

    private mutating func closeDouble(at end: String.Index) {
        if let start = curly.popLast() {
            found.append(start..<end)
        } else if let start = straight {
            found.append(start..<end)
            straight = nil
        }
    }

    private mutating func meetStraight(
        at index: String.Index, upTo next: String.Index, before: Character?, after: Character?
    ) {
        let canClose = !isWord(after) && !isSpaceOrNone(before)
        if canClose, let start = straight ?? curly.popLast() {
            found.append(start..<next)
            straight = nil
        } else if !isWord(before) {
            straight = index
        }
    }

    private mutating func meetSingle(
        _ mark: Character, at index: String.Index, upTo next: String.Index, before: Character?, after: Character?,
        in text: String
    ) {
        let opens = mark != "’" && !isWord(before) && !isSpaceOrNone(after)
        if opens, mark == "‘" || !isClipped(text[next...]) {
            settleSingle()
            single = index
        } else if mark != "‘", let start = single, !isWord(after), !isSpaceOrNone(before) {
            let isDoubtful = (before == "s" || before == "S") && isSpace(after)
            if isDoubtful {
                doubtfulEnd = doubtfulEnd ?? next
            } else {
                found.append(start..<next)
                single = nil
                doubtfulEnd = nil
            }
        }
    }

    private mutating func settleSingle() {
        if let start = single, let end = doubtfulEnd { found.append(start..<end) }
        single = nil
        doubtfulEnd = nil
    }

    private func isClipped(_ rest: Substring) -> Bool {
        let word = rest.prefix(6).prefix { isWord($0) }
        return word.first?.isNumber ?? true || Scan.clipped.contains(word.lowercased())
    }

    private func isWord(_ character: Character?) -> Bool { character.map { Letter($0) == .word } ?? false }
    private func isSpace(_ character: Character?) -> Bool { character.map { Letter($0) == .space } ?? false }
    private func isSpaceOrNone(_ character: Character?) -> Bool { character.map { Letter($0) == .space } ?? true }
}
