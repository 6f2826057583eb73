/// Reading the notation of ``Variant``.
extension Variant {
    /// Why a variant cannot be read.
    struct Misspelling: Error {
        let why: String
    }

    init(_ text: String, groups: [String: String]) throws(Misspelling) {
        var elements = text.split(separator: " ")
        guard !elements.isEmpty else { throw Misspelling(why: "it is empty") }
        notAfter = try Variant.exclusion(elements.first, groups: groups)
        if notAfter != nil { elements.removeFirst() }
        notBefore = try Variant.exclusion(elements.last, groups: groups)
        if notBefore != nil { elements.removeLast() }
        var steps: [Step] = []
        for element in elements { steps.append(try Variant.step(element, groups: groups)) }
        guard case .word = steps.first, case .word = steps.last else {
            throw Misspelling(why: "it must begin and end with a word that cannot be left out")
        }
        self.steps = steps
    }

    private static func exclusion(
        _ element: Substring?, groups: [String: String]
    ) throws(Misspelling) -> Choice? {
        guard let element, element.hasPrefix("!") else { return nil }
        return try choice(element.dropFirst(), groups: groups)
    }

    private static func step(_ element: Substring, groups: [String: String]) throws(Misspelling) -> Step {
        if element == "..." { return .gap }
        if element.hasSuffix("?") { return .optional(try choice(element.dropLast(), groups: groups)) }
        return .word(try choice(element, groups: groups))
    }

    private static func choice(_ element: Substring, groups: [String: String]) throws(Misspelling) -> Choice {
        var choice = Choice()
        for part in element.split(separator: "|", omittingEmptySubsequences: false) {
            if part.hasPrefix("{"), part.hasSuffix("}") {
                let name = String(part.dropFirst().dropLast())
                guard let words = groups[name] else { throw Misspelling(why: "there is no group {\(name)}") }
                // A group may not hold another group: two levels are as much as a reader can follow.
                let inner = try Variant.choice(words[...], groups: [:])
                choice.anyCase.formUnion(inner.anyCase)
                choice.exactCase.formUnion(inner.exactCase)
            } else {
                try add(part, to: &choice)
            }
        }
        return choice
    }

    private static func add(_ part: Substring, to choice: inout Choice) throws(Misspelling) {
        let inflects = part.hasSuffix("+")
        let word = inflects ? part.dropLast() : part
        guard let first = word.first, Letter(first) == .word,
            word.allSatisfy({ Letter($0) == .word || Letter($0) == .apostrophe })
        else { throw Misspelling(why: "“\(part)” is not a word") }
        let folded = Token.fold(word).cased
        let lower = folded.lowercased()
        if inflects {
            choice.anyCase.formUnion(English.forms(of: lower))
        } else if folded == lower {
            choice.anyCase.insert(lower)
        } else {
            choice.exactCase.insert(folded)
        }
    }
}
