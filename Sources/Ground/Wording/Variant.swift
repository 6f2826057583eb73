/// One way of writing a phrase, as a row of words to be met in order.
///
/// The notation, one element to each word:
/// - `risk`: this word, in any case. A word with a capital in it (`DNA`, `OT`) is met only as it stands.
/// - `refuse+`: this word and its inflections: refuse, refuses, refused, refusing, refuser.
/// - `old|older`: either of these. Any of them may be `word+` or `{group}`.
/// - `{self}`: a word of the named group in the phrase file.
/// - `very?`: may be left out.
/// - `...`: up to three words of any kind.
/// - `!test|sample`, as the last element: must not be followed by one of these. As the first: must not follow them.
///
/// White space, a line break or a hyphen may stand between any two words, and the apostrophe of a possessive is
/// ignored (`boys choice` meets "the boy's choice").
struct Variant: Hashable, Sendable {
    enum Step: Hashable, Sendable {
        case word(Choice)
        case optional(Choice)
        case gap
    }

    private static let longestGap = 3

    let steps: [Step]
    let notAfter: Choice?
    let notBefore: Choice?

    /// The lower-case words a text must hold where this variant begins.
    var openings: Set<String> {
        if case .word(let choice) = steps.first { choice.openings } else { [] }
    }

    /// The index after the last word met, trying from the word at `start`; the longest reading wins.
    func end(in tokens: [Token], from start: Int) -> Int? {
        if let notAfter, start > 0, tokens[start].isJoined, notAfter.admits(tokens[start - 1]) { return nil }
        return end(of: 0, in: tokens, at: start, from: start)
    }

    private func end(of step: Int, in tokens: [Token], at index: Int, from start: Int) -> Int? {
        guard step < steps.count else { return isFollowedFreely(tokens, at: index) ? index : nil }
        switch steps[step] {
        case .word(let choice):
            guard meets(choice, tokens, at: index, from: start) else { return nil }
            return end(of: step + 1, in: tokens, at: index + 1, from: start)
        case .optional(let choice):
            if meets(choice, tokens, at: index, from: start),
                let end = end(of: step + 1, in: tokens, at: index + 1, from: start)
            {
                return end
            }
            return end(of: step + 1, in: tokens, at: index, from: start)
        case .gap:
            for skipped in 0...Variant.longestGap {
                guard (index..<index + skipped).allSatisfy({ isReadable(tokens, at: $0, from: start) }) else { break }
                if let end = end(of: step + 1, in: tokens, at: index + skipped, from: start) { return end }
            }
            return nil
        }
    }

    private func meets(_ choice: Choice, _ tokens: [Token], at index: Int, from start: Int) -> Bool {
        isReadable(tokens, at: index, from: start) && choice.admits(tokens[index])
    }

    private func isReadable(_ tokens: [Token], at index: Int, from start: Int) -> Bool {
        guard index < tokens.count, !tokens[index].isQuoted else { return false }
        return index == start || tokens[index].isJoined
    }

    private func isFollowedFreely(_ tokens: [Token], at index: Int) -> Bool {
        guard let notBefore, index < tokens.count, tokens[index].isJoined else { return true }
        return !notBefore.admits(tokens[index])
    }
}

/// The words that may stand in one place.
struct Choice: Hashable, Sendable {
    var anyCase: Set<String> = []
    var exactCase: Set<String> = []

    var openings: Set<String> { anyCase.union(exactCase.map { $0.lowercased() }) }

    func admits(_ token: Token) -> Bool {
        anyCase.contains(token.key) || (!exactCase.isEmpty && exactCase.contains(token.cased))
    }
}
