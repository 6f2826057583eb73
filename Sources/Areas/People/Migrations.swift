import Storage

/// How People's tables came to be, step by step.
package enum PeopleSchema {
    package static let migrations: [Migration] = [
        Migration(
            "people-001", "Young people and the judgements of risk about them",
            steps: [.create(Person.table), .create(RiskJudgement.table)]),
        Migration(
            "people-002", "Finding people by the name they like to be called",
            steps: [.addIndex(table: "person", columns: ["known_key"])]),
    ]
}
