import Governance
import Kernel
import Storage
import Web

/// The measures' pages: read by partners, boards and analysts; marked by analysts.
func measureRoutes(_ house: House) -> [Route] {
    let desk = MeasureDesk()
    return [
        house.route(.get, "/insight/measures", .seeMeasures, audit: .none, desk.list),
        house.route(.get, "/insight/measures/{measure}", .seeMeasures, audit: .none, desk.show),
        house.route(.get, "/insight/measures/{measure}/csv", .seeMeasures, audit: .export, desk.file),
        house.route(.post, "/insight/measures/{measure}/notes", .manageMeasures, audit: .change, desk.mark),
        house.route(
            .post, "/insight/measures/{measure}/notes/{note}/withdraw", .manageMeasures, audit: .change, desk.withdraw),
    ]
}

extension Transaction {
    /// A measure as it stands on a day for an audience.
    func line(_ measure: Measure, for audience: CountAudience, on today: Day) throws -> MeasurePages.Line {
        let series = ShownSeries(measure, try values(of: measure.id), for: audience)
        return MeasurePages.Line(
            reading: MeasureReading(series, notes: try measureNotes(measure.id)),
            late: Lateness(measure, newest: series.newest?.month, today: today), countedAt: try countedAt(measure.id))
    }
}

/// The handlers behind the measures' pages.
struct MeasureDesk: Sendable {
    private func measure(_ visit: Visit) throws -> Measure {
        let id = visit.request.parameters["measure"] ?? ""
        guard let measure = Measure.shipped.first(where: { $0.id == id }) else { throw Problem.notFound }
        return measure
    }

    private func audience(_ visit: Visit) -> CountAudience { ShownSeries.audience(of: visit.worker.role) }

    func list(_ visit: Visit) async throws -> Answer {
        let lines = try await visit.read { tx in
            try Measure.shipped.map { try tx.line($0, for: audience(visit), on: visit.today) }
        }
        return visit.page(Page("Measures", body: MeasurePages.list(lines)))
    }

    func show(_ visit: Visit) async throws -> Answer { try await page(visit, FormView(), status: 200) }

    private func page(_ visit: Visit, _ form: FormView, status: Int) async throws -> Answer {
        let measure = try measure(visit)
        let line = try await visit.read { try $0.line(measure, for: audience(visit), on: visit.today) }
        let body = MeasurePages.show(
            line, mayManage: Policy.allows(visit.worker.role, .manageMeasures), form: form, token: visit.token)
        return visit.page(Page(measure.title, hasErrors: !form.errors.isEmpty, body: body), status: status)
    }

    func file(_ visit: Visit) async throws -> Answer {
        let measure = try measure(visit)
        let line = try await visit.record { tx in
            try visit.note(.seeMeasures, "\(measure.id) as a file", in: tx)
            return try tx.line(measure, for: audience(visit), on: visit.today)
        }
        return .download(
            MeasureFile.text(line.reading), type: "text/csv; charset=utf-8", name: "\(measure.id)-\(visit.today).csv")
    }

    // MARK: Marking

    func mark(_ visit: Visit) async throws -> Answer {
        let form = visit.request.form
        do {
            return try await visit.submit { tx in
                let measure = try measure(visit)
                let note = try NoteForm(form)
                try tx.addMeasureNote(
                    note.kind, to: measure.id, on: note.day, note.words, value: note.value, by: visit.worker.id,
                    at: visit.now)
                try visit.note(.manageMeasures, "\(measure.id): \(note.kind.rawValue) \(note.day)", in: tx)
                return (next: InsightLink.measure(measure.id), notice: "Marked on the chart.")
            }
        } catch let errors as FieldErrors {
            return try await page(visit, FormView(form, errors: errors), status: 422)
        }
    }

    func withdraw(_ visit: Visit) async throws -> Answer {
        try await visit.submit { tx in
            let measure = try measure(visit)
            let note: ID<MeasureNote> = try visit.request.id("note")
            guard try tx.withdrawMeasureNote(note, from: measure.id, at: visit.now) else { throw Problem.notFound }
            try visit.note(.manageMeasures, "\(measure.id): took off note \(note)", in: tx)
            return (next: InsightLink.measure(measure.id), notice: "Taken off the chart. It stays on record.")
        }
    }
}

/// What somebody typed to mark a chart.
private struct NoteForm {
    let kind: MeasureNote.Kind
    let day: Day
    let words: String
    let value: Double?

    init(_ form: Form) throws {
        var errors = FieldErrors()
        let kind = MeasureNote.Kind(rawValue: form["kind"])
        if kind == nil { errors.add("kind", "Choose what it is") }
        var day: Day?
        switch DayField.read("day", in: form) {
        case .day(let found): day = found
        case .empty: errors.add("day", "Say when")
        case .impossible: errors.add("day", "That is not a day of the calendar")
        }
        let words = form["words"].trimmed
        if words.isEmpty { errors.add("words", "Say in a few words what it is") }
        if words.count > 200 { errors.add("words", "Use 200 characters or fewer") }
        let value = Double(form["value"].trimmed.replacing("%", with: ""))
        if kind == .target, value.map({ !$0.isFinite || $0 < 0 }) ?? true {
            errors.add("value", "Write the target as a number, such as 90")
        }
        guard let kind, let day, errors.isEmpty else { throw errors }
        self.kind = kind
        self.day = day
        self.words = words
        self.value = kind == .target ? value : nil
    }
}
