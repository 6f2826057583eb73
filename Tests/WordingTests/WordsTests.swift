import Testing

@testable import Wording

@Suite struct WordsTests {
    @Test(arguments: [
        (1, "referral", "1 referral"), (3, "referral", "3 referrals"), (0, "referral", "0 referrals"),
        (1, "person", "1 person"), (2, "person", "2 people"), (2, "child", "2 children"),
        (2, "young person", "2 young people"), (4, "agency", "4 agencies"), (1204, "referral", "1,204 referrals"),
        (2, "member of staff", "2 members of staff"), (2, "date of birth", "2 dates of birth"),
        (2, "NHS number", "2 NHS numbers"), (2, "GP", "2 GPs"), (3, "Person", "3 People"),
        (1_000_000, "day", "1,000,000 days"), (-1, "day", "-1 days"), (5, "way to help", "5 ways to help"),
        (2, "follow-up", "2 follow-ups"),
    ])
    func `a count and its noun agree`(count: Int, noun: String, words: String) {
        #expect(Words.plural(count, noun) == words)
    }

    @Test(arguments: [
        (0, "0"), (7, "7"), (999, "999"), (1000, "1,000"), (12_345, "12,345"), (123_456, "123,456"),
        (-1234, "-1,234"), (-123, "-123"), (Int.min, "-9,223,372,036,854,775,808"),
        (Int.max, "9,223,372,036,854,775,807"),
    ])
    func `thousands are set apart`(number: Int, words: String) {
        #expect(Words.number(number) == words)
    }

    @Test func `a list reads as a sentence would`() {
        #expect(Words.list([]) == "")
        #expect(Words.list(["a"]) == "a")
        #expect(Words.list(["a", "b"]) == "a and b")
        #expect(Words.list(["a", "b", "c"]) == "a, b and c")
        #expect(Words.list(["a", "b", "c"], joining: "or") == "a, b or c")
    }
}
