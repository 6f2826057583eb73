import Foundation

/// What commands say at a terminal, and to the programs that read them.
enum Console {
    /// A line for the person watching, kept apart from the answer.
    static func note(_ line: String) {
        FileHandle.standardError.write(Data("\(line)\n".utf8))
    }

    /// The answer for a program.
    static func print(json value: some Encodable) throws {
        FileHandle.standardOutput.write(try JSONEncoder.readable.encode(value) + Data("\n".utf8))
    }
}

extension JSONEncoder {
    /// For files and answers that people read too.
    static var readable: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return encoder
    }
}
