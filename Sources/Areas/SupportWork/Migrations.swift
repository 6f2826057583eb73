import Storage

/// How SupportWork's tables came to be, step by step.
package enum SupportSchema {
    package static let migrations: [Migration] = [
        Migration(
            "support-001", "Each support of a young person, and every step it takes",
            steps: [.create(Support.table), .create(Support.moveTable)]),
        Migration(
            "support-offers-001", "What support is asked for, who was offered it, and the young person's yes",
            steps: [.create(Offer.table), .create(SupportAsk.table), .create(Agreement.table)]),
    ]
}
