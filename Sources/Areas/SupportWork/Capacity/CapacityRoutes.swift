import Casework
import Governance
import Kernel
import Matching
import Storage
import Web

/// How long young people would wait for one pathway with so many workers.
struct CapacityDesk: Sendable {
    let settings = CapacitySettings.standard

    /// What is asked of the forecast.
    private struct Question {
        let workers: Int
        let caseload: Int
        let days: Int
    }

    func show(_ visit: Visit) async throws -> Answer {
        let settings = settings
        let id = visit.request.query["pathway"]
        let (pathways, records) = try await visit.record { tx -> ([Pathway], CapacityRecords?) in
            let pathways = try tx.pathways(on: visit.today).map(\.pathway)
            guard pathways.contains(where: { $0.id == id }) else { return (pathways, nil) }
            try visit.note(.offerSupport, "waiting forecast", in: tx)
            return (pathways, try tx.capacityRecords(of: id, weeks: settings.weeksSeen, on: visit.today))
        }
        var form = visit.request.query
        if form["caseload"].isEmpty { form.set("caseload", "\(settings.caseload)") }
        if form["days"].isEmpty { form.set("days", "\(settings.waitDays)") }
        if form["workers"].isEmpty, let records { form.set("workers", "\(max(records.workers, 1))") }
        var answer: HTML = .empty
        var view = FormView(form)
        if let records, let pathway = pathways.first(where: { $0.id == id }) {
            var reading = FormReading(form)
            let question = read(&reading)
            view = FormView(form, errors: reading.errors)
            if reading.errors.isEmpty { answer = try forecast(pathway, records, question) }
        }
        let asking: HTML = """
            <form method="get" action="/support/capacity">\
            \(view.select("pathway", label: "Kind of support", options: [Choice("", "Choose")] + pathways.map { Choice($0.id, $0.name) }))\
            \(view.text("workers", label: "Workers", hint: "The forecast also says what one more would change", width: .ten))\
            \(view.text("caseload", label: "Young people each supports at once", width: .ten))\
            \(view.text("days", label: "A wait that is too long, in days", width: .ten))\
            \(button("Forecast", .secondary))</form>
            """
        return visit.page(
            Page(
                "How long people would wait", hasErrors: !view.errors.isEmpty,
                body: """
                    \(view.summary())\(pageHead("How long people would wait", lead: "From our own records: who asked, how long support lasted, and who waits now."))\
                    \(plainCard(asking))\(answer)
                    """),
            status: view.errors.isEmpty ? 200 : 422)
    }

    private func read(_ reading: inout FormReading) -> Question {
        Question(
            workers: reading.number("workers", 1...200, "Enter a number of workers from 1 to 200") ?? 1,
            caseload: reading.number("caseload", 1...60, "Enter how many one worker supports, from 1 to 60")
                ?? settings.caseload,
            days: reading.number("days", 1...365, "Enter a number of days from 1 to 365") ?? settings.waitDays)
    }

    private func forecast(_ pathway: Pathway, _ records: CapacityRecords, _ question: Question) throws -> HTML {
        guard records.isEnough(settings), let length = records.length(pathway, settings) else {
            return emptyState(
                "There is too little to go by",
                "\(Self.seen(records)) A forecast needs \(settings.leastWeeks) weeks and \(settings.leastAsked) requests."
            )
        }
        let comparison = try WaitingComparison(
            records.plan(length, caseload: question.caseload, settings),
            workers: [question.workers, question.workers + 1], caseload: question.caseload,
            longerThan: Double(question.days), futures: settings.futures, seed: 1)
        let lengths =
            records.ended.count >= settings.leastEnded
            ? "Length: as seen in \(records.ended.count) supports that ended, with those still open counted in."
            : "Length: the pathway’s usual \(pathway.usualWeeks ?? 0) weeks, because only \(records.ended.count) have ended."
        return """
            \(callout(.info, comparison.sentence(worker: "worker"), "<p>Over the next \(settings.weeksAhead) weeks, if things stay as they were. It informs a decision about staff; it says nothing about any one young person.</p>"))\
            \(card("What this stands on", id: "basis", body: bullets([
                HTML(Self.seen(records)), HTML(lengths),
                "Now: \(records.supportedFor.count) supported, \(records.waitedFor.count) waiting, \(records.workers) \(records.workers == 1 ? "worker" : "workers").",
                "\(settings.futures) drawn futures; the range is where 95 in 100 of them lie. Referrals come and support begins from Monday to Friday.",
            ])))
            """
    }

    private static func seen(_ records: CapacityRecords) -> String {
        let asked = records.asked.reduce(0, +)
        let weeks = records.asked.count
        return "Seen: \(asked) \(asked == 1 ? "request" : "requests") in \(weeks) \(weeks == 1 ? "week" : "weeks")."
    }
}

func capacityRoutes(_ house: House) -> [Route] {
    let desk = CapacityDesk()
    return [house.route(.get, "/support/capacity", .offerSupport, audit: .list, desk.show)] + gapRoutes(house)
}
