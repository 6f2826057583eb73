import Kernel
import Storage
import Web

/// The administrator's pages: people, roles and agencies. No case content anywhere near.
package func administrationRoutes(_ house: House) -> [Route] {
    [
        house.route(.get, "/people-and-roles", .manageWorkers, audit: .list) { visit in
            try await WorkerDesk.list(visit, FormView(), status: 200)
        },
        house.route(.post, "/people-and-roles", .manageWorkers, audit: .change) { visit in
            try await WorkerDesk.add(visit)
        },
        house.route(.post, "/people-and-roles/{worker}/disable", .manageWorkers, audit: .change) { visit in
            let worker: ID<Worker> = try visit.request.id("worker")
            guard worker != visit.worker.id else { throw Problem.malformed("You cannot close your own account.") }
            return try await visit.submit { tx in
                try tx.disable(worker)
                try visit.note(.manageWorkers, on: worker, "closed the account", in: tx)
                return ("/people-and-roles", "The account is closed, and every session of it ended.")
            }
        },
        house.route(.post, "/people-and-roles/{worker}/invite", .manageWorkers, audit: .change) { visit in
            let id: ID<Worker> = try visit.request.id("worker")
            let (worker, secret) = try await visit.record { tx in
                guard let worker = try tx.worker(id), !worker.isDisabled else { throw Problem.notFound }
                try visit.note(.manageWorkers, on: id, "made a set-up link", in: tx)
                return (worker, try tx.inviteToSetUp(id, at: visit.now))
            }
            return visit.page(Page("Set-up link", body: WorkerPages.link(worker, secret: secret)))
        },
    ]
}

/// The handlers behind people and roles.
private enum WorkerDesk {
    static func list(_ visit: Visit, _ form: FormView, status: Int) async throws -> Answer {
        let (workers, agencies) = try await visit.read { tx in (try tx.workers(), try tx.agencies()) }
        let body = WorkerPages.list(form, workers: workers, agencies: agencies, me: visit.worker.id, token: visit.token)
        return visit.page(Page("People and roles", hasErrors: !form.errors.isEmpty, body: body), status: status)
    }

    static func add(_ visit: Visit) async throws -> Answer {
        let form = visit.request.form
        let (errors, agency) = try await visit.read { tx in try check(form, in: tx) }
        guard errors.isEmpty, let agency, let role = Role(rawValue: form["role"]) else {
            return try await list(visit, FormView(form, errors: errors), status: 422)
        }
        let worker = Worker(
            id: .make(), name: form["name"].trimmed, email: form["email"].trimmed, role: role, agency: agency,
            jobTitle: form["job_title"].trimmed, isDisabled: false)
        return try await visit.submit { tx in
            try tx.insert(worker, at: visit.now)
            try visit.note(.manageWorkers, on: worker.id, "added as \(role.name)", in: tx)
            return ("/people-and-roles", "\(worker.name) is added. Make a set-up link to let them in.")
        }
    }

    private static func check(_ form: Form, in tx: Transaction) throws -> (FieldErrors, Agency?) {
        var errors = FieldErrors()
        let name = form["name"].trimmed
        if name.isEmpty { errors.add("name", "Enter their name") }
        if name.count > 200 { errors.add("name", "Keep the name to 200 characters") }
        let email = form["email"].trimmed
        let halves = email.split(separator: "@", omittingEmptySubsequences: false)
        if halves.count != 2 || halves.contains(where: \.isEmpty) || email.contains(where: \.isWhitespace)
            || email.count > 200
        {
            errors.add("email", "Enter an e-mail address, such as name@agency.example")
        } else if try tx.worker(email: email) != nil {
            errors.add("email", "Somebody with this e-mail address is already here")
        }
        if Role(rawValue: form["role"]) == nil { errors.add("role", "Choose a role") }
        let agency = try ID<Agency>(form["agency"]).flatMap { try tx.agency($0) }
        if agency == nil { errors.add("agency", "Choose an agency") }
        if form["job_title"].count > 200 { errors.add("job_title", "Keep the job title to 200 characters") }
        return (errors, agency)
    }
}

/// The pages of people and roles.
enum WorkerPages {
    static func list(_ form: FormView, workers: [Worker], agencies: [Agency], me: ID<Worker>, token: HTML) -> HTML {
        let rows = workers.map { worker -> [HTML] in
            let close = linkButton(
                "Close account", to: "/people-and-roles/\(worker.id)/disable", token: token, hidden: "of \(worker.name)"
            )
            let invite = linkButton(
                "Set-up link", to: "/people-and-roles/\(worker.id)/invite", token: token, hidden: "for \(worker.name)")
            let actions: HTML =
                worker.isDisabled ? "Closed" : worker.id == me ? invite : "\(invite) \(close)"
            return ["\(worker.name)", "\(worker.email)", "\(worker.role.name)", "\(worker.agency.name)", actions]
        }
        let table = dataTable(
            "Everyone with an account",
            columns: [
                TableColumn("Name"), TableColumn("E-mail"), TableColumn("Role"), TableColumn("Agency"),
                TableColumn("Account"),
            ], rows: rows)
        return """
            \(form.summary())\(pageHead("People and roles"))
            \(plainCard(table))\(card("Add somebody", id: "add", body: addForm(form, agencies, token)))
            """
    }

    private static func addForm(_ form: FormView, _ agencies: [Agency], _ token: HTML) -> HTML {
        let roles = [Choice("", "Choose a role")] + Role.allCases.map { Choice($0.rawValue, $0.name) }
        let places = [Choice("", "Choose an agency")] + agencies.map { Choice($0.id.text, $0.name) }
        let fields: HTML = """
            \(form.text("name", label: "Name", width: .half))
            \(form.text("email", label: "Work e-mail address", kind: .email, width: .half))
            \(form.select("agency", label: "Agency", options: places))
            \(form.select("role", label: "Role", options: roles))
            \(form.text("job_title", label: "Job title", width: .half))
            \(buttonGroup(button("Add")))
            """
        return postForm(to: "/people-and-roles", token: token, body: fields)
    }

    static func link(_ worker: Worker, secret: String) -> HTML {
        """
        \(pageHead("Set-up link for \(worker.name)"))
        \(plainCard("""
            <p>Give this address to \(worker.name) yourself. It works once, for three days. We cannot show it again.</p>
            <p class="ui-code">/set-up/\(secret)</p>
            """))
        \(buttonGroup(buttonLink("Back to people and roles", "/people-and-roles", .secondary)))
        """
    }
}
