import Foundation

/// One value of an answer.
enum AnalyseCell: Encodable {
    case text(String)
    case whole(Int)
    case number(Double)
    case flag(Bool)
    case none

    init(_ text: String?) { self = text.map(AnalyseCell.text) ?? .none }
    init(_ whole: Int?) { self = whole.map(AnalyseCell.whole) ?? .none }
    init(_ flag: Bool?) { self = flag.map(AnalyseCell.flag) ?? .none }
    init(_ number: Double?) { self = number.map { $0.isFinite ? .number($0) : .none } ?? .none }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .text(let text): try container.encode(text)
        case .whole(let whole): try container.encode(whole)
        case .number(let number): try container.encode(number)
        case .flag(let flag): try container.encode(flag)
        case .none: try container.encodeNil()
        }
    }

    /// For people: about four figures that count.
    var shown: String {
        switch self {
        case .text(let text): text
        case .whole(let whole): String(whole)
        case .flag(let flag): flag ? "yes" : ""
        case .none: ""
        case .number(let number): Self.shown(number)
        }
    }

    private static func shown(_ number: Double) -> String {
        if number == number.rounded(), abs(number) < 1e15 { return String(Int(number)) }
        let size = abs(number)
        if size < 0.001 { return String(format: "%.2g", number) }
        var text = String(format: size >= 100 ? "%.1f" : size >= 1 ? "%.3f" : "%.4f", number)
        while text.last == "0" { text.removeLast() }
        if text.last == "." { text.removeLast() }
        return text
    }

    var isText: Bool { if case .text = self { true } else { false } }
}

/// What an analysis says: figures about the whole, rows of one kind, and notes for whoever reads them.
///
/// CSV and JSON hold the same rows under the same names; a cell without a value is empty, or null.
struct AnalyseAnswer: Encodable {
    /// The analysis.
    let analysis: String
    /// One or two sentences with what was found.
    var summary: [String]
    /// Figures about the whole, in order.
    var figures: [(name: String, value: AnalyseCell)] = []
    /// The names of a row's cells.
    let columns: [String]
    /// The rows.
    var rows: [[AnalyseCell]] = []
    /// The rows worth showing to a person first; nil for all.
    var notable: [Int]?
    /// What to know before using it.
    var notes: [String] = []
    /// How many rows of the file could not be used.
    var leftOut = 0
    /// How long the engine worked, in seconds, files apart.
    var seconds: Double

    private struct Name: CodingKey {
        let stringValue: String
        let intValue: Int? = nil
        init(_ name: String) { stringValue = name }
        init?(stringValue: String) { self.init(stringValue) }
        init?(intValue: Int) { nil }
    }

    func encode(to encoder: any Encoder) throws {
        var whole = encoder.container(keyedBy: Name.self)
        try whole.encode(analysis, forKey: Name("analysis"))
        try whole.encode(summary, forKey: Name("summary"))
        try whole.encode(notes, forKey: Name("notes"))
        try whole.encode(leftOut, forKey: Name("rows_left_out"))
        try whole.encode(seconds, forKey: Name("engine_seconds"))
        var about = whole.nestedContainer(keyedBy: Name.self, forKey: Name("figures"))
        for (name, value) in figures { try about.encode(value, forKey: Name(name)) }
        var list = whole.nestedUnkeyedContainer(forKey: Name("rows"))
        for row in rows {
            var one = list.nestedContainer(keyedBy: Name.self)
            for (name, cell) in zip(columns, row) { try one.encode(cell, forKey: Name(name)) }
        }
    }

    /// Writes the rows.
    func write(csv path: String) throws {
        let writer = try LineWriter(path, header: columns.joined(separator: ","))
        for row in rows {
            for (place, cell) in row.enumerated() {
                if place > 0 { writer.comma() }
                switch cell {
                case .text(let text): writer.cell(text.utf8)
                case .whole(let whole): writer.whole(whole)
                case .number(let number): writer.exact(number)
                case .flag(let flag): writer.whole(flag ? 1 : 0)
                case .none: break
                }
            }
            try writer.endLine()
        }
        try writer.close()
    }
}

extension AnalyseAnswer {
    private static let mostShown = 40

    /// The answer for a person: sentences, figures, and the rows worth showing.
    func words(rowsWritten: Bool) -> String {
        var parts = [summary.joined(separator: "\n")]
        if !figureLines.isEmpty { parts.append(figureLines) }
        let worth = notable ?? Array(rows.indices)
        let shown = Array(worth.prefix(Self.mostShown))
        if !shown.isEmpty { parts.append(lined(shown)) }
        if shown.count < rows.count {
            let all = rowsWritten ? "" : " --output FILE.csv keeps all of them."
            parts.append("Shown: \(shown.count) of \(rows.count) rows.\(all)")
        }
        let lost = "\(leftOut) \(leftOut == 1 ? "row" : "rows") of the file could not be used."
        let notes = self.notes + (leftOut > 0 ? [lost] : [])
        if !notes.isEmpty { parts.append(notes.map { "Note: \($0)" }.joined(separator: "\n")) }
        return parts.joined(separator: "\n\n")
    }

    private var figureLines: String {
        let width = figures.map(\.name.count).max() ?? 0
        return figures.filter { !$0.value.shown.isEmpty }
            .map { "\(padded($0.name, width))  \($0.value.shown)" }.joined(separator: "\n")
    }

    private func lined(_ shown: [Int]) -> String {
        let cells = shown.map { rows[$0].map(\.shown) }
        let used = columns.indices.filter { column in cells.contains { !$0[column].isEmpty } }
        let widths = used.map { column in max(columns[column].count, cells.map { $0[column].count }.max() ?? 0) }
        let left = used.map { column in shown.contains { rows[$0][column].isText } }
        func line(_ texts: [String]) -> String {
            zip(zip(texts, widths), left).map { cell, left in padded(cell.0, cell.1, left: left) }
                .joined(separator: "  ").trimmingEnd
        }
        return ([line(used.map { columns[$0] })] + cells.map { row in line(used.map { row[$0] }) })
            .joined(separator: "\n")
    }

    private func padded(_ text: String, _ width: Int, left: Bool = true) -> String {
        let space = String(repeating: " ", count: max(0, width - text.count))
        return left ? text + space : space + text
    }
}

extension String {
    fileprivate var trimmingEnd: String {
        var text = self
        while text.last == " " { text.removeLast() }
        return text
    }
}
