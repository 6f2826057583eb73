import Storage

/// How People's tables came to be, step by step.
package enum PeopleSchema {
    package static let migrations: [Migration] = [
        Migration(
            "people-001", "Young people and the judgements of risk about them",
            steps: [.create(Person.table), .create(RiskJudgement.table)]),
        Migration(
            "people-002", "Notes and events, drafts, people around, changes of details, and names people like",
            steps: [
                .addIndex(table: "person", columns: ["known_key"]), .create(Note.table), .create(Note.roles),
                .create(NoteDraft.table), .create(Tie.table), .create(PersonChange.table),
            ]),
        Migration(
            "people-003", "The record that holds everything of one that stands empty",
            steps: [
                .addColumn(table: "person", .text("joined_into", .link, optional: true, references: "person"))
            ]),
        Migration(
            "people-changed-001", "Records by when their details were last changed",
            steps: [.addIndex(table: "person", columns: ["updated_at"])]),
    ]
}
