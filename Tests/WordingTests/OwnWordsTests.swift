import Foundation
import Testing

@testable import Wording

@Suite struct OwnWordsTests {
    let check = LanguageCheck.standard

    @Test func `complaints name the line`() {
        let text = "All well.\nHe is a drug runner.\r\nFine.\nShe is promiscuous."
        let complaints = check.complaints(in: text, at: "notes.txt")
        #expect(complaints.count == 2)
        #expect(complaints.first?.hasPrefix("notes.txt:2: “drug runner” (drug-runner; try: ") == true)
        #expect(complaints.last?.hasPrefix("notes.txt:4: “promiscuous”") == true)
        #expect(check.complaints(in: "All well.", at: "notes.txt").isEmpty)
    }

    @Test func `literals in Swift are read, comments and code are not`() {
        let source = ##"""
            // "drug runner" in a comment
            /* "drug /* runner */ " */
            let a = "He is a drug runner, \(name("promiscuous")) \"ok\""
            let b = #"A raw \n drug mule"#
            let c = """
                She keeps \
                going missing \(x)
                """
            func drug_runner() { open("won\u{2019}t engage") }
            let d = "unfinished
            """##
        let found = check.complaints(inSwift: source, at: "A.swift").map { $0.prefix { $0 != "(" } }
        #expect(
            found == [
                "A.swift:3: “promiscuous” ", "A.swift:3: “drug runner” ", "A.swift:4: “drug mule” ",
                "A.swift:5: “keeps     going missing” ", "A.swift:9: “won’t engage” ",
            ], "\(found)")
    }

    @Test func `strings in JSON are read at any depth`() throws {
        let json = Data(#"{"drug runner":1,"b":[{"note":"He is a drug runner"},"fine",null,true]}"#.utf8)
        let found = try check.complaints(inJSON: json, at: "seed.json")
        #expect(found.map { $0.prefix { $0 != "“" } } == ["seed.json/b/0/note: "])
        #expect(throws: (any Error).self) { try check.complaints(inJSON: Data("{".utf8), at: "seed.json") }
    }

    @Test func `the words of this module do not blame`() throws {
        let here = URL(filePath: #filePath).deletingLastPathComponent()
        let folder = here.appending(path: "../../Sources/Ground/Wording")
            .standardized.resolvingSymlinksInPath()
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "swift" }
        #expect(files.count > 10)
        for file in files {
            let source = try String(contentsOf: file, encoding: .utf8)
            #expect(check.complaints(inSwift: source, at: file.lastPathComponent) == [])
        }
    }
}
