import Foundation
import Storage
import Synchronization

/// What the driver does to files besides what SQLite does, in the way that survives a power cut.
enum Files {
    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// Makes an empty file that only its owner may read; SQLite gives the files beside it the same rights.
    static func create(_ path: String) throws {
        let file = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw problem("could not be made", path) }
        close(file)
    }

    /// Waits until what is in the file is on the disk. Not for a live database: closing it would drop SQLite's locks.
    static func sync(_ path: String) throws {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw problem("could not be opened", path) }
        defer { close(file) }
        guard fsync(file) == 0 else { throw problem("could not be written to the disk", path) }
    }

    /// Gives a finished file its real name, so that the name never stands for half a file.
    static func move(_ path: String, to final: String) throws {
        try sync(path)
        guard rename(path, final) == 0 else { throw problem("could not be renamed", path) }
        try syncFolder(of: final)
    }

    static func remove(_ path: String) throws {
        guard unlink(path) == 0 || errno == ENOENT else { throw problem("could not be removed", path) }
    }

    static func syncFolder(of path: String) throws {
        try sync(URL(filePath: path).deletingLastPathComponent().path(percentEncoded: false))
    }

    static func problem(_ what: String, _ path: String) -> StorageError {
        if [ENOSPC, EDQUOT].contains(errno) { return .full }
        return .unavailable("The file \(path) \(what): \(String(cString: strerror(errno))).")
    }
}

/// The right to open a database file, held by one process at a time.
///
/// Two processes that write one SQLite file can lose data (sqlite.org/wal.html, the WAL-reset bug).
final class FileLock: Sendable {
    private let file: Int32

    /// - Throws: `StorageError.owned` when somebody else holds it.
    init(on path: String) throws {
        file = open(path + ".lock", O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw Files.problem("could not be opened", path + ".lock") }
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            let isHeld = errno == EWOULDBLOCK
            let problem = Files.problem("could not be locked", path + ".lock")
            close(file)
            throw isHeld ? StorageError.owned(path: path) : problem
        }
    }

    deinit {
        // A program being started at this moment still holds a copy of the file: closing alone would keep the lock.
        flock(file, LOCK_UN)
        close(file)
    }
}

/// Something kept until it is let go by hand.
final class Held: Sendable {
    private let lock: Mutex<FileLock?>

    init(_ lock: FileLock) {
        self.lock = Mutex(lock)
    }

    func release() {
        lock.withLock { $0 = nil }
    }
}
