import Foundation
import Governance
import Kernel
import Storage
import Web

/// The open directory, as Open Referral UK 3.0 asks for it.
func openReferralRoutes(_ house: House) -> [Route] {
    let reason = "the open directory: services their agencies chose to publish, and nothing about any person"
    return [
        house.open(.get, "/services", because: reason) { request in
            guard let wish = OpenWish(request.query) else { return OpenAnswer.refused }
            let services = try await house.database.read { try $0.services().filter(\.isPublished) }
            return try wish.answer(services.filter(wish.fits))
        },
        house.open(.get, "/services/{id}", because: reason) { request in
            guard let id = ID<Service>(request.parameters["id"] ?? ""),
                let service = try await house.database.read({ try $0.service(id) }), service.isPublished
            else { return OpenAnswer.missing }
            return try OpenAnswer.json(OpenService(full: service))
        },
    ]
}

/// What a program asks the list for.
struct OpenWish {
    static let mostPerPage = 500
    static let farthestPage = 1_000_000

    var search = ""
    var page = 1
    var perPage = 50
    var isMinimal = false
    var isFull = false
    var asLines = false
    var modifiedAfter: Instant?
    var organization = ""
    var term = ""
    var taxonomy = ""

    /// Nil when a number or a time is none.
    init?(_ query: Form) {
        func number(_ name: String, _ usual: Int, _ range: ClosedRange<Int>) -> Int? {
            guard query.has(name) else { return usual }
            return Int(query[name]).flatMap { range.contains($0) ? $0 : nil }
        }
        guard let page = number("page", 1, 1...Self.farthestPage),
            let perPage = number("per_page", 50, 1...Self.mostPerPage)
        else { return nil }
        if query.has("modified_after") {
            guard let after = OpenTime.read(query["modified_after"]) else { return nil }
            modifiedAfter = after
        }
        guard ["", "json", "ndjson"].contains(query["format"]) else { return nil }
        self.page = page
        self.perPage = perPage
        search = String(query["search"].prefix(200)).folded
        isMinimal = query["minimal"] == "true"
        isFull = query["full"] == "true"
        asLines = query["format"] == "ndjson"
        organization = query["organization_id"]
        term = query["taxonomy_term_id"]
        taxonomy = query["taxonomy_id"]
    }

    func fits(_ service: Service) -> Bool {
        let terms = service.terms
        let words = "\(terms.name) \(terms.summary) \(terms.organisation)".folded
        return (search.isEmpty || search.split(separator: " ").allSatisfy { words.contains($0) })
            && (modifiedAfter.map { OpenService.changed(service) >= $0 } ?? true)
            && (organization.isEmpty || terms.organisationID == organization)
            && (term.isEmpty || terms.needs.contains { OpenService.termID($0) == term })
            && (taxonomy.isEmpty || taxonomy == OpenService.taxonomyID && !terms.needs.isEmpty)
    }

    func answer(_ services: [Service]) throws -> Answer {
        if asLines {
            let lines = try services.map { service in
                try isMinimal
                    ? OpenAnswer.text(MinimalService(service))
                    : OpenAnswer.text(isFull ? OpenService(full: service) : OpenService(service))
            }
            let text = lines.map { $0 + "\n" }.joined()
            return Answer(status: 200, type: "application/x-ndjson", body: Array(text.utf8))
        }
        if isMinimal {
            // "Aim to return all services within one page."
            let most = max(1, services.count)
            return try OpenAnswer.json(OpenPage(services, page: 1, of: most) { MinimalService($0) })
        }
        return try OpenAnswer.json(
            OpenPage(services, page: page, of: perPage) { isFull ? OpenService(full: $0) : OpenService($0) })
    }
}

/// What goes back to a program.
enum OpenAnswer {
    static func text(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    static func json(_ value: some Encodable) throws -> Answer { .json(try text(value)) }

    static let missing = Answer.json(#"{"error":"There is no published service with this id."}"#, status: 404)

    static let refused = Answer.json(
        #"{"error":"page is a whole number from 1, per_page from 1 to 500, modified_after a time such as 2026-11-23T10:00:00Z, format json or ndjson."}"#,
        status: 400)
}

/// Times as programs write them (RFC 3339), and days.
enum OpenTime {
    static func read(_ text: String) -> Instant? {
        if let day = Day(text) { return London.instant(day, hour: 0, minute: 0) }
        let formatter = ISO8601DateFormatter()
        if let date = formatter.date(from: text) { return Instant(date) }
        formatter.formatOptions.insert(.withFractionalSeconds)
        return formatter.date(from: text).map { Instant($0) }
    }
}
