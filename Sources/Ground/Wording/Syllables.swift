/// Counts the syllables of an English word, by rule with a table of exceptions.
///
/// 1. A word with a hyphen is counted part by part; a possessive 's adds nothing; n't adds one after d, s or t.
/// 2. A figure counts one syllable a digit, three at most, as readers take "2026" and "0800" in chunks.
/// 3. Capitals without a vowel ("NHS") are spelled out: one a letter, three for W.
/// 4. Endings that keep a silent e before them are cut off first and counted on their own ("safe-ly").
/// 5. Then: one for each run of vowels (y counts, save at the beginning), less one for a silent e at the end, in
///    -ed (not after t, d) or in -es (not after s, z, x, c, g, ch, sh), plus one where two vowels are sounded apart
///    ("i-dea", "cre-ate", "qui-et", "do-ing"). At least one.
///
/// Right for the words of our pages (tested); some rare words are one out, as with any such count.
enum Syllables {
    static func count(in word: some StringProtocol) -> Int {
        word.split { Letter($0) == .hyphen }.reduce(0) { $0 + countPart(String($1)) }
    }

    private static func countPart(_ part: String) -> Int {
        let digits = part.filter(\.isNumber).count
        if digits > 0 { return min(3, digits) }
        if part.count > 1, part == part.uppercased(), !part.contains(where: { isVowel(lower($0)) }) {
            return part.reduce(0) { $0 + ($1 == "W" ? 3 : 1) }
        }
        return countWord(bare(part.lowercased()))
    }

    /// Without a possessive or an apostrophe: "child's" is "child", "don't" is "dont", "didn't" is "didnet".
    private static func bare(_ word: String) -> [Character] {
        var letters = word.map { Letter.apostrophes.contains($0) ? "'" : $0 }
        if letters.suffix(2) == ["'", "s"] { letters.removeLast(2) }
        if letters.suffix(3) == ["n", "'", "t"], let before = letters.dropLast(3).last, "dst".contains(before) {
            letters.replaceSubrange(letters.count - 3..<letters.count, with: ["n", "e", "t"])
        }
        return letters.filter { $0.isLetter }
    }

    private static func countWord(_ word: [Character]) -> Int {
        if let known = exceptions[String(word)] { return known }
        if word.last == "s", !endsInHiss(word.dropLast()), let known = exceptions[String(word.dropLast())] {
            return known
        }
        for suffix in ["ly", "ful", "fully", "less", "ness", "ment", "ments", "some", "where", "thing", "things"]
        where word.count > suffix.count + 2 && word.suffix(suffix.count).elementsEqual(suffix) {
            let stem = Array(word.dropLast(suffix.count))
            let own = suffix == "fully" ? 2 : 1
            if stem.last == "e" || exceptions[String(stem)] != nil { return countWord(stem) + own }
        }
        return max(1, vowelRuns(in: word) - silent(in: word) + apart(in: word))
    }

    private static func vowelRuns(in word: [Character]) -> Int {
        var runs = 0
        var wasVowel = false
        for (index, letter) in word.enumerated() {
            let isNow = isVowel(letter) || (letter == "y" && index > 0)
            if isNow && !wasVowel { runs += 1 }
            wasVowel = isNow
        }
        return runs
    }

    private static func silent(in word: [Character]) -> Int {
        guard word.count > 2 else { return 0 }
        if word.last == "e" { return isSilent(word.dropLast()) ? 1 : 0 }
        let stem = word.dropLast(2)
        if word.suffix(2) == ["e", "d"] { return isSilent(stem) && stem.last != "t" && stem.last != "d" ? 1 : 0 }
        if word.suffix(2) == ["e", "s"] { return isSilent(stem) && !endsInHiss(stem) ? 1 : 0 }
        return 0
    }

    /// An e after these letters is not sounded, unless they are a vowel or consonant + l ("ta-ble").
    private static func isSilent(_ stem: ArraySlice<Character>) -> Bool {
        guard let last = stem.last, !isVowel(last), stem.contains(where: { isVowel($0) || $0 == "y" }) else {
            return false
        }
        guard last == "l", let before = stem.dropLast().last else { return true }
        return isVowel(before) || before == "l" || before == "y"
    }

    private static func endsInHiss(_ stem: ArraySlice<Character>) -> Bool {
        guard let last = stem.last else { return false }
        if "szxcg".contains(last) { return true }
        return last == "h" && (stem.dropLast().last == "c" || stem.dropLast().last == "s")
    }

    /// Neighbouring vowels that are sounded apart.
    private static func apart(in word: [Character]) -> Int {
        word.indices.dropFirst().count { isApart(word, at: $0) } + (endsInSm(word) ? 1 : 0)
    }

    private static func isApart(_ word: [Character], at index: Int) -> Bool {
        let before: Character = index > 1 ? word[index - 2] : " "
        let after: Character = index + 1 < word.count ? word[index + 1] : " "
        switch (word[index - 1], word[index]) {
        case ("i", "a"), ("i", "o"), ("i", "u"): return !"tscgx".contains(before)
        case ("i", "e"): return after == "t" || (after == "n" && !"trlc".contains(before))
        case ("u", "a"), ("u", "o"): return !"qgb".contains(before)
        case ("e", "o"): return !"pg".contains(before)
        case ("a", "i"), ("e", "i"), ("o", "i"), ("u", "i"), ("y", "i"):
            return index == word.count - 3 && endsInIng(word)
        default: return false
        }
    }

    private static func endsInIng(_ word: [Character]) -> Bool { word.suffix(3) == ["i", "n", "g"] }

    /// "racis-m", "organis-m".
    private static func endsInSm(_ word: [Character]) -> Bool { word.suffix(3) == ["i", "s", "m"] }

    private static func lower(_ letter: Character) -> Character { Character(letter.lowercased()) }
    private static func isVowel(_ letter: Character) -> Bool { "aeiou".contains(letter) }
}
