import Governance
import Kernel
import Logging
import Storage

/// Reads what waits to be read for as long as the program serves: begun on a page, or cut off by a stop.
package struct ImportService: Sendable {
    private let importer: Importer
    private let logger: Logger

    package init(_ importer: Importer, logger: Logger) {
        self.importer = importer
        self.logger = logger
    }

    /// Looks for work until the task is cancelled.
    package func run() async {
        try? await importer.tidy()
        while !Task.isCancelled {
            do {
                try await readWaiting()
            } catch is CancellationError {
                return
            } catch {
                // The kind of error only: a description could hold what stands in a file.
                logger.error("an import could not go on", metadata: ["problem": .string("\(type(of: error))")])
            }
            try? await Task.sleep(for: .milliseconds(700))
        }
    }

    /// Reads every run that waits and that nobody else is reading, one after another.
    package func readWaiting() async throws {
        let then = importer.clock().adding(seconds: -Importer.secondsHeld)
        let waiting = try await importer.database.read { [holder = importer.holder] tx in
            try tx.importsToRead(by: holder, untouchedSince: then)
        }
        for run in waiting where importer.files.has(run.id) {
            do {
                _ = try await importer.read(run.id)
            } catch is ImportRefusal {
                // Somebody else reads it, or has decided about it: no business of ours any longer.
                continue
            }
        }
    }
}
