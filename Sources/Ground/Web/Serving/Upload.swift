import Kernel

/// A file that came with a form, where its route's store put it.
package struct UploadedFile: Sendable, Equatable {
    /// The field it came in.
    package let field: String
    /// What its sender calls it: for showing, never for opening.
    package let name: String
    package let bytes: Int
    /// What the store calls it, and the hash the store made of it.
    package let place: String
    package let hash: String

    package init(field: String, name: String, bytes: Int, place: String, hash: String) {
        self.field = field
        self.name = name
        self.bytes = bytes
        self.place = place
        self.hash = hash
    }
}

/// Where the bytes of one file go as they come.
package struct UploadSink: Sendable {
    package let place: String
    package let take: @Sendable (ArraySlice<UInt8>) throws -> Void
    /// Returns when the whole file is safely kept, with its hash.
    package let finish: @Sendable () async throws -> String
    package let discard: @Sendable () -> Void

    package init(
        place: String, take: @escaping @Sendable (ArraySlice<UInt8>) throws -> Void,
        finish: @escaping @Sendable () async throws -> String, discard: @escaping @Sendable () -> Void
    ) {
        self.place = place
        self.take = take
        self.finish = finish
        self.discard = discard
    }
}

/// What a route that takes a file asks, and where the file goes.
package struct UploadRule: Sendable {
    package let mostBytes: Int
    /// Asked once, before the first byte of the file is kept, with the fields that stand before it: session, policy and
    /// form token. Throws to refuse.
    package let open: @Sendable (Request) async throws -> UploadSink

    package init(mostBytes: Int, open: @escaping @Sendable (Request) async throws -> UploadSink) {
        self.mostBytes = mostBytes
        self.open = open
    }
}

/// A file that is longer than its route takes.
package struct UploadTooLarge: Explained, Equatable {
    package let mostBytes: Int

    package init(mostBytes: Int) {
        self.mostBytes = mostBytes
    }

    package var status: Int { 413 }
    package var kind: String { "file too large" }
    package var title: String { "That file is too large" }
    package var happened: String {
        "Files of up to \(grouped(mostBytes / 1_000_000)) MB can be sent here. This one is larger, so none of it was kept."
    }
    package var next: String {
        "Send it in parts, a shorter time in each. Or ask whoever runs Breakwater to import it with \u{201C}breakwater "
            + "import\u{201D}, which takes files of any size."
    }
}

/// Takes one request's body apart: fields into the form, the file into its sink.
struct UploadReading {
    /// More than any form of ours has beside its file.
    static let mostFieldBytes = 64 * 1024
    static let mostFields = 200

    private let rule: UploadRule
    private var request: Request
    private var reader: Multipart
    private var part: Multipart.Part?
    private var fields: [(name: String, value: String)] = []
    private var fieldBytes: [UInt8] = []
    private var total = 0
    private var sink: UploadSink?
    private var file: (part: Multipart.Part, bytes: Int)?

    init(_ request: Request, rule: UploadRule, boundary: String) {
        self.request = request
        self.rule = rule
        reader = Multipart(boundary: boundary)
    }

    /// Whether the file has been let in.
    var isAdmitted: Bool { sink != nil }

    mutating func take(_ bytes: some Sequence<UInt8>) async throws {
        for event in try read({ reader throws(Multipart.Fault) in try reader.take(bytes) }) {
            switch event {
            case .part(let next): try start(next)
            case .bytes(let piece): try await add(piece)
            case .partEnded: try await endPart()
            }
        }
    }

    /// The request with its form and its file; the file is safely kept when this returns.
    mutating func finish() async throws -> Request {
        try read { reader throws(Multipart.Fault) in try reader.end() }
        let hash = try await sink?.finish()
        request.form = Form(cleaning: fields)
        if let file, let sink {
            request.file = UploadedFile(
                field: file.part.name, name: Form(cleaning: [("", file.part.fileName ?? "")])[""], bytes: file.bytes,
                place: sink.place, hash: hash ?? "")
        }
        return request
    }

    func discard() {
        sink?.discard()
    }

    private mutating func read<Result>(
        _ work: (inout Multipart) throws(Multipart.Fault) -> Result
    ) throws -> Result {
        do {
            return try work(&reader)
        } catch {
            throw Problem.malformed("The form did not arrive whole, so nothing of it was kept.")
        }
    }

    private mutating func start(_ next: Multipart.Part) throws {
        part = next
        fieldBytes = []
        guard next.fileName == nil else {
            if file != nil { throw Problem.malformed("Send one file at a time. Nothing was kept.") }
            return
        }
        if fields.count >= Self.mostFields { throw Problem.tooLarge }
    }

    private mutating func add(_ piece: ArraySlice<UInt8>) async throws {
        guard let part else { return }
        if part.fileName != nil { return try await addToFile(piece, of: part) }
        fieldBytes.append(contentsOf: piece)
        if total + fieldBytes.count > Self.mostFieldBytes { throw Problem.tooLarge }
    }

    private mutating func addToFile(_ piece: ArraySlice<UInt8>, of part: Multipart.Part) async throws {
        let bytes = (file?.bytes ?? 0) + piece.count
        guard bytes <= rule.mostBytes else { throw UploadTooLarge(mostBytes: rule.mostBytes) }
        let sink = try await opened()
        file = (part, bytes)
        try sink.take(piece)
    }

    private mutating func opened() async throws -> UploadSink {
        if let sink { return sink }
        var asking = request
        asking.form = Form(cleaning: fields)
        let opened = try await rule.open(asking)
        sink = opened
        return opened
    }

    private mutating func endPart() async throws {
        guard let ended = part else { return }
        part = nil
        if let fileName = ended.fileName {
            // A file field nobody filled in comes with no name and no bytes.
            guard file == nil, !fileName.isEmpty else { return }
            _ = try await opened()
            file = (ended, 0)
        } else {
            total += fieldBytes.count + ended.name.utf8.count
            fields.append((ended.name, String(decoding: fieldBytes, as: UTF8.self)))
        }
    }
}
