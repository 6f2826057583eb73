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
        Migration(
            "support-plan-001", "Plans, every version of them, how their steps go and who agreed",
            steps: [.create(Plan.table), .create(Plan.progressTable), .create(Plan.agreementTable)]),
        Migration(
            "support-contacts-001", "Contacts planned, tried and held, and what is being written about one",
            steps: [.create(Contact.table), .create(Contact.draftTable)]),
        Migration(
            "support-reviews-001", "Reviews, their scores and the totals of published scales",
            steps: [.create(Review.table), .create(Review.scoreTable), .create(Review.instrumentTable)]),
        Migration(
            "support-endings-001", "How support ends, who takes over, and what is asked afterwards",
            steps: [
                .create(Ending.table), .create(Ending.handoverTable), .create(Ending.extensionTable),
                .create(Ending.followUpTable),
            ]),
        Migration(
            "support-groups-001", "Gatherings with their register: groups, clubs and work in the street",
            steps: [
                .create(Group.table), .create(Group.memberTable), .create(Group.sessionTable),
                .create(Group.cameTable),
            ]),
    ]
}
