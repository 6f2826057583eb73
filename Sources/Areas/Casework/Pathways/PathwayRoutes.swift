import Foundation
import Governance
import Kernel
import Storage
import Web

/// Where an administrator changes pathways, each change a version of its own.
struct PathwayDesk: Sendable {
    let lists: PathwayLists

    func list(_ visit: Visit) async throws -> Answer {
        let versions = try await visit.read { tx in try tx.pathways(on: visit.today) }
        return visit.page(Page("Pathways", body: PathwayPages.list(versions)))
    }

    func show(_ visit: Visit) async throws -> Answer {
        let (standing, versions) = try await visit.read { tx in
            let standing = try Self.newest(visit, in: tx)
            return (standing, try tx.versions(of: standing.pathway.id))
        }
        return visit.page(
            Page(
                standing.pathway.name,
                body: PathwayPages.show(standing, coming: versions, calendar: visit.house.calendar, today: visit.today))
        )
    }

    func newPage(_ visit: Visit) async throws -> Answer {
        var form = Form([("at_hub", "yes")])
        DayField.fill("starts", with: visit.today, in: &form)
        return try await edit(visit, nil, FormView(form), status: 200)
    }

    func changePage(_ visit: Visit) async throws -> Answer {
        let newest = try await visit.read { tx in try Self.newest(visit, in: tx) }
        // A version that is still to come is followed, never preceded, by the next.
        let isToCome = newest.number > 1 && newest.starts > visit.today
        var form = PathwayForm.fill(newest.pathway, starts: isToCome ? newest.starts : visit.today)
        form.set("version", String(newest.number))
        return try await edit(visit, newest.pathway, FormView(form), status: 200)
    }

    func add(_ visit: Visit) async throws -> Answer { try await save(visit, over: nil) }

    func change(_ visit: Visit) async throws -> Answer {
        let newest = try await visit.read { tx in try Self.newest(visit, in: tx) }
        return try await save(visit, over: newest.pathway)
    }

    // MARK: Parts

    /// The newest version of the pathway the address names, in use or still to come.
    private static func newest(_ visit: Visit, in tx: Transaction) throws -> PathwayVersion {
        guard let newest = try tx.versions(of: visit.request.parameters["pathway"] ?? "").last else {
            throw Problem.notFound
        }
        return newest
    }

    private func edit(
        _ visit: Visit, _ pathway: Pathway?, _ form: FormView, preview: HTML = .empty, status: Int
    ) async throws -> Answer {
        let all = try await visit.read { tx in try tx.pathways(on: visit.today).map(\.pathway) }
        let title = pathway.map { "Change \($0.name)" } ?? "Add a pathway"
        let pages = PathwayPages(
            all: all.filter { $0.id != pathway?.id }, lists: lists, token: visit.token + form.hidden("version"),
            today: visit.today)
        let action: Link = pathway.map { "/settings/pathways/\($0.id)/change" } ?? "/settings/pathways/new"
        let body = pages.edit(form, title: title, to: action, preview: preview)
        return visit.page(Page(title, hasErrors: !form.errors.isEmpty, body: body), status: status)
    }

    private func save(_ visit: Visit, over before: Pathway?) async throws -> Answer {
        let form = visit.request.form
        let lists = lists
        do {
            if form["then"] == "preview" {
                let typed = try await visit.read { tx in try Self.read(visit, over: before, lists: lists, in: tx) }
                let preview = PathwayPages.timeline(
                    typed.pathway, calendar: visit.house.calendar, today: visit.today)
                return try await edit(visit, before, FormView(form), preview: preview, status: 200)
            }
            return try await visit.submit { tx in
                let typed = try Self.read(visit, over: before, lists: lists, in: tx)
                let number = try tx.keep(
                    typed.pathway, from: typed.starts, because: typed.reason, by: visit.worker.id, at: visit.now)
                try visit.note(.managePathways, "version \(number) of \(typed.pathway.id)", in: tx)
                return (
                    "/settings/pathways/\(typed.pathway.id)",
                    "Version \(number) is kept and is used from \(typed.starts.long)."
                )
            }
        } catch let errors as FieldErrors {
            return try await edit(visit, before, FormView(form, errors: errors), status: 422)
        }
    }

    private static func read(
        _ visit: Visit, over before: Pathway?, lists: PathwayLists, in tx: Transaction
    ) throws -> PathwayForm {
        let form = visit.request.form
        if let before, let newest = try tx.versions(of: before.id).last, String(newest.number) != form["version"] {
            throw FieldErrors(
                "reason",
                "Somebody saved version \(newest.number) while you were typing: \(newest.reason) "
                    + "Look at it in another tab before you save yours over it")
        }
        let all = try tx.pathways(on: visit.today).map(\.pathway)
        return try PathwayForm(form, over: before, all: all, lists: lists, today: visit.today)
    }
}

func pathwayRoutes(_ house: House, _ lists: PathwayLists) -> [Route] {
    let desk = PathwayDesk(lists: lists)
    return [
        house.route(.get, "/settings/pathways", .managePathways, audit: .none, desk.list),
        house.route(.get, "/settings/pathways/new", .managePathways, audit: .none, desk.newPage),
        house.route(.post, "/settings/pathways/new", .managePathways, audit: .change, desk.add),
        house.route(.get, "/settings/pathways/{pathway}", .managePathways, audit: .none, desk.show),
        house.route(.get, "/settings/pathways/{pathway}/change", .managePathways, audit: .none, desk.changePage),
        house.route(.post, "/settings/pathways/{pathway}/change", .managePathways, audit: .change, desk.change),
    ]
}
