import Kernel

/// A problem in words for a hurried person: what happened, what was kept, what to do.
package struct ProblemWords: Sendable {
    package let status: Int
    package let title: String
    package let happened: String
    package let next: String
    package let reference: String
    package let now: Instant
    /// A word for the log; says nothing about anyone.
    package let kind: String

    init(for error: any Error, reference: String, now: Instant) {
        self.reference = reference
        self.now = now
        let words = Self.words(for: error)
        (status, kind, title, happened, next) = words
    }

    private typealias Words = (status: Int, kind: String, title: String, happened: String, next: String)

    private static func words(for error: any Error) -> Words {
        if let error = error as? any Explained {
            return (error.status, error.kind, error.title, error.happened, error.next)
        }
        guard let problem = error as? Problem else { return unexpected }
        switch problem {
        case .notFound:
            return (
                404, "not found", "We cannot find that page",
                "There is nothing at this address, or it is not yours to see.",
                "Check the address, or go back to the start page."
            )
        case .forbidden(let why):
            return (403, "forbidden", "You cannot see this", why, "This attempt has been recorded.")
        case .signedOut:
            return (
                401, "signed out", "You have been signed out",
                "You had not used Breakwater for a while, so we closed your session. Nothing was sent.",
                "Sign in again in a new tab, then come back here and send the form again: your words are still in it."
            )
        case .stale:
            return (
                403, "stale", "That page was too old to send",
                "To keep records safe we only take forms from a page opened in this session. Nothing was changed.",
                "Go back, reload the page and send it again."
            )
        case .tooLarge:
            return (
                413, "too large", "That is more than we can take at once",
                "What you sent is too long. Nothing was changed.",
                "Go back, shorten it or send it in parts."
            )
        case .wrongMethod:
            return (
                405, "wrong method", "That page cannot be used that way",
                "The address exists, but not for this kind of request.", "Go back and try again from the page itself."
            )
        case .tooMany:
            return (
                429, "too many", "That was very many forms in a minute",
                "To protect everyone's records we pause when forms come faster than people type. Nothing was changed.",
                "Wait a minute and send it again."
            )
        case .busy:
            return (
                503, "busy", "We are very busy just now", "We could not take this yet. Nothing was changed.",
                "Wait a few seconds and try again. If someone is in danger, call 999."
            )
        case .conflict(let what):
            return (409, "conflict", "Someone got there first", what, "Open the page again to see how it stands now.")
        case .malformed(let what):
            return (400, "malformed", "We could not read that", what, "Go back and try again.")
        }
    }

    private static let unexpected: Words = (
        500, "unexpected", "Something went wrong on our side",
        "We could not finish this. Anything you saved before is safe.",
        "Try again in a minute. If it still does not work, ring us and give the reference."
    )
}

/// An error that already knows its words: storage being full or away, a refusal of the policy.
package protocol Explained: Error {
    var status: Int { get }
    var kind: String { get }
    var title: String { get }
    var happened: String { get }
    var next: String { get }
}
