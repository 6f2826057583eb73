import Crypto
import Foundation
import Kernel

/// The stylesheet, the script and the icon, under names that change with their content, so they can be kept for a year.
package struct StaticFiles: Sendable {
    private struct File: Sendable {
        let type: String
        let plain: [UInt8]
        let packed: [UInt8]
    }

    private var files: [String: File] = [:]
    private var addresses: [String: String] = [:]

    /// - Precondition: the program's own files are there.
    package init() {
        add("breakwater.css", type: "text/css; charset=utf-8")
        add("breakwater.js", type: "text/javascript; charset=utf-8")
        add("icon.svg", type: "image/svg+xml")
    }

    /// The address that pages link to.
    package func address(of name: String) -> String { addresses[name] ?? "/" }

    /// The stylesheet itself, for a document that stands alone.
    ///
    /// - Precondition: the program's own files are there.
    package static let stylesheet: HTML = {
        guard let url = Bundle.module.url(forResource: "breakwater.css", withExtension: nil, subdirectory: "Resources"),
            let data = try? Data(contentsOf: url)
        else { preconditionFailure("breakwater.css is missing from the program's own files.") }
        return HTML(unsafe: String(decoding: data, as: UTF8.self))
    }()

    func answer(for request: Request) -> Answer? {
        guard request.path.hasPrefix("/files/"), let file = files[request.path] else { return nil }
        let takesGzip = request.headers["accept-encoding"]?.contains("gzip") ?? false
        var headers = [
            (name: "Cache-Control", value: "public, max-age=31536000, immutable"),
            (name: "Vary", value: "Accept-Encoding"),
        ]
        if takesGzip { headers.append(("Content-Encoding", "gzip")) }
        let body = takesGzip ? file.packed : file.plain
        return SafeHeaders.added(to: Answer(status: 200, type: file.type, body: body, headers: headers))
    }

    private mutating func add(_ name: String, type: String) {
        guard
            let url = Bundle.module.url(forResource: name, withExtension: nil, subdirectory: "Resources"),
            let data = try? Data(contentsOf: url)
        else { preconditionFailure("\(name) is missing from the program's own files.") }
        let digest = SHA256.hash(data: data).prefix(6).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }
        let address = "/files/\(digest.joined())/\(name)"
        addresses[name] = address
        files[address] = File(type: type, plain: Array(data), packed: Gzip.pack(Array(data), level: 9))
    }
}
