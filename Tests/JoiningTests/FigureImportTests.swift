import Foundation
import Governance
import HouseSupport
import Joining
import Kernel
import Storage
import Testing
import Web

/// Analysts bring in files about no person, and never one about people.
@Suite struct FigureImportTests {
    private static let counts = "month,admissions\n2021-10,312\n2021-11,300\n2021-12,298\n"

    private func facts(_ feed: String, _ world: ImportWorld, agreement: String = "published") throws
        -> [(String, String)]
    {
        let agency = try #require(world.house.agencies[.education])
        return [("agency", agency.id.text), ("feed", feed), ("period", "2026-09"), ("agreement", agreement)]
    }

    @Test func `an analyst sends monthly counts for any agency and keeps them`() async throws {
        let world = try await ImportWorld.make()
        let browser = try await world.house.browser(as: .analyst)
        await browser.open("/imports/new")
        #expect(await browser.text.contains("Eastmere Education"))
        #expect(await !browser.text.contains("value=\"school-roll\""))
        await browser.submit("/imports/new", try facts("monthly-counts", world))
        await browser.upload("/imports/new/file", [], file: "counts.csv", Array(Self.counts.utf8))
        #expect(await browser.text.contains("Match the columns"))
        #expect(await !browser.text.contains("School roll"))
        let runs = try await world.house.database.read { try $0.imports(within: .all, from: 0, most: 9).map(\.run) }
        #expect(runs.map(\.feed) == ["monthly-counts"])
    }

    @Test func `an analyst cannot send a file about people, by name or by its columns`() async throws {
        let world = try await ImportWorld.make()
        let browser = try await world.house.browser(as: .analyst)
        await browser.open("/imports/new")
        await browser.submit("/imports/new", try facts("school-roll", world, agreement: "ISA-001"))
        #expect(await browser.status == 422)
        #expect(await browser.text.contains("Choose what kind of file"))
        await browser.open("/imports/new")
        await browser.submit("/imports/new", try facts("any", world, agreement: "ISA-001"))
        await browser.upload("/imports/new/file", [], file: "roll.csv", Array(ImportWorld.roll(0..<20).utf8))
        #expect(await browser.text.contains("look like a file that tells of people"))
        #expect(try await world.house.database.read { try $0.importCount(within: .all) } == 0)
        let left = try FileManager.default.contentsOfDirectory(atPath: world.house.store.folder + "/files")
        #expect(left.isEmpty)
    }

    @Test func `an analyst sees nothing of a file about people and decides nothing about it`() async throws {
        let world = try await ImportWorld.make()
        let run = try await world.read(ImportWorld.roll(0..<5) + ImportWorld.line(9, born: "31/02/2010"))
        let browser = try await world.house.browser(as: .analyst)
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
        #expect(try await world.run(run.id).state == .staged)
    }
}
