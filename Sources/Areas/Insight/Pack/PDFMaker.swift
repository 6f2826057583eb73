import Foundation
import Kernel

/// Makes a PDF of a document that stands alone, by the Chromium of the machine.
struct PDFMaker: Sendable {
    /// Why there is no PDF.
    enum Failure: Error {
        /// No Chromium on this machine.
        case noChromium
        /// It did not finish, or made nothing.
        case notMade
    }

    private let chromium: MachineProgram

    /// - Throws: `Failure.noChromium` when none is installed where Debian puts it.
    init() throws {
        do {
            chromium = try MachineProgram(
                at: ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"])
        } catch { throw Failure.noChromium }
    }

    /// The longest it may take, in seconds.
    private static let patience = 60.0

    /// A tagged PDF of a document, through a folder nobody else may read, which is gone afterwards.
    func pdf(of document: String) async throws -> [UInt8] {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("breakwater-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        defer { try? FileManager.default.removeItem(at: folder) }
        let (page, paper) = (folder.appendingPathComponent("page.html"), folder.appendingPathComponent("page.pdf"))
        try Data(document.utf8).write(to: page)
        // Without its own sandbox only where there can be none: the document is ours and holds no script.
        let arguments =
            (getuid() == 0 ? ["--no-sandbox"] : []) + [
                "--headless=new", "--disable-gpu", "--user-data-dir=\(folder.path)/profile", "--no-pdf-header-footer",
                "--export-tagged-pdf", "--generate-pdf-document-outline", "--print-to-pdf=\(paper.path)",
                page.absoluteString,
            ]
        // What it says of itself does not count: a whole PDF does.
        try? await chromium.run(arguments, patience: Self.patience)
        guard let bytes = try? Data(contentsOf: paper), bytes.starts(with: Array("%PDF".utf8)) else {
            throw Failure.notMade
        }
        return Array(bytes)
    }
}
