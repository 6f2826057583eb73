import Foundation

/// The dated lists that come with SupportWork.
enum SupportResource {
    /// Reads one list; a list that is missing or broken is our own mistake, found at the first start.
    static func load<List: Decodable>(_ name: String) -> List {
        guard let url = Bundle.module.url(forResource: name, withExtension: "json", subdirectory: "Resources"),
            let data = try? Data(contentsOf: url), let list = try? JSONDecoder().decode(List.self, from: data)
        else { preconditionFailure("\(name).json is missing from the program's own files, or cannot be read.") }
        return list
    }
}

/// One entry of a dated list: how it is kept and how it is said.
package struct Named: Decodable, Sendable, Equatable {
    package let id: String
    package let name: String
}

/// Kinds of contact and ladders, in the order they are offered.
package enum SupportLists {
    private struct Sessions: Decodable {
        let sessions: [Named]
    }

    private struct Ladders: Decodable {
        let ladders: [Named]
    }

    /// Kinds of contact a pathway gives.
    package static let sessions: [Named] = {
        let list: Sessions = SupportResource.load("sessions")
        return list.sessions
    }()

    /// Ladders a young person and their worker score.
    package static let ladders: [Named] = {
        let list: Ladders = SupportResource.load("ladders")
        return list.ladders
    }()
}
