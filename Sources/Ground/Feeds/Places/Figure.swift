/// How many there were, as a publisher says it: a number, a small number kept back, or nothing.
package enum Figure: Hashable, Sendable {
    case number(Double)
    /// It is there and kept back because it is small: the least and the most it may be, as far as is said.
    case suppressed(Int?, Int?)
    /// Nothing was published. This is not nought.
    case none

    /// The number, when there is one.
    package var number: Double? {
        if case .number(let number) = self { number } else { nil }
    }

    /// Reads what a file says: `1,204`, `*`, `1 to 7`, `<5`; nil when it is none of these.
    init?(written text: String) {
        let folded = text.lowercased()
        if ValueLists.shipped.suppressed.contains(folded) {
            self = .suppressed(nil, nil)
            return
        }
        let plain = folded.filter { $0 != "," && $0 != " " }
        if !plain.isEmpty, plain.utf8.allSatisfy({ (48...57).contains($0) || $0 == 46 || $0 == 45 }),
            let number = Double(plain)
        {
            self = .number(number)
            return
        }
        for start in ["<", "under", "lessthan", "fewerthan"] where plain.hasPrefix(start) {
            guard let most = Int(plain.dropFirst(start.count)), most > 1 else { return nil }
            self = .suppressed(nil, most - 1)
            return
        }
        for middle in ["to", "-", "–"] {
            let ends = plain.split(separator: middle, omittingEmptySubsequences: false)
            guard ends.count == 2, let least = Int(ends[0]), let most = Int(ends[1]), 0...most ~= least else {
                continue
            }
            self = .suppressed(least, most)
            return
        }
        return nil
    }

    /// The figure as a checked field keeps it.
    package var text: String {
        switch self {
        case .number(let number): ValueReader.short(number)
        case .suppressed(let least, let most): "*\(least.map { String($0) } ?? "")|\(most.map { String($0) } ?? "")"
        case .none: ""
        }
    }

    /// Reads what `text` wrote.
    package init(_ text: String) {
        if let number = Double(text) {
            self = .number(number)
        } else if text.utf8.first == UInt8(ascii: "*") {
            let ends = text.dropFirst().split(separator: "|", omittingEmptySubsequences: false)
            self = .suppressed(ends.first.flatMap { Int($0) }, ends.last.flatMap { Int($0) })
        } else {
            self = .none
        }
    }

    /// The figure for people: "1204", "kept back (1 to 7)", "no figure".
    package var words: String {
        switch self {
        case .number: text
        case .suppressed(let least?, let most?): "kept back (\(least) to \(most))"
        case .suppressed(_, let most?): "kept back (\(most) or fewer)"
        case .suppressed: "kept back, because it is small"
        case .none: "no figure"
        }
    }
}
