import Feeds
import Governance
import Kernel
import Storage
import Web

/// What a person says about a file before choosing it, as a form has it.
struct SendFacts: Sendable {
    /// Stands for "work it out from the columns".
    static let anyFeed = "any"

    var agency: Agency
    /// Nil until the file itself has said.
    var mapping: Mapping?
    var period: String
    /// Nil for what is published for everybody, which needs none.
    var agreement: SharingAgreement?

    /// Stands for no agreement where an agreement is named.
    static let published = "published"

    /// What the run says it came under.
    var reference: String { agreement?.reference ?? Self.published }

    var query: [(name: String, value: String)] {
        [
            ("agency", agency.id.text), ("feed", mapping?.name ?? Self.anyFeed), ("period", period),
            ("agreement", reference),
        ]
    }
}

/// What the first page offers to choose from.
struct SendChoices: Sendable {
    let agencies: [Agency]
    let mappings: [Mapping]
    let agreements: [SharingAgreement]
}

/// Sending a file: whose, what kind, which time, which agreement; then the file itself.
enum SendHandlers {
    static func facts(_ visit: Visit) async throws -> Answer {
        try await page(visit, FormView(visit.request.query), status: 200)
    }

    static func checkFacts(_ visit: Visit) async throws -> Answer {
        let form = visit.request.form
        do {
            let facts = try await visit.read { try checked(form, visit, $0) }
            return .see(("/imports/new/file" as Link).with(query: facts.query))
        } catch let errors as FieldErrors {
            try await countRefusal(form, visit)
            return try await page(visit, FormView(form, errors: errors), status: 422)
        }
    }

    static func chooseFile(_ visit: Visit) async throws -> Answer {
        let query = visit.request.query
        do {
            let facts = try await visit.read { try checked(query, visit, $0) }
            return visit.page(SendPages.file(facts, FormView(), token: visit.token, most: visit.house.mostFileBytes))
        } catch let errors as FieldErrors {
            return try await page(visit, FormView(query, errors: errors), status: 422)
        }
    }

    /// Where the file goes: only when everything said about it holds, and its agreement covers it.
    static func sink(_ visit: Visit) async throws -> UploadSink {
        let form = visit.request.form
        do {
            _ = try await visit.read { try checked(form, visit, $0) }
        } catch is FieldErrors {
            throw Problem.malformed("What was said about the file has changed meanwhile. Begin again from Imports.")
        }
        return try visit.importFiles().sink()
    }

    static func receive(_ visit: Visit) async throws -> Answer {
        let form = visit.request.form
        let facts: SendFacts
        do {
            facts = try await visit.read { try checked(form, visit, $0) }
        } catch let errors as FieldErrors {
            try await countRefusal(form, visit)
            return try await page(visit, FormView(form, errors: errors), status: 422)
        }
        guard let file = visit.request.file, let id = ID<ImportRun>(file.place) else {
            return again(visit, facts, "Choose the file")
        }
        let files = try visit.importFiles()
        do {
            let head = try await offThePool { try FileHead(files.source(id)) }
            let mapping = try await feed(of: facts, head, visit)
            let order = ImportOrder(
                agency: facts.agency.id, feed: mapping.name, period: facts.period,
                agreement: facts.reference)
            let run = ImportRun(
                id: id, order, fileName: file.name, fileHash: file.hash, fileBytes: file.bytes,
                worker: visit.worker.id, startedAt: visit.now)
            let wanted = WantedImport(category: mapping.shared, agency: run.agency, agreement: run.agreement)
            return try await visit.house.database.countingRefusal(of: wanted, at: visit.now) {
                try await visit.submit { tx in
                    _ = try tx.requireCover(mapping.shared, from: run.agency, under: run.agreement, on: visit.today)
                    try tx.requirePlace(run.agency, run.feed, run.period, hash: run.fileHash, besides: id)
                    try tx.insert(run)
                    let action = mapping.makes == .person ? Action.importFiles : .importFigures
                    try visit.note(action, on: id, "sent \(run.label), under \(run.agreement)", in: tx)
                    return ("/imports/\(id)/columns", nil)
                }
            }
        } catch let error as FeedError {
            files.remove(id)
            return again(visit, facts, error.message)
        } catch let refusal as ImportRefusal {
            files.remove(id)
            return again(visit, facts, refusal.words)
        }
    }

    /// The feed somebody chose, or the one that fits the file's columns best.
    private static func feed(of facts: SendFacts, _ head: FileHead, _ visit: Visit) async throws -> Mapping {
        if let mapping = facts.mapping { return mapping }
        let mappings = try await visit.read { try $0.mappings(for: facts.agency.id) }
        let fits = mappings.map { $0.fit(headers: head.headers, sample: head.sample, on: visit.today) }
        guard let best = fits.max(by: { $0.fit < $1.fit }) else { throw FeedError.unknownMapping("") }
        guard visit.importReach.seesPeople || best.mapping.makes != .person else { throw ImportRefusal.tellsOfPeople }
        return best.mapping
    }

    private static func again(_ visit: Visit, _ facts: SendFacts, _ message: String) -> Answer {
        let view = FormView(Form(), errors: FieldErrors("file", message))
        return visit.page(
            SendPages.file(facts, view, token: visit.token, most: visit.house.mostFileBytes), status: 422)
    }

    private static func page(_ visit: Visit, _ view: FormView, status: Int) async throws -> Answer {
        let offered = try await visit.read { try choices(visit, $0) }
        return visit.page(SendPages.facts(offered, view, token: visit.token), status: status)
    }

    private static func choices(_ visit: Visit, _ tx: Transaction) throws -> SendChoices {
        let agencies = try visit.importAgencies(in: tx)
        var mappings: [Mapping] = []
        for agency in agencies {
            for mapping in visit.importReach.allowed(try tx.mappings(for: agency.id))
            where !mappings.contains(where: { $0.name == mapping.name }) {
                mappings.append(mapping)
            }
        }
        let ids = Set(agencies.map(\.id))
        let agreements = try tx.agreements().filter { agreement in
            agreement.terms.isInForce(on: visit.today)
                && agreement.terms.parties.contains { $0.part.givesAny && ids.contains($0.agency) }
        }
        return SendChoices(agencies: agencies, mappings: mappings, agreements: agreements)
    }

    private static func checked(_ form: Form, _ visit: Visit, _ tx: Transaction) throws -> SendFacts {
        var errors = FieldErrors()
        let choices = try self.choices(visit, tx)
        let agency =
            choices.agencies.count == 1
            ? choices.agencies.first : choices.agencies.first { $0.id.text == form["agency"] }
        if agency == nil { errors.add("agency", "Choose whose file it is") }
        let mapping = try agency.flatMap { agency in
            visit.importReach.allowed(try tx.mappings(for: agency.id)).first { $0.name == form["feed"] }
        }
        if mapping == nil, form["feed"] != SendFacts.anyFeed { errors.add("feed", "Choose what kind of file it is") }
        let period = form["period"].trimmed
        if period.isEmpty {
            errors.add("period", "Enter what time the file is about, such as 2026-09")
        } else if !ImportOrder.isPeriod(period) {
            errors.add("period", "Use up to 40 letters, digits, spaces, hyphens and slashes, such as 2026-09")
        }
        let agreement = try tx.agreement(reference: form["agreement"])
        if let agency, let agreement {
            try refuse(agency, mapping, agreement, &errors, visit, tx)
        } else if agreement == nil, form["agreement"] != SendFacts.published {
            errors.add("agreement", "Choose the sharing agreement the file comes under")
        } else if let mapping, agreement == nil, mapping.needsAgreement {
            errors.add("agreement", "This kind of file is not published: choose the agreement it comes under")
        }
        guard errors.isEmpty, let agency else { throw errors }
        return SendFacts(agency: agency, mapping: mapping, period: period, agreement: agreement)
    }

    /// Counts that an agreement refused what the form asked for, if that is what was wrong with it.
    private static func countRefusal(_ form: Form, _ visit: Visit) async throws {
        let refused = try await visit.read { tx -> (WantedImport, String)? in
            let agencies = try visit.importAgencies(in: tx)
            let agency = agencies.count == 1 ? agencies.first : agencies.first { $0.id.text == form["agency"] }
            guard let agency, let mapping = try tx.mappings(for: agency.id).first(where: { $0.name == form["feed"] }),
                try tx.agreement(reference: form["agreement"]) != nil
            else { return nil }
            let wanted = WantedImport(category: mapping.shared, agency: agency.id, agreement: form["agreement"])
            let verdict = try tx.sharing(on: visit.today).covers(
                wanted.category, from: wanted.agency, to: nil, under: wanted.agreement)
            return verdict.refusal.map { (wanted, $0.words) }
        }
        guard let (wanted, words) = refused else { return }
        try await visit.house.database.countRefusal(of: wanted, saying: words, at: visit.now)
    }

    /// Says what the agreement does not cover, before anything is sent.
    private static func refuse(
        _ agency: Agency, _ mapping: Mapping?, _ agreement: SharingAgreement, _ errors: inout FieldErrors,
        _ visit: Visit, _ tx: Transaction
    ) throws {
        guard let mapping else { return }
        do {
            _ = try tx.requireCover(mapping.shared, from: agency.id, under: agreement.reference, on: visit.today)
        } catch let refusal as ImportRefusal {
            errors.add("agreement", refusal.words)
        }
    }
}

/// The beginning of a file: its columns and first rows.
struct FileHead: Sendable {
    let headers: [String]
    let form: String
    let rows: [RawRow]

    /// Rows looked at before a file is read.
    static let mostRows = 500

    init(_ source: FeedSource) throws {
        var reader = try FeedReader(source)
        headers = reader.headers
        form = reader.form
        rows = try reader.first(Self.mostRows)
    }

    var sample: [[String]] { rows.prefix(100).map(\.cells) }
}
