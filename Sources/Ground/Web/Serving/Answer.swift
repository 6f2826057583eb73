/// What goes back to the browser.
package struct Answer: Sendable {
    package var status: Int
    package var headers: [(name: String, value: String)]
    package var body: [UInt8]

    package init(status: Int, type: String, body: [UInt8], headers: [(name: String, value: String)] = []) {
        self.status = status
        self.headers = [("Content-Type", type)] + headers
        self.body = body
    }

    package static func page(_ document: HTML, status: Int = 200) -> Answer {
        Answer(status: status, type: "text/html; charset=utf-8", body: Array(document.text.utf8))
    }

    package static func plain(_ text: String, status: Int = 200) -> Answer {
        Answer(status: status, type: "text/plain; charset=utf-8", body: Array(text.utf8))
    }

    package static func json(_ text: String, status: Int = 200) -> Answer {
        Answer(status: status, type: "application/json", body: Array(text.utf8))
    }

    /// A file to keep, never to open in the page.
    package static func download(_ text: String, type: String, name: String) -> Answer {
        Answer(
            status: 200, type: type, body: Array(text.utf8),
            headers: [("Content-Disposition", "attachment; filename=\"\(name)\"")])
    }

    /// "Done, now look here": after every form, so that reloading never sends it again.
    package static func see(_ link: Link) -> Answer {
        Answer(
            status: 303, type: "text/plain; charset=utf-8", body: Array("See \(link.text)\n".utf8),
            headers: [("Location", link.text)])
    }

    /// Leaves this site for another address, for the exit button alone.
    package static func leave(to address: String) -> Answer {
        Answer(
            status: 303, type: "text/plain; charset=utf-8", body: [],
            headers: [("Location", address), ("Clear-Site-Data", "\"cache\", \"storage\"")])
    }

    /// The same answer with one more header.
    package func with(_ name: String, _ value: String) -> Answer {
        var copy = self
        copy.headers.append((name, value))
        return copy
    }

    package func header(_ name: String) -> String? {
        headers.last { $0.name.lowercased() == name.lowercased() }?.value
    }
}
