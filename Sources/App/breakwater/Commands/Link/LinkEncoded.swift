import Crypto
import Foundation
import Linkage

/// Links rows as agencies would that may not share names: as bits under a secret key.
enum LinkEncoded {
    /// The pairs and clusters of a table when nothing but bits and pseudonyms of it is known.
    ///
    /// The rows come in clear and are encoded here under the key in a file of at least 32 bytes, which only the agencies
    /// have.
    static func run(_ table: RecordTable, key path: String) throws -> BloomLinkage.Answer {
        guard let secret = FileManager.default.contents(atPath: path), secret.count >= 32 else {
            throw CommandProblem("\(path) is no key: a file of at least 32 bytes that only the agencies have.")
        }
        let key = SymmetricKey(data: secret)
        let made = BloomEncoder { Array(HMAC<SHA256>.authenticationCode(for: $0, using: key)) }
        guard var encoder = made else { throw CommandProblem("The rows could not be encoded under this key.") }
        let bits = try BloomTable(table, encoder: &encoder)
        let spec = table.spec
        return BloomLinkage(linkFrom: spec.linkFrom, askFrom: spec.askFrom, seed: spec.seed).run(bits)
    }
}
