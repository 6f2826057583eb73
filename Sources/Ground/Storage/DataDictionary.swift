/// Every column there is and what it says about people: the page a data protection officer asks for.
package struct DataDictionary: Sendable {
    private static let headings = ["Table", "Column", "Type", "May be empty", "About people", "Points to", "Allowed"]

    private let rows: [[String]]

    package init(_ tables: [Table]) {
        rows = tables.flatMap { table in
            table.columns.map { column in
                [
                    table.name, column.name, column.kind.rawValue, column.isOptional ? "yes" : "no",
                    column.personal.meaning, column.references ?? "", column.allowed.joined(separator: ", "),
                ]
            }
        }
    }

    /// A Markdown table.
    package var markdown: String {
        let lines = [Self.headings, Self.headings.map { _ in "---" }] + rows
        return lines.map { cells in
            let escaped = cells.map { $0.replacing("|", with: "\\|") }
            return "| \(escaped.joined(separator: " | ")) |\n"
        }.joined()
    }

    /// The same as comma-separated values (RFC 4180).
    package var csv: String {
        ([Self.headings] + rows).map { cells in
            let quoted = cells.map { cell in
                cell.contains(where: { ",\"\r\n".contains($0) }) ? "\"\(cell.replacing("\"", with: "\"\""))\"" : cell
            }
            return quoted.joined(separator: ",") + "\r\n"
        }.joined()
    }
}

extension Personal {
    /// The class in plain words.
    package var meaning: String {
        switch self {
        case .none: "nothing about anyone"
        case .link: "points to a person"
        case .identity: "identifies a person"
        case .contact: "where a person can be reached"
        case .special: "special category (UK GDPR article 9)"
        case .offence: "offences, alleged ones included (UK GDPR article 10)"
        case .freeText: "words people wrote: may hold anything"
        case .staff: "a worker's own account"
        }
    }
}
