import Crypto
import Foundation
import Kernel
import Storage
import Web

/// The partnership's secrets, all derived from one key that lives in a file beside the database, never in it.
package struct Keys: Sendable {
    /// Seals what travels in pages and what waits in the database unread.
    package let sealer: Sealer
    /// Seals the head of the audit log.
    package let audit: SymmetricKey
    /// Makes the references and PINs of public reports, and what is kept of a PIN.
    package let receipts: SymmetricKey
    /// Seals the files agencies send while they wait to be kept.
    package let files: SymmetricKey
    /// Keeps senders' numbers of young people out of the events that are counted.
    private let counted: SymmetricKey
    /// Proves that a form came from a page of the session that sends it.
    let forms: SymmetricKey
    /// Keeps caller addresses out of the database while floods are counted. New at every start.
    let callers = SymmetricKey(size: .bits256)

    package init(master: SymmetricKey) {
        func derived(_ purpose: String) -> SymmetricKey {
            HKDF<SHA256>.deriveKey(
                inputKeyMaterial: master, info: Array("breakwater \(purpose) v1".utf8), outputByteCount: 32)
        }
        sealer = Sealer(key: derived("sealing"))
        audit = derived("audit")
        forms = derived("forms")
        receipts = derived("receipts")
        files = derived("files")
        counted = derived("counted")
    }

    /// Reads the key file, or makes it, readable by its owner alone.
    ///
    /// - Throws: `StorageError.damaged` when the file is not a key.
    package static func load(from path: String) throws -> Keys {
        if let data = FileManager.default.contents(atPath: path) {
            guard let key = Data(base64Encoded: data.filter { $0 > 0x20 }), key.count == 32 else {
                throw StorageError.damaged(
                    "The key file does not hold a key. Put the right file back; do not make a new one.")
            }
            return Keys(master: SymmetricKey(data: key))
        }
        let master = SymmetricKey(size: .bits256)
        let text = master.withUnsafeBytes { Data($0) }.base64EncodedString() + "\n"
        let made = FileManager.default.createFile(
            atPath: path, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
        guard made else { throw StorageError.unavailable("The key file cannot be written beside the database.") }
        return Keys(master: master)
    }

    /// A sender's number of a young person as something that can be counted and not read back.
    package func counted(_ person: String, of agency: String) -> String {
        let code = HMAC<SHA256>.authenticationCode(for: Array("\(agency)\u{1F}\(person)".utf8), using: counted)
        return Audit.hex(Array(code.prefix(16)))
    }

    /// A caller's address as something that can be counted and not read back.
    package func caller(_ address: String) -> String {
        let code = HMAC<SHA256>.authenticationCode(for: Array(address.utf8), using: callers)
        return Audit.hex(Array(code.prefix(12)))
    }
}
