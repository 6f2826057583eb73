import Foundation
import Testing

@testable import Wording

@Suite struct PhraseListTests {
    let check = LanguageCheck.standard

    @Test(arguments: LanguageCheck.standard.phrases)
    func `every example of a phrase is found, and found as that phrase`(phrase: Phrase) {
        #expect(!phrase.examples.isEmpty)
        for example in phrase.examples {
            let found = check.check(example).map(\.phrase.id)
            #expect(found.contains(phrase.id), "“\(example)” gave \(found)")
        }
    }

    @Test(arguments: LanguageCheck.standard.phrases)
    func `what we suggest instead does not itself blame`(phrase: Phrase) {
        for text in [phrase.alternative, phrase.reason] {
            let found = check.check(text).map(\.matched)
            #expect(found.isEmpty, "“\(text)” has \(found)")
        }
    }

    @Test(arguments: LanguageCheck.standard.phrases)
    func `every entry is complete`(phrase: Phrase) {
        #expect(!phrase.variants.isEmpty)
        for text in [phrase.id, phrase.phrase, phrase.alternative, phrase.reason, phrase.source] {
            #expect(!text.isEmpty)
        }
        #expect(phrase.reason.hasSuffix("."))
        #expect(!phrase.category.title.isEmpty)
    }

    @Test func `the list is dated and says where it comes from`() throws {
        #expect(check.version.wholeMatch(of: /\d{4}-\d{2}-\d{2}/) != nil)
        #expect(check.source.contains("Appropriate Language"))
        #expect(check.phrases.count >= 53)
    }

    @Test(arguments: [
        "putting themselves at risk", "involved in prostitution", "sex workers", "promiscuous",
    ])
    func `the four phrases of the founding report are strong findings`(phrase: String) throws {
        let finding = try #require(check.check("She was described as \(phrase).").first)
        #expect(finding.matched == phrase)
        #expect(finding.phrase.severity == .strong)
        #expect(finding.phrase.source.contains("Breaking the Cycle"))
    }

    /// The first column of the table in section 4 of DOMAIN.md, and the list in section 7 of UI.md.
    @Test(arguments: [
        "putting themselves at risk", "involved in CCE", "involved in CSE", "involved in county lines",
        "recruited by a gang", "working for a line", "employed by a line", "drug runner", "drug mule",
        "he is a drug dealer", "drug running", "gang member", "gang-affiliated", "lifestyle choice",
        "making poor choices", "streetwise", "mature for their age", "young man", "young woman", "prostitute",
        "sex worker", "involved in prostitution", "promiscuous", "sexually active", "consented to sex",
        "in a relationship with an adult", "older boyfriend", "girlfriend who supplies him",
        "spending time with older males", "contacts adults online", "hard to reach", "won't engage",
        "refuses to engage",
        "non-compliant", "DNA", "manipulative", "attention seeking", "aggressive child", "violent child",
        "young offender", "child perpetrator", "absconds", "AWOL", "runs away", "keeps going missing",
        "found with drugs", "plugging", "their debt", "money mule", "goes country", "goes OT", "cunch", "trap house",
        "chose to return to them", "promised gifts", "given gifts", "troubled family", "chaotic home",
        "non-protective parents", "BAME youth", "typical for the estate", "he alleges", "she claims",
        "behaviour is escalating", "failed placement", "of her own making", "she was silly", "beyond parental control",
        "putting himself at risk", "associating with", "NFA", "absconder", "put herself at risk",
        "puts themself at risk", "associates with older males", "refused to engage", "refusing to engage",
        "does not engage", "absconded", "absconding", "drug runners",
    ])
    func `every row of the guidance is covered`(words: String) {
        #expect(!check.check(words).isEmpty, "\(words)")
    }

    @Test func `a broken list is refused with its reason`() {
        #expect(throws: PhraseListError.self) { try LanguageCheck(json: Data("{}".utf8)) }
        #expect(throws: PhraseListError.repeatedID("a")) { try list(["risk", "harm"], ids: ["a", "a"]) }
        let noGroup = PhraseListError.badVariant(phrase: "a", variant: "{who} risk", why: "there is no group {who}")
        #expect(throws: noGroup) {
            try list(["{who} risk"], ids: ["a"])
        }
        for broken in ["", "   ", "...", "risk?", "risk ...", "!risk", "a||b", "non-compliant", "+", "!a !b"] {
            #expect(throws: PhraseListError.self, "\(broken)") { try list([broken], ids: ["a"]) }
        }
    }
}

extension Phrase: CustomTestStringConvertible {
    /// The name in the log of a test run.
    public var testDescription: String { id }
}

/// A list made for one test.
@discardableResult
func list(_ variants: [String], ids: [String]) throws -> LanguageCheck {
    let phrases = zip(variants, ids).map { variant, id in
        [
            "id": id, "phrase": variant, "variants": [variant], "alternative": "-", "reason": "-", "category": "blame",
            "severity": "ask", "source": "-", "examples": [String](),
        ] as [String: Any]
    }
    let whole: [String: Any] = [
        "version": "2026-01-01", "source": "-", "groups": ["self": "himself|herself"], "phrases": phrases,
    ]
    return try LanguageCheck(json: JSONSerialization.data(withJSONObject: whole))
}
