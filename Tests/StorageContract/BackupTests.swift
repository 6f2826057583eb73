import Foundation
import Kernel
import Storage
import Testing

private let person = Table("person", columns: [.text("id"), .text("name")])
private let visit = Table("visit", appendOnly: true, columns: [.text("id"), .text("person", references: "person")])

@Suite struct `Backups` {
    @Test(arguments: Backend.all) func `hold what was there, and bring it back`(_ backend: Backend) async throws {
        try await backend.withPlace { place in
            let database = try place.open()
            try await Migrator([Migration("a-001", "Makes all.", steps: [.create(person), .create(visit)])])
                .migrate(database, backup: "", now: .init(milliseconds: 0))
            try await database.write { tx in
                for number in 0..<500 {
                    try tx.run("INSERT INTO person (id, name) VALUES (\("p\(number)"), \("Ñame \(number)"))")
                    try tx.run("INSERT INTO visit (id, person) VALUES (\("v\(number)"), \("p\(number)"))")
                }
            }
            // While others go on writing.
            let busy = Task {
                for number in 0..<200 {
                    try await database.write { tx in
                        try tx.run("INSERT INTO person (id, name) VALUES (\("late\(number)"), 'x')")
                    }
                }
            }
            let backup = "\(place.folder)/backup"
            try await database.backUp(to: backup)
            try await busy.value
            #expect(try await database.faults() == [])
            let again = await storageError { try await database.backUp(to: backup) }
            #expect(again == .unavailable("There is already a file \(backup)."))
            try await database.write { tx in
                try tx.run("INSERT INTO person (id, name) VALUES ('after', 'x')")
                try tx.run("UPDATE person SET name = 'spoilt' WHERE id = 'p1'")
            }
            try await database.close()

            try await place.restore(from: backup)
            let restored = try place.open()
            #expect(try await restored.value("SELECT name FROM person WHERE id = 'p1'") == "Ñame 1")
            #expect(try await restored.count("SELECT COUNT(*) FROM person WHERE id = 'after'") == 0)
            #expect(try await restored.count("SELECT COUNT(*) FROM visit") == 500)
            let refused = await storageError { try await restored.write { tx in try tx.run("DELETE FROM visit") } }
            #expect(refused == .constraint(.other, detail: "visit is append-only"))
            #expect(try await restored.faults() == [])
            try await restored.close()
        }
    }

    @Test(arguments: Backend.all) func `that are not sound are not restored`(_ backend: Backend) async throws {
        try await backend.withPlace { place in
            let database = try place.open()
            try await database.write { tx in
                try tx.run("CREATE TABLE t (id INTEGER)")
                for number in 0..<5000 { try tx.run("INSERT INTO t (id) VALUES (\(number))") }
            }
            let backup = "\(place.folder)/backup"
            try await database.backUp(to: backup)
            let file = try #require(FileHandle(forUpdatingAtPath: backup))
            let size = try file.seekToEnd()
            try file.truncate(atOffset: size / 3)
            try file.close()
            try await database.close()
            await #expect(throws: StorageError.self) { try await place.restore(from: backup) }
            await #expect(throws: StorageError.self) { try await place.restore(from: "\(place.folder)/none") }
            let untouched = try place.open()
            #expect(try await untouched.count("SELECT COUNT(*) FROM t") == 5000)
            try await untouched.close()
        }
    }
}
