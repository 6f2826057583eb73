import Storage

/// How the tables of Connections came to be, step by step.
package enum ConnectionsSchema {
    package static let migrations: [Migration] = [
        Migration(
            "connections-001", "People, places and lines around young people, intelligence, and drafts of referrals",
            steps: [
                .create(Context.table), .create(Context.versionTable), .create(Relationship.table),
                .create(Relationship.stepTable), .create(Intelligence.table), .create(ReferralPack.table),
            ])
    ]
}
