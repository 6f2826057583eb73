import Governance
import Joining
import Kernel
import People
import Storage
import Web

/// What a coordinator does with one referral. Each is refused when somebody else was quicker, and says who.
struct DeskActions: Sendable {
    /// Whom a referral may be about, for the page a refused form comes back on.
    let known: KnownPeople

    func join(_ visit: Visit) async throws -> Answer {
        let form = visit.request.form
        let part = "join-\(form["original"])"
        return try await act(visit, part: part) { tx in
            let (referral, _) = try visit.openOnDesk("join", in: tx)
            try Self.mustBeOpen(referral, tx)
            let reason = try Self.required("reason", in: form, "Say why you think it is the same concern")
            let text = try Self.required("reply", in: form, "Write what to tell them")
            let original = try Self.original(of: form["original"], tx)
            guard original.id != referral.id, DeskRules.mayTakeIn(original.status),
                try original.person.map({ try !visit.mayHandle($0, in: tx).isEmpty }) ?? true
            else { throw Problem.conflict(what: "That referral can no longer take in another. Look at it again.") }
            try Self.acknowledge(referral, saying: text, visit, tx)
            try tx.join(referral, to: original, at: visit.now)
            try tx.addStep(
                .joined, to: referral.id, because: "\(original.reference). \(reason)", by: visit.worker, at: visit.now)
            return ("/desk/\(original.id)", "\(referral.reference) is joined to \(original.reference).")
        }
    }

    /// The referral to join to; one that was itself joined leads to where it went.
    private static func original(of text: String, _ tx: Transaction) throws -> Referral {
        guard let id = ID<Referral>(text), let found = try tx.referral(id) else { throw Problem.notFound }
        guard let root = found.duplicateOf else { return found }
        guard let original = try tx.referral(root) else { throw Problem.notFound }
        return original
    }

    func link(_ visit: Visit) async throws -> Answer {
        let form = visit.request.form
        return try await act(visit, part: "link-\(form["person"])") { tx in
            let (referral, _) = try visit.openOnDesk("link", in: tx)
            try Self.mustBeOpen(referral, tx)
            try Self.mustBeUnlinked(referral, tx)
            guard let person = ID<Person>(form["person"]), try tx.personExists(person) else { throw Problem.notFound }
            let reason = try Self.limited("reason", in: form)
            _ = try visit.grant(.handleReferral, on: person, "linked to \(referral.reference)", in: tx)
            try tx.link(referral, to: person, by: visit.worker, at: visit.now)
            try tx.addStep(.linked, to: referral.id, because: reason, by: visit.worker, at: visit.now)
            return ("/desk/\(referral.id)", "The referral is linked to the record.")
        }
    }

    func unlink(_ visit: Visit) async throws -> Answer {
        try await act(visit, part: "unlink") { tx in
            let (referral, _) = try visit.openOnDesk("unlink", in: tx)
            guard DeskRules.mayUnlink(referral.status) else { throw try Self.overtaken(referral, tx) }
            guard let person = referral.person else { throw Problem.conflict(what: "The link is already taken away.") }
            let reason = try Self.required("reason", in: visit.request.form, "Say how you know it is somebody else")
            try tx.unlink(referral, from: person, at: visit.now)
            try tx.addStep(.unlinked, to: referral.id, because: reason, by: visit.worker, at: visit.now)
            return ("/desk/\(referral.id)", "The link is taken away. What was seen stays in the log.")
        }
    }

    func prepare(_ visit: Visit) async throws -> Answer {
        let form = visit.request.form
        return try await act(visit, part: "lines") { tx in
            let (found, grant) = try visit.openOnDesk("lines", in: tx)
            var referral = found
            guard grant?.shows(.concerns) ?? true else { throw Problem.notFound }
            guard DeskRules.mayPrepare(referral.status) else { throw try Self.overtaken(referral, tx) }
            let errors = Self.lineErrors(form, changes: try tx.steps(of: referral.id).filter { $0.kind == .prepared })
            guard errors.isEmpty else { throw errors }
            referral.concerns = DeskRules.lines(form["concerns"])
            referral.helps = DeskRules.lines(form["helps"])
            referral.proposed = form["proposed"].trimmed
            try tx.update(referral)
            try tx.addStep(.prepared, to: referral.id, because: "", by: visit.worker, at: visit.now)
            return ("/desk/\(referral.id)", "The lines for the board are saved.")
        }
    }

    private static func lineErrors(_ form: Form, changes: [ReferralStep]) -> FieldErrors {
        var errors = FieldErrors()
        if let last = changes.last, Int(form["seen"]) != changes.count {
            errors.add(
                "concerns",
                "\(last.by) changed these lines at \(last.at.clock). Yours are kept here: compare them, then save again"
            )
        }
        for name in ["concerns", "helps"] {
            let lines = DeskRules.lines(form[name])
            if lines.count > DeskRules.mostLines {
                errors.add(name, "At most \(DeskRules.mostLines) lines fit the board")
            }
            if let long = lines.first(where: { $0.count > DeskRules.longestLine }) {
                errors.add(
                    name, "“\(long.prefix(30))…” has \(long.count) characters. \(DeskRules.longestLine) fit the board")
            }
        }
        if form["proposed"].count > DeskRules.longestLine {
            errors.add("proposed", "At most \(DeskRules.longestLine) characters fit the board")
        }
        return errors
    }

    func reply(_ visit: Visit) async throws -> Answer {
        try await act(visit, part: "reply") { tx in
            let (referral, _) = try visit.openOnDesk("reply", in: tx)
            switch referral.status {
            case .received, .waiting, .moreInformation, .decided: break
            case .draft, .quarantined, .duplicate, .closed: throw try Self.overtaken(referral, tx)
            }
            let text = try Self.required("text", in: visit.request.form, "Write what to tell them")
            try Self.acknowledge(referral, saying: text, visit, tx)
            return ("/desk/\(referral.id)", "They can read your reply now.")
        }
    }

    /// Says something back. The first time also tells them that we have it.
    private static func acknowledge(
        _ referral: Referral, saying text: String, _ visit: Visit, _ tx: Transaction
    ) throws {
        try tx.reply(to: referral.id, saying: text, by: visit.worker, at: visit.now)
        // Read again: telling may have stopped another clock.
        guard referral.acknowledgedAt == nil, var read = try tx.referral(referral.id) else { return }
        read.acknowledgedAt = visit.now
        try tx.update(read)
        try tx.addStep(.acknowledged, to: referral.id, because: "", by: visit.worker, at: visit.now)
    }

    func putOnMeeting(_ visit: Visit) async throws -> Answer {
        try await act(visit, part: "meeting") { tx in
            let (found, _) = try visit.openOnDesk("put on the meeting's list", in: tx)
            var referral = found
            try Self.mustBeOpen(referral, tx)
            guard let person = referral.person else {
                throw Problem.conflict(what: "First say which young person it is, then put it on the meeting's list.")
            }
            if referral.concerns.isEmpty { referral.concerns = DeskRules.suggestedConcerns(referral) }
            guard !referral.concerns.isEmpty else {
                throw FieldErrors("concerns", "Say in a line or two why we are worried, and save it")
            }
            referral.status = .waiting
            try tx.update(referral)
            try tx.involveMeeting(with: person, reference: referral.reference, at: visit.now)
            try tx.addStep(.putOnMeeting, to: referral.id, because: "", by: visit.worker, at: visit.now)
            return ("/desk", "\(referral.reference) is on today's meeting.")
        }
    }

    func close(_ visit: Visit) async throws -> Answer {
        try await act(visit, part: "close") { tx in
            let (found, _) = try visit.openOnDesk("close", in: tx)
            try Self.mustBeOpen(found, tx)
            let reason = try Self.required("reason", in: visit.request.form, "Say why it needs no meeting")
            let text = try Self.limited("reply", in: visit.request.form)
            try tx.close(found, because: reason, by: visit.worker, at: visit.now)
            if !text.isEmpty { try tx.reply(to: found.id, saying: text, by: visit.worker, at: visit.now) }
            return ("/desk", "\(found.reference) is closed. It is kept, with your reason.")
        }
    }
}

extension DeskActions {
    /// Does one thing, once; a form that could not be taken comes back with what was typed.
    private func act(
        _ visit: Visit, part: String, _ work: @escaping @Sendable (Transaction) throws -> (next: Link, notice: String?)
    ) async throws -> Answer {
        do {
            return try await visit.submit(work)
        } catch let errors as FieldErrors {
            return try await DeskHandlers.page(
                visit, known, refused: DeskPage.Refused(part: part, form: visit.request.form, errors: errors))
        }
    }

    /// A reason or a reply that has to be there, and not longer than we keep.
    private static func required(_ name: String, in form: Form, _ message: String) throws -> String {
        let text = try Self.limited(name, in: form)
        guard !text.isEmpty else { throw FieldErrors(name, message) }
        return text
    }

    private static func limited(_ name: String, in form: Form) throws -> String {
        let text = form[name].trimmed
        let most = name == "reason" ? DeskRules.longestReason : DeskRules.longestReply
        guard text.count <= most else {
            throw FieldErrors(
                name, "This is \(grouped(text.count)) characters long. The most we can take here is \(grouped(most))")
        }
        return text
    }

    static func mustBeOpen(_ referral: Referral, _ tx: Transaction) throws {
        guard DeskRules.isOpen(referral.status) else { throw try Self.overtaken(referral, tx) }
    }

    static func mustBeUnlinked(_ referral: Referral, _ tx: Transaction) throws {
        guard referral.person == nil else { throw try Self.overtaken(referral, tx) }
    }

    /// What somebody else did first, in words.
    static func overtaken(_ referral: Referral, _ tx: Transaction) throws -> Problem {
        guard let last = try tx.steps(of: referral.id).last(where: { $0.kind != .acknowledged }) else {
            return .conflict(what: "This referral has moved on since you opened it. Look at it again.")
        }
        return .conflict(what: "\(last.by) was first, at \(last.at.clock): \(last.kind.words.lowercased()).")
    }
}
