/// A place in a text where other words would be kinder and truer.
package struct Finding: Hashable, Sendable {
    /// Where the words stand in the text that was checked.
    package let range: Range<String.Index>
    /// The words as they were written.
    package let matched: String
    /// The entry of the list, with the alternative and the reason.
    package let phrase: Phrase
}
