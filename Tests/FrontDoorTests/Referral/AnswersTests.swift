import Governance
import Kernel
import Testing
import Web

@testable import FrontDoor

@Suite struct AnswersTests {
    private func referral(_ answers: [String: [String]]) -> Referral {
        var referral = Referral(
            id: .make(), reference: "EM-AAA-AAA", channel: .publicForm, status: .received, sourceCode: "1B",
            sourceWords: "A neighbour, online", receivedAt: Instant(milliseconds: 1_764_064_800_000))
        referral.answers = answers
        return referral
    }

    private func text(_ referral: Referral, _ shows: Set<Category>) -> String {
        checkAnswers(ReferralAnswers.sections(referral, shows: shows)).text
    }

    private let told: [String: [String]] = [
        "noticed": ["A grey car waits for him."], "who_name": ["Kai"], "who_lives": ["Canal Row"],
        "reporter_name": ["Mrs Alder"], "reporter_contact": ["01632 960111"], "may_say": ["no"], "still": ["yes"],
    ]

    @Test func `who told us is in the page only for those who may know`() {
        let everything = Set(Category.allCases)
        let masked = text(referral(told), everything.subtracting([.source]))
        #expect(masked.contains("A grey car"))
        #expect(!masked.contains("Alder") && !masked.contains("960111"))
        let whole = text(referral(told), everything)
        #expect(whole.contains("Mrs Alder") && whole.contains("No, keep it to yourselves"))
    }

    @Test func `each kind of information needs its own leave`() {
        #expect(text(referral(told), [.existence, .identity]).contains("Kai"))
        #expect(!text(referral(told), [.existence, .identity]).contains("Canal Row"))
        #expect(!text(referral(told), [.existence, .identity]).contains("grey car"))
        #expect(text(referral(told), [.receipt]).isEmpty)
    }

    @Test func `a professional's rows are told in words, in order of time`() throws {
        let answers: [String: [String]] = [
            "concern-1-what": ["He came in with <b>new</b> shoes"], "concern-1-known": ["seen"],
            "concern-1-kind": ["fact"], "concern-1-when-month": ["11"], "concern-1-when-year": ["2025"],
            "event-1-what": ["Second"], "event-1-when-year": ["2025"], "event-1-when-month": ["6"],
            "event-2-what": ["First"], "event-2-when-year": ["2024"],
            "event-3-what": ["Undated"], "lawful_basis": ["public_task", "safeguarding"],
        ]
        let page = text(referral(answers), Set(Category.allCases))
        #expect(page.contains("November 2025. Seen first hand. Fact"))
        #expect(page.contains("&lt;b&gt;new&lt;/b&gt;"))
        #expect(page.contains("Public task") && page.contains("Safeguarding of children"))
        let first = try #require(page.firstRange(of: "First"))
        let second = try #require(page.firstRange(of: "Second"))
        let undated = try #require(page.firstRange(of: "Undated"))
        #expect(first.lowerBound < second.lowerBound && second.lowerBound < undated.lowerBound)
    }

    @Test func `a line for the board is short and ends with a word`() {
        let long = String(repeating: "He is made to carry things for adults ", count: 20)
        let line = ReferralForm.line(long)
        #expect(line.count <= ReferralForm.longestLine + 1 && line.hasSuffix("…"))
        #expect(ReferralForm.line("Short.") == "Short.")
        let sentences = "Two adults meet him after school every single day. " + long
        #expect(ReferralForm.line(sentences) == "Two adults meet him after school every single day.")
    }
}
