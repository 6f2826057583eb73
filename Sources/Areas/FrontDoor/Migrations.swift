import Storage

/// How FrontDoor's tables came to be, step by step.
package enum FrontDoorSchema {
    package static let migrations: [Migration] = [
        Migration("frontdoor-001", "Referrals, however they come in", steps: [.create(Referral.table)])
    ]
}
