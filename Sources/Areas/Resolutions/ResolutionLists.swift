import Foundation

/// What comes with the program about out-of-court agreements, as one dated list.
package struct ResolutionLists: Decodable, Sendable {
    /// A kind of agreement.
    package struct Kind: Decodable, Sendable {
        package let id: String
        package let name: String
        package let about: String
        /// The young person has to have admitted the offence.
        let needsAdmission: Bool
        /// Without an admission they at least take responsibility for what was agreed.
        let takesResponsibility: Bool
        let usualWeeks: Int
        let mostWeeks: Int
        /// The outcome recorded when it has been kept.
        let code: String
    }

    /// A question that has to be answered before anything is offered.
    struct Check: Decodable, Sendable {
        let id: String
        let question: String
        /// The answer that stops it.
        let stopsWhen: String
        let why: String
    }

    struct Entry: Decodable, Sendable {
        let id: String
        let name: String
    }

    let kinds: [Kind]
    let codes: [Entry]
    let eligibility: [Check]
    let conditionTypes: [Entry]
    /// What is tried when something was not kept, the gentlest first; the last asks police and is never taken alone.
    let ladder: [Entry]

    /// The list that comes with the program.
    static let standard: ResolutionLists = {
        guard
            let url = Bundle.module.url(forResource: "resolutions", withExtension: "json", subdirectory: "Resources"),
            let data = try? Data(contentsOf: url),
            let lists = try? JSONDecoder().decode(ResolutionLists.self, from: data)
        else { preconditionFailure("resolutions.json is missing from the program's own files, or cannot be read.") }
        return lists
    }()

    func kind(_ id: String) -> Kind? { kinds.first { $0.id == id } }
    func step(_ id: String) -> Entry? { ladder.first { $0.id == id } }
    func type(_ id: String) -> Entry? { conditionTypes.first { $0.id == id } }
    func code(_ id: String) -> Entry? { codes.first { $0.id == id } }
}
