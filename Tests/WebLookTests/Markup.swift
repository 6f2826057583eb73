/// A tag as a browser would read it, enough to hold our own pages to their promises.
struct Tag {
    let name: String
    let attributes: [(name: String, value: String)]
    let isClosing: Bool

    subscript(_ name: String) -> String? { attributes.first { $0.name == name }?.value }
}

/// What reading a page strictly found.
struct Reading {
    private(set) var tags: [Tag] = []
    private(set) var faults: [String] = []

    /// Reads every tag; anything a careful writer would not have written is a fault.
    init(_ html: String) {
        var open: [String] = []
        for match in html.matches(of: /<(\/?)([a-zA-Z][a-zA-Z0-9]*)((?:\s+[^\s=<>"']+(?:="[^"<>]*")?)*)\s*(\/?)>/) {
            let name = String(match.output.2)
            let isClosing = !match.output.1.isEmpty
            tags.append(Tag(name: name, attributes: Reading.attributes(match.output.3), isClosing: isClosing))
            if isClosing {
                if open.last == name {
                    open.removeLast()
                } else {
                    faults.append("</\(name)> closes \(open.last ?? "nothing")")
                }
            } else if match.output.4.isEmpty, !Reading.void.contains(name) {
                open.append(name)
            }
        }
        if !open.isEmpty { faults.append("left open: \(open)") }
        let starts = html.count { $0 == "<" } - (html.hasPrefix("<!DOCTYPE") ? 1 : 0)
        if starts != tags.count { faults.append("\(starts) angle brackets, \(tags.count) tags") }
    }

    private static let void: Set<String> = ["meta", "link", "input", "br", "hr"]

    private static func attributes(_ text: Substring) -> [(name: String, value: String)] {
        text.matches(of: /([^\s=<>"']+)(?:="([^"<>]*)")?/).map { (String($0.output.1), String($0.output.2 ?? "")) }
    }

    /// Every value of one attribute, split at spaces where it lists identifiers.
    func references(_ name: String) -> [String] {
        tags.compactMap { $0[name] }.flatMap { $0.split(separator: " ").map { String($0) } }
    }
}
