import Kernel
import Web

/// A browser without a window: follows links and fills in forms of a site in this process.
package actor Browser {
    private let site: Site
    private var cookie: String?
    /// Moves forward when a test says so.
    package var now: Instant
    package private(set) var last: Answer = .plain("")
    package private(set) var lastPath = ""

    package init(_ site: Site, now: Instant) {
        self.site = site
        self.now = now
    }

    package func wait(minutes: Int) { now = now.adding(minutes: minutes) }

    package var text: String { String(decoding: last.body, as: UTF8.self) }
    package var status: Int { last.status }

    /// Opens an address, following redirects inside the site.
    @discardableResult
    package func open(_ target: String) async -> Answer {
        await ask(.get, target, Form())
    }

    /// Sends fields as a form would, following the redirect afterwards.
    @discardableResult
    package func send(_ path: String, _ fields: [(String, String)]) async -> Answer {
        await ask(.post, path, Form(fields.map { (name: $0.0, value: $0.1) }))
    }

    /// Sends the first form on this page whose action starts with `action`, its hidden fields and defaults kept, with
    /// these values filled in.
    @discardableResult
    package func submit(_ action: String, _ values: [(String, String)] = []) async -> Answer {
        let forms = PageForm.all(in: text)
        guard
            let form = forms.first(where: { $0.action == action })
                ?? forms.first(where: { $0.action.hasPrefix(action) })
        else {
            last = .plain("There is no form for \(action) on \(lastPath): status \(last.status)", status: 599)
            return last
        }
        let names = Set(values.map(\.0))
        return await send(form.action, form.fields.filter { !names.contains($0.0) } + values)
    }

    /// Sends the form on this page that goes to `action`, with a file, as the server would hand it over.
    @discardableResult
    package func upload(
        _ action: String, _ values: [(String, String)], file name: String, _ bytes: [UInt8]
    ) async -> Answer {
        let own = PageForm.all(in: text).first { $0.action == action }?.fields ?? []
        let names = Set(values.map(\.0))
        let fields = own.filter { !names.contains($0.0) } + values
        return await ask(.post, action, Form(fields.map { (name: $0.0, value: $0.1) }), file: (name, bytes))
    }

    /// What the route's store made of the file, or the error it refused it with.
    private func stored(_ request: Request, _ file: (name: String, bytes: [UInt8])) async -> (Request, Answer?) {
        do {
            guard let whole = try await site.receiving(request, name: file.name, bytes: file.bytes) else {
                return (request, nil)
            }
            return (whole, nil)
        } catch {
            return (request, site.refuse(error, to: request))
        }
    }

    private func ask(
        _ method: Method, _ target: String, _ form: Form, file: (name: String, bytes: [UInt8])? = nil
    ) async -> Answer {
        let halves = target.split(separator: "?", maxSplits: 1)
        let path = String(halves.first ?? "/")
        var headers = ["host": "localhost", "sec-fetch-site": "same-origin", "user-agent": "Firefox/1 Linux"]
        if let cookie { headers["cookie"] = "__Host-session=\(cookie)" }
        var request = Request(
            method: method, path: path, query: Form(urlEncoded: halves.count > 1 ? halves[1] : ""), form: form,
            headers: headers, remoteAddress: "192.0.2.7", now: now)
        var refused: Answer?
        if let file { (request, refused) = await stored(request, file) }
        if let refused { last = refused } else { last = await site.answer(request) }
        // Markup put into a plain text by mistake is printed as a value: no page may ever show that.
        if String(decoding: last.body, as: UTF8.self).contains("Web.HTML(") {
            last = .plain("\(path) shows markup as text", status: 599)
        }
        lastPath = path
        for (name, value) in last.headers where name == "Set-Cookie" && value.hasPrefix("__Host-session=") {
            let token = value.dropFirst("__Host-session=".count).prefix { $0 != ";" }
            cookie = token.isEmpty ? nil : String(token)
        }
        if last.status == 303, let next = last.header("Location"), next.hasPrefix("/") {
            return await ask(.get, next, Form())
        }
        return last
    }
}

/// A form as it stands in a page: where it goes and what it would send untouched.
package struct PageForm: Sendable {
    package var action: String
    package var method: String
    package var fields: [(String, String)]

    /// Every form of a page, in order.
    package static func all(in page: String) -> [PageForm] {
        var forms: [PageForm] = []
        var current: PageForm?
        var pendingText: String?
        for piece in page.split(separator: "<", omittingEmptySubsequences: true) {
            let tag = piece.prefix { $0 != ">" }
            let after = piece.dropFirst(tag.count + 1)
            let name = tag.prefix { !$0.isWhitespace && $0 != ">" }.lowercased()
            if name == "form" {
                current = PageForm(
                    action: value("action", tag) ?? "", method: value("method", tag) ?? "get", fields: [])
            } else if name == "/form", let form = current {
                forms.append(form)
                current = nil
            } else if name == "input", let field = value("name", tag) {
                let kind = value("type", tag) ?? "text"
                let isOff =
                    (kind == "checkbox" || kind == "radio") && !tag.hasSuffix("checked") && !tag.contains(" checked")
                if !isOff { current?.fields.append((field, value("value", tag) ?? "")) }
            } else if name == "textarea" {
                pendingText = value("name", tag)
                if let field = pendingText { current?.fields.append((field, plain(after.drop { $0 == "\n" }))) }
            } else if name == "option", tag.contains(" selected"), let chosen = value("value", tag) {
                if let field = pendingText { current?.fields.append((field, chosen)) }
            } else if name == "select" {
                pendingText = value("name", tag)
            }
        }
        return forms
    }

    /// Every address a page links to inside the site.
    package static func links(in page: String) -> [String] {
        page.split(separator: "<a ").dropFirst().compactMap { value("href", $0.prefix { $0 != ">" }) }
            .filter { $0.hasPrefix("/") }
    }

    private static func value(_ name: String, _ tag: Substring) -> String? {
        guard
            let range = tag.firstRange(of: " \(name)=\"")
                ?? (tag.hasPrefix("\(name)=\"")
                    ? tag.startIndex..<tag.index(tag.startIndex, offsetBy: name.count + 2) : nil)
        else { return nil }
        return plain(tag[range.upperBound...].prefix { $0 != "\"" })
    }

    private static func plain(_ text: Substring) -> String {
        String(text).replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
            .replacing("&#39;", with: "'").replacing("&amp;", with: "&")
    }
}
