import Foundation

/// The dated lists that come with Casework.
enum Resource {
    /// Reads one list; a list that is missing or broken is our own mistake, found at the first start.
    static func load<List: Decodable>(_ name: String) -> List {
        guard let url = Bundle.module.url(forResource: name, withExtension: "json", subdirectory: "Resources"),
            let data = try? Data(contentsOf: url), let list = try? JSONDecoder().decode(List.self, from: data)
        else { preconditionFailure("\(name).json is missing from the program's own files, or cannot be read.") }
        return list
    }
}
