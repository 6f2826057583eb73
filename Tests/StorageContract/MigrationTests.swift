import Foundation
import Kernel
import Storage
import StorageSQLite
import Testing

private let person = Table("person", columns: [.text("id", .link), .text("name", .identity)])
private let first = Migration("people-001", "Makes people.", steps: [.create(person)])
private let second = Migration(
    "people-002", "Knows where people can be reached.",
    steps: [
        .addColumn(table: "person", .text("phone", .contact, optional: true)),
        .addIndex(table: "person", columns: ["phone"]),
        .run("UPDATE person SET phone = \("unknown") WHERE phone IS NULL"),
    ])
private let now = Instant(milliseconds: 1_790_000_000_000)

@Suite struct `Migrations` {
    @Test(arguments: Backend.all) func `are applied once, in order, with a backup of what there is to lose`(
        _ backend: Backend
    ) async throws {
        try await backend.withPlace { place in
            let database = try place.open()
            let backup = "\(place.folder)/before"
            #expect(try await Migrator([first]).migrate(database, backup: backup, now: now) == ["people-001"])
            #expect(!FileManager.default.fileExists(atPath: backup))
            try await database.write { tx in try tx.run("INSERT INTO person (id, name) VALUES ('1', 'a')") }
            #expect(try await Migrator([first, second]).migrate(database, backup: backup, now: now) == ["people-002"])
            #expect(FileManager.default.fileExists(atPath: backup))
            #expect(try await Migrator([first, second]).migrate(database, backup: backup, now: now) == [])
            #expect(try await database.values("SELECT phone FROM person") == ["unknown"])
            #expect(try await database.values("SELECT applied FROM migration") == [now, now])
            try await database.close()
        }
    }

    @Test(arguments: Backend.all) func `of an earlier module may come later`(_ backend: Backend) async throws {
        try await backend.withPlace { place in
            let database = try place.open()
            let plan = Table("plan", columns: [.text("id")])
            let casework = Migration("casework-001", "Makes plans.", steps: [.create(plan)])
            try await Migrator([first, casework]).migrate(database, backup: "", now: now)
            let applied = try await Migrator([first, second, casework]).migrate(
                database, backup: "\(place.folder)/before", now: now)
            #expect(applied == ["people-002"])
            try await database.close()
        }
    }

    @Test(arguments: Backend.all) func `that were changed or are unknown stop the program`(
        _ backend: Backend
    ) async throws {
        try await backend.withPlace { place in
            let database = try place.open()
            try await Migrator([first, second]).migrate(database, backup: "", now: now)
            let altered = Migration("people-002", "Another thing.", steps: [])
            for (migrations, expected) in [
                ([first, altered], MigrationError.changed(["people-002"])), ([first], .newer(["people-002"])),
                ([first, second, second], .duplicate),
            ] {
                await #expect(throws: expected) {
                    try await Migrator(migrations).migrate(database, backup: "", now: now)
                }
            }
            #expect(MigrationError.newer(["people-002"]).description.contains("newer than the program"))
            try await database.close()
        }
    }

    @Test(arguments: Backend.all) func `that fail leave nothing and can be repeated`(_ backend: Backend) async throws {
        try await backend.withPlace { place in
            let database = try place.open()
            let broken = Migration(
                "people-002", "Fails at its last step.", steps: second.steps + [.run("INSERT INTO nowhere VALUES (1)")])
            await #expect(throws: StorageError.self) {
                try await Migrator([first, broken]).migrate(database, backup: "", now: now)
            }
            #expect(try await database.values("SELECT name FROM migration") == ["people-001"])
            try await Migrator([first, second]).migrate(database, backup: "\(place.folder)/b", now: now)
            #expect(try await database.count("SELECT COUNT(phone) FROM person") == 0)
            try await database.close()
        }
    }

    @Test func `fold into the schema they lead to, which the data dictionary describes`() {
        let tables = Schema.tables(after: [first, second])
        #expect(tables.count == 1)
        #expect(tables[0].columns.map(\.name) == ["id", "name", "phone"])
        #expect(tables[0].indexes == [["phone"]])
        let dictionary = DataDictionary(tables)
        #expect(dictionary.csv.contains("person,phone,text,yes,where a person can be reached,,\r\n"))
        #expect(dictionary.markdown.contains("| person | name | text | no | identifies a person |  |  |\n"))
    }

    /// A released migration is recorded by the checksum of this text: a change here locks every database out.
    @Test func `are rendered as they always were`() {
        let table = Table(
            "event", unique: [["kind", "seq"]], indexes: [["person"]], appendOnly: true,
            columns: [
                .text("id"), .text("kind", allowed: ["a", "it's"]), .integer("seq"), .real("x", optional: true),
                .blob("hash", optional: true), .flag("done"), .text("person", .link, references: "person"),
            ])
        #expect(
            table.definition(for: .sqlite) == [
                """
                CREATE TABLE event (
                    id TEXT NOT NULL,
                    kind TEXT NOT NULL CHECK (kind IN ('a', 'it''s')),
                    seq INTEGER NOT NULL,
                    x REAL,
                    hash BLOB,
                    done INTEGER NOT NULL CHECK (done IN (0, 1)),
                    person TEXT NOT NULL REFERENCES person,
                    PRIMARY KEY (id),
                    UNIQUE (kind, seq)
                ) STRICT
                """, "CREATE INDEX event_by_person ON event (person)",
                """
                CREATE TRIGGER event_keeps_on_update BEFORE UPDATE ON event
                BEGIN SELECT RAISE(ABORT, 'event is append-only'); END
                """,
                """
                CREATE TRIGGER event_keeps_on_delete BEFORE DELETE ON event
                BEGIN SELECT RAISE(ABORT, 'event is append-only'); END
                """,
            ])
        #expect(
            table.definition(for: .postgres)[0] == """
                CREATE TABLE event (
                    id TEXT COLLATE "C" NOT NULL,
                    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('a', 'it''s')),
                    seq BIGINT NOT NULL,
                    x DOUBLE PRECISION,
                    hash BYTEA,
                    done BIGINT NOT NULL CHECK (done IN (0, 1)),
                    person TEXT COLLATE "C" NOT NULL REFERENCES person,
                    PRIMARY KEY (id),
                    UNIQUE (kind, seq)
                )
                """)
    }
}
