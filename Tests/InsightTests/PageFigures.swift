import Foundation

/// Reads figures back out of pages, as somebody with a browser would.
enum PageFigures {
    /// What a page says of a count: a number, "fewer than 5", or nothing.
    static func range(_ words: String) -> ClosedRange<Int>? {
        let text = words.trimmingCharacters(in: .whitespaces).replacingOccurrences(of: ",", with: "")
        if let number = Int(text.replacingOccurrences(of: "about ", with: "")) { return number...number }
        return text == "fewer than 5" ? 1...4 : nil
    }

    /// A rate with its decimals: the counts it can stand for.
    static func counts(rate words: String, people: Double, years: Double) -> ClosedRange<Int>? {
        guard let rate = words.split(separator: " ").first.flatMap({ Double($0) }) else { return nil }
        let size = people * years / 1000
        let (low, high) = (((rate - 0.0501) * size).rounded(.up), ((rate + 0.0501) * size).rounded(.down))
        return low <= high ? Int(max(0, low))...Int(high) : nil
    }

    /// The parts of a page between two words, the first not in it.
    static func parts(_ page: String, from start: String, to end: String) -> [String] {
        page.components(separatedBy: start).dropFirst().map { $0.components(separatedBy: end)[0] }
    }

    /// The rows of every table in a piece of a page, without their marks.
    static func rows(_ piece: String) -> [[String]] {
        parts(piece, from: "<tr>", to: "</tr>").map { row in
            row.components(separatedBy: "<th").flatMap { $0.components(separatedBy: "<td") }.dropFirst().map(plain)
        }
    }

    private static func plain(_ cell: String) -> String {
        var (text, isInside) = ("", true)
        for letter in cell {
            if letter == "<" {
                isInside = true
            } else if letter == ">" {
                isInside = false
            } else if !isInside {
                text.append(letter)
            }
        }
        return text.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// The lines of a file, in cells.
    static func lines(_ file: String) -> [[String]] {
        file.split(whereSeparator: \.isNewline).map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
    }
}
