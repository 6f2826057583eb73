import Testing

@testable import Wording

@Suite struct QuotationTests {
    let check = LanguageCheck.standard

    @Test(arguments: [
        "Kai said \"I am a drug runner\" today.", "Kai said “I am a drug runner” today.",
        "Kai said ‘I am a drug runner’ today.", "Kai said 'I am a drug runner' today.",
        "Kai said 'I'm a drug runner, it's true'.", "Kai said ‘I’m a drug runner, it’s true’.",
        "Kai said 'the boys' boss made me a drug runner'.", "“He told me ‘you are promiscuous’ and left”",
        "“I am ‘bad’, a drug runner”", "Kai said “I am a drug runner\" today.", "Kai said „I am a drug runner“ today.",
        "Kai said «I am a drug runner» today.", "(\"drug runner\")", "“drug\nrunner”",
        "The note said \"he puts himself at risk\".", "\"drug runner\"", "“One “drug runner” two, promiscuous”",
    ])
    func `quoted speech is left alone`(text: String) {
        #expect(check.check(text).map(\.matched).isEmpty)
    }

    @Test(arguments: [
        "Don't say he's a drug runner, it's unkind.", "The boys' drug runner and the girls' friend",
        "the lads' phones show a drug runner", "A 6\" blade. He is a drug runner. A 9\" blade.",
        "Kai said \"no. He is a drug runner.", "Kai said “no. He is a drug runner.", "‘no. He is a drug runner",
        "rock 'n' roll drug runner 'til late", "'Cause he's a drug runner, 'em boys' said.",
        "\"One\" drug runner \"two\"", "“One” drug runner “two”", "'One' drug runner 'two'", "‘One’ drug runner ‘two’",
        "in the '90s a drug runner's '80s car", "He said \"no\n\nHe is a drug runner\n\nshe said\" no",
        "He’s a drug runner, isn’t he", "\"\" drug runner \"\"",
    ])
    func `what is not quoted is checked`(text: String) {
        #expect(check.check(text).map(\.phrase.id) == ["drug-runner"])
    }

    @Test func `a phrase that is only partly quoted is not a phrase`() {
        #expect(check.check("drug “runner” and “drug” runner").isEmpty)
    }

    @Test func `ranges come in order and never overlap`() {
        let text = "“a ‘b’ c” \"d\" 'e' «f»"
        let parts = Quotation.ranges(in: text).map { String(text[$0]) }
        #expect(parts == ["“a ‘b’ c”", "\"d\"", "'e'", "«f»"])
    }
}
