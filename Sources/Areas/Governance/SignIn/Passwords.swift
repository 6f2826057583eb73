import CArgon2
import Foundation
import NIOPosix
import Web

/// Keeps passwords as Argon2id, on two threads of its own with a short queue, so that a flood of sign-ins cannot
/// starve the pages of everyone else.
package final class Passwords: Sendable {
    /// OWASP's second recommendation for Argon2id: 19 MiB, 2 passes, 1 lane.
    private static let memory: UInt32 = 19 * 1024
    private static let passes: UInt32 = 2
    private static let longestQueue = 32

    private let threads: NIOThreadPool
    private let waiting = Waiting()
    private let dummy: String

    package init() {
        threads = NIOThreadPool(numberOfThreads: 2)
        threads.start()
        dummy = Passwords.hashed("a password that nobody has")
    }

    /// The stored form of a password, with a fresh salt.
    ///
    /// - Throws: `Problem.busy` when too many wait.
    package func hash(_ password: String) async throws -> String {
        try await queued { Passwords.hashed(password) }
    }

    /// Whether the password is the one that was stored. Takes as long when nothing was: nobody learns who exists.
    package func matches(_ password: String, _ stored: String?) async throws -> Bool {
        let encoded = stored ?? dummy
        let isRight = try await queued { argon2id_verify(encoded, password, password.utf8.count) == ARGON2_OK.rawValue }
        return isRight && stored != nil
    }

    private func queued<Result: Sendable>(_ work: @escaping @Sendable () -> Result) async throws -> Result {
        guard await waiting.enter(most: Passwords.longestQueue) else { throw Problem.busy }
        do {
            let result = try await threads.runIfActive { work() }
            await waiting.leave()
            return result
        } catch {
            await waiting.leave()
            throw error
        }
    }

    private static func hashed(_ password: String) -> String {
        var chance = SystemRandomNumberGenerator()
        let salt = (0..<16).map { _ in UInt8.random(in: 0...255, using: &chance) }
        let room = argon2_encodedlen(passes, memory, 1, 16, 32, Argon2_id)
        let encoded = [CChar](unsafeUninitializedCapacity: room) { buffer, count in
            let code = argon2id_hash_encoded(
                passes, memory, 1, password, password.utf8.count, salt, salt.count, 32, buffer.baseAddress, room)
            precondition(code == ARGON2_OK.rawValue, "Argon2 needs \(memory) KiB of memory and could not have it.")
            count = room
        }
        return String(decoding: encoded.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// How many sign-ins wait.
    private actor Waiting {
        private var count = 0

        func enter(most: Int) -> Bool {
            guard count < most else { return false }
            count += 1
            return true
        }

        func leave() { count -= 1 }
    }
}

/// What a new password must be: long enough, and not one that is tried first.
enum PasswordRule {
    static let shortest = 12
    static let longest = 256

    /// What is wrong with it, in words; nil when it may be used.
    static func complaint(_ password: String, email: String, name: String) -> String? {
        if password.count < shortest {
            return "Use at least \(shortest) characters. Three or four ordinary words work well."
        }
        if password.count > longest { return "Use no more than \(longest) characters." }
        let plain = password.lowercased()
        let own = [email.split(separator: "@").first.map(String.init) ?? "", name.lowercased(), "breakwater"]
        for word in own where word.count >= 4 && plain.contains(word) {
            return "Do not use your name, e-mail address or \u{201C}Breakwater\u{201D} in it."
        }
        if Set(plain).count < 5 || common.contains(where: { plain.hasPrefix($0) }) {
            return "That is one of the first passwords people guess. Choose another."
        }
        return nil
    }

    private static let common = [
        "password", "123456", "qwerty", "letmein", "welcome", "iloveyou", "abc123", "football", "monkey", "dragon",
        "liverpool", "arsenal", "chelsea", "summer20", "winter20", "spring20", "autumn20", "changeme", "administrator",
    ]
}
