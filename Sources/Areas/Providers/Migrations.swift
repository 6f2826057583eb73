import Storage

/// How Providers' tables came to be, step by step.
package enum ProvidersSchema {
    package static let migrations: [Migration] = [
        Migration(
            "providers-001", "The directory of services, mentors and advocates, and files of services from elsewhere",
            steps: [
                .create(Service.table), .create(Service.versionTable), .create(Service.placesTable),
                .create(Mentor.table), .create(Mentor.versionTable), .create(DirectoryImport.table),
                .create(DirectoryImport.rowTable),
            ])
    ]
}
