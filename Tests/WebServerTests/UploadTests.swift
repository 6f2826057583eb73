import Foundation
import Kernel
import Logging
import Synchronization
import Testing
import Web

/// A store that remembers what was put into it.
private final class Store: Sendable {
    struct State {
        var opened = 0
        var kept: [UInt8] = []
        var finished = 0
        var discarded = 0
    }

    let state = Mutex(State())

    var rule: UploadRule {
        UploadRule(mostBytes: 300_000) { request in
            guard request.form["token"] == "right" else { throw Problem.stale }
            self.state.withLock { $0.opened += 1 }
            return UploadSink(
                place: "here", take: { piece in self.state.withLock { $0.kept.append(contentsOf: piece) } },
                finish: {
                    self.state.withLock { $0.finished += 1 }
                    return "hash"
                },
                discard: { self.state.withLock { $0.discarded += 1 } })
        }
    }
}

private func serving(_ store: Store, _ body: @Sendable @escaping (Int) async throws -> Void) async throws {
    let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    let routes = [
        Route(.post, "/files", access: .open(reason: "test"), audit: .none, upload: store.rule) { request in
            .plain("\(request.file?.name ?? "no file")|\(request.file?.bytes ?? -1)|\(request.form["period"])")
        },
        Route(.post, "/plain", access: .open(reason: "test"), audit: .none) { .plain("\($0.body.count)") },
    ]
    let site = Site(routes: routes, files: StaticFiles(), logger: logger) { "<h1>\($0.title)</h1>" }
    var limits = Server.Limits()
    limits.bodyBytes = 20_000
    limits.bodySeconds = 4
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

private func form(token: String, file: String, name: String = "roll.csv", tokenFirst: Bool = true) -> String {
    let field = "--b\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\n\(token)\r\n"
    let part = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\(name)\"\r\n\r\n\(file)\r\n"
    let last = "--b\r\nContent-Disposition: form-data; name=\"period\"\r\n\r\n2026-09\r\n--b--\r\n"
    return (tokenFirst ? field + part : part + field) + last
}

private func send(
    _ body: String, to port: Int, path: String = "/files", length: Int? = nil,
    origin: String = "Origin: http://localhost\r\n"
) throws -> String {
    let client = try RawClient(port: port)
    client.send(
        "POST \(path) HTTP/1.1\r\nHost: localhost\r\n\(origin)Content-Type: multipart/form-data; boundary=b\r\n"
            + "Content-Length: \(length ?? body.utf8.count)\r\nConnection: close\r\n\r\n\(body)")
    return String(decoding: client.readToEnd(), as: UTF8.self)
}

extension RealServer {
    @Suite(.serialized) struct UploadTests {
        @Test func `a file reaches its store whole, with the fields around it`() async throws {
            let store = Store()
            try await serving(store) { port in
                let content = String(repeating: "a,b,c\r\n", count: 40_000)
                let answer = try send(form(token: "right", file: content), to: port)
                #expect(answer.hasPrefix("HTTP/1.1 200"))
                #expect(answer.hasSuffix("roll.csv|280000|2026-09"))
                store.state.withLock {
                    #expect($0.kept == Array(content.utf8))
                    #expect($0.opened == 1 && $0.finished == 1 && $0.discarded == 0)
                }
            }
        }

        @Test func `nothing is kept before the token has come and is right`() async throws {
            let store = Store()
            try await serving(store) { port in
                let wrong = try send(form(token: "wrong", file: "x"), to: port)
                let late = try send(form(token: "right", file: "x", tokenFirst: false), to: port)
                let foreign = try send(
                    form(token: "right", file: "x"), to: port, origin: "Origin: http://elsewhere.example\r\n")
                for answer in [wrong, late, foreign] { #expect(answer.hasPrefix("HTTP/1.1 403")) }
                store.state.withLock { #expect($0.opened == 0 && $0.kept.isEmpty) }
            }
        }

        @Test func `a file that is too long is refused at its word, or cut and thrown away`() async throws {
            let store = Store()
            try await serving(store) { port in
                let huge = try send(form(token: "right", file: "x"), to: port, length: 10_000_000_000)
                #expect(huge.hasPrefix("HTTP/1.1 413"))
                store.state.withLock { #expect($0.opened == 0) }
                let long = String(repeating: "x", count: 310_000)
                let answer = try send(form(token: "right", file: long), to: port)
                #expect(answer.hasPrefix("HTTP/1.1 413") && answer.contains("That file is too large"))
                store.state.withLock { #expect($0.discarded == 1 && $0.finished == 0) }
            }
        }

        @Test func `a body that is cut short, or two files, leave nothing behind`() async throws {
            let store = Store()
            try await serving(store) { port in
                let whole = form(token: "right", file: "x,y")
                let short = try send(String(whole.dropLast(5)), to: port)
                let two = whole.replacing("--b--\r\n", with: "") + form(token: "right", file: "z")
                let twice = try send(two, to: port)
                for answer in [short, twice] { #expect(answer.hasPrefix("HTTP/1.1 400")) }
                store.state.withLock { #expect($0.opened == 2 && $0.discarded == 2 && $0.finished == 0) }
            }
        }

        @Test func `no file chosen is no file, an empty one is a file`() async throws {
            let store = Store()
            try await serving(store) { port in
                let none = try send(form(token: "right", file: "", name: ""), to: port)
                #expect(none.hasSuffix("no file|-1|2026-09"))
                let empty = try send(form(token: "right", file: ""), to: port)
                #expect(empty.hasSuffix("roll.csv|0|2026-09"))
            }
        }

        @Test func `routes that take no file keep their small limit`() async throws {
            try await serving(Store()) { port in
                let long = String(repeating: "x", count: 30_000)
                let answer = try send(form(token: "right", file: long), to: port, path: "/plain")
                #expect(answer.hasPrefix("HTTP/1.1 413"))
            }
        }
    }
}
