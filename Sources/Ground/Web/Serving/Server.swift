import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import Kernel
import NIOCore

/// Carries a site over HTTP/1.1 with Hummingbird: limits, deadlines, gzip, and an orderly end.
package struct Server: Sendable {
    /// What the server refuses to go beyond.
    package struct Limits: Sendable {
        package var bodyBytes = 512 * 1024
        package var connections = 1024
        package var headerSeconds = 15
        package var bodySeconds = 30
        /// For a file that was let in.
        package var uploadSeconds = 3600
        package var idleSeconds = 75
        /// Addresses of the web servers in front of this one, whose word on who calls is taken.
        package var trustedProxies: Set<String> = []

        package init() {}
    }

    private let site: Site
    private let host: String
    private let port: Int
    private let limits: Limits
    private let logger: Logger

    package init(site: Site, host: String, port: Int, limits: Limits = Limits(), logger: Logger) {
        self.site = site
        self.host = host
        self.port = port
        self.limits = limits
        self.logger = logger
    }

    /// Serves until the process is told to stop (SIGTERM or SIGINT), then answers what is under way and returns.
    /// Calls `whenListening` once, with the port, when requests can come.
    package func run(whenListening: @escaping @Sendable (Int) async -> Void) async throws {
        let responder = CallbackResponder<Caller> { request, caller in try await respond(to: request, from: caller) }
        let limits = limits
        let channel = HTTP1Channel.Configuration(
            additionalChannelHandlers: [
                RequestDeadline(head: .seconds(Int64(limits.headerSeconds)), body: .seconds(Int64(limits.bodySeconds)))
            ],
            idleTimeout: .seconds(Int64(limits.idleSeconds)),
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: 16 * 1024, maxHeaderListSize: 32 * 1024, maxHeaderFieldCount: 100))
        let application = Application(
            responder: responder,
            server: .http1(configuration: channel),
            configuration: .init(
                address: .hostname(host, port: port), backlog: 1024,
                availableConnectionsDelegate: MaximumAvailableConnections(limits.connections)),
            onServerRunning: { channel in await whenListening(channel.localAddress?.port ?? 0) },
            logger: logger)
        try await application.runService()
    }

    private func respond(to request: Hummingbird.Request, from caller: Caller) async throws -> Response {
        guard let method = Method(rawValue: request.method == .head ? "GET" : request.method.rawValue) else {
            return carried(.plain("Only GET, HEAD and POST are understood here.\n", status: 405), for: request)
        }
        var body: [UInt8] = []
        if method == .post {
            if let answer = await received(request, from: caller) { return carried(answer, for: request) }
            var incoming = request
            guard let buffer = try? await incoming.collectBody(upTo: limits.bodyBytes) else {
                return carried(.plain("What you sent is too long. Nothing was changed.\n", status: 413), for: request)
            }
            body = Array(buffer.readableBytesView)
        }
        return carried(await site.answer(read(request, method: method, body: body, from: caller)), for: request)
    }

    /// The answer to a form with a file; nil when this is none. The file goes to its store as it comes.
    private func received(_ request: Hummingbird.Request, from caller: Caller) async -> Answer? {
        guard let boundary = request.headers[.contentType].flatMap(Multipart.boundary) else { return nil }
        let asked = read(request, method: .post, body: [], from: caller)
        var reading: UploadReading?
        do {
            guard let (rule, routed) = try site.upload(for: asked) else { return nil }
            // What is too long by its own word is not read at all.
            let room = rule.mostBytes + 2 * UploadReading.mostFieldBytes
            if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > room {
                throw UploadTooLarge(mostBytes: rule.mostBytes)
            }
            var taking = UploadReading(routed, rule: rule, boundary: boundary)
            reading = taking
            var total = 0
            for try await piece in request.body {
                total += piece.readableBytes
                guard total <= room else { throw UploadTooLarge(mostBytes: rule.mostBytes) }
                let wasAdmitted = taking.isAdmitted
                defer { reading = taking }
                try await taking.take(piece.readableBytesView)
                if taking.isAdmitted, !wasAdmitted { caller.allow(seconds: limits.uploadSeconds) }
            }
            let whole = try await taking.finish()
            reading = nil
            return await site.answer(whole)
        } catch {
            reading?.discard()
            return site.refuse(error, to: asked)
        }
    }

    private func read(
        _ request: Hummingbird.Request, method: Method, body: [UInt8], from caller: Caller
    ) -> Request {
        var headers: [String: String] = [:]
        for field in request.headers {
            let name = field.name.canonicalName
            headers[name] = headers[name].map { "\($0), \(field.value)" } ?? field.value
        }
        headers["host"] = request.head.authority
        let isForm = headers["content-type"]?.hasPrefix("application/x-www-form-urlencoded") ?? false
        return Request(
            method: method, path: request.uri.path,
            query: Form(urlEncoded: request.uri.query ?? ""),
            form: isForm ? Form(urlEncoded: String(decoding: body, as: UTF8.self)) : Form(),
            body: body, headers: headers, remoteAddress: address(of: caller, headers), now: .now)
    }

    /// Who calls: through a web server of ours in front, the last address it wrote down; else whoever is connected.
    private func address(of caller: Caller, _ headers: [String: String]) -> String {
        guard limits.trustedProxies.contains(caller.address) else { return caller.address }
        return headers["x-forwarded-for"]?.split(separator: ",").last?.trimmed ?? caller.address
    }

    private func carried(_ answer: Answer, for request: Hummingbird.Request) -> Response {
        var body = answer.body
        var fields = HTTPFields()
        for (name, value) in SafeHeaders.added(to: answer).headers {
            if let name = HTTPField.Name(name) { fields.append(HTTPField(name: name, value: value)) }
        }
        let takesGzip = request.headers[.acceptEncoding]?.contains("gzip") ?? false
        if takesGzip, body.count > 1400, fields[.contentEncoding] == nil {
            body = Gzip.pack(body, level: 1)
            fields[.contentEncoding] = "gzip"
            fields[.vary] = "Accept-Encoding"
        }
        fields[.contentLength] = String(body.count)
        let isHead = request.method == .head
        return Response(
            status: .init(code: answer.status), headers: fields,
            body: isHead ? .init() : .init(byteBuffer: ByteBuffer(bytes: body)))
    }
}

/// Who is calling: the address, only for throttling, and the connection, only to give a file its time.
private struct Caller: InitializableFromSource, Sendable {
    let address: String
    private let channel: any Channel

    init(source: ApplicationRequestContextSource) {
        channel = source.channel
        address = channel.remoteAddress?.ipAddress ?? ""
    }

    func allow(seconds: Int) {
        channel.triggerUserOutboundEvent(MoreTime(seconds: Int64(seconds)), promise: nil)
    }
}
