import Storage

/// How the tables of tasks and messages came to be, step by step.
package enum TasksSchema {
    package static let migrations: [Migration] = [
        Migration(
            "tasks-001", "What is to do, by whom and by when, and what became of it",
            steps: [.create(StoredTask.table), .create(StoredTask.historyTable)]),
        Migration(
            "tasks-mail-001", "E-mails that wait to be sent, and which of them each worker wants",
            steps: [.create(Letter.table), .create(MailWish.table)]),
    ]
}
