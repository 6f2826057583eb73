import Testing

@testable import Wording

@Suite struct ReadabilityTests {
    /// Worked examples from the article on the tests in Wikipedia, with the formulas of the two papers.
    @Test(arguments: [
        ("The cat sat on the mat.", 6, 6, 116.145, -1.45),
        (
            "This sentence, taken as a reading passage unto itself, is being used to prove a point.", 16, 23, 68.98,
            7.6125
        ),
    ])
    func `published examples come out as published`(
        text: String, words: Int, syllables: Int, ease: Double, grade: Double
    ) {
        let reading = Readability(of: text)
        #expect(reading.words == words)
        #expect(reading.syllables == syllables)
        #expect(abs(reading.ease - ease) < 0.01, "\(reading.ease)")
        #expect(abs(reading.grade - grade) < 0.01, "\(reading.grade)")
    }

    @Test func `sentences and words are counted`() {
        let reading = Readability(of: "One two. Three four five!\nA heading\n\n- And a list item? Yes")
        #expect(reading.sentences == 5)
        #expect(reading.words == 12)
        #expect(reading.averageSentence == 2.4)
        #expect(reading.longestSentence == "- And a list item?")
        #expect(reading.wordsInLongestSentence == 4)
    }

    @Test(arguments: [
        ("Dr. Khan came at 3.5 miles. He left.", 2), ("See e.g. the form. Then go.", 2), ("He said no. She left.", 2),
        ("Go to No. 5 now.", 1), ("“Stop.” He ran.", 2), ("Wait… what?", 2), ("It cost £1.50", 1),
        ("www.nhs.uk is it", 1),
    ])
    func `a full stop ends a sentence only where it should`(text: String, sentences: Int) {
        #expect(Readability(of: text).sentences == sentences)
    }

    @Test(arguments: ["", " ", "\n\n", "...", "?!", "—", "'"])
    func `a text without words has no reading`(text: String) {
        let reading = Readability(of: text)
        #expect(reading.words == 0 && reading.grade == 0 && reading.ease == 100 && reading.longestSentence.isEmpty)
    }

    @Test func `a plain public page is for ages 9 to 11, a policy is not`() {
        let plain = """
            Are you worried about a child? You can tell us. You do not have to give your name.
            If someone is in danger now, call 999. We will not share what you say unless we must to keep someone safe.
            Tell us what you have seen. It is fine to say you do not know.
            """
        let policy = """
            Notwithstanding organisational confidentiality requirements, practitioners should proportionately disclose
            """
        #expect(Readability(of: plain).age <= 11)
        #expect(Readability(of: policy).grade > 20)
    }

    @Test(arguments: zip(syllables.keys.sorted(), syllables.keys.sorted().map { syllables[$0] ?? 0 }))
    func `syllables are counted as spoken`(word: String, count: Int) {
        #expect(Syllables.count(in: word) == count)
    }
}

private let syllables: [String: Int] = [
    "a": 1, "the": 1, "cat": 1, "make": 1, "making": 2, "table": 2, "little": 2, "people": 2, "child": 1,
    "children": 2, "safe": 1, "safely": 2, "safety": 2, "helpful": 2, "worried": 2, "worry": 2, "police": 2,
    "called": 1, "wanted": 2, "needed": 2, "used": 1, "changes": 2, "places": 2, "times": 1, "boxes": 2,
    "churches": 2, "families": 3, "family": 3, "idea": 3, "being": 2, "going": 2, "seeing": 2, "doing": 2,
    "carrying": 3, "said": 1, "information": 4, "referral": 3, "exploitation": 4, "exploited": 3, "violence": 3,
    "violent": 3, "someone": 2, "something": 2, "everyone": 3, "area": 3, "school": 1, "yes": 1, "young": 1,
    "person": 2, "anonymous": 4, "confidential": 4, "support": 2, "well-being": 3, "NHS": 3, "WWW": 9, "2026": 3,
    "999": 3, "5": 1, "don't": 1, "didn't": 2, "couldn't": 2, "isn't": 2, "it's": 1, "child’s": 1, "racism": 3,
    "quiet": 2, "science": 2, "friend": 1, "patient": 2, "create": 2, "created": 3, "home": 1, "homes": 1, "phone": 1,
    "whole": 1, "while": 1, "mobile": 2, "statement": 2, "moment": 2, "agreement": 3, "lonely": 2, "nowhere": 2,
    "trusted": 2, "adult": 2, "danger": 2, "anyone": 3, "question": 2, "report": 2, "reporting": 3, "worker": 2,
    "believe": 2, "know": 1, "why": 1, "try": 1, "tried": 1, "eye": 1, "queue": 1, "hour": 1, "video": 3,
    "radio": 3, "serious": 3, "special": 2, "social": 2, "education": 4, "situation": 4, "community": 4,
    "weapon": 2, "hurt": 1, "asked": 1, "stopped": 1, "missing": 2, "older": 2, "controlled": 2, "controlling": 3,
    "please": 1, "sure": 1, "language": 2, "guardian": 3, "colleague": 2, "continue": 3, "actually": 4,
]
