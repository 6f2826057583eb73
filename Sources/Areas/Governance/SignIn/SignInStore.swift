import Kernel
import Storage

/// What signing in needs to know of an account. Never leaves Governance.
struct Account: Sendable, FromRow {
    let worker: ID<Worker>
    let password: String?
    let codeSecret: [UInt8]?
    let lastStep: Int
    let isDisabled: Bool

    init(row: Row) throws {
        worker = try row["id"]
        password = try row["password"]
        codeSecret = try row["totp_secret"]
        lastStep = try row["totp_last_step"]
        isDisabled = try row["disabled"]
    }
}

extension Transaction {
    func account(email: String) throws -> Account? {
        try first(
            "SELECT id, password, totp_secret, totp_last_step, disabled FROM worker WHERE email = \(email.folding)")
    }

    func account(_ worker: ID<Worker>) throws -> Account? {
        try first("SELECT id, password, totp_secret, totp_last_step, disabled FROM worker WHERE id = \(worker)")
    }

    /// Marks a code's step as used, so that the same digits never work twice.
    func useCode(step: Int, by worker: ID<Worker>) throws -> Bool {
        try run("UPDATE worker SET totp_last_step = \(step) WHERE id = \(worker) AND totp_last_step < \(step)") == 1
    }

    func useRecoveryCode(_ typed: String, by worker: ID<Worker>, at now: Instant) throws -> Bool {
        try run(
            """
            UPDATE recovery_code SET used_at = \(now)
            WHERE id = \(RecoveryCodes.hash(typed)) AND worker_id = \(worker) AND used_at IS NULL
            """) == 1
    }

    func recoveryCodesLeft(of worker: ID<Worker>) throws -> Int {
        try count("SELECT COUNT(*) FROM recovery_code WHERE worker_id = \(worker) AND used_at IS NULL")
    }

    /// A link, good for three days and once, with which somebody sets their own password and code.
    ///
    /// - Returns: the secret part of the link; only its hash is kept.
    package func inviteToSetUp(_ worker: ID<Worker>, at now: Instant) throws -> String {
        let secret = ID<Account>.make().text + ID<Account>.make().text
        try run(
            """
            UPDATE worker SET setup_hash = \(Session.hash(secret)), setup_until = \(now.adding(days: 3))
            WHERE id = \(worker)
            """)
        return secret
    }

    /// Whose set-up link this is, while it is good.
    func invited(by secret: String, at now: Instant) throws -> ID<Worker>? {
        try value(
            "SELECT id FROM worker WHERE setup_hash = \(Session.hash(secret)) AND setup_until > \(now) AND disabled = 0"
        )
    }

    /// Stores what somebody chose, uses up the link, and closes every session opened before.
    package func finishSetUp(
        of worker: ID<Worker>, password: String, secret: [UInt8], step: Int, recoveryCodes: [String]
    ) throws {
        try run(
            """
            UPDATE worker SET password = \(password), totp_secret = \(secret), totp_last_step = \(step),
                setup_hash = NULL, setup_until = NULL
            WHERE id = \(worker)
            """)
        try run("DELETE FROM recovery_code WHERE worker_id = \(worker)")
        for code in recoveryCodes {
            try run("INSERT INTO recovery_code (id, worker_id) VALUES (\(RecoveryCodes.hash(code)), \(worker))")
        }
        try run("DELETE FROM session WHERE worker_id = \(worker)")
    }
}
