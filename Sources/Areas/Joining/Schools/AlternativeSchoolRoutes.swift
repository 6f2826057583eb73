import Governance
import Kernel
import Storage
import Web

/// What a partnership says itself about what counts: so far, which schools are alternative provision.
package func schoolRoutes(_ house: House) -> [Route] {
    [
        house.route(.get, "/settings/schools", .setWhatCounts, audit: .none) { visit in
            try await SchoolDesk.page(visit, FormView(), status: 200)
        },
        house.route(.post, "/settings/schools", .setWhatCounts, audit: .change) { visit in
            try await SchoolDesk.add(visit)
        },
        house.route(.post, "/settings/schools/{school}/end", .setWhatCounts, audit: .change) { visit in
            let id: ID<AlternativeSchool> = try visit.request.id("school")
            return try await visit.submit { tx in
                guard try tx.endSchool(id, by: visit.worker.id, at: visit.now) else { throw Problem.notFound }
                try visit.note(.setWhatCounts, on: id, "took a school off the list of alternative provision", in: tx)
                return ("/settings/schools", "The school is off the list. What was counted before stays as it was.")
            }
        },
    ]
}

/// The handlers behind the list.
private enum SchoolDesk {
    static func page(_ visit: Visit, _ form: FormView, status: Int) async throws -> Answer {
        let schools = try await visit.read { try $0.alternativeSchools() }
        return visit.page(AlternativeSchoolPages.list(schools, form, token: visit.token), status: status)
    }

    static func add(_ visit: Visit) async throws -> Answer {
        let form = visit.request.form
        do {
            return try await visit.submit { tx in
                let (name, urn) = try checked(form, in: tx)
                try tx.addSchool(name, urn: urn, by: visit.worker.id, at: visit.now)
                try visit.note(.setWhatCounts, "added a school to the list of alternative provision", in: tx)
                return ("/settings/schools", "\(name) is on the list.")
            }
        } catch let errors as FieldErrors {
            return try await page(visit, FormView(form, errors: errors), status: 422)
        }
    }

    private static func checked(_ form: Form, in tx: Transaction) throws -> (name: String, urn: String) {
        var errors = FieldErrors()
        let (name, urn) = (form["name"].trimmed, form["urn"].trimmed)
        if name.isEmpty { errors.add("name", "Enter the school’s name") }
        if name.count > AlternativeSchool.longestName {
            errors.add("name", "The name must be \(AlternativeSchool.longestName) characters or fewer")
        }
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        let isNumber = urn.utf8.count == 6 && urn.utf8.allSatisfy(digits.contains)
        if !urn.isEmpty, !isNumber { errors.add("urn", "A URN has six digits, such as 900001") }
        let own = try tx.ownSchools()
        if own.has(name) { errors.add("name", "This school is on the list already") }
        if !urn.isEmpty, own.has(urn) { errors.add("urn", "A school with this URN is on the list already") }
        guard errors.isEmpty else { throw errors }
        return (name, urn)
    }
}
