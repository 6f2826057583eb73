import Foundation
import Testing

/// The repository as files: what the tests of its shape read.
enum Repository {
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }

    /// Every file below a folder with this ending, as paths from the root.
    static func files(in folder: String, ending: String) throws -> [String] {
        let base = root.appendingPathComponent(folder).path
        let names = try FileManager.default.subpathsOfDirectory(atPath: base)
        return names.filter { $0.hasSuffix(ending) }.map { "\(folder)/\($0)" }.sorted()
    }

    /// The rows of the table in a Markdown page whose first heading is `heading`.
    static func table(_ heading: String, in page: String) throws -> [[String]] {
        var rows: [[String]] = []
        var isInside = false
        for line in try text(page).split(separator: "\n", omittingEmptySubsequences: false) {
            guard line.hasPrefix("|") else {
                if isInside { return rows }
                continue
            }
            let cells = line.dropFirst().dropLast().split(separator: "|", omittingEmptySubsequences: false)
                .map { $0.trimmingCharacters(in: .whitespaces) }
            if isInside, !cells[0].hasPrefix("---") { rows.append(cells) }
            if cells[0] == heading { isInside = true }
        }
        return rows
    }
}

@Suite struct ArchitectureTests {
    private let storeys: [String: [String]]
    private let table: [String: [String]]

    init() throws {
        func list(_ cell: String) -> [String] {
            cell.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        }
        storeys = Dictionary(
            uniqueKeysWithValues: try Repository.table("Storey", in: "ARCHITECTURE.md").map { ($0[0], list($0[1])) })
        table = Dictionary(
            uniqueKeysWithValues: try Repository.table("Room", in: "ARCHITECTURE.md").map { ($0[0], list($0[2])) })
    }

    @Test func `the folders are the rooms of the page`() throws {
        for (storey, rooms) in storeys {
            let folder = Repository.root.appendingPathComponent("Sources/\(storey)").path
            let found = try FileManager.default.contentsOfDirectory(atPath: folder).filter {
                !$0.hasPrefix("C") || rooms.contains($0)
            }
            #expect(Set(found) == Set(rooms), "\(storey)")
        }
    }

    @Test func `no room imports what the table does not allow`() throws {
        let ours = Set(table.keys).union(["CPostgres", "CArgon2", "CZlib"])
        for (storey, rooms) in storeys {
            for room in rooms {
                let allowed = Set(try #require(table[room]))
                for file in try Repository.files(in: "Sources/\(storey)/\(room)", ending: ".swift") {
                    let imported = try imports(of: file).intersection(ours)
                    #expect(imported.isSubset(of: allowed), "\(file) imports \(imported.subtracting(allowed).sorted())")
                }
            }
        }
    }

    @Test func `every room stands on rooms below it or to its left`() {
        let order = ["Ground", "Engines", "Areas", "App"].flatMap { storeys[$0] ?? [] }
        for (room, below) in table {
            guard let place = order.firstIndex(of: room) else { continue }
            for other in below {
                guard let otherPlace = order.firstIndex(of: other) else { continue }
                #expect(otherPlace < place, "\(room) stands on \(other)")
            }
        }
    }

    @Test func `only the drivers know the databases, and only one file each way round the types`() throws {
        for file in try Repository.files(in: "Sources", ending: ".swift") {
            let text = try Repository.text(file)
            if text.contains("import GRDB") { #expect(file.hasPrefix("Sources/Ground/StorageSQLite/")) }
            if text.contains("import CPostgres") { #expect(file.hasPrefix("Sources/Ground/StoragePostgres/")) }
            if text.contains("HTML(unsafe:") { #expect(file.hasPrefix("Sources/Ground/Web/"), "\(file)") }
            if text.contains("SQL(trustedText:") { #expect(file.hasPrefix("Sources/Ground/Storage"), "\(file)") }
            #expect(!text.contains("try!") && !text.contains("fatalError("), "\(file)")
        }
    }

    @Test func `no file is longer than a person reads at once`() throws {
        for file in try Repository.files(in: "Sources", ending: ".swift") {
            let lines = try Repository.text(file).split(separator: "\n", omittingEmptySubsequences: false).count
            #expect(lines <= 401, "\(file) has \(lines) lines")
        }
    }

    private func imports(of file: String) throws -> Set<String> {
        let lines = try Repository.text(file).split(separator: "\n")
        return Set(
            lines.compactMap { line in
                let words = line.split(separator: " ")
                guard let place = words.firstIndex(of: "import"), place <= 1, place + 1 < words.count else {
                    return nil
                }
                return String(words[place + 1])
            })
    }
}
