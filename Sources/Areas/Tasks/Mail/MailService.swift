import Governance
import Kernel
import Logging
import Storage

/// Sends what waits, beside the pages: each worker’s e-mails together, through the machine’s own sendmail.
package struct MailService: Sendable {
    /// The hour in London at which a working day’s digest is made.
    static let digestHour = 7
    /// A worker is sent at most one e-mail in so many minutes; what comes meanwhile goes with the next.
    static let restMinutes = 15
    /// After so many tries an e-mail is given up, and the administrator’s page says so.
    static let mostTries = 8
    /// Where sendmail is when nothing else is said.
    static let usual = "/usr/sbin/sendmail"

    private let database: any Database
    private let settings: MailSettings
    private let logger: Logger
    /// What sendmail finds in its environment beside the machine’s own.
    private let environment: [String: String]
    private let patience: Double
    private let clock: @Sendable () -> Instant

    package init(
        _ database: any Database, _ settings: MailSettings, logger: Logger, environment: [String: String] = [:],
        patience: Double = 30, clock: @escaping @Sendable () -> Instant = { .now }
    ) {
        self.database = database
        self.settings = settings
        self.logger = logger
        self.environment = environment
        self.patience = patience
        self.clock = clock
    }

    /// Looks for e-mails to send until the task is cancelled.
    package func run() async {
        while !Task.isCancelled {
            do {
                _ = try await pass()
            } catch is CancellationError {
                return
            } catch {
                // The kind of error only: a description could hold an address.
                logger.error("e-mail could not go on", metadata: ["problem": .string("\(type(of: error))")])
            }
            try? await Task.sleep(for: .seconds(20))
        }
    }

    /// Makes the day’s digests when it is time, and sends everything that waits.
    ///
    /// - Returns: How many messages were taken by sendmail.
    /// - Throws: `StorageError` when the database cannot be reached.
    @discardableResult
    package func pass() async throws -> Int {
        let now = clock()
        if WorkingCalendar.england.isWorkingDay(now.day), London.minuteOfDay(now) >= Self.digestHour * 60 {
            try await database.write { try $0.makeDigests(on: now.day, at: now) }
        }
        var sent = 0
        while true {
            let sender = ID<Letter>.make()
            let letters = try await database.write {
                try $0.takeLetters(for: sender, until: now.adding(minutes: 10), at: now)
            }
            guard !letters.isEmpty else { return sent }
            for (worker, theirs) in Dictionary(grouping: letters, by: \.worker).sorted(by: { $0.key < $1.key }) {
                if try await send(theirs, to: worker, at: now) { sent += 1 }
            }
        }
    }

    /// One message for all that waits for one worker; false when it has to wait.
    private func send(_ letters: [Letter], to worker: ID<Worker>, at now: Instant) async throws -> Bool {
        let (address, last) = try await database.read { tx in
            (try tx.worker(worker)?.email ?? "", try tx.lastMail(to: worker))
        }
        let next = last?.adding(minutes: Self.restMinutes)
        if let next, next > now, !letters.contains(where: { $0.kind == .test }) {
            try await database.write { try $0.putBack(letters, until: next, because: "", givingUp: false) }
            return false
        }
        guard MailAddress.isPlain(address) else {
            try await database.write { tx in
                try tx.putBack(
                    letters, until: now, because: "The account has no address e-mail can go to", givingUp: true)
            }
            return false
        }
        do {
            let program = try MachineProgram(at: [settings.sendmail ?? Self.usual])
            let envelope = Envelope(to: address, settings: settings, id: ID<Letter>.make().text, at: now)
            try await program.run(["-t", "-i"], input: envelope.bytes, environment: environment, patience: patience)
            try await database.write { try $0.markSent(letters, at: now) }
            return true
        } catch let failure as MachineProgram.Failure {
            let tries = (letters.map(\.tries).max() ?? 0) + 1
            // Two minutes, four, eight, and so on: a mail server that is down for a night is waited for.
            let later = now.adding(minutes: 1 << min(tries, 9))
            let words = failure.words
            try await database.write {
                try $0.putBack(letters, until: later, because: words, givingUp: tries >= Self.mostTries)
            }
            return false
        }
    }
}

extension MachineProgram.Failure {
    /// What the administrator reads.
    var words: String {
        switch self {
        case .absent: "There is no sendmail on this machine, or it may not be run"
        case .tooSlow: "sendmail did not finish in time"
        case .ended(let status): "sendmail ended with status \(status)"
        }
    }
}
