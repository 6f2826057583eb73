import Governance
import Kernel
import People
import Storage
import Web

/// A referral as the meeting's members read it: what their agency may see of it, and nothing more.
enum ReadHandlers {
    static func show(_ visit: Visit) async throws -> Answer {
        let id: ID<Referral> = try visit.request.id("referral")
        let page = try await visit.record { tx -> Page? in
            guard let referral = try tx.referral(id), referral.status != .draft else { throw Problem.notFound }
            guard let subject = referral.person else {
                guard Policy.allows(visit.worker.role, .handleReferral) else { throw Problem.notFound }
                return nil
            }
            let grant = try visit.grant(.readReferral, on: subject, referral.reference, in: tx)
            let person = grant.shows(.identity) ? try tx.person(grant) : nil
            let steps = grant.shows(.decisions) ? try tx.steps(of: referral.id) : []
            let screenings = try tx.screenings(about: grant)
            return ReadPages.page(referral, grant: grant, person: person, steps: steps, screenings: screenings)
        }
        guard let page else { return .see("/desk/\(id)") }
        return visit.page(page)
    }
}

enum ReadPages {
    static func page(
        _ referral: Referral, grant: Grant<Person>, person: Person?, steps: [ReferralStep], screenings: [Screening]
    ) -> Page {
        let sections = ReferralAnswers.sections(referral, person: person, grant)
        let body: HTML = sections.isEmpty ? "<p>Nothing in this referral is open to you.</p>" : checkAnswers(sections)
        return Page(
            "Referral \(referral.reference)", back: "/young-people/\(grant.subject)", reference: referral.reference,
            body: columns(
                .mainAside,
                """
                \(pageHead(
                    person?.fullName ?? "Referral \(referral.reference)",
                    lead: "\(referral.reference). \(referral.from(shows: grant.categories)), \(referral.receivedAt.long)"))
                \(body)
                """,
                aside: "\(board(referral, grant))\(screening(screenings, referral, grant))\(history(steps))",
                label: "For the board"))
    }

    private static func board(_ referral: Referral, _ grant: Grant<Person>) -> HTML {
        guard grant.shows(.concerns) else { return .empty }
        let rows = [
            SummaryRow("Why we are worried", bullets(referral.concerns.map { HTML($0) })),
            SummaryRow("What helps", bullets(referral.helps.map { HTML($0) })),
            SummaryRow("Proposed", HTML(referral.proposed)),
        ]
        return sideCard("For the board", id: "board", body: summaryList(rows))
    }

    private static func screening(_ screenings: [Screening], _ referral: Referral, _ grant: Grant<Person>) -> HTML {
        guard grant.shows(.concerns), grant.shows(.risk) else { return .empty }
        return ScreeningPages.summary(screenings, referral: referral.id, mayScreen: true)
    }

    private static func history(_ steps: [ReferralStep]) -> HTML {
        guard !steps.isEmpty else { return .empty }
        let rows = steps.map { SummaryRow($0.kind.words, "\($0.by), \($0.at.long)") }
        return sideCard("What the desk did", id: "steps", body: summaryList(rows))
    }
}
