import Governance
import Kernel
import People
import Storage

extension Transaction {
    /// Plants a row of an agency's kept file, linked to a young person, as an import and a review would leave it.
    package func plantRow(
        of agency: Agency, _ category: Category, kind: String, title: String, surname: String, about person: ID<Person>,
        at now: Instant
    ) throws {
        let (run, record) = (ID<Agency>.make(), ID<Agency>.make())
        try self.run(
            """
            INSERT INTO import_run (id, agency_id, feed, feed_version, period, agreement, file_name, file_hash,
                file_bytes, started_at, state, bytes_read, rows_read, accepted, corrected, rejected, pace_bytes, holder,
                kept_at)
            VALUES (\(run), \(agency.id), 'test', '1', '2025-10', 'ISA-000', 'f.csv', 'x', 1, \(now), 'kept', 1, 1, 1, 0,
                0, 0, '', \(now))
            """)
        try self.run(
            """
            INSERT INTO source_record (id, agency_id, record_key, local_ref, forename, middle_names, surname,
                also_known_as, born, sex, address, postcode, nhs_number, upn, pnc, ethnicity, school, created_at)
            VALUES (\(record), \(agency.id), \(record.text), '', 'Ana', '', \(surname), '', '2011-03-02', 'F', '', '', '',
                '', '', '', '', \(now))
            """)
        try self.run(
            """
            INSERT INTO source_row (id, run_id, line, outcome, record_id, category, event_kind, at, precision, title,
                serious, signs, facts, original, problems, ref_digest, record_digest, key_digest, row_digest)
            VALUES (\(ID<Agency>.make()), \(run), 2, 'accepted', \(record), \(category.rawValue), \(kind),
                \(now.adding(days: -5)), 'day', \(title), 1, '', '[]', '[]', '[]', 0, 0, 0, 0)
            """)
        try self.run(
            """
            INSERT INTO record_link (id, record_id, person_id, maker, reason, since)
            VALUES (\(ID<Agency>.make()), \(record), \(person), 'person', 'test', \(now))
            """)
    }
}
