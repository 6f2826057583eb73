import Storage

/// How Joining's tables came to be, step by step.
package enum JoiningSchema {
    package static let migrations: [Migration] = [
        Migration(
            "joining-001", "Agencies' files, their rows, and the links that make one picture of a young person",
            steps: [
                .create(ImportRun.table), .create(SourceRecord.table), .create(SourceRow.table),
                .create(LinkRun.table), .create(RecordLink.table), .create(Regrouping.table),
                .create(Regrouping.moves), .create(NeverLink.table), .create(MadePerson.table),
                .create(PairDecision.table), .create(ReviewItem.table),
                .addIndex(table: "source_record", columns: ["born"]),
            ]),
        Migration(
            "joining-imports-001", "What was found in agencies' files, rows put right, and agencies' own mappings",
            steps: [.create(ProblemGroup.table), .create(RowFix.table), .create(SavedMapping.table)]),
        Migration(
            "joining-record-001", "When each worker last looked at a record; cohorts, their versions and their runs",
            steps: [
                .create(Look.table), .create(Cohort.table), .create(Cohort.versionTable), .create(CohortRun.table),
                .create(CohortRun.memberTable),
            ]),
        Migration(
            "joining-record-002", "Whose information a cohort's run counted, under which agreement",
            steps: [.addColumn(table: "cohort_run", CohortRun.waysColumn)]),
        Migration(
            "joining-schools-001", "Schools that the partnership counts as alternative provision",
            steps: [.create(AlternativeSchool.table)]),
    ]
}
