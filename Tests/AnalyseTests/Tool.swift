import Foundation
import Testing

/// The program itself, as the build made it beside these tests.
enum Tool {
    struct Answer {
        let code: Int32
        let said: String
        let complained: String

        /// The answer as JSON without the time it took, which is never the same.
        func json() throws -> [String: Any] {
            let read = try JSONSerialization.jsonObject(with: Data(said.utf8))
            var answer = try #require(read as? [String: Any])
            answer["engine_seconds"] = nil
            return answer
        }
    }

    private static let folder = (Bundle.main.executableURL ?? URL(fileURLWithPath: CommandLine.arguments[0]))
        .resolvingSymlinksInPath().deletingLastPathComponent()

    /// Runs `breakwater analyse` in a folder.
    static func analyse(_ arguments: [String], in folder: URL) throws -> Answer {
        try run(Self.folder.appendingPathComponent("breakwater"), ["analyse"] + arguments, in: folder)
    }

    /// Runs a line of a shell in which the program is known by its name.
    static func shell(_ line: String, in folder: URL) throws -> Answer {
        let path = "\(Self.folder.path):\(ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")"
        return try run(URL(fileURLWithPath: "/bin/sh"), ["-c", line], in: folder, path: path)
    }

    private static func run(
        _ program: URL, _ arguments: [String], in folder: URL, path: String? = nil
    ) throws -> Answer {
        let process = Process()
        (process.executableURL, process.arguments, process.currentDirectoryURL) = (program, arguments, folder)
        if let path {
            process.environment = ProcessInfo.processInfo.environment.merging(["PATH": path]) { $1 }
        }
        let name = UUID().uuidString
        let files = ["out", "err"].map { FileManager.default.temporaryDirectory.appending(path: "\(name).\($0)") }
        defer { for file in files { try? FileManager.default.removeItem(at: file) } }
        let handles = try files.map { file in
            try Data().write(to: file)
            return try FileHandle(forWritingTo: file)
        }
        (process.standardOutput, process.standardError) = (handles[0], handles[1])
        process.standardInput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        for handle in handles { try handle.close() }
        let texts = try files.map { String(decoding: try Data(contentsOf: $0), as: UTF8.self) }
        return Answer(code: process.terminationStatus, said: texts[0], complained: texts[1])
    }
}

/// The examples of docs/analyse.md: shell lines that make files, and commands with what they print.
struct Example: Sendable, CustomTestStringConvertible {
    let command: String
    let printed: [String]

    var testDescription: String { String(command.prefix(70)) }
    var isCommand: Bool { command.hasPrefix("breakwater ") }

    private static let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("docs/analyse.md")

    static let all: [Example] = {
        guard let text = try? String(contentsOf: page, encoding: .utf8) else { return [] }
        let blocks = text.components(separatedBy: "```").enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
        return blocks.flatMap { block in
            block.components(separatedBy: "\n$ ").dropFirst().map { part in
                let lines = part.components(separatedBy: "\n")
                return Example(command: lines[0], printed: trimmed(Array(lines.dropFirst())))
            }
        }
    }()

    /// Lines without white space at their ends, and without empty ones at the end.
    static func trimmed(_ lines: [String]) -> [String] {
        var kept = lines.map { line in
            var line = line
            while line.last == " " { line.removeLast() }
            return line
        }
        while kept.last?.isEmpty == true { kept.removeLast() }
        return kept
    }
}
