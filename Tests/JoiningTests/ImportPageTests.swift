import Feeds
import Foundation
import Governance
import HouseSupport
import Joining
import Kernel
import Logging
import Storage
import Testing
import Web

@Suite struct ImportPageTests {
    /// Signs in, says what a file is, and sends it; ends on the page that follows.
    private func send(
        _ csv: String, as role: Role, in world: ImportWorld, feed: String = "school-roll", period: String = "2026-09"
    ) async throws -> Browser {
        let browser = try await world.house.browser(as: role)
        let agency = try #require(world.house.agencies[.education])
        await browser.open("/imports/new")
        await browser.submit(
            "/imports/new",
            [("agency", agency.id.text), ("feed", feed), ("period", period), ("agreement", "ISA-001")])
        await browser.upload("/imports/new/file", [], file: "roll.csv", Array(csv.utf8))
        return browser
    }

    /// Sends the form that matches columns, as it stands but for these values.
    private func match(_ browser: Browser, _ values: [(String, String)]) async throws {
        let forms = PageForm.all(in: await browser.text)
        let form = try #require(forms.first { $0.method == "post" && $0.action.hasSuffix("/columns") })
        let names = Set(values.map(\.0))
        await browser.send(form.action, form.fields.filter { !names.contains($0.0) } + values)
    }

    private func readAll(_ world: ImportWorld) async throws {
        try await ImportService(world.importer, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
            .readWaiting()
    }

    @Test func `a file is sent, matched, read, put right and kept on screen`() async throws {
        let world = try await ImportWorld.make()
        let csv = ImportWorld.roll(0..<40) + ImportWorld.line(50, born: "31/02/2010")
        let browser = try await send(csv, as: .hubCoordinator, in: world, feed: "any")
        #expect(await browser.text.contains("Match the columns"))
        #expect(await browser.text.contains("School roll"))
        try await match(browser, [("do", "read")])
        #expect(await browser.text.contains("Reading the file"))
        #expect(await browser.last.header("Refresh") == "2")
        try await readAll(world)
        let report = await browser.lastPath
        await browser.open(report)
        #expect(await browser.text.contains("40 + 0 + 1 = 41: nothing is missing."))
        await browser.open("\(report)/rows/rejected")
        #expect(await browser.text.contains("There is no 31 February 2010."))
        await browser.open("\(report)/fix/42")
        await browser.submit("\(report)/fix/42", [("cell-5", "30/02/2010")])
        #expect(await browser.status == 422)
        #expect(await browser.text.contains("value=\"30/02/2010\""))
        await browser.submit("\(report)/fix/42", [("cell-5", "28/02/2010")])
        #expect(await browser.status == 200)
        await browser.open(report)
        #expect(await browser.text.contains("40 + 1 + 0 = 41: nothing is missing."))
        await browser.submit("\(report)/keep")
        #expect(await browser.text.contains("41 rows are kept."))
        let left = try FileManager.default.contentsOfDirectory(atPath: world.house.store.folder + "/files")
        #expect(left.isEmpty)
    }

    @Test func `rejected rows go out as a file and come back put right`() async throws {
        let world = try await ImportWorld.make()
        let bad = ImportWorld.line(50, surname: "=HYPERLINK(1)", born: "31/02/2010") + ImportWorld.line(51, born: "x")
        let run = try await world.read(ImportWorld.roll(0..<5) + bad)
        let browser = try await world.house.browser(as: .hubCoordinator)
        await browser.open("/imports/\(run.id)/rejected.csv")
        let file = await browser.text
        #expect(file.contains("'=HYPERLINK(1)") && file.contains("7,") && file.contains("There is no 31 February"))
        let fixed = file.replacing("31/02/2010", with: "28/02/2010")
        await browser.open("/imports/\(run.id)")
        await browser.upload("/imports/\(run.id)/fixed", [], file: "rejected-rows.csv", Array(fixed.utf8))
        #expect(await browser.text.contains("1 rows are put right. 1 are still not right"))
        let ended = try await world.run(run.id)
        #expect(ended.counts.isWhole && ended.counts.corrected == 1 && ended.counts.rejected == 1)
    }

    @Test func `somebody of another agency cannot see, decide or put right`() async throws {
        let world = try await ImportWorld.make()
        let run = try await world.read(ImportWorld.roll(0..<5) + ImportWorld.line(9, born: "31/02/2010"))
        // The panel member of the test house works in health; the file is a school's.
        let browser = try await world.house.browser(as: .panelMember)
        await browser.open("/imports")
        #expect(await browser.text.contains("No files yet"))
        for path in ["", "/columns", "/rows/rejected", "/rows/corrected", "/rejected.csv", "/changes.csv", "/fix/7"] {
            await browser.open("/imports/\(run.id)\(path)")
            #expect(await browser.status == 403, "\(path)")
            #expect(await !browser.text.contains("Okafor"))
        }
        await browser.open("/imports")
        let token = PageForm.all(in: await browser.text).flatMap(\.fields).filter { $0.0.hasPrefix("_") }
        for path in ["keep", "abandon", "resume", "columns", "fix/7"] {
            await browser.send("/imports/\(run.id)/\(path)", token)
            #expect(await browser.status == 403, "\(path)")
        }
        await browser.upload("/imports/\(run.id)/fixed", token, file: "x.csv", Array("line\r\n7\r\n".utf8))
        #expect(await browser.status == 403)
        #expect(try await world.run(run.id).state == .staged)
        #expect(try await world.run(run.id).counts.rejected == 1)
    }

    @Test func `a panel member sends the files of their own agency alone`() async throws {
        let world = try await ImportWorld.make()
        let browser = try await world.house.browser(as: .panelMember)
        await browser.open("/imports/new")
        #expect(await browser.text.contains("Eastmere Health"))
        #expect(await !browser.text.contains("Eastmere Education"))
        let school = try #require(world.house.agencies[.education])
        await browser.submit(
            "/imports/new",
            [("agency", school.id.text), ("feed", "ae-attendance"), ("period", "2026-09"), ("agreement", "ISA-001")])
        #expect(await browser.text.contains("Eastmere Health"))
    }

    @Test func `what is wrong with the facts is said at each, before any file is sent`() async throws {
        let world = try await ImportWorld.make()
        let browser = try await world.house.browser(as: .hubCoordinator)
        let police = try #require(world.house.agencies[.police])
        await browser.open("/imports/new")
        await browser.submit("/imports/new", [("period", "<b>2026")])
        #expect(await browser.status == 422)
        for words in [
            "Choose whose file it is", "Choose what kind of file", "Use up to 40 letters", "Choose the sharing",
        ] {
            #expect(await browser.text.contains(words))
        }
        await browser.submit(
            "/imports/new",
            [("agency", police.id.text), ("feed", "police-custody"), ("period", "2026-09"), ("agreement", "ISA-001")])
        #expect(await browser.status == 422)
        #expect(await browser.text.contains("ISA-001"))
    }

    @Test(arguments: [
        ("", "The file is empty"), ("a,a\r\n1,2\r\n", "Two columns are called"), ("%PDF-1.4", "This is a PDF"),
    ])
    func `a file that is no table is refused on its page and leaves nothing`(csv: String, words: String) async throws {
        let world = try await ImportWorld.make()
        let browser = try await send(csv, as: .hubCoordinator, in: world)
        #expect(await browser.status == 422)
        #expect(await browser.text.contains(words))
        #expect(try FileManager.default.contentsOfDirectory(atPath: world.house.store.folder + "/files").isEmpty)
    }

    @Test func `the very same file twice is refused on its page`() async throws {
        let world = try await ImportWorld.make()
        let run = try await world.read(ImportWorld.roll(0..<5))
        let browser = try await send(ImportWorld.roll(0..<5), as: .hubCoordinator, in: world)
        #expect(await browser.status == 422)
        #expect(await browser.text.contains("This very file is here already"))
        #expect(try await world.run(run.id).state == .staged)
    }

    @Test func `columns matched by hand are read so, and kept for the next file when named`() async throws {
        let world = try await ImportWorld.make()
        let csv = ImportWorld.roll(0..<5).replacing("surname", with: "xx").replacing("forename", with: "yy")
        let browser = try await send(csv, as: .hubCoordinator, in: world)
        try await match(browser, [("column-2", "forename"), ("column-3", "forename"), ("do", "read")])
        #expect(await browser.status == 422)
        try await match(
            browser,
            [("column-2", "surname"), ("column-3", "forename"), ("save_as", "fairmead-roll"), ("do", "read")])
        #expect(await browser.text.contains("Reading the file"))
        try await readAll(world)
        let surnames = try await world.house.database.read {
            try $0.values("SELECT DISTINCT surname FROM source_record") as [String]
        }
        #expect(surnames == ["Okafor"])
        let school = try #require(world.house.agencies[.education])
        let names = try await world.house.database.read { try $0.mappings(for: school.id).map(\.name) }
        #expect(names.first == "fairmead-roll")
    }

    @Test func `looking at a file is recorded with its agreement, and no value ever is`() async throws {
        let world = try await ImportWorld.make()
        let run = try await world.read(
            ImportWorld.header + ImportWorld.line(3, surname: "Zqvcanary", born: "31/02/2010"))
        let browser = try await world.house.browser(as: .hubCoordinator)
        for path in ["", "/rows/rejected", "/fix/2", "/rejected.csv"] {
            await browser.open("/imports/\(run.id)\(path)")
        }
        let lines = try await world.house.database.read { tx in
            try tx.values("SELECT detail FROM audit WHERE subject_id = \(run.id)") as [String]
        }
        #expect(lines.count { $0.contains("under ISA-001") } >= 5)
        #expect(lines.allSatisfy { !$0.contains("Zqvcanary") })
    }
}
