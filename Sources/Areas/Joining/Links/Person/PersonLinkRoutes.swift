import Governance
import Kernel
import People
import Storage
import Web

/// Where a young person's picture comes from, and parting what does not belong together.
func personLinkRoutes(_ house: House, movables: [Movable]) -> [Route] {
    let handlers = PersonLinkHandlers(movables: movables)
    let path = "/young-people/{person}/links"
    return [
        house.route(.get, path, .viewRecord, audit: .view, handlers.show),
        house.route(.post, "\(path)/undo", .reviewLinks, audit: .change, handlers.undo),
        house.route(.post, "\(path)/take-back", .reviewLinks, audit: .change, handlers.takeBack),
        house.route(.post, "\(path)/never", .reviewLinks, audit: .change, handlers.never),
        house.route(.post, "\(path)/never/end", .reviewLinks, audit: .change, handlers.endNever),
        house.route(.get, "\(path)/separate", .reviewLinks, audit: .view, handlers.separatePage),
        house.route(.post, "\(path)/separate", .reviewLinks, audit: .change, handlers.separate),
    ]
}

struct PersonLinkHandlers: Sendable {
    let movables: [Movable]

    func show(_ visit: Visit) async throws -> Answer {
        try await page(visit, .viewRecord, refused: nil)
    }

    private func page(_ visit: Visit, _ action: Action, refused: (part: String, view: FormView)?) async throws -> Answer
    {
        let id: ID<Person> = try visit.request.id("person")
        return try await visit.record { tx in
            let grant: Grant<Person> = try visit.grant(action, on: id, "where it comes from", in: tx)
            let frame = try tx.frame(grant, at: visit.now)
            let links = try visit.personLinks(grant, in: tx)
            let page = PersonLinksPage(visit: visit, frame: frame, links: links, refused: refused)
            return frame.page(
                visit, .links, title: "Where this picture comes from", hasErrors: refused != nil,
                status: refused == nil ? 200 : 422, body: page.body)
        }
    }

    /// Does one change of the page; what is wrong with its form is shown on the page again.
    private func change(
        _ visit: Visit, part: String,
        _ work: @escaping @Sendable (Grant<Person>, String, Transaction) throws -> String
    ) async throws -> Answer {
        let id: ID<Person> = try visit.request.id("person")
        let form = visit.request.form
        do {
            return try await visit.submit { tx in
                let grant = try visit.mendingGrant(on: id, "change links", in: tx)
                let reason = form["reason"].trimmed
                if reason.isEmpty { throw FieldErrors("reason", "Say why. It is kept with the change") }
                if reason.count > ReviewRules.longestReason {
                    throw FieldErrors("reason", "The reason must be 1,000 characters or fewer")
                }
                let notice = try work(grant, reason, tx)
                return (try visit.afterLinks(of: id, in: tx), notice)
            }
        } catch let errors as FieldErrors {
            return try await page(
                visit, .reviewLinks, refused: (part, FormView(form, errors: errors, scope: elementID(part))))
        }
    }

    // MARK: One link

    func undo(_ visit: Visit) async throws -> Answer {
        let text = visit.request.form["record"]
        return try await change(visit, part: "undo-\(text)") { grant, reason, tx in
            let person = grant.subject
            guard let record = ID<SourceRecord>(text), let link = try tx.link(of: record), link.person == person else {
                throw Problem.conflict(what: "This link has ended meanwhile. Open the page again to see what stands.")
            }
            let links = try tx.links(to: person)
            guard links.count > 1 else { throw FieldErrors("reason", "It is the only record linked here") }
            guard try tx.sourceRecords([record])[record]?.agency != tx.ownAgency() else {
                throw FieldErrors("reason", "Our own record cannot be undone. Separate the others from it instead")
            }
            let new = try tx.makePerson(from: [record], at: visit.now)
            try tx.separate(
                [record], from: person, to: new, choices: RegroupChoices(), because: reason, by: visit.worker.id,
                movables: movables, at: visit.now)
            let reference = try tx.reference(of: new)
            try visit.note(.reviewLinks, on: person, "link undone, to \(reference)", in: tx)
            try visit.note(.reviewLinks, on: new, "made of a link undone", in: tx)
            return "Undone. The record stands on \(reference) now."
        }
    }

    func takeBack(_ visit: Visit) async throws -> Answer {
        let text = visit.request.form["regrouping"]
        return try await change(visit, part: "back-\(text)") { grant, reason, tx in
            guard let id = ID<Regrouping>(text), let regrouping = try tx.regrouping(id),
                regrouping.from == grant.subject || regrouping.to == grant.subject
            else { throw Problem.notFound }
            guard regrouping.undoneAt == nil else {
                throw Problem.conflict(what: "Somebody has taken this back already.")
            }
            let other = regrouping.from == grant.subject ? regrouping.to : regrouping.from
            _ = try visit.mendingGrant(on: other, "change links", in: tx)
            try tx.undo(regrouping, because: reason, by: visit.worker.id, movables: movables, at: visit.now)
            return "Taken back. Look at both records: what was added since is where it was written."
        }
    }

    // MARK: Never

    func never(_ visit: Visit) async throws -> Answer {
        let typed = visit.request.form["reference"]
        return try await change(visit, part: "never") { grant, reason, tx in
            let digits = typed.filter(\.isNumber)
            guard let number = Int(digits), digits.count < 10, let other = try tx.person(numbered: number),
                other != grant.subject
            else { throw FieldErrors("reference", "Enter the reference of another record, such as YP-2047") }
            let standing = try tx.standing(of: visit.worker, to: other, at: visit.now)
            // A record that is closed to this worker answers as one that is not there.
            guard Policy.decide(visit.worker.role, .reviewLinks, standing).isPermitted else {
                throw FieldErrors("reference", "Enter the reference of another record, such as YP-2047")
            }
            try tx.neverLink(grant.subject, other, because: reason, by: visit.worker.id, at: visit.now)
            try visit.note(.reviewLinks, on: other, "never to be linked", in: tx)
            return "Kept. They will never be linked unless somebody takes this back."
        }
    }

    func endNever(_ visit: Visit) async throws -> Answer {
        let text = visit.request.form["other"]
        return try await change(visit, part: "never-back-\(text)") { grant, reason, tx in
            guard let other = ID<Person>(text) else { throw Problem.notFound }
            let ended = try tx.endNeverLink(
                grant.subject, other, because: reason, by: visit.worker.id, at: visit.now)
            guard ended else { throw Problem.conflict(what: "Somebody has taken this back already.") }
            return "Taken back. A linking run may ask about them again."
        }
    }
}
