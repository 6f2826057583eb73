import Storage

/// How FrontDoor's tables came to be, step by step.
package enum FrontDoorSchema {
    package static let migrations: [Migration] =
        [
            Migration("frontdoor-001", "Referrals, however they come in", steps: [.create(Referral.table)]),
            Migration(
                "frontdoor-002", "Replies to whoever told us, drafts of professionals, and the hub's desk",
                steps: [
                    .create(Reply.table), .create(ReferralDraft.table), .create(ReferralStep.table),
                    .addIndex(table: "referral", columns: ["duplicate_of"]),
                ]),
        ] + ScreeningSchema.migrations
}
