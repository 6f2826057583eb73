import Governance
import Kernel
import Storage
import Web
import Wording

/// What a worker is sent, and how e-mail is doing.
///
/// - Parameters:
///   - house: The house they stand in.
///   - settings: How e-mail is sent here; nil where it is not set up.
/// - Returns: Their routes.
package func mailRoutes(_ house: House, settings: MailSettings?) -> [Route] {
    let desk = MailDesk(settings: settings)
    return [
        house.route(.get, "/account/messages", .useAccount, audit: .account, desk.mine),
        house.route(.post, "/account/messages", .useAccount, audit: .account, desk.wish),
        house.route(.post, "/account/messages/test", .useAccount, audit: .account, desk.test),
        house.route(.get, "/settings/mail", .manageWorkers, audit: .list, desk.state),
        house.route(.post, "/settings/mail", .manageWorkers, audit: .change, desk.again),
    ]
}

/// The handlers behind the pages of e-mail.
struct MailDesk: Sendable {
    let settings: MailSettings?

    func mine(_ visit: Visit) async throws -> Answer {
        let (wish, last) = try await visit.read { tx in
            (try tx.mailWish(of: visit.worker.id), try tx.lastMail(to: visit.worker.id))
        }
        return page(visit, FormView(Form([("wish", wish.rawValue)])), last: last, status: 200)
    }

    private func page(_ visit: Visit, _ form: FormView, last: Instant?, status: Int) -> Answer {
        let off: HTML =
            settings == nil
            ? callout(
                .info, "E-mail is not set up here yet",
                "<p>Nothing is sent until it is. What you choose counts from then on; Tasks shows everything meanwhile.</p>"
            )
            : .empty
        let test: HTML =
            settings == nil
            ? .empty
            : card(
                "See that it comes", id: "test",
                body: """
                    <p>\(last.map { "The last e-mail to you left on \($0.long)." } ?? "No e-mail was sent to you yet.")</p>\
                    \(postForm(to: "/account/messages/test", token: visit.token, body: buttonGroup(button("Send me one now", .secondary))))
                    """)
        return visit.page(
            Page(
                "E-mails to me", back: "/account", hasErrors: !form.errors.isEmpty,
                body: """
                    \(form.summary())\(pageHead("E-mails to me", lead: "They go to \(visit.worker.email)"))\(off)\
                    \(card("What shall be sent?", id: "wish", body: postForm(
                        to: "/account/messages", token: visit.token,
                        body: """
                            \(form.radios("wish", legend: "Which e-mails do you want?", hint: "Each says only that you have something new, and where to sign in: never a name, never a detail", options: MailWish.allCases.map { Choice($0.rawValue, $0.name) }))\
                            \(buttonGroup(button("Save"), anchor("Back to my account", "/account")))
                            """)))\(test)
                    """), status: status)
    }

    func wish(_ visit: Visit) async throws -> Answer {
        var reading = FormReading(visit.request.form)
        let wish: MailWish? = reading.choice("wish", "Choose which e-mails you want")
        guard let wish else {
            let last = try await visit.read { try $0.lastMail(to: visit.worker.id) }
            return page(visit, FormView(visit.request.form, errors: reading.errors), last: last, status: 422)
        }
        return try await visit.submit { tx in
            try tx.setMailWish(wish, of: visit.worker.id, at: visit.now)
            return ("/account/messages", "Kept: \(wish.name.lowercasedFirst).")
        }
    }

    func test(_ visit: Visit) async throws -> Answer {
        guard settings != nil else { throw Problem.conflict(what: "E-mail is not set up here yet.") }
        return try await visit.submit { tx in
            try tx.tell(visit.worker.id, .test, key: "test \(visit.worker.id) \(visit.now)", at: visit.now)
            return ("/account/messages", "It leaves within a minute. If it does not come, look among unwanted e-mail.")
        }
    }

    // MARK: How it is doing

    func state(_ visit: Visit) async throws -> Answer {
        let counts = try await visit.record { tx in
            try visit.note(.manageWorkers, "how e-mail is doing", in: tx)
            return try tx.mailCounts(on: visit.today)
        }
        let rows = counts.givenUp.map { one -> [HTML] in
            [HTML(one.worker), HTML(one.problem), HTML(one.at.long)]
        }
        let failed: HTML =
            rows.isEmpty
            ? "<p>Nothing was given up.</p>"
            : """
            \(dataTable("E-mails given up", isCaptionHidden: true, columns: [.init("Worker"), .init("Why", .sentences), .init("Since")], rows: rows))\
            \(postForm(to: "/settings/mail", token: visit.token, body: buttonGroup(button("Try them again"))))
            """
        return visit.page(
            Page(
                "E-mail", back: "/home",
                body: """
                    \(pageHead("E-mail", lead: HTML(settings.map { "From \($0.from), by \($0.sendmail ?? MailService.usual)" } ?? "Not set up")))\
                    \(settings == nil ? callout(.warn, "E-mail is not set up", "<p>Put “mail” with “from” and “link” into partnership.json in the data folder, and start the program again. The manual page on e-mail says how.</p>") : .empty)\
                    \(factsStrip([
                        ("Waiting", "\(counts.waiting)", counts.oldestWaiting.map { "The oldest since \($0.long)" } ?? "Nothing waits"),
                        ("Sent today", "\(counts.sentToday)", ""),
                        ("Given up", "\(counts.givenUp.count)", "After \(MailService.mostTries) tries"),
                    ]))\(card("Given up", id: "failed", body: failed))
                    """))
    }

    func again(_ visit: Visit) async throws -> Answer {
        try await visit.submit { tx in
            try visit.note(.manageWorkers, "e-mails tried again", in: tx)
            try tx.tryMailAgain(at: visit.now)
            return ("/settings/mail", "They are tried again within a minute.")
        }
    }
}

extension String {
    /// With a small first letter, to stand inside a sentence.
    fileprivate var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
