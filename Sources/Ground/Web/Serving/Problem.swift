/// Why a request could not be answered as asked. Turned into words and a status in one place, `Site.words(for:)`.
package enum Problem: Error, Equatable, Sendable {
    case notFound
    /// The page exists but not for this person; `why` says who can give access.
    case forbidden(why: String)
    /// Nobody is signed in, or no longer.
    case signedOut
    /// The form was not sent from our own page, or its page was too old.
    case stale
    case tooLarge
    case wrongMethod
    /// More forms in a minute than a person sends.
    case tooMany
    /// More than the server can do now.
    case busy
    /// Somebody else changed it first; `what` says what they did.
    case conflict(what: String)
    /// What was sent cannot be read at all.
    case malformed(String)
}
