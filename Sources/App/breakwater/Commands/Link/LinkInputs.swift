import ArgumentParser
import Foundation
import Linkage

/// Which files are linked, and how their columns are read.
struct LinkInputs: ParsableArguments {
    @Argument(help: "CSV files, each with a header.")
    var files: [String]

    @Option(help: "What the columns hold, as JSON. Guessed when left out; --save-spec writes the guess.")
    var spec: String?

    @Option(help: "How many threads to use. The answer does not depend on it.")
    var threads: Int?

    @Option(help: "Seed of the random pairs from which chance agreement is learnt.")
    var seed: UInt64?

    func validate() throws {
        if files.isEmpty { throw ValidationError("Name at least one CSV file.") }
        if let threads, !(1...64).contains(threads) { throw ValidationError("--threads takes a number from 1 to 64.") }
        let names = files.map(Self.name)
        if let twice = names.indices.first(where: { names[..<$0].contains(names[$0]) }) {
            throw ValidationError(
                "Two files are called \u{201C}\(names[twice])\u{201D}: their rows could not be told apart.")
        }
    }

    /// The files' rows in one table, read by the given specification or by one guessed from them.
    ///
    /// - Throws: `LinkageError` when a file cannot be used, `CommandProblem` when it cannot be read.
    func table(telling say: (String) -> Void) throws -> RecordTable {
        let contents = try files.map(Self.contents)
        var settings = try settings(for: contents, telling: say)
        if let threads { settings.threads = threads }
        if let seed { settings.seed = seed }
        var builder = try TableBuilder(spec: settings)
        for (file, bytes) in zip(files, contents) {
            try bytes.withUnsafeBytes { try builder.append(csv: $0, name: Self.name(of: file)) }
        }
        return try builder.build()
    }

    private func settings(for contents: [Data], telling say: (String) -> Void) throws -> LinkageSpec {
        if let spec { return try JSONFile.read(LinkageSpec.self, from: spec) }
        let samples = try zip(files, contents).map { file, bytes in
            try bytes.withUnsafeBytes { try FileSample(csv: $0, name: Self.name(of: file)) }
        }
        let guess = try LinkageSpec.guess(files: samples)
        for column in guess.columns {
            say(
                "\(column.file): \u{201C}\(column.column)\u{201D} is read as \(column.kind.rawValue) (\(column.because))"
            )
        }
        return guess.spec
    }

    /// The file's name without folder and ending: it names the source of the rows where no column does.
    static func name(of file: String) -> String {
        URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent
    }

    private static func contents(of file: String) throws -> Data {
        do {
            return try Data(contentsOf: URL(fileURLWithPath: file), options: .alwaysMapped)
        } catch {
            throw CommandProblem("\(file) cannot be read: is the name right, and may you read it?")
        }
    }
}

/// What stopped a command, in a sentence for whoever ran it.
struct CommandProblem: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

/// Reading and writing a value as a JSON file.
enum JSONFile {
    static func read<Value: Decodable>(_ type: Value.Type, from file: String) throws -> Value {
        let bytes: Data
        do {
            bytes = try Data(contentsOf: URL(fileURLWithPath: file))
        } catch {
            throw CommandProblem("\(file) cannot be read: is the name right, and may you read it?")
        }
        do {
            return try JSONDecoder().decode(type, from: bytes)
        } catch let error as DecodingError {
            throw CommandProblem("\(file) is not what is needed here: \(error.words)")
        }
    }

    static func write(_ value: some Encodable, to file: String) throws {
        try JSONEncoder.readable.encode(value).write(to: URL(fileURLWithPath: file), options: .atomic)
    }
}

extension DecodingError {
    /// What is wrong, and where in the file.
    fileprivate var words: String {
        func place(_ context: Context) -> String {
            let path = context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }
            return path.isEmpty ? "at the top" : "at \(path.joined(separator: "."))"
        }
        switch self {
        case .keyNotFound(let key, let context):
            return "\u{201C}\(key.stringValue)\u{201D} is missing \(place(context))."
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
            return "\(context.debugDescription) (\(place(context)))"
        @unknown default: return "it could not be understood."
        }
    }
}
