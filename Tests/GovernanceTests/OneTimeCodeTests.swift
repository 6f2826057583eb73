import Kernel
import Testing

@testable import Governance

@Suite struct OneTimeCodeTests {
    /// RFC 6238, appendix B, the SHA-1 rows cut to six digits; the secret is the ASCII text it gives.
    private let rfc = OneTimeCode(secret: Array("12345678901234567890".utf8))

    @Test(
        arguments: zip(
            [59, 1_111_111_109, 1_111_111_111, 1_234_567_890, 2_000_000_000, 20_000_000_000],
            ["287082", "081804", "050471", "005924", "279037", "353130"]))
    func `digits are those of RFC 6238`(seconds: Int, digits: String) {
        let now = Instant(milliseconds: seconds * 1000)
        #expect(rfc.digits(at: OneTimeCode.step(at: now)) == digits)
    }

    /// RFC 4648 base 32 of "12345678901234567890".
    @Test func `the secret is typed in base 32`() {
        #expect(rfc.typed == "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
    }

    @Test func `one step either side is taken, two are not`() {
        let now = Instant(milliseconds: 1_234_567_890_000)
        let step = OneTimeCode.step(at: now)
        for offset in [-1, 0, 1] {
            #expect(rfc.accepted(rfc.digits(at: step + offset), at: now, after: 0) == step + offset)
        }
        for offset in [-2, 2] { #expect(rfc.accepted(rfc.digits(at: step + offset), at: now, after: 0) == nil) }
    }

    @Test func `a code works once`() {
        let now = Instant(milliseconds: 1_234_567_890_000)
        let step = OneTimeCode.step(at: now)
        #expect(rfc.accepted(rfc.digits(at: step), at: now, after: step) == nil)
    }

    @Test func `recovery codes differ and are read however they are typed`() {
        let codes = RecoveryCodes.make()
        #expect(Set(codes).count == 10)
        #expect(RecoveryCodes.hash(codes[0]) == RecoveryCodes.hash(codes[0].uppercased().replacing("-", with: " ")))
    }
}

@Suite struct ThrottleTests {
    private let pair = Throttle.Key.pair(account: "a", caller: "c")
    private let account = Throttle.Key.account("a")

    @Test func `the first five wrong tries cost nothing, then the wait doubles to a quarter of an hour`() {
        #expect((1...5).map { Throttle.wait(after: $0, pair) } == [0, 0, 0, 0, 0])
        #expect((6...9).map { Throttle.wait(after: $0, pair) } == [2, 4, 8, 16])
        #expect(Throttle.wait(after: 100, pair) == 900)
    }

    @Test func `guessing from many places never shuts the owner out for more than half a minute`() {
        #expect(Throttle.wait(after: 199, account) == 0)
        #expect(Throttle.wait(after: 100_000, account) == 30)
    }
}

@Suite struct PasswordRuleTests {
    @Test(arguments: [
        "short", "password12345", "aaaaaaaaaaaaaa", "rowan.ellis is me", "Breakwater2026!", "qwertyuiop12345",
    ])
    func `weak passwords are turned away with a reason`(password: String) {
        #expect(PasswordRule.complaint(password, email: "rowan.ellis@eastmere.example", name: "Rowan Ellis") != nil)
    }

    @Test(arguments: ["correct horse battery", "drei grüne Äpfel 🍏", "Tide table, no. 7 on the shelf"])
    func `long ordinary ones are taken`(password: String) {
        #expect(PasswordRule.complaint(password, email: "rowan.ellis@eastmere.example", name: "Rowan Ellis") == nil)
    }

    @Test func `Argon2id knows its own and nothing else`() async throws {
        let passwords = Passwords()
        let stored = try await passwords.hash("tide table on the shelf")
        #expect(stored.hasPrefix("$argon2id$v=19$m=19456,t=2,p=1$"))
        #expect(try await passwords.matches("tide table on the shelf", stored))
        #expect(try await passwords.matches("tide table on the shelf ", stored) == false)
        #expect(try await passwords.matches("tide table on the shelf", nil) == false)
    }
}
