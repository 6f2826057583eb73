import Storage

/// How Casework's tables came to be, step by step.
package enum CaseworkSchema {
    package static let migrations: [Migration] = [
        Migration(
            "casework-001", "The daily meeting: who is there, what agencies tell, decisions and their actions",
            steps: [
                .create(Meeting.table), .create(Meeting.attendanceTable), .create(Meeting.conflictTable),
                .create(SharedInformation.table), .create(Decision.table), .create(AgreedAction.table),
            ]),
        Migration(
            "casework-pathways-001", "Pathways an administrator changed, every version of them",
            steps: [.create(Pathway.versionTable)]),
    ]
}
