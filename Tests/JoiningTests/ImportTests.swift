import Feeds
import Foundation
import Governance
import HouseSupport
import Joining
import Kernel
import Storage
import Synchronization
import Testing

@Suite struct ImportTests {
    @Test func `every row read is accepted, corrected or rejected, after every batch`() async throws {
        let world = try await ImportWorld.make()
        var csv = ImportWorld.header
        for number in 0..<2500 {
            csv += ImportWorld.line(
                number, born: number % 10 == 3 ? "31/02/2010" : number % 10 == 4 ? "" : "2010-05-01")
        }
        let run = try await world.take(csv)
        let seen = Mutex<[ImportRun.Counts]>([])
        let ended = try await world.importer.read(run.id) { state in seen.withLock { $0.append(state.counts) } }
        let counts = seen.withLock { $0 }
        #expect(counts.count > 2)
        for count in counts { #expect(count.isWhole, "\(count)") }
        #expect(ended.state == .staged)
        #expect(ended.counts.read == 2500 && ended.counts.rejected == 250)
        let stored = try await world.house.database.read { tx in
            try tx.count("SELECT COUNT(*) FROM source_row WHERE run_id = \(run.id)")
        }
        #expect(stored == 2500)
    }

    @Test func `reading goes on after a stop and comes out the same to the byte`() async throws {
        let world = try await ImportWorld.make()
        let csv = ImportWorld.roll(0..<5000) + ImportWorld.line(7, born: "31/02/2010") + ImportWorld.roll(5..<6)
        let whole = try await world.read(csv, period: "whole")
        let stopped = try await world.take(csv, period: "stopped")
        for stop in 1...3 {
            let seen = Atomic(0)
            let reading = Task {
                try await world.importer.read(stopped.id) { _ in
                    if seen.add(1, ordering: .relaxed).newValue == stop { withUnsafeCurrentTask { $0?.cancel() } }
                }
            }
            _ = await reading.result
            #expect(try await world.run(stopped.id).counts.isWhole)
        }
        #expect(try await world.run(stopped.id).state == .reading)
        let again = try await world.importer.read(stopped.id)
        #expect(again.state == .staged)
        #expect(again.counts == whole.counts)
        #expect(try await world.rows(stopped.id) == world.rows(whole.id))
    }

    @Test func `the same command again goes on, a changed file is refused and loses nothing`() async throws {
        let world = try await ImportWorld.make()
        let run = try await world.take(ImportWorld.roll(0..<10))
        let again = try await world.take(ImportWorld.roll(0..<10))
        #expect(again.id == run.id)
        await #expect(throws: ImportRefusal.fileChanged(run.id, rows: 0)) {
            try await world.take(ImportWorld.roll(0..<11))
        }
        #expect(try await world.importer.read(run.id).counts.read == 10)
        await #expect(throws: ImportRefusal.anotherWaits(run.id, state: .staged, rows: 10)) {
            try await world.take(ImportWorld.roll(0..<11))
        }
        _ = try await world.importer.decide(run.id, keep: true)
        let kept = try await world.take(ImportWorld.roll(0..<10))
        #expect(kept.id == run.id && kept.state == .kept)
    }

    @Test func `nothing comes in without an agreement that covers it`() async throws {
        let world = try await ImportWorld.make()
        for (agreement, says) in [
            ("ISA-999", "There is no sharing agreement ISA-999."), ("ISA-OLD", "ISA-OLD ended on"),
        ] {
            let error = await #expect(throws: ImportRefusal.self) {
                try await world.take(ImportWorld.roll(0..<3), agreement: agreement)
            }
            #expect(error?.words.contains(says) == true, "\(error?.words ?? "")")
        }
        let runs = try await world.house.database.read { try $0.importCount(within: .all) }
        #expect(runs == 0)
        let left = try? FileManager.default.contentsOfDirectory(atPath: world.house.store.folder + "/files")
        #expect((left ?? []).isEmpty)
        // Each refusal was counted, though nothing else of it stayed.
        let old = try #require(try await world.house.database.read { try $0.agreement(reference: "ISA-OLD") })
        let uses = try await world.uses()
        #expect(uses.count == 2 && uses.allSatisfy { $0.outcome == .refused && $0.kind == .import && $0.times == 1 })
        #expect(Set(uses.map(\.agreement)) == [old.id, nil])
    }

    @Test func `a refusal to keep is counted with the rows that stayed out, and rejected rows that leave are too`()
        async throws
    {
        let world = try await ImportWorld.make()
        let run = try await world.read(ImportWorld.roll(0..<3) + ImportWorld.line(9, born: "31/02/2010"))
        let hub = try await world.house.browser(as: .hubCoordinator)
        await hub.open("/imports/\(run.id)/rejected.csv")
        #expect(await hub.status == 200)
        let education = try #require(world.house.agencies[.education])
        let exports = try await world.uses().filter { $0.kind == .export }
        #expect(exports.map(\.items) == [1] && exports.map(\.from) == [education.id])
        try await world.house.database.write { tx in try tx.run("UPDATE agreement_version SET ends = '2025-01-01'") }
        await hub.open("/imports/\(run.id)")
        await hub.submit("/imports/\(run.id)/keep")
        #expect(await hub.status == 409)
        await #expect(throws: ImportRefusal.self) { try await world.importer.decide(run.id, keep: true) }
        let refused = try await world.uses().filter { $0.outcome == .refused }
        #expect(refused.map(\.times) == [2] && refused.map(\.items) == [6])
        let agreement = try #require(try await world.house.database.read { try $0.agreement(reference: "ISA-001") })
        let officer = try await world.house.browser(as: .privacyOfficer)
        for page in ["/sharing/\(agreement.id)", "/sharing/flows"] {
            await officer.open(page)
            #expect(await officer.text.contains("Refused import"), "\(page)")
            #expect(await officer.text.contains("Export"), "\(page)")
        }
    }

    @Test func `a refusal on the form that sends a file is counted once for each try`() async throws {
        let world = try await ImportWorld.make()
        let hub = try await world.house.browser(as: .hubCoordinator)
        let agency = try #require(world.house.agencies[.education])
        for _ in 0..<2 {
            await hub.open("/imports/new")
            await hub.submit(
                "/imports/new",
                [("agency", agency.id.text), ("feed", "school-roll"), ("period", "2026-09"), ("agreement", "ISA-OLD")])
            #expect(await hub.status == 422)
        }
        let uses = try await world.uses()
        #expect(uses.map(\.outcome) == [.refused] && uses.map(\.times) == [2])
    }

    @Test func `an agreement that ended meanwhile stops the rows from being kept`() async throws {
        let world = try await ImportWorld.make()
        let run = try await world.read(ImportWorld.roll(0..<3))
        let later = world.house.now.adding(days: 200)
        let error = await #expect(throws: ImportRefusal.self) {
            try await world.house.database.write { _ = try $0.keep(run.id, by: nil, at: later) }
        }
        #expect(error?.words.contains("ISA-001 ended on") == true)
        #expect(try await world.run(run.id).state == .staged)
    }

    @Test func `what an agreement does not cover is not taken, not even as it stood`() async throws {
        let world = try await ImportWorld.make()
        let run = try await world.read(ImportWorld.roll(0..<3), agreement: "ISA-THIN")
        #expect(run.counts.usable == 3)
        let found = try await world.house.database.read { tx in
            (
                try tx.values("SELECT original FROM source_row WHERE run_id = \(run.id)") as [String],
                try tx.values("SELECT address FROM source_record") as [String]
            )
        }
        #expect(found.0.allSatisfy { !$0.contains("Harbour") && $0.contains("Okafor") })
        #expect(found.1 == ["", "", ""])
    }

    @Test func `a later file of the same kind and time takes the place of the first and says what changed`()
        async throws
    {
        let world = try await ImportWorld.make()
        let first = try await world.read(ImportWorld.roll(0..<20))
        _ = try await world.importer.decide(first.id, keep: true)
        let second = try await world.read(
            ImportWorld.roll(5..<22) + ImportWorld.line(30) + ImportWorld.line(2, surname: "Okafor-Brown"))
        let entry = try await world.house.database.read { try $0.importEntry(second.id) }
        let change = try #require(entry?.change)
        #expect(change.earlier == first.id)
        #expect(change.rows.same == 15 && change.rows.new == 3 && change.rows.changed == 1 && change.rows.gone == 4)
        #expect(change.people.new == 3 && change.people.changed == 1 && change.people.gone == 4)
        #expect(try await world.run(first.id).state == .kept)
        _ = try await world.importer.decide(second.id, keep: true)
        #expect(try await world.run(first.id).state == .replaced)
        #expect(try await world.run(second.id).state == .kept)
    }

    @Test func `the same description met again is the same record, a changed one another`() async throws {
        let world = try await ImportWorld.make()
        _ = try await world.read(ImportWorld.roll(0..<10), period: "one")
        _ = try await world.read(ImportWorld.roll(5..<15) + ImportWorld.line(3, surname: "New"), period: "two")
        let records = try await world.house.database.read { try $0.count("SELECT COUNT(*) FROM source_record") }
        #expect(records == 16)
    }

    @Test func `a row that stands in a file twice counts once, and says so`() async throws {
        let world = try await ImportWorld.make()
        let run = try await world.read(ImportWorld.roll(0..<10) + ImportWorld.line(4))
        #expect(run.counts.read == 11 && run.counts.rejected == 1 && run.counts.isWhole)
        let problems = try await world.house.database.read { try $0.importProblems(run.id) }
        #expect(problems.first?.reason.contains("says the same as one before it") == true)
    }

    @Test func `a file with the wrong kind chosen says which fits`() async throws {
        let world = try await ImportWorld.make()
        var csv = "child_id,upn,nhs_number,surname,forename,also_known_as,dob,gender,ethnicity,address,postcode,status,"
        csv += "primary_need,factors,start_date,end_date\r\n"
        for number in 0..<30 {
            csv += "C\(number),,,Okafor,Amara,,2010-05-01,F,WBRI,1 Harbour Street,KX1 1AA,CIN,N1,10A,2025-01-02,\r\n"
        }
        let error = await #expect(throws: ImportRefusal.self) { try await world.take(csv) }
        #expect(error?.words.contains("look like those of \u{201C}social-care\u{201D}") == true)
    }

    @Test func `a file that is gone stops the run and keeps what was read`() async throws {
        let world = try await ImportWorld.make()
        let run = try await world.take(ImportWorld.roll(0..<10))
        try FileManager.default.removeItem(atPath: world.house.store.folder + "/files/\(run.id)")
        let ended = try await world.importer.read(run.id)
        #expect(ended.state == .stopped && ended.problem?.contains("no longer here") == true)
    }

    @Test func `a waiting file is unreadable, whole, and refuses to be changed`() async throws {
        let world = try await ImportWorld.make()
        let csv = ImportWorld.roll(0..<3000)
        let run = try await world.take(csv)
        let path = world.house.store.folder + "/files/\(run.id)"
        var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        #expect(bytes.firstRange(of: Data("Okafor".utf8)) == nil)
        let rights = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(rights == 0o600)
        bytes[bytes.count / 2] ^= 1
        try bytes.write(to: URL(fileURLWithPath: path))
        let ended = try await world.importer.read(run.id)
        #expect(ended.state == .stopped && ended.counts.isWhole)
    }

    @Test(arguments: ["", "\u{0}\u{0}", "a,a\r\n1,2\r\n", "1,2\r\n3,4\r\n"])
    func `a file that is no table of this kind is refused whole`(csv: String) async throws {
        let world = try await ImportWorld.make()
        await #expect(throws: FeedError.self) { try await world.take(csv) }
        #expect(try await world.house.database.read { try $0.importCount(within: .all) } == 0)
    }
}
