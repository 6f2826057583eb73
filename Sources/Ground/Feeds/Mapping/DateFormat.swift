/// A way of writing a date. Separators do not matter (`/`, `-`, `.`, a space), the order does.
package enum DateFormat: String, Codable, Sendable, CaseIterable {
    case iso = "yyyy-MM-dd"
    case packed = "yyyyMMdd"
    case dayFirst = "dd/MM/yyyy"
    case dayFirstShort = "dd/MM/yy"
    case monthFirst = "MM/dd/yyyy"
    case monthFirstShort = "MM/dd/yy"
    case named = "dd-MMM-yyyy"
    case namedShort = "dd-MMM-yy"
    /// Days since 1900, as a spreadsheet keeps them.
    case excel
    /// A month and no day.
    case month = "yyyy-MM"

    /// All that a person in England would write.
    static let usual: [DateFormat] = [.iso, .packed, .dayFirst, .dayFirstShort, .named, .namedShort, .excel]
}
