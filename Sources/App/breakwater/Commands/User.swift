import ArgumentParser
import Governance
import Kernel
import Storage

/// People with an account.
struct User: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Add, close or reset accounts.", subcommands: [Add.self, Disable.self, Reset.self])

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Add somebody and print their set-up link.")

        @OptionGroup var place: Place
        @Option(help: "Their name.") var name: String
        @Option(help: "Their work e-mail address.") var email: String
        @Option(help: "Their role: \(Role.allCases.map(\.rawValue).joined(separator: ", ")).") var role: String
        @Option(help: "Their agency's name; made if it is not there yet.") var agency: String
        @Option(help: "For a new agency: \(AgencyKind.allCases.map(\.rawValue).joined(separator: ", ")).")
        var agencyKind = "partnership"
        @Option(help: "Their job title.") var title = ""
        @Flag(help: "A new agency sits at the daily meeting.") var onHub = false

        func validate() throws {
            guard Role(rawValue: role) != nil else {
                throw ValidationError("There is no role \u{201C}\(role)\u{201D}.")
            }
            guard AgencyKind(rawValue: agencyKind) != nil else {
                throw ValidationError("There is no kind of agency \u{201C}\(agencyKind)\u{201D}.")
            }
        }

        func run() async throws {
            let database = try await place.openUpToDate()
            let command = self
            let now = Instant.now
            let audit = Audit(key: try place.keys().audit)
            let secret = try await database.write { tx in
                try command.add(in: tx, audit: audit, at: now)
            }
            try await database.close()
            print(
                "\(name) is added. Give them this address yourself; it works once, for three days:\n/set-up/\(secret)")
        }

        private func add(in tx: Transaction, audit: Audit, at now: Instant) throws -> String {
            guard let role = Role(rawValue: role), let kind = AgencyKind(rawValue: agencyKind) else {
                throw ExitCode(2)
            }
            guard try tx.worker(email: email) == nil else { throw ValidationError("\(email) already has an account.") }
            let found = try tx.agencies().first { $0.name == agency }
            let place = found ?? Agency(id: .make(), name: agency, kind: kind, isOnHub: onHub)
            if found == nil { try tx.insert(place) }
            let worker = Worker(
                id: .make(), name: name, email: email, role: role, agency: place, jobTitle: title, isDisabled: false)
            try tx.insert(worker, at: now)
            try noteFromCommandLine(
                "manage people and roles", on: worker.id.text, "added as \(role.name)", audit, tx, now)
            return try tx.inviteToSetUp(worker.id, at: now)
        }
    }

    struct Disable: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Close an account and end its sessions.")

        @OptionGroup var place: Place
        @Argument(help: "Their e-mail address.") var email: String

        func run() async throws {
            let (database, worker, audit) = try await found(email, place)
            let now = Instant.now
            try await database.write { tx in
                try tx.disable(worker.id)
                try noteFromCommandLine(
                    "manage people and roles", on: worker.id.text, "closed the account", audit, tx, now)
            }
            try await database.close()
            print("\(worker.name)'s account is closed, and every session of it ended.")
        }
    }

    struct Reset: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Print a new set-up link for somebody.")

        @OptionGroup var place: Place
        @Argument(help: "Their e-mail address.") var email: String

        func run() async throws {
            let (database, worker, audit) = try await found(email, place)
            let now = Instant.now
            let secret = try await database.write { tx in
                try noteFromCommandLine(
                    "manage people and roles", on: worker.id.text, "made a set-up link", audit, tx, now)
                return try tx.inviteToSetUp(worker.id, at: now)
            }
            try await database.close()
            print("Give \(worker.name) this address yourself; it works once, for three days:\n/set-up/\(secret)")
        }
    }
}

private func found(_ email: String, _ place: Place) async throws -> (any Database, Worker, Audit) {
    let database = try await place.openUpToDate()
    guard let worker = try await database.read({ try $0.worker(email: email) }) else {
        throw ValidationError("Nobody here has the e-mail address \(email).")
    }
    return (database, worker, Audit(key: try place.keys().audit))
}

private func noteFromCommandLine(
    _ action: String, on subject: String, _ detail: String, _ audit: Audit, _ tx: Transaction, _ now: Instant
) throws {
    try audit.append(
        Audit.Entry(
            at: now, worker: nil, action: action, subject: subject, detail: "\(detail), from the command line",
            outcome: .permitted, reference: ""),
        in: tx)
}
