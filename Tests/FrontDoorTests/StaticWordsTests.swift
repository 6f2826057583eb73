import FrontDoor
import Foundation
import Governance
import HouseSupport
import Kernel
import Testing
import Wording

/// Our own pages say nothing that blames a young person.
@Suite struct StaticWordsTests {
    @Test func `no text of the front door's code blames`() throws {
        let here = URL(fileURLWithPath: #filePath)
        let root = here.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        for area in ["Referral", "Professional", "Desk"] {
            let folder = root.appendingPathComponent("Sources/Areas/FrontDoor/\(area)")
            let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            #expect(!files.isEmpty)
            for file in files where file.pathExtension == "swift" {
                let text = try String(contentsOf: file, encoding: .utf8)
                for words in texts(of: text) {
                    let found = LanguageCheck.standard.check(words).map(\.matched)
                    #expect(found.isEmpty, "\(file.lastPathComponent): \(found)")
                }
            }
        }
    }

    /// The quoted texts of a source file, line by line.
    private func texts(of source: String) -> [String] {
        source.split(separator: "\n").filter { !$0.contains("///") && !$0.contains("// ") }.map { line in
            line.contains("\"")
                ? line.split(separator: "\"").enumerated().filter { $0.offset % 2 == 1 }.map { String($0.element) }
                    .joined(separator: " ") : String(line)
        }
    }

    @Test func `no page of a referral blames`() async throws {
        let house = try await FrontDoorHouse.make()
        let teacher = try await house.browser(as: .referrer)
        let draft = try await house.draft(in: teacher)
        let parts = [
            "person", "concerns", "chronology", "helps", "voice", "agreement", "sharing", "hope", "check",
        ]
        for path in ["/referrals/new", "/my-referrals", draft] + parts.map({ "\(draft)/\($0)" }) {
            await teacher.open(path)
            #expect(await teacher.status == 200, "\(path)")
            let found = LanguageCheck.standard.check(plain(await teacher.text)).map(\.matched)
            #expect(found.isEmpty, "\(path): \(found)")
        }
        let id = try await house.send(teacher, given: "Kai", family: "Brennan")
        let hub = try await house.browser(as: .hubCoordinator)
        for path in ["/desk", "/desk/\(id)", "/desk/held-back", "/referrals/enter", "/desk/\(id)/new-record"] {
            await hub.open(path)
            #expect(await hub.status == 200, "\(path)")
            let found = LanguageCheck.standard.check(plain(await hub.text)).map(\.matched)
            #expect(found.isEmpty, "\(path): \(found)")
        }
    }

    private func plain(_ page: String) -> String {
        page.split(separator: "<").map { $0.drop { $0 != ">" }.dropFirst() }.joined(separator: " ")
    }
}
