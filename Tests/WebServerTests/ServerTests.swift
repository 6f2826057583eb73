import Crypto
import Foundation
import Kernel
import Logging
import Testing
import Web

/// A small site behind a real server on a free port; with `seconds` for a request's head short enough to wait for.
private func serving(headWithin seconds: Int = 30, _ body: @Sendable @escaping (Int) async throws -> Void) async throws
{
    let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    let routes = [
        Route(.get, "/page", access: .open(reason: "test"), audit: .none) { _ in
            .page(HTML(String(repeating: "words and words ", count: 500)))
        },
        Route(.post, "/echo", access: .open(reason: "test"), audit: .none) { .plain($0.form["said"]) },
        Route(.get, "/broken", access: .open(reason: "test"), audit: .none) { _ in
            throw Secret(text: "the name of a child")
        },
        Route(.get, "/slow", access: .open(reason: "test"), audit: .none) { _ in
            try await Task.sleep(for: .milliseconds(700))
            return .plain("finished")
        },
    ]
    let site = Site(routes: routes, files: StaticFiles(), logger: logger) { words in
        "<h1>\(words.title)</h1><p>\(words.reference)</p>"
    }
    var limits = Server.Limits()
    limits.bodyBytes = 20_000
    limits.headerSeconds = seconds
    limits.bodySeconds = 2 * seconds
    let server = Server(site: site, host: "127.0.0.1", port: 0, limits: limits, logger: logger)
    let (ports, tell) = AsyncStream.makeStream(of: Int.self)
    try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await server.run { tell.yield($0) } }
        group.addTask {
            for await port in ports {
                try await body(port)
                return
            }
        }
        try await group.next()
        group.cancelAll()
    }
}

private struct Secret: Error { let text: String }

private func ask(_ port: Int, _ request: String) throws -> String {
    let client = try RawClient(port: port)
    client.send(request)
    return String(decoding: client.readToEnd(), as: UTF8.self)
}

private func get(_ path: String, _ more: String = "") -> String {
    "GET \(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\(more)\r\n"
}

extension RealServer {
    @Suite(.serialized) struct ServerTests {
        @Test func `every answer carries the safe headers, errors too`() async throws {
            try await serving { port in
                for path in ["/page", "/nothing", "/broken", "/echo"] {
                    let answer = try ask(port, get(path))
                    for header in [
                        "Content-Security-Policy: default-src 'none'", "X-Content-Type-Options: nosniff",
                        "Referrer-Policy: no-referrer", "Cache-Control: no-store", "X-Frame-Options: DENY",
                    ] { #expect(answer.contains(header), "\(path): \(header)") }
                }
            }
        }

        @Test func `an unexpected error shows a reference and nothing of what was in it`() async throws {
            try await serving { port in
                let answer = try ask(port, get("/broken"))
                #expect(answer.hasPrefix("HTTP/1.1 500"))
                #expect(!answer.contains("child"))
            }
        }

        @Test func `HEAD answers as GET without a body, other methods are refused`() async throws {
            try await serving { port in
                let head = try ask(port, "HEAD /page HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                #expect(head.hasPrefix("HTTP/1.1 200"))
                #expect(head.hasSuffix("\r\n\r\n"))
                let trace = try ask(port, "TRACE /page HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                #expect(trace.hasPrefix("HTTP/1.1 405"))
            }
        }

        @Test func `a page is packed for a browser that takes gzip`() async throws {
            try await serving { port in
                let plain = try ask(port, get("/page"))
                let client = try RawClient(port: port)
                client.send(get("/page", "Accept-Encoding: gzip, br\r\n"))
                let packed = client.readToEnd()
                #expect(packed.count * 3 < plain.utf8.count)
                #expect(String(decoding: packed, as: UTF8.self).contains("Content-Encoding: gzip"))
            }
        }

        @Test func `a form is read, and one that is too long is refused with words`() async throws {
            try await serving { port in
                func post(_ body: String) throws -> String {
                    try ask(
                        port,
                        "POST /echo HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: \(body.utf8.count)\r\n"
                            + "Content-Type: application/x-www-form-urlencoded\r\n\r\n\(body)")
                }
                #expect(try post("said=caf%C3%A9+%F0%9F%8C%8A").hasSuffix("café 🌊"))
                let long = try post("said=" + String(repeating: "a", count: 30_000))
                #expect(long.hasPrefix("HTTP/1.1 413"))
                #expect(long.contains("too long"))
            }
        }

        @Test func `headers that are too long, or not headers at all, are refused`() async throws {
            try await serving { port in
                let long = try ask(port, get("/page", "X-Long: \(String(repeating: "a", count: 60_000))\r\n"))
                #expect(!long.hasPrefix("HTTP/1.1 200"))
                #expect(!(try ask(port, "what is this\r\n\r\n")).hasPrefix("HTTP/1.1 200"))
            }
        }

        @Test func `somebody who trickles a request is cut off`() async throws {
            try await serving(headWithin: 1) { port in
                let started = ContinuousClock.now
                let slow = try RawClient(port: port)
                slow.send("GET /page HTTP/1.1\r\nHost: localhost\r\n")
                var isOpen = true
                for number in 0..<90 where isOpen {
                    try await Task.sleep(for: .milliseconds(100))
                    isOpen = slow.send("X-\(number): 1\r\n")
                }
                #expect(!isOpen)
                #expect(ContinuousClock.now - started < .seconds(10))
            }
        }

        @Test func `a body that never comes is cut off`() async throws {
            try await serving(headWithin: 1) { port in
                let slow = try RawClient(port: port)
                slow.send("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nsaid=")
                let started = ContinuousClock.now
                _ = slow.readToEnd()
                #expect(ContinuousClock.now - started < .seconds(15))
            }
        }

        @Test func `static files are kept for a year under a name that changes with them`() async throws {
            try await serving { port in
                let address = StaticFiles().address(of: "breakwater.css")
                let answer = try ask(port, get(address))
                #expect(answer.contains("Cache-Control: public, max-age=31536000, immutable"))
                #expect(try ask(port, get("/files/../Package.swift")).hasPrefix("HTTP/1.1 404"))
            }
        }
    }
}

@Suite struct RouteTests {
    @Test func `a form's odd characters are cleaned and nothing is thrown away`() {
        let form = Form(urlEncoded: "a=1%zz+%C3%28&b=x%00y%0D%0Az&c=%E2%80%AEabc&a=2")
        #expect(form.all("a").count == 2)
        #expect(form["a"] == "2")
        #expect(form["b"] == "xy\nz")
        #expect(form["c"] == "abc")
    }

    @Test(arguments: ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:x", "", "/a\nb"])
    func `only a path on this site is gone back to`(text: String) {
        #expect(Link(untrusted: text) == nil)
    }

    @Test func `a link encodes what is put into it`() {
        let name = "a/b?c#d é"
        let link: Link = "/search?q=\(name)"
        #expect(link.text == "/search?q=a%2Fb%3Fc%23d%20%C3%A9")
    }

    @Test func `sealed text opens only unchanged and for its purpose`() {
        let sealer = Sealer(key: .init(size: .bits256))
        let sealed = sealer.seal("what somebody told us", for: "report")
        #expect(sealer.open(sealed, for: "report") == "what somebody told us")
        #expect(sealer.open(sealed, for: "something else") == nil)
        #expect(sealer.open(String(sealed.dropLast(3)) + "abc", for: "report") == nil)
        #expect(sealer.open("", for: "report") == nil)
        #expect(sealer.seal("a", for: "x").count == sealer.seal(String(repeating: "b", count: 400), for: "x").count)
    }
}
