import Governance
import Kernel
import People
import Testing

@testable import Panels

@Suite struct ProposalTests {
    private let rules = PanelLists.standard.proposal
    private let day = Day(number: 20_781)

    private func kinds(_ facts: ProposalFacts) -> Set<ProposalReason.Kind> {
        Set(Proposal.reasons(facts, on: day, rules).map(\.kind))
    }

    @Test func `nothing known gives no reason`() {
        #expect(Proposal.reasons(ProposalFacts(), on: day, rules).isEmpty)
        var quiet = ProposalFacts()
        quiet.level = .low
        quiet.daysWithoutContact = rules.contactDays - 1
        quiet.reviewDue = day
        quiet.due = day.adding(days: 1)
        #expect(Proposal.reasons(quiet, on: day, rules).isEmpty)
    }

    @Test func `each clock gives its reason on the day it runs out and not before`() {
        var facts = ProposalFacts()
        facts.daysWithoutContact = rules.contactDays
        #expect(kinds(facts) == [.noContact])
        facts = ProposalFacts()
        facts.reviewDue = day.adding(days: -1)
        #expect(Proposal.reasons(facts, on: day, rules) == [ProposalReason(.review, 1)])
        facts = ProposalFacts()
        facts.due = day
        #expect(Proposal.reasons(facts, on: day, rules) == [ProposalReason(.due, 0)])
    }

    @Test func `risk counts as rising only when it was set higher`() {
        var facts = ProposalFacts()
        (facts.level, facts.before) = (.high, .medium)
        #expect(kinds(facts) == [.rising, .high])
        (facts.level, facts.before) = (.medium, .high)
        #expect(kinds(facts).isEmpty)
        (facts.level, facts.before) = (.medium, .medium)
        #expect(kinds(facts).isEmpty)
    }

    @Test func `the weightiest reasons together come first and ties go to whom nobody has met longest`() {
        let people = (0..<4).map { _ in ID<Person>.make() }
        var all: [ID<Person>: ProposalFacts] = [:]
        all[people[0]] = ProposalFacts(level: .high, daysWithoutContact: 30)
        all[people[1]] = ProposalFacts(level: .high, daysWithoutContact: 60)
        all[people[2]] = ProposalFacts(newLinks: 1)
        all[people[3]] = ProposalFacts()
        #expect(Proposal.ranked(all, on: day, rules).map(\.person) == [people[1], people[0], people[2]])
    }

    @Test func `no more are proposed than the list says`() {
        let all = Dictionary(
            (0..<200).map { (ID<Person>.make(), ProposalFacts(level: .high, newLinks: $0)) },
            uniquingKeysWith: { first, _ in first })
        #expect(Proposal.ranked(all, on: day, rules).count == rules.most)
    }

    @Test func `a reason is kept as a word and a number and read back`() {
        for kind in ProposalReason.Kind.allCases {
            #expect(ProposalReason(code: ProposalReason(kind, 12).code) == ProposalReason(kind, 12))
        }
        #expect(ProposalReason(code: "nonsense 3") == nil)
        #expect(ProposalReason(code: "high") == nil)
    }

    @Test func `every weight in the list is a reason the program knows`() {
        #expect(Set(rules.weights.keys) == Set(ProposalReason.Kind.allCases.map(\.rawValue)))
        for kind in PanelLists.standard.kinds { #expect(kind.kinds.count == kind.quorum.count, "\(kind.id)") }
    }
}
