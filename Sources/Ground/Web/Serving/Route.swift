/// Who may use a route. There is no way to make a route without saying.
package enum Access: Sendable, Hashable {
    /// Anyone at all; `reason` is printed in the list that is reviewed at every release.
    case open(reason: String)
    /// A signed-in worker whom the policy permits this action, by its name in the policy table.
    case guarded(action: String)
}

/// What the audit log keeps of a route's use.
package enum AuditClass: String, Sendable, CaseIterable {
    /// Nothing about anyone is shown or changed.
    case none
    /// Somebody's own session or account.
    case account
    /// A list of people, or a search.
    case list
    /// One person's information is shown.
    case view
    /// Information is changed.
    case change
    /// Information leaves the program.
    case export
}

/// One way into the program, as data: the server, the policy matrix and the crawler all read this list.
package struct Route: Sendable {
    package typealias Handler = @Sendable (Request) async throws -> Answer

    package let method: Method
    /// Such as `/young-people/{person}/notes`.
    package let path: String
    package let access: Access
    package let audit: AuditClass
    /// Set when a file may come with the form.
    package let upload: UploadRule?
    package let handler: Handler

    package init(
        _ method: Method, _ path: String, access: Access, audit: AuditClass, upload: UploadRule? = nil,
        handler: @escaping Handler
    ) {
        self.method = method
        self.path = path
        self.access = access
        self.audit = audit
        self.upload = upload
        self.handler = handler
    }

    package var name: String { "\(method.rawValue) \(path)" }
}

/// Finds the route for a path: literal parts win over `{name}` parts.
struct RouteTable: Sendable {
    private struct Entry: Sendable {
        let parts: [Substring]
        let route: Route
    }

    private var entries: [Int: [Entry]] = [:]

    /// - Precondition: no two routes answer the same method and shape of path.
    init(_ routes: [Route]) {
        var seen: Set<String> = []
        for route in routes {
            let parts = RouteTable.parts(of: route.path)
            let shape = parts.map { RouteTable.name(of: $0) == nil ? String($0) : "{}" }.joined(separator: "/")
            let isNew = seen.insert("\(route.method.rawValue) \(shape)").inserted
            precondition(isNew, "Two routes answer \(route.name).")
            entries[parts.count, default: []].append(Entry(parts: parts, route: route))
        }
        for count in Array(entries.keys) {
            entries[count]?.sort { RouteTable.literals($0.parts) > RouteTable.literals($1.parts) }
        }
    }

    /// The route and the values of its named parts; nil when no route has this path, `wrongMethod` when one does.
    func find(_ method: Method, _ path: String) throws(Problem) -> (Route, [String: String])? {
        let parts = RouteTable.parts(of: path)
        var foundOther = false
        for entry in entries[parts.count] ?? [] {
            guard let values = RouteTable.match(entry.parts, parts) else { continue }
            if entry.route.method == method { return (entry.route, values) }
            foundOther = true
        }
        if foundOther { throw .wrongMethod }
        return nil
    }

    private static func match(_ pattern: [Substring], _ parts: [Substring]) -> [String: String]? {
        var values: [String: String] = [:]
        for (wanted, part) in zip(pattern, parts) {
            if let name = name(of: wanted) {
                values[String(name)] = String(part)
            } else if wanted != part {
                return nil
            }
        }
        return values
    }

    private static func parts(of path: some StringProtocol) -> [Substring] {
        String(path).split(separator: "/", omittingEmptySubsequences: true)
    }

    private static func name(of part: Substring) -> Substring? {
        part.hasPrefix("{") && part.hasSuffix("}") ? part.dropFirst().dropLast() : nil
    }

    private static func literals(_ parts: [Substring]) -> Int {
        parts.count { name(of: $0) == nil }
    }
}
