import Crypto
import Feeds
import Foundation
import Governance
import Kernel
import Storage
import Web

/// The folder in which agencies' files wait until somebody has decided about them: sealed, for the program alone.
///
/// A file goes when its run is kept or abandoned. Its rows, as they stood, and its hash stay in the database.
package struct ImportFiles: Sendable {
    private let folder: String
    private let key: SymmetricKey

    package init(folder: String, keys: Keys) {
        self.folder = folder
        key = keys.files
    }

    func path(_ run: ID<ImportRun>) -> String { "\(folder)/\(run)" }

    /// Begins to keep a file.
    func writer(for run: ID<ImportRun>) throws -> SealedWriter {
        let rights: [FileAttributeKey: Any] = [.posixPermissions: 0o700]
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: rights)
        } catch {
            throw StorageError.unavailable("The folder for agencies' files cannot be made beside the database.")
        }
        return try SealedWriter(path: path(run), master: key)
    }

    /// Where a form's file goes: under the identifier its run will have.
    func sink() throws -> UploadSink {
        let run: ID<ImportRun> = .make()
        let writer = try writer(for: run)
        return UploadSink(
            place: run.text, take: { try writer.take($0) },
            finish: { try await offThePool { try writer.finish().hash } }, discard: { writer.discard() })
    }

    /// Copies a file as it is now.
    ///
    /// - Throws: `FeedError.changedWhileRead` when somebody wrote to it meanwhile.
    func keep(_ source: FeedSource, for run: ID<ImportRun>) throws -> (bytes: Int, hash: String) {
        let writer = try writer(for: run)
        do {
            try source.forEachChunk(of: 1 << 20) { try writer.take($0) }
            return try writer.finish()
        } catch {
            writer.discard()
            throw error
        }
    }

    func has(_ run: ID<ImportRun>) -> Bool { FileManager.default.fileExists(atPath: path(run)) }

    /// Size and SHA-256 of a waiting file.
    func measure(_ run: ID<ImportRun>) throws -> (bytes: Int, hash: String) {
        let file = try SealedFile(path: path(run), master: key)
        var hash = SHA256()
        try file.source.forEachChunk(of: 1 << 20) { hash.update(data: $0) }
        return (file.size, Hex.text(hash.finalize()))
    }

    func source(_ run: ID<ImportRun>) throws -> FeedSource {
        try SealedFile(path: path(run), master: key).source
    }

    func remove(_ run: ID<ImportRun>) {
        unlink(path(run))
        unlink(path(run) + ".part")
    }

    /// What lies in the folder, whole or not, and was last written to before `then`.
    func untouched(since then: Instant) -> [ID<ImportRun>] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.compactMap { name in
            let attributes = try? FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")
            guard let date = attributes?[.modificationDate] as? Date, Instant(date) < then else { return nil }
            return ID(name.replacing(".part", with: ""))
        }
    }
}

/// The hash of a file as somebody has it.
package func hash(of source: FeedSource) throws -> String {
    var hash = SHA256()
    try source.forEachChunk(of: 1 << 20) { hash.update(data: $0) }
    return Hex.text(hash.finalize())
}
