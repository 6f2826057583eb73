import Casework
import Governance
import Kernel
import Statistics
import Storage
import Web

/// What reviews say of each pathway, for those who decide what goes on: counts, intervals, and what is missing.
struct OutcomeDesk: Sendable {
    /// Days back within which support has to have begun.
    private static let span = 730

    func show(_ visit: Visit) async throws -> Answer {
        let scorer = Scorer(rawValue: visit.request.query["by"]) ?? .youngPerson
        let asked = visit.request.query["pathway"]
        let since = visit.today.adding(days: -Self.span)
        let (pathways, chosen, figures) = try await visit.record { tx in
            let pathways = try tx.pathways(on: visit.today).map(\.pathway).filter { !$0.ladders.isEmpty }
            let most = try tx.mostBegun(since: since)
            guard
                let chosen = pathways.first(where: { $0.id == asked || (asked.isEmpty && $0.id == most) })
                    ?? pathways.first
            else {
                throw Problem.notFound
            }
            try visit.note(.seeMeasures, "what reviews say of \(chosen.id)", in: tx)
            let reviews = try tx.reviewsForFigures(of: chosen.id, since: since)
            return (pathways, chosen, PathwayFigures(reviews, ladders: chosen.ladders, by: scorer))
        }
        let audience: CountAudience = visit.worker.role == .hubCoordinator ? .team : .outside
        let choices = pathways.map { Choice($0.id, $0.name) }
        let form = FormView(Form([("pathway", chosen.id), ("by", scorer.rawValue)]))
        return visit.page(
            Page(
                "What changed for young people",
                body: """
                    \(pageHead("What changed for young people", lead: "By their reviews, for support that began since \(since.long)"))\
                    \(filterBox(action: "/support/outcomes", label: "Choose the pathway, and whose scores", fields: """
                        \(form.select("pathway", label: "Pathway", options: choices))\
                        \(form.select("by", label: "Scored by", options: Scorer.allCases.map { Choice($0.rawValue, $0.name) }))
                        """, chips: [], clear: "/support/outcomes"))\
                    \(facts(figures, audience))\(table(figures, audience, chosen.name))\(Self.caution)
                    """))
    }

    private func facts(_ figures: PathwayFigures, _ audience: CountAudience) -> HTML {
        let rule = Suppression.standard
        let missing = figures.begun - figures.scored
        return factsStrip([
            ("Supports begun", rule.words(rule.protect(figures.begun, for: audience)), ""),
            ("With a first and a later score", rule.words(rule.protect(figures.scored, for: audience)), ""),
            ("Without, and so in no figure below", rule.words(rule.protect(missing, for: audience)), ""),
        ])
    }

    private func table(_ figures: PathwayFigures, _ audience: CountAudience, _ name: String) -> HTML {
        guard figures.scored > 0 else {
            return emptyState(
                "No change can be told yet", "<p>It takes two reviews with scores on the same ladder.</p>")
        }
        let rule = Suppression.standard
        let names = Dictionary(SupportLists.ladders.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        let rows = figures.ladders.map { figure -> [HTML] in
            let shown = ShownLadder(figure, for: audience)
            let share = shown.share.map { share in
                "\(percent(share.value)) (\(percent(share.interval.lower)) to \(percent(share.interval.upper)))"
            }
            return [HTML(names[figure.ladder] ?? figure.ladder)] + shown.counts.map { HTML(rule.words($0)) } + [
                HTML(share ?? (figure.both == 0 ? "nobody has both scores" : "not shown"))
            ]
        }
        return card(
            name, id: "outcomes",
            body: dataTable(
                "First score to last, ladder by ladder", isCaptionHidden: true,
                columns: [
                    .init("Ladder"), .init("Better", .figures), .init("Same", .figures), .init("Worse", .figures),
                    .init("Share better, and its range", .figures),
                ], rows: rows))
    }

    private func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }

    private static let caution = callout(
        .info, "What this can and cannot say",
        """
        <p>Better and worse mean two steps or more on a ladder of 1 to 10. The range is Wilson’s, at 95 in 100. Those who \
        stayed long enough to be scored twice are not everybody, and things change without support too: this does not show \
        that the pathway made the difference.</p>
        """)
}

func outcomeRoutes(_ house: House) -> [Route] {
    [house.route(.get, "/support/outcomes", .seeMeasures, audit: .list, OutcomeDesk().show)]
}
