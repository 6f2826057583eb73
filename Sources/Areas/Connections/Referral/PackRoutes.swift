import Governance
import Kernel
import People
import Storage
import Web

/// Drafting a referral to the National Referral Mechanism from what the record holds.
func packRoutes(_ house: House) -> [Route] {
    let desk = PackDesk(lists: .standard, questions: .standard)
    let root = "/young-people/{person}/nrm"
    return [
        house.route(.get, root, .keepConnections, audit: .view, desk.show),
        house.route(.post, root, .keepConnections, audit: .change, desk.keep),
        house.route(.get, "\(root)/print", .keepConnections, audit: .export, desk.print),
    ]
}

/// The handlers behind the pages of a draft.
struct PackDesk: Sendable {
    let lists: ConnectionLists
    let questions: PackQuestions

    /// Everything a page of the draft shows, as read in one transaction.
    private struct Reading: Sendable {
        let filling: PackFilling
        let packs: [ReferralPack]
        let held: [HeldIntelligence]
    }

    private func read(_ visit: Visit, _ detail: String, in tx: Transaction) throws -> Reading {
        let person: ID<Person> = try visit.request.id("person")
        let grant = try visit.grant(.keepConnections, on: person, detail, in: tx)
        let held = try tx.intelligence(grant)
        // Its words stand on this page as far as they may be used, so that counts as reading them.
        for item in held where item.reach(of: Reader(visit.worker)) == .read && item.mayBeCopied {
            try visit.note(.seeConnections, on: person, "intelligence \(item.gradeCode) read for a draft", in: tx)
        }
        let filling = PackFilling(
            frame: try tx.frame(grant, at: visit.now),
            connections: try visit.surroundings(grant, lists: lists, in: tx),
            episodes: try tx.missingEpisodes(grant), writer: visit.worker, today: visit.today)
        return Reading(filling: filling, packs: try tx.packs(grant), held: held)
    }

    private func pages(_ visit: Visit) -> PackPages {
        PackPages(questions: questions, token: visit.token, today: visit.today, reader: Reader(visit.worker))
    }

    func show(_ visit: Visit) async throws -> Answer {
        let reading = try await visit.record { tx in
            try read(visit, "draft for the National Referral Mechanism", in: tx)
        }
        let form: Form
        if let latest = reading.packs.first {
            form = PackForm.filled(latest.answers, version: latest.version)
        } else {
            form = PackForm.filled(reading.filling.answers(questions), version: 0)
        }
        return page(visit, reading, FormView(form), status: 200)
    }

    private func page(
        _ visit: Visit, _ reading: Reading, _ form: FormView, theirs: HTML = .empty, status: Int
    ) -> Answer {
        reading.filling.frame.page(
            visit, .around, title: "Draft for the National Referral Mechanism", hasErrors: !form.errors.isEmpty,
            status: status,
            body: pages(visit).writing(form, reading.filling, reading.packs, held: reading.held, theirs: theirs))
    }

    func keep(_ visit: Visit) async throws -> Answer {
        let person: ID<Person> = try visit.request.id("person")
        let form = visit.request.form
        do {
            return try await visit.submit { tx in
                let grant = try visit.grant(.keepConnections, on: person, "draft kept", in: tx)
                let answers = try PackForm.read(form, questions)
                let latest = try tx.packs(grant).first?.version ?? 0
                guard form["version"] == String(latest) else { throw PackConflict() }
                try tx.keepPack(answers, as: latest + 1, of: person, by: visit.worker.id, at: visit.now)
                return ("/young-people/\(person)/nrm", "Draft \(latest + 1) is kept. Nothing has been sent.")
            }
        } catch let errors as FieldErrors {
            let reading = try await visit.record { tx in try read(visit, "draft", in: tx) }
            return page(visit, reading, FormView(form, errors: errors), status: 422)
        } catch is PackConflict {
            let reading = try await visit.record { tx in try read(visit, "draft", in: tx) }
            var kept = form
            kept.set("version", String(reading.packs.first?.version ?? 0))
            let theirs = callout(
                .warn, "\(reading.packs.first?.author.name ?? "Somebody") kept a draft while you were writing",
                "<p>What you typed is below. Keep it to put it on top; theirs stays among the drafts.</p>")
            return page(visit, reading, FormView(kept), theirs: theirs, status: 409)
        }
    }

    func print(_ visit: Visit) async throws -> Answer {
        let reading = try await visit.record { tx in
            try read(visit, "draft for the National Referral Mechanism, to print", in: tx)
        }
        guard let latest = reading.packs.first else {
            throw Problem.conflict(what: "There is no draft to print yet. Write one and keep it first.")
        }
        return reading.filling.frame.page(
            visit, .around, title: "Draft for the National Referral Mechanism",
            body: pages(visit).paper(latest, reading.filling, held: reading.held))
    }
}

/// Somebody else kept a draft meanwhile.
struct PackConflict: Error {}
