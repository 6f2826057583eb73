import Casework
import FrontDoor
import Governance
import Kernel
import People
import Storage
import Tasks
import Web

/// Contacts with a young person: planned, tried, held, and what was written after them.
struct ContactDesk: Sendable {
    func show(_ visit: Visit) async throws -> Answer { try await page(visit, nil, status: 200) }

    private func page(_ visit: Visit, _ typed: FormView?, status: Int) async throws -> Answer {
        let pages = try await visit.record { tx -> ContactPages in
            let frame = try visit.readSupport(.seeSupport, "contacts", in: tx)
            let draft = try tx.contactDraft(on: frame.support.id, by: visit.worker.id)
            let theirs = try tx.groups(of: frame.support.id)
            let open = try tx.groups(of: visit.worker.agency.id).filter { !theirs.contains($0.name) }
            return ContactPages(
                frame: frame, contacts: try tx.contacts(of: frame.support, frame.grant), typed: typed, draft: draft,
                token: visit.token, now: visit.now, groups: (theirs, open), hints: { visit.wordingHints($0) })
        }
        return pages.frame.page(
            visit, .contacts, title: "Contacts", hasErrors: !(typed?.errors.isEmpty ?? true), status: status,
            body: pages.show)
    }

    /// The contact the address names, while nothing has replaced it.
    private func named(_ visit: Visit, _ frame: SupportFrame, in tx: Transaction) throws -> WrittenContact {
        let id: ID<Contact> = try visit.request.id("contact")
        guard let found = try tx.contacts(of: frame.support, frame.grant).first(where: { $0.contact.id == id }) else {
            throw Problem.notFound
        }
        guard !found.isReplaced else {
            throw Problem.conflict(what: "Somebody wrote about this contact meanwhile. What they wrote is on the page.")
        }
        return found
    }

    func changePage(_ visit: Visit) async throws -> Answer {
        let (pages, contact) = try await visit.record { tx -> (ContactPages, Contact) in
            let frame = try visit.readSupport(.recordSupport, "contact", in: tx)
            let contact = try named(visit, frame, in: tx).contact
            let pages = ContactPages(
                frame: frame, contacts: [], typed: nil, draft: nil, token: visit.token, now: visit.now,
                hints: { visit.wordingHints($0) })
            return (pages, contact)
        }
        return pages.frame.page(
            visit, .contacts, title: contact.isPlanned ? "What came of it?" : "Amend this contact",
            body: pages.edit(FormView(ContactForm.fill(contact)), replacing: contact))
    }

    func add(_ visit: Visit) async throws -> Answer {
        let form = visit.request.form
        if form["then"] == "concern" { return try await concern(visit) }
        do {
            return try await visit.submit { tx in try keep(visit, replacing: nil, in: tx) }
        } catch let errors as FieldErrors {
            return try await page(visit, FormView(form, errors: errors), status: 422)
        }
    }

    func change(_ visit: Visit) async throws -> Answer {
        let form = visit.request.form
        do {
            return try await visit.submit { tx in
                let frame = try visit.readSupport(.recordSupport, "contact", in: tx)
                return try keep(visit, replacing: try named(visit, frame, in: tx).contact, in: tx)
            }
        } catch let errors as FieldErrors {
            let (frame, contact) = try await visit.record { tx -> (SupportFrame, Contact) in
                let frame = try visit.readSupport(.recordSupport, "contact", in: tx)
                return (frame, try named(visit, frame, in: tx).contact)
            }
            let pages = ContactPages(
                frame: frame, contacts: [], typed: nil, draft: nil, token: visit.token, now: visit.now,
                hints: { visit.wordingHints($0) })
            return frame.page(
                visit, .contacts, title: "Contact", hasErrors: true, status: 422,
                body: pages.edit(FormView(form, errors: errors), replacing: contact))
        }
    }

    private func keep(_ visit: Visit, replacing: Contact?, in tx: Transaction) throws -> (Link, String?) {
        let frame = try visit.readSupport(.recordSupport, "contact kept", in: tx)
        let support = frame.support
        guard support.status == .active || support.status == .accepted else {
            throw Problem.conflict(
                what: "Contacts belong to support that somebody gives. This one is \(support.status.name.lowercased())."
            )
        }
        let contact = try ContactForm.read(
            visit.request.form, support, frame.pathway, replacing: replacing, now: visit.now)
        try tx.insert(contact, by: visit.worker.id, at: visit.now)
        try tx.keepContactDraft(Form(), on: support.id, by: visit.worker.id, at: visit.now)
        if contact.isHeld { try tx.firstMet(support.id, by: visit.worker.id, at: visit.now) }
        let task = "contact \(replacing?.id.text ?? contact.id.text)"
        if replacing != nil { try tx.endTask(task, how: "Told what came of it", by: visit.worker.id, at: visit.now) }
        if contact.isPlanned {
            try tx.add(
                StoredTask(
                    key: "contact \(contact.id)", person: support.person, what: "Say what came of a contact",
                    link: SupportPart.contacts.link(support.id).text, agency: visit.worker.agency.id,
                    worker: visit.worker.id, due: contact.at.day, askedBy: visit.worker.id, at: visit.now))
        }
        return (SupportPart.contacts.link(support.id), contact.isPlanned ? "It is planned." : "Kept.")
    }

    /// A worry that came up: the concern goes to the hub as a referral of its own, begun with what was written.
    private func concern(_ visit: Visit) async throws -> Answer {
        try await visit.submit { tx in
            let frame = try visit.readSupport(.recordSupport, "concern raised", in: tx)
            let person = frame.record.person
            let draft = try tx.startDraft(by: visit.worker, channel: .professional, at: visit.now)
            try tx.save(
                [
                    "given_name": [person.givenName], "family_name": [person.familyName],
                    "concern_what_1": [String(visit.request.form["notes"].trimmed.prefix(FormReading.longestText))],
                ], in: draft, of: visit.worker, at: visit.now)
            try tx.keepContactDraft(visit.request.form, on: frame.support.id, by: visit.worker.id, at: visit.now)
            try tx.move(frame.support, "A concern was begun for the hub", why: "", by: visit.worker.id, at: visit.now)
            return (
                "/referrals/drafts/\(draft)",
                "Look it over and send it: the hub sees it at once. What you wrote about the contact is kept as a draft."
            )
        }
    }

    func draft(_ visit: Visit) async throws -> Answer {
        let id: ID<Support> = try visit.request.id("support")
        try await visit.record { tx in
            guard let person = try tx.personOfSupport(id), try visit.visible(of: person, in: tx).contains(.plan) else {
                throw Problem.notFound
            }
            try tx.keepContactDraft(visit.request.form, on: id, by: visit.worker.id, at: visit.now)
        }
        guard visit.request.isFromScript else { return .see(SupportPart.contacts.link(id)) }
        return .json(#"{"saved":true}"#)
    }
}

func contactRoutes(_ house: House) -> [Route] {
    let desk = ContactDesk()
    let root = "/support/{support}/contacts"
    return [
        house.route(.get, root, .seeSupport, audit: .view, desk.show),
        house.route(.post, root, .recordSupport, audit: .change, desk.add),
        house.route(.post, "\(root)/draft", .recordSupport, audit: .none, desk.draft),
        house.route(.get, "\(root)/{contact}", .recordSupport, audit: .view, desk.changePage),
        house.route(.post, "\(root)/{contact}", .recordSupport, audit: .change, desk.change),
    ]
}

/// Contacts on the overview: when they last met, and what it took.
let contactCard = SupportCard { tx, frame, today in
    guard frame.support.status == .active || frame.support.status == .ended else { return .empty }
    let contacts = try tx.contacts(of: frame.support, frame.grant).filter { !$0.isReplaced }.map(\.contact)
    let effort = Effort(contacts, since: frame.support.openedAt)
    let last = contacts.first(where: \.isHeld)
    let quiet = last.map { today.number - $0.at.day.number } ?? frame.support.daysSinceOpened(on: today)
    let isQuiet = frame.support.status == .active && quiet > ContactLists.standard.quietDays
    return card(
        "Contacts", id: "contacts",
        body: """
            \(factsStrip([
                ("Met", effort.held == 1 ? "Once" : "\(effort.held) times", last.map { "Last on \($0.at.day.long)" } ?? "Not yet"),
                ("Tried without reaching them", "\(effort.tried)", effort.persistence ?? ""), ("Time given", effort.time, ""),
            ]))\
            \(isQuiet ? callout(.warn, "No contact for \(quiet) days", "<p>Try another way, or ask a colleague to.</p>") : .empty)\
            <p>\(anchor("See every contact", SupportPart.contacts.link(frame.support.id)))</p>
            """)
}
