import Governance
import Kernel
import People

/// Keeps replies to people who told us from saying who is known here, or what anyone else does.
struct ReplyCheck: Sendable {
    private let names: [String]

    init(person: Person, agencies: [Agency]) {
        let own = [person.fullName, person.familyName, person.reference].filter { $0.count >= 3 }
        names = own + agencies.map(\.name)
    }

    /// The first thing in a reply that should not be there.
    func finding(in reply: String) -> String? {
        let text = " \(reply.folded) "
        return names.first { !$0.folded.isEmpty && text.contains(" \($0.folded) ") }
    }
}
