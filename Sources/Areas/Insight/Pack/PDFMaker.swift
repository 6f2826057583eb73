import Foundation
import Joining

/// Makes a PDF of a document that stands alone, by the Chromium of the machine.
struct PDFMaker: Sendable {
    /// Why there is no PDF.
    enum Failure: Error {
        /// No Chromium on this machine.
        case noChromium
        /// It did not finish, or made nothing.
        case notMade
    }

    let chromium: String

    /// - Throws: `Failure.noChromium` when none is installed where Debian puts it.
    init() throws {
        let places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]
        guard let found = places.first(where: FileManager.default.isExecutableFile) else { throw Failure.noChromium }
        chromium = found
    }

    /// The longest it may take, in seconds.
    private static let patience = 60.0

    /// A tagged PDF of a document, through a folder nobody else may read, which is gone afterwards.
    func pdf(of document: String) async throws -> [UInt8] {
        try await offThePool { try make(document) }
    }

    private func make(_ document: String) throws -> [UInt8] {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("breakwater-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        defer { try? FileManager.default.removeItem(at: folder) }
        let (page, paper) = (folder.appendingPathComponent("page.html"), folder.appendingPathComponent("page.pdf"))
        try Data(document.utf8).write(to: page)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: chromium)
        // Without its own sandbox only where there can be none: the document is ours and holds no script.
        process.arguments =
            (getuid() == 0 ? ["--no-sandbox"] : []) + [
                "--headless=new", "--disable-gpu", "--user-data-dir=\(folder.path)/profile", "--no-pdf-header-footer",
                "--export-tagged-pdf", "--generate-pdf-document-outline", "--print-to-pdf=\(paper.path)",
                page.absoluteString,
            ]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        let ended = DispatchSemaphore(value: 0)
        process.terminationHandler = { _ in ended.signal() }
        try process.run()
        if ended.wait(timeout: .now() + Self.patience) == .timedOut { process.terminate() }
        guard let bytes = try? Data(contentsOf: paper), bytes.starts(with: Array("%PDF".utf8)) else {
            throw Failure.notMade
        }
        return Array(bytes)
    }
}
