import Foundation
import Testing

@testable import Wording

@Suite struct MatchingTests {
    let check = LanguageCheck.standard

    @Test(arguments: [
        "PUTS HIMSELF AT RISK", "puts  himself\tat\nrisk", "puts\u{00A0}himself at risk", "puts himself\r\nat risk",
        "Puts himself—that is, puts himself at risk", "puts him\u{00AD}self at risk", "puts\u{200B} himself at risk",
        "“Ok” he said. He puts himself at risk", "😀puts himself at risk😀", "\u{202E}puts himself at risk",
        "\0puts himself at risk\0", "(puts himself at risk)", "puts himself/herself. puts himself at risk",
        "puts himself knowingly at risk", "puts himself and others at risk",
    ])
    func `a phrase is found however it is typed`(text: String) {
        #expect(check.check(text).map(\.phrase.id).contains("at-risk"))
    }

    @Test(arguments: [
        "puts himself. At risk: others", "puts himself, at risk", "puts himself\n\nat risk", "inputs himself at risk",
        "puts himself at risky", "puts - himself at risk", "puts himself one two three four at risk",
    ])
    func `a phrase is not found across a break or inside a word`(text: String) {
        #expect(check.check(text).isEmpty)
    }

    @Test(arguments: [
        "won't engage", "won’t engage", "wonʼt engage", "wont engage", "WON'T ENGAGE", "won＇t engage", "won't\nengage",
    ])
    func `any apostrophe will do`(text: String) {
        #expect(check.check(text).first?.matched == text)
    }

    @Test(arguments: [
        "non-compliant", "non compliant", "noncompliant", "non‑compliant", "non–compliant", "non-\ncompliant",
    ])
    func `hyphens and spaces are alike`(text: String) {
        #expect(check.check(text).map(\.matched) == [text])
    }

    @Test func `a possessive is no part of the word`() {
        let findings = check.check("The gang member’s phone and a drug runner's bag")
        #expect(findings.map(\.matched) == ["gang member", "drug runner"])
    }

    @Test func `ligatures copied from a document are opened`() {
        #expect(check.check("gang-a\u{FB03}liated").map(\.phrase.id) == ["gang-affiliated"])
    }

    @Test func `the range is the place in the text`() throws {
        let text = "Note 👩‍👩‍👧: she is promiscuous, and a drug mule."
        let findings = check.check(text)
        #expect(findings.map { String(text[$0.range]) } == ["promiscuous", "drug mule"])
        #expect(findings.map(\.matched) == ["promiscuous", "drug mule"])
    }

    @Test func `of two readings the longer wins, and findings never overlap`() {
        let findings = check.check("She is involved in prostitution.")
        #expect(findings.map(\.matched) == ["involved in prostitution"])
    }

    @Test(
        arguments: zip(
            ["DNA", "dna", "Dna", "goes OT", "goes ot", "NFA", "nfa", "NFA'd", "NFA’d"],
            [true, false, false, true, true, true, false, true, true]))
    func `abbreviations are met in capitals`(text: String, isFound: Bool) {
        #expect(check.check(text).isEmpty != isFound)
    }

    @Test(arguments: [
        "", " ", "\0", "\"", "“", "‘", "'", "’", "\r\n\r\n", "مرحبا بالعالم", "👩‍👩‍👧‍👦", "e\u{301}\u{301}", "\u{200D}", "-",
        "'s", "’s’s",
        "ŉs ŉ's", "\u{FEFF}put", "a'", "''''''", "“““”””",
    ])
    func `odd texts give nothing and do no harm`(text: String) {
        #expect(check.check(text).isEmpty)
    }

    @Test func `a gap takes up to three words, an optional word none or one`() throws {
        let gap = try list(["made ... choices", "is very? sad", "!not red !wine|Car"], ids: ["gap", "maybe", "not"])
        let found = [
            "made choices", "made a few choices", "made a b c choices", "made a b c d choices", "is sad", "is very sad",
            "is very very sad", "red", "not red", "red wine", "red car", "red Car", "red. Wine", "not. Red",
        ].map { gap.check($0).count }
        #expect(found == [1, 1, 1, 0, 1, 1, 0, 1, 0, 0, 1, 0, 1, 1])
    }

    @Test func `100 kB is checked well within a second`() {
        let sentence = "He was put in touch with a club and puts himself at risk, “they said” she won't engage at all. "
        let text = String(repeating: sentence, count: 100_000 / sentence.utf8.count + 1)
        let start = ContinuousClock.now
        let findings = check.check(text)
        let time = ContinuousClock.now - start
        #expect(findings.count > 1_900)
        // Far above what it takes, for a machine that is busy with other work.
        #expect(time < .seconds(3), "\(time)")
    }

    @Test(arguments: ["put ", "\"", " \"a", "“", "‘a ", " 'a", "he is in a relationship with ", "'", "-", "put'"])
    func `the time taken grows no faster than the text`(part: String) {
        let start = ContinuousClock.now
        _ = check.check(String(repeating: part, count: 100_000 / part.utf8.count))
        #expect(ContinuousClock.now - start < .seconds(5))
    }
}
