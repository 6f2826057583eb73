import Governance
import Kernel
import Web

/// Why a file is not taken, or not decided about, in words for whoever asked.
package enum ImportRefusal: Error, Equatable, Sendable {
    /// The agreement does not cover it; the words are the agreement's own.
    case notCovered(String)
    /// The very same file is here already, for the same agency, feed and period.
    case alreadyHere(ID<ImportRun>, state: ImportRun.State)
    /// Another file of the same agency, feed and period waits for a decision.
    case anotherWaits(ID<ImportRun>, state: ImportRun.State, rows: Int)
    /// It was begun with other bytes under the same name.
    case fileChanged(ID<ImportRun>, rows: Int)
    case fileGone
    /// Its columns are those of another feed; the words say which.
    case wrongFeed(String)
    /// Somebody else has read on, kept or abandoned it meanwhile.
    case movedOn, decidedAlready
    /// Nothing in it can be used.
    case nothingToKeep
    /// There are rows still to read.
    case notRead
    /// Its columns are those of a file about people, which whoever sent it may not send.
    case tellsOfPeople
    /// The counts do not add up: our mistake, so nothing is kept.
    case countsDiffer

    package var words: String {
        switch self {
        case .notCovered(let words), .wrongFeed(let words): words
        case .alreadyHere(_, let state):
            "This very file is here already, for the same agency, feed and period (\(state.name.lowercased())). "
                + "Nothing was done."
        case .anotherWaits(_, let state, let rows):
            "Another file of the same agency, feed and period is here (\(state.name.lowercased()), \(rows) rows read). "
                + "Keep or abandon that one first. Nothing was done."
        case .fileChanged(_, let rows):
            "The file has changed since its import began. What was read of it, \(rows) rows, stays staged. "
                + "Resume the import to finish it with the file as it was, or abandon it and import the changed file."
        case .fileGone:
            "The file is no longer here, so reading cannot go on. What was read of it stays staged. Abandon this "
                + "import and send the file again."
        case .movedOn: "Something else is reading this file already. Nothing was done."
        case .decidedAlready: "Somebody else has decided about this file meanwhile. Look at it again to see what."
        case .nothingToKeep: "No row of this file can be used, so there is nothing to keep."
        case .notRead: "The file has not been read to its end yet."
        case .tellsOfPeople:
            "These columns look like a file that tells of people. The agency's own panel member or the hub coordinator "
                + "sends those. If it does not, choose its kind. Nothing was kept."
        case .countsDiffer: "The counts of this file do not add up, so it was not kept. Please report this."
        }
    }
}

extension ImportRefusal: Explained {
    package var status: Int { 409 }
    package var kind: String { "import refused" }
    package var title: String { "This file was not taken" }
    package var happened: String { words }
    package var next: String { "Go to Imports to see every file and how it stands." }
}
