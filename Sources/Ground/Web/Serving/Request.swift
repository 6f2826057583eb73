import Kernel

/// The ways to ask that the site understands.
package enum Method: String, Sendable, CaseIterable {
    case get = "GET"
    case post = "POST"

    /// Whether a request of this kind may change something.
    package var mayChange: Bool { self == .post }
}

/// What somebody's browser asked for, read and cleaned.
package struct Request: Sendable {
    package var method: Method
    package var path: String
    /// Values of the `{name}` parts of the route's path.
    package var parameters: [String: String]
    package var query: Form
    package var form: Form
    package var body: [UInt8]
    /// The file that came with the form, on routes that take one.
    package var file: UploadedFile?
    /// Lower-case names.
    package var headers: [String: String]
    /// Where the request came from. Used for throttling through a keyed hash, never stored.
    package var remoteAddress: String
    package var now: Instant
    /// Shown on error pages and written to the log: ties the two together, and says nothing about anyone.
    package var reference: String

    package init(
        method: Method, path: String, query: Form = Form(), form: Form = Form(), body: [UInt8] = [],
        headers: [String: String] = [:], remoteAddress: String = "", now: Instant
    ) {
        self.method = method
        self.path = path
        parameters = [:]
        self.query = query
        self.form = form
        self.body = body
        self.headers = headers
        self.remoteAddress = remoteAddress
        self.now = now
        reference = String(ID<Request>.make().text.prefix(8)).uppercased()
    }

    /// The identifier in the path's `{name}` part.
    ///
    /// - Throws: `Problem.notFound` when it is not one: such an address leads nowhere.
    package func id<Subject>(_ name: String) throws -> ID<Subject> {
        guard let text = parameters[name], let id = ID<Subject>(text) else { throw Problem.notFound }
        return id
    }

    /// The value of a cookie.
    package func cookie(_ name: String) -> String? {
        guard let header = headers["cookie"] else { return nil }
        for pair in header.split(separator: ";") {
            let halves = pair.split(separator: "=", maxSplits: 1)
            if halves.count == 2, halves[0].trimmed == name { return String(halves[1].trimmed) }
        }
        return nil
    }

    /// Whether a form was sent from one of this site's own pages, by what the browser says.
    package var isFromThisSite: Bool {
        if let site = headers["sec-fetch-site"] { return site == "same-origin" }
        guard let origin = headers["origin"], let host = headers["host"] else { return false }
        return origin == "https://\(host)" || origin == "http://\(host)"
    }

    /// Whether the browser says that another site sent this form. Browsers that say nothing are not turned away.
    package var isFromAnotherSite: Bool {
        if let site = headers["sec-fetch-site"] { return site != "same-origin" && site != "none" }
        guard let origin = headers["origin"], origin != "null" else { return false }
        return !isFromThisSite
    }

    /// Whether the script asked, and wants data rather than a page.
    package var isFromScript: Bool { headers["x-requested-with"] == "breakwater" }
}

extension StringProtocol {
    /// Without spaces and line ends around it.
    package var trimmed: String {
        var rest = self[...]
        while let first = rest.first, first.isWhitespace { rest = rest.dropFirst() }
        while let last = rest.last, last.isWhitespace { rest = rest.dropLast() }
        return String(rest)
    }
}
