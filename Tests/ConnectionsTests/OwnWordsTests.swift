import Foundation
import Testing
import Wording

@Suite struct OwnWordsTests {
    @Test(arguments: ["Sources/Areas/Connections", "Sources/App/Eastmere/Resources/around.json"])
    func `nothing in our own words could read as blame`(path: String) throws {
        let root = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
            .appending(path: "../..").standardized
        let start = root.appending(path: path)
        let inside = FileManager.default.enumerator(at: start, includingPropertiesForKeys: nil)?.compactMap {
            $0 as? URL
        }
        let files = start.pathExtension == "json" ? [start] : inside ?? []
        var seen = 0
        for file in files where ["swift", "json"].contains(file.pathExtension) {
            let check = LanguageCheck.standard
            let name = file.lastPathComponent
            let found =
                file.pathExtension == "json"
                ? try check.complaints(inJSON: Data(contentsOf: file), at: name)
                : check.complaints(inSwift: try String(contentsOf: file, encoding: .utf8), at: name)
            #expect(found == [])
            seen += 1
        }
        #expect(seen == files.count { ["swift", "json"].contains($0.pathExtension) } && seen > 0)
    }
}
