import Storage

/// How the tables of Resolutions came to be, step by step.
package enum ResolutionsSchema {
    package static let migrations: [Migration] = [
        Migration(
            "resolutions-001", "Out-of-court agreements, their conditions, and what was done when one was not kept",
            steps: [
                .create(Resolution.table), .create(Resolution.moveTable), .create(Resolution.stepTable),
                .create(Condition.table), .create(Condition.entryTable),
            ])
    ]
}
