import Foundation
import Governance
import HouseSupport
import Kernel
import Storage
import Testing

/// `breakwater link database` as somebody runs it: the built program, its answer, its exit codes.
@Suite(.serialized) struct LinkDatabaseCommandTests {
    private struct Ran {
        let code: Int32
        let said: String
        let noted: String

        /// The answer as JSON.
        var facts: [String: Int] {
            (try? JSONDecoder().decode([String: Int].self, from: Data(said.utf8))) ?? [:]
        }
    }

    /// The program stands beside the tests that were built with it.
    private static let program: URL? = {
        let places =
            [Bundle.main.bundleURL] + Bundle.allBundles.map { $0.bundleURL.deletingLastPathComponent() }
            + CommandLine.arguments.filter { $0.hasSuffix(".xctest") }
            .map { URL(fileURLWithPath: $0).deletingLastPathComponent() }
        return places.map { $0.appendingPathComponent("breakwater") }
            .first { FileManager.default.isExecutableFile(atPath: $0.path) }
    }()

    private func run(_ folder: String, _ more: [String]) throws -> Ran {
        let process = Process()
        let program: URL = try #require(Self.program, "the program is not built")
        process.executableURL = program
        process.arguments =
            ["link", "database", "--data", "\(folder)/data", "--database", "\(folder)/test.sqlite"] + more
        let (said, noted) = ("\(folder)/said", "\(folder)/noted")
        for path in [said, noted] { try Data().write(to: URL(fileURLWithPath: path)) }
        process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: said))
        process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: noted))
        try process.run()
        process.waitUntilExit()
        return Ran(
            code: process.terminationStatus, said: try String(contentsOfFile: said, encoding: .utf8),
            noted: try String(contentsOfFile: noted, encoding: .utf8))
    }

    @Test func `it links what stands, says so, and changes nothing the second time`() async throws {
        let town = try await KnownTown.make(isLinked: false)
        let folder = town.world.house.store.folder
        try FileManager.default.createDirectory(atPath: folder + "/data", withIntermediateDirectories: true)
        let school = try #require(town.world.house.agencies[.education]).name

        // While the program serves, only it may write: the command says where to go instead.
        let owned = try run(folder, [])
        #expect(owned.code == 3)
        #expect(owned.noted.contains("Link on its page instead"))
        try await town.database.close()

        let unknown = try run(folder, ["--agency", "Nobody’s School"])
        #expect(unknown.code == 2)
        #expect(unknown.noted.contains(school), "the agencies there are, are named")

        let first = try run(folder, ["--json", "--agency", school])
        let facts = first.facts
        #expect(facts["records"] == 900, "\(first.said)\(first.noted)")
        #expect(facts["linked"] ?? 0 >= 600 && facts["not_linked"] == 0)
        #expect(facts["agency_records"] == 300 && facts["agency_linked"] == 300)
        #expect(first.code == (facts["questions"] == 0 ? 0 : 1))
        // Nobody's name is in the answer.
        for name in ["Brennan", "Okafor", "Lewandowski"] {
            #expect(!first.said.contains(name) && !first.noted.contains(name))
        }

        let second = try run(folder, [])
        #expect(second.code == first.code)
        #expect(second.said.contains("900 records"))
        #expect(second.said.contains(": 0 records linked, 0 new young people"), "\(second.said)")
        let question = facts["questions"] == 0 ? "No question waits." : "wait for a person"
        #expect(second.said.contains(question))
    }
}
