import Foundation
import Testing
import Web

/// Where this project's files are, also when the tests run from a copy linked to them.
enum Project {
    static let tests = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
    static let resources = tests.appending(path: "../../Sources/Ground/Web/Resources").standardizedFileURL

    static func resource(_ name: String) throws -> String {
        try String(contentsOf: resources.appending(path: name), encoding: .utf8)
    }
}

@Suite struct GoldenTests {
    /// `RECORD=1 swift test` writes the files anew; read the difference before keeping it.
    @Test(arguments: Specimens.plain) func `a component reads as it was approved`(_ specimen: Specimen) throws {
        let file = Project.tests.appending(path: "Golden/\(specimen.name).html")
        let text = specimen.html.text + "\n"
        if ProcessInfo.processInfo.environment["RECORD"] == "1" {
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
        let approved = try String(contentsOf: file, encoding: .utf8)
        #expect(text == approved)
    }

    @Test func `no two specimens share a name, and no approved file is left over`() throws {
        let names = Specimens.plain.map(\.name)
        #expect(names.count == Set(names).count)
        let folder = Project.tests.appending(path: "Golden").path
        let files = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".html") }
        #expect(Set(files) == Set(names.map { "\($0).html" }))
    }
}
