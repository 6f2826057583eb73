import Governance
import Kernel
import People
import Storage
import Web

extension PersonLinkHandlers {
    func separatePage(_ visit: Visit) async throws -> Answer {
        try await separation(visit, FormView(visit.request.query), isSecondStep: false, status: 200)
    }

    /// The page at either step, with the form that could not be taken when there is one.
    private func separation(_ visit: Visit, _ form: FormView, isSecondStep: Bool, status: Int) async throws -> Answer {
        let id: ID<Person> = try visit.request.id("person")
        return try await visit.record { tx in
            let grant = try visit.mendingGrant(on: id, "separate", in: tx)
            let frame = try tx.frame(grant, at: visit.now)
            let lines = try visit.personLinks(grant, in: tx).lines
            let chosen = Set(form.form.all("record").compactMap { ID<SourceRecord>($0) })
            let items = isSecondStep ? try items(on: id, lines, chosen, in: tx) : []
            let page = SeparatePage(
                visit: visit, frame: frame, lines: lines, items: items, chosen: chosen, isSecondStep: isSecondStep,
                form: form, visible: try visit.visible(of: id, in: tx).union(grant.categories))
            return frame.page(
                visit, .links, title: "Separate into two", hasErrors: !form.errors.isEmpty, status: status,
                body: page.body)
        }
    }

    /// Everything on the record with the half suggested for it.
    private func items(
        on person: ID<Person>, _ lines: [PersonLinks.Line], _ chosen: Set<ID<SourceRecord>>, in tx: Transaction
    ) throws -> [Separation.Item] {
        let going = Set(lines.filter { chosen.contains($0.record.id) }.map(\.agency.id))
        let staying = Set(lines.filter { !chosen.contains($0.record.id) && !$0.isOurs }.map(\.agency.id))
        let along = try cameAlong(to: person, with: chosen, in: tx)
        return try movables.flatMap { movable in
            try movable.list(tx, person).map { thing in
                Separation.Item(
                    movable: movable, thing: thing,
                    suggested: Separation.suggested(
                        movable, thing, going: going, staying: staying,
                        cameAlong: along.contains("\(movable.kind):\(thing.id)")))
            }
        }
    }

    /// What came here when the records that now go came, because two records were joined.
    private func cameAlong(
        to person: ID<Person>, with chosen: Set<ID<SourceRecord>>, in tx: Transaction
    ) throws -> Set<String> {
        var found: Set<String> = []
        for regrouping in try tx.regroupings(of: person) where regrouping.kind == .joined && regrouping.to == person {
            let moves = try tx.rows(
                "SELECT thing, thing_id FROM record_move WHERE regrouping_id = \(regrouping.id) AND copied = 0"
            ).map { row -> (kind: String, id: String) in (try row["thing"], try row["thing_id"]) }
            let records = moves.filter { $0.kind == Regrouping.record }.compactMap { ID<SourceRecord>($0.id) }
            guard !records.isEmpty, chosen.isSuperset(of: records) else { continue }
            found.formUnion(moves.map { "\($0.kind):\($0.id)" })
        }
        return found
    }

    func separate(_ visit: Visit) async throws -> Answer {
        let form = visit.request.form
        guard form["step"] == "things" else { return try await chooseRecords(visit, form) }
        let id: ID<Person> = try visit.request.id("person")
        do {
            return try await visit.submit { tx in
                let grant = try visit.mendingGrant(on: id, "separate", in: tx)
                let lines = try visit.personLinks(grant, in: tx).lines
                let chosen = try checked(form, lines)
                let items = try items(on: id, lines, chosen, in: tx)
                let (choices, reason) = try read(form, items)
                let to =
                    try emptied(by: chosen, into: id, in: tx) ?? tx.makePerson(from: chosen.sorted(), at: visit.now)
                try tx.separate(
                    chosen.sorted(), from: id, to: to, choices: choices, because: reason, by: visit.worker.id,
                    movables: movables, at: visit.now)
                let (old, new) = (try tx.reference(of: id), try tx.reference(of: to))
                try visit.note(.reviewLinks, on: id, "separated from \(new)", in: tx)
                try visit.note(.reviewLinks, on: to, "separated from \(old)", in: tx)
                let next = try visit.afterLinks(of: id, in: tx)
                return (next, "Separated. The other young person’s record is \(new).")
            }
        } catch let errors as FieldErrors {
            let isFirst = errors.message(for: "record") != nil
            return try await separation(
                visit, FormView(form, errors: errors), isSecondStep: !isFirst, status: 422)
        }
    }

    private func chooseRecords(_ visit: Visit, _ form: Form) async throws -> Answer {
        let id: ID<Person> = try visit.request.id("person")
        let lines = try await visit.record { tx in
            let grant = try visit.mendingGrant(on: id, "separate", in: tx)
            return try visit.personLinks(grant, in: tx).lines
        }
        do {
            _ = try checked(form, lines)
        } catch {
            return try await separation(visit, FormView(form, errors: error), isSecondStep: false, status: 422)
        }
        return try await separation(visit, FormView(form), isSecondStep: true, status: 200)
    }

    /// The records chosen: at least one, and not all, of those that still stand here.
    private func checked(_ form: Form, _ lines: [PersonLinks.Line]) throws(FieldErrors) -> Set<ID<SourceRecord>> {
        let chosen = Set(form.all("record").compactMap { ID<SourceRecord>($0) })
        let here = Set(lines.filter { !$0.isOurs }.map(\.record.id))
        if chosen.isEmpty { throw FieldErrors("record", "Choose at least one record") }
        guard chosen.isSubset(of: here) else {
            throw FieldErrors("record", "A record you chose is no longer linked here. Look again, then go on")
        }
        if chosen.count == lines.count { throw FieldErrors("record", "At least one record has to stay") }
        return chosen
    }

    /// Where each thing goes, and why they are separated.
    private func read(_ form: Form, _ items: [Separation.Item]) throws(FieldErrors) -> (RegroupChoices, String) {
        var errors = FieldErrors()
        var choices = RegroupChoices()
        for item in items {
            let typed = form[item.field]
            switch typed.isEmpty ? item.suggested : Half(rawValue: typed) {
            case .go: choices.going[item.movable.kind, default: []].insert(item.thing.id)
            case .both: choices.copied[item.movable.kind, default: []].insert(item.thing.id)
            case .stay: break
            case nil: errors.add(item.field, "Choose where this goes")
            }
        }
        let reason = form["reason"].trimmed
        if reason.isEmpty { errors.add("reason", "Say how you know. It is kept on both records") }
        if reason.count > ReviewRules.longestReason {
            errors.add("reason", "The reason must be 1,000 characters or fewer")
        }
        guard errors.isEmpty else { throw errors }
        return (choices, reason)
    }

    /// The empty record all the chosen ones once came from: it is theirs again.
    private func emptied(
        by chosen: Set<ID<SourceRecord>>, into person: ID<Person>, in tx: Transaction
    ) throws -> ID<Person>? {
        for regrouping in try tx.regroupings(of: person) where regrouping.kind == .joined && regrouping.to == person {
            let records: [String] = try tx.values(
                """
                SELECT thing_id FROM record_move
                WHERE regrouping_id = \(regrouping.id) AND thing = \(Regrouping.record)
                """)
            let came = Set(records.compactMap { ID<SourceRecord>($0) })
            guard came == chosen, try tx.joinedInto(regrouping.from) == person else { continue }
            return regrouping.from
        }
        return nil
    }
}

extension Visit {
    /// Leave to put right what is linked to a young person whose record is there.
    func mendingGrant(on person: ID<Person>, _ detail: String, in tx: Transaction) throws -> Grant<Person> {
        guard try tx.personExists(person) else { throw Problem.notFound }
        return try grant(.reviewLinks, on: person, detail, in: tx)
    }
}
