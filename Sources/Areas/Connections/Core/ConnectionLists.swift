import Foundation
import Governance

/// How a connection is for the young person. What helps comes first.
package enum Bond: String, Sendable, CaseIterable, Comparable, Codable {
    case helps, knows, strained, shared, harms

    package static func < (left: Bond, right: Bond) -> Bool {
        (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
    }

    /// What a viewer must be able to see to be told of it: whom to reach, or what is worrying.
    var category: Category {
        switch self {
        case .helps, .knows: .contact
        case .strained, .shared, .harms: .concerns
        }
    }
}

/// What a connection can lead to.
package enum End: String, Sendable, CaseIterable, Codable {
    case record, named, place, line
}

/// Kinds of connection, grades and places, as one dated list.
package struct ConnectionLists: Decodable, Sendable {
    package struct Entry: Decodable, Sendable {
        package let id: String
        package let name: String
    }

    /// A kind of connection, read from either side.
    package struct Kind: Decodable, Sendable {
        package let id: String
        package let name: String
        /// What the other young person's record says of the same connection.
        package let inverse: String
        package let tone: Bond
        /// What it can lead to.
        package let to: [End]
    }

    package let types: [Kind]
    let tones: [Entry]
    let sources: [Entry]
    let informations: [Entry]
    let placeKinds: [Entry]
    let statuses: [Entry]

    /// The list that comes with the program.
    package static let standard: ConnectionLists = read("connections")

    static func read<Content: Decodable>(_ name: String) -> Content {
        guard let url = Bundle.module.url(forResource: name, withExtension: "json", subdirectory: "Resources"),
            let data = try? Data(contentsOf: url), let content = try? JSONDecoder().decode(Content.self, from: data)
        else { preconditionFailure("\(name).json is missing from the program's own files, or cannot be read.") }
        return content
    }

    package func kind(_ id: String) -> Kind? { types.first { $0.id == id } }
    func tone(_ tone: Bond) -> String { tones.first { $0.id == tone.rawValue }?.name ?? tone.rawValue }
    func placeKind(_ id: String) -> Entry? { placeKinds.first { $0.id == id } }
    func status(_ id: String) -> Entry? { statuses.first { $0.id == id } }
}
