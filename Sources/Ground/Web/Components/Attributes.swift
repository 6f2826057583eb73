/// One attribute with a space before it, or nothing when there is no value: `autocomplete="off"`.
func attribute(_ name: HTML, _ value: String?) -> HTML {
    guard let value else { return .empty }
    return #" \#(name)="\#(value)""#
}

/// The same for a list of identifiers; nothing when the list is empty.
func attribute(_ name: HTML, ids: [String]) -> HTML {
    attribute(name, ids.isEmpty ? nil : ids.joined(separator: " "))
}

/// Words only screen readers hear, such as what a repeated "Change" changes.
package func hiddenText(_ words: String) -> HTML {
    #"<span class="ui-vh">\#(words)</span>"#
}

/// `text` as an identifier in the page: letters, digits, hyphens and underscores.
package func elementID(_ text: String) -> String {
    var id = ""
    for byte in text.utf8 {
        let isPlain =
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                true
            default: false
            }
        id.append(isPlain ? Character(UnicodeScalar(byte)) : "-")
    }
    return id.isEmpty ? "field" : id
}

/// A whole number as people read it, with commas: "12,400".
package func grouped(_ number: Int) -> String {
    var digits = String(number.magnitude)
    var groups: [String] = []
    while digits.count > 3 {
        groups.insert(String(digits.suffix(3)), at: 0)
        digits.removeLast(3)
    }
    return (number < 0 ? "−" : "") + ([digits] + groups).joined(separator: ",")
}
