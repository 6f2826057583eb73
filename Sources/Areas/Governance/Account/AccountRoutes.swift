import Kernel
import Storage
import Web
import Wording

/// One's own account: display, open sessions, and the wording check that pages ask while somebody types.
package func accountRoutes(_ house: House) -> [Route] {
    [
        house.route(.get, "/account", .useAccount, audit: .account) { visit in
            let (sessions, codes) = try await visit.read { tx in
                (try tx.sessions(of: visit.worker.id, at: visit.now), try tx.recoveryCodesLeft(of: visit.worker.id))
            }
            return visit.page(Page("My account", body: AccountPages.account(visit, sessions, codesLeft: codes)))
        },
        house.route(.post, "/account/display", .useAccount, audit: .account) { visit in
            guard let chosen = Appearance(rawValue: visit.request.form["appearance"]) else {
                throw Problem.malformed("Choose how pages should look.")
            }
            return try await visit.submit { tx in
                try tx.run("UPDATE session SET appearance = \(chosen) WHERE worker_id = \(visit.worker.id)")
                return ("/account", "Display changed.")
            }
        },
        house.route(.post, "/account/sessions/{session}/end", .useAccount, audit: .account) { visit in
            let session: ID<Session> = try visit.request.id("session")
            return try await visit.submit { tx in
                try tx.run("DELETE FROM session WHERE id = \(session) AND worker_id = \(visit.worker.id)")
                try visit.note(.useAccount, "ended a session", in: tx)
                return ("/account", "That session is ended.")
            }
        },
        house.route(.post, "/wording/check", .checkWording, audit: .none) { visit in
            let text = String(visit.request.form["text"].prefix(20_000))
            return .json(LanguagePanel.json(house.language.check(text)))
        },
    ]
}

/// The pages of one's own account.
enum AccountPages {
    static func account(_ visit: Visit, _ sessions: [Session], codesLeft: Int) -> HTML {
        let display = FormView(displayForm(visit)).radios(
            "appearance", legend: "How pages look",
            options: [
                Choice("device", "As my device says"), Choice("light", "Light"), Choice("dark", "Dark"),
            ])
        let own = summaryList([
            SummaryRow("Name", "\(visit.worker.name)"), SummaryRow("E-mail", "\(visit.worker.email)"),
            SummaryRow("Agency", "\(visit.worker.agency.name)"), SummaryRow("Role", "\(visit.worker.role.name)"),
            SummaryRow("Recovery codes left", "\(codesLeft)"),
        ])
        let save: HTML = "\(display)\(buttonGroup(button("Save", .secondary)))"
        return """
            \(pageHead("My account"))
            \(card("About me", id: "me", body: own))
            \(card("E-mails to me", id: "messages", body: "<p>\(anchor("Choose what is sent to you", "/account/messages"))</p>"))
            \(card("Display", id: "display", body: postForm(to: "/account/display", token: visit.token, body: save)))
            \(card("Where I am signed in", id: "sessions", body: table(visit, sessions)))
            """
    }

    private static func displayForm(_ visit: Visit) -> Form {
        Form([("appearance", visit.session.appearance.rawValue)])
    }

    private static func table(_ visit: Visit, _ sessions: [Session]) -> HTML {
        let rows = sessions.map { session -> [HTML] in
            let isThis = session.id == visit.session.id
            let end = linkButton(
                "End it", to: "/account/sessions/\(session.id)/end", token: visit.token,
                hidden: "the session on \(session.device)")
            return [
                "\(session.device)", "\(session.startedAt.long)", "\(session.lastUsed.long)", isThis ? "This one" : end,
            ]
        }
        return dataTable(
            "Open sessions",
            columns: [
                TableColumn("Browser"), TableColumn("Signed in"), TableColumn("Last used"), TableColumn("End"),
            ], rows: rows)
    }
}
