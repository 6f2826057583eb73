import Kernel
import Storage

/// How Governance's tables came to be, step by step.
package enum GovernanceSchema {
    package static let migrations: [Migration] = [
        Migration(
            "governance-001", "Agencies, workers, sessions, need to know, restrictions, emergency access and the audit",
            steps: [
                .create(Agency.table), .create(Worker.table), .create(recoveryCodes), .create(Session.table),
                .create(Throttle.table), .create(submissions), .create(Involvement.table), .create(Restricting.table),
                .create(BreakGlass.table), .create(AuditLine.table), .create(AuditLine.headTable),
            ]),
        Migration(
            "governance-002", "Sharing agreements, how often each was used, and decisions to share outside them",
            steps: [
                .create(SharingAgreement.table), .create(SharingAgreement.versionTable),
                .create(SharingAgreement.partyTable), .create(AgreementUse.table), .create(SharingDecision.table),
            ]),
        Migration(
            "governance-003", "What was seen in an emergency that no sharing agreement covers",
            steps: [.create(BreakGlass.uncoveredTable)]),
        Migration(
            "governance-004", "Accounts that are a mentor's, which see less than their provider",
            steps: [.create(MentorAccount.table)]),
    ]

    private static let recoveryCodes = Table(
        "recovery_code", indexes: [["worker_id"]],
        columns: [.text("id", .staff), .text("worker_id", references: "worker"), .integer("used_at", optional: true)])

    /// Forms already done, so that sending one again changes nothing.
    private static let submissions = Table(
        "submission", columns: [.text("id"), .text("worker_id"), .integer("at"), .text("next")])
}
