/// A regular expression of the kind Splink's comparisons use, as DuckDB's RE2 understands it.
///
/// Letters, classes, `. ^ $ | ( ) (?: ) * + ? {n,m}` and the lazy forms, `\d \w \s \b` and their opposites. Anything
/// else (look-around, back-references, flags) is refused when the model is read. The leftmost match is taken, and of
/// those the one Perl would take, which is what RE2 promises.
struct SQLPattern: Hashable, Sendable {
    let source: String
    let groups: Int
    private let root: PatternNode

    init(_ source: String) throws(SQLProblem) {
        self.source = source
        var parser = PatternParser(source)
        root = try parser.whole()
        groups = parser.groups
    }

    static func == (a: SQLPattern, b: SQLPattern) -> Bool {
        a.source == b.source
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(source)
    }

    /// The first match and its groups, as ranges of scalars; a group that took no part is nil.
    func firstMatch(in text: [UInt32]) -> [Range<Int>?]? {
        for start in 0...text.count {
            if let found = match(in: text, from: start, isWhole: false) { return found }
        }
        return nil
    }

    /// Whether the whole text is a match.
    func matchesWhole(_ text: [UInt32]) -> Bool {
        match(in: text, from: 0, isWhole: true) != nil
    }

    private func match(in text: [UInt32], from start: Int, isWhole: Bool) -> [Range<Int>?]? {
        var groups = [Range<Int>?](repeating: nil, count: groups + 1)
        var end = start
        var steps = PatternMatch(text: text)
        let found = steps.run(root, at: start, &groups) { at, _ in
            guard !isWhole || at == text.count else { return false }
            end = at
            return true
        }
        guard found else { return nil }
        groups[0] = start..<end
        return groups
    }
}

/// A part of a pattern.
indirect enum PatternNode: Sendable {
    case scalars([ClosedRange<UInt32>], isNegated: Bool)
    case sequence([PatternNode])
    case either([PatternNode])
    case group(PatternNode, number: Int)
    case repeated(PatternNode, least: Int, most: Int, isLazy: Bool)
    case start
    case end
    case wordEdge(isNegated: Bool)
}

/// Tries a pattern on a text, going back where a choice fails.
private struct PatternMatch {
    let text: [UInt32]

    typealias Rest = (Int, inout [Range<Int>?]) -> Bool

    mutating func run(_ node: PatternNode, at: Int, _ groups: inout [Range<Int>?], _ rest: Rest) -> Bool {
        switch node {
        case .scalars(let ranges, let isNegated):
            guard at < text.count, ranges.contains(where: { $0.contains(text[at]) }) != isNegated else { return false }
            return rest(at + 1, &groups)
        case .start:
            return at == 0 && rest(at, &groups)
        case .end:
            return at == text.count && rest(at, &groups)
        case .wordEdge(let isNegated):
            return (isWord(at - 1) != isWord(at)) != isNegated && rest(at, &groups)
        case .sequence(let parts):
            return run(parts[...], at: at, &groups, rest)
        case .either(let choices):
            for choice in choices where run(choice, at: at, &groups, rest) { return true }
            return false
        case .group(let inner, let number):
            let before = groups[number]
            var copy = self
            let found = copy.run(inner, at: at, &groups) { end, groups in
                let held = groups[number]
                groups[number] = at..<end
                if rest(end, &groups) { return true }
                groups[number] = held
                return false
            }
            if !found { groups[number] = before }
            return found
        case .repeated(let inner, let least, let most, let isLazy):
            return repeatRun(inner, (least, most, isLazy), done: 0, at: at, &groups, rest)
        }
    }

    private func run(
        _ parts: ArraySlice<PatternNode>, at: Int, _ groups: inout [Range<Int>?], _ rest: Rest
    ) -> Bool {
        guard let first = parts.first else { return rest(at, &groups) }
        var copy = self
        return copy.run(first, at: at, &groups) { next, groups in
            run(parts.dropFirst(), at: next, &groups, rest)
        }
    }

    private func repeatRun(
        _ inner: PatternNode, _ bounds: (least: Int, most: Int, isLazy: Bool), done: Int, at: Int,
        _ groups: inout [Range<Int>?], _ rest: Rest
    ) -> Bool {
        if bounds.isLazy, done >= bounds.least, rest(at, &groups) { return true }
        if done < bounds.most {
            var copy = self
            let went = copy.run(inner, at: at, &groups) { next, groups in
                guard next > at || done < bounds.least else { return false }
                return repeatRun(inner, bounds, done: done + 1, at: next, &groups, rest)
            }
            if went { return true }
        }
        return !bounds.isLazy && done >= bounds.least && rest(at, &groups)
    }

    private func isWord(_ at: Int) -> Bool {
        guard text.indices.contains(at) else { return false }
        return PatternParser.word.contains { $0.contains(text[at]) }
    }
}
