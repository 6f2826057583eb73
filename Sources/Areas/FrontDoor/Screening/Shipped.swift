import Foundation

/// Dated reference data that comes with the program: instruments, helplines, signs, words.
enum Shipped {
    /// The file of this name, read as `Content`; its absence is a broken build, never a user's mistake.
    static func read<Content: Decodable>(_ name: String, as type: Content.Type) -> Content {
        guard let url = Bundle.module.url(forResource: name, withExtension: "json", subdirectory: "Resources"),
            let data = try? Data(contentsOf: url)
        else { preconditionFailure("\(name).json is missing from the program's own files.") }
        do {
            return try JSONDecoder().decode(Content.self, from: data)
        } catch {
            preconditionFailure("\(name).json cannot be read: \(error)")
        }
    }
}
