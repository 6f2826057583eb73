/// How a partnership's pages look and what they call it.
package struct Theme: Sendable {
    /// "Eastmere Violence Prevention Partnership".
    package var name: String
    /// "Eastmere".
    package var shortName: String
    /// Who works together, in one line under the name on public pages.
    package var tagline: String
    /// The partnership's own number, shown on public pages.
    package var phone: String
    /// When that number is answered.
    package var phoneHours: String
    /// Set in demonstrations: every page then says what on it is invented.
    package var isDemonstration: Bool
    /// What every page of a demonstration says.
    package var demonstrationWords: String

    /// Where nothing is real.
    package static let allInvented = "Demonstration: everyone here is invented"

    package init(
        name: String, shortName: String, tagline: String, phone: String, phoneHours: String, isDemonstration: Bool,
        demonstrationWords: String = Theme.allInvented
    ) {
        self.name = name
        self.shortName = shortName
        self.tagline = tagline
        self.phone = phone
        self.phoneHours = phoneHours
        self.isDemonstration = isDemonstration
        self.demonstrationWords = demonstrationWords
    }
}
