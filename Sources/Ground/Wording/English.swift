/// English inflection by rule, with a table of exceptions.
enum English {
    /// Every form of a verb or noun: "put" gives put, puts, putting, putter, putters.
    ///
    /// Regular forms follow four rules: -e is dropped before -ed, -ing and -er; consonant + y becomes -ies and -ied;
    /// a final consonant after one short vowel is doubled; -s, -x, -z, -ch and -sh take -es. British and American
    /// spellings are both given where they differ (labelled, labeled). A form nobody writes does no harm here.
    static func forms(of word: String) -> Set<String> {
        var forms: Set<String> = [word, plural(of: word), adding("s", to: word)]
        let past = irregularPast[word]
        forms.formUnion(past ?? pastForms(of: word))
        for stem in stems(of: word) {
            forms.insert(stem.ing)
            forms.formUnion(["\(stem.other)er", "\(stem.other)ers"])
        }
        return forms
    }

    /// The plural of a noun: "referral" gives "referrals".
    static func plural(of noun: String) -> String {
        if let irregular = irregularPlurals[noun] { return irregular }
        if unchanged.contains(noun) { return noun }
        for (ending, plural) in irregularEndings where noun.hasSuffix(ending) {
            return "\(noun.dropLast(ending.count))\(plural)"
        }
        return adding("s", to: noun)
    }

    /// Adds -s, -es or -ies.
    static func adding(_ ending: String, to word: String) -> String {
        let hisses = ["s", "x", "z", "ch", "sh"].contains { word.hasSuffix($0) }
        if hisses { return "\(word)e\(ending)" }
        if endsInConsonantAndY(word) { return "\(word.dropLast())ie\(ending)" }
        return "\(word)\(ending)"
    }

    private static func pastForms(of word: String) -> Set<String> {
        if endsInConsonantAndY(word) { return ["\(word.dropLast())ied"] }
        return Set(stems(of: word).map { "\($0.other)ed" })
    }

    /// What -ing is added to, already with -ing, and what -ed and -er are added to.
    private static func stems(of word: String) -> [(ing: String, other: String)] {
        if word.hasSuffix("ie") { return [("\(word.dropLast(2))ying", String(word.dropLast()))] }
        if word.hasSuffix("ee") { return [("\(word)ing", String(word.dropLast()))] }
        if word.hasSuffix("e"), word.count > 2 {
            return [("\(word.dropLast())ing", String(word.dropLast()))]
        }
        if endsInConsonantAndY(word) { return [("\(word)ing", "\(word.dropLast())i")] }
        if word.hasSuffix("ic") { return [("\(word)king", "\(word)k")] }
        guard let last = word.last else { return [] }
        let plain = ("\(word)ing", word)
        let doubled = ("\(word)\(last)ing", "\(word)\(last)")
        if doubles.contains(word) { return [doubled] }
        guard endsInShortVowelAndConsonant(word) else { return [plain] }
        if vowelGroups(in: word) == 1 { return [doubled] }
        return last == "l" ? [plain, doubled] : [plain]
    }

    private static func endsInConsonantAndY(_ word: String) -> Bool {
        let ending = Array(word.suffix(2))
        return ending.count == 2 && ending[1] == "y" && !isVowel(ending[0])
    }

    /// "put", "plug", "travel", but not "look", "show" or "fix".
    private static func endsInShortVowelAndConsonant(_ word: String) -> Bool {
        var ending = Array(word.suffix(3))
        guard let last = ending.popLast(), !isVowel(last), !"wxy".contains(last) else { return false }
        guard let vowel = ending.popLast(), isVowel(vowel) else { return false }
        guard let before = ending.last else { return true }
        return !isVowel(before) || word.hasPrefix("qu")
    }

    private static func vowelGroups(in word: String) -> Int {
        var groups = 0
        var wasVowel = false
        for letter in word {
            let isNow = isVowel(letter)
            if isNow && !wasVowel { groups += 1 }
            wasVowel = isNow
        }
        return word.hasPrefix("qu") ? max(1, groups - (word.count > 3 ? 0 : 1)) : groups
    }

    private static func isVowel(_ letter: Character) -> Bool { "aeiou".contains(letter) }
}
