import Kernel

/// A spreadsheet's numbers as people read them: whole numbers, decimals, dates.
enum SheetNumber {
    /// What Excel's own formats mean, by number (ECMA-376 part 1, 18.8.30).
    static func style(ofBuiltIn number: Int) -> Workbook.Style {
        switch number {
        case 14...17, 22, 27...31, 34...36, 50...58: .date
        case 18...21, 32, 33, 45...47: .time
        default: .number
        }
    }

    /// What a format somebody wrote means: `dd/mm/yyyy` is a date, `h:mm` a time, `0.00"m"` a number.
    static func style(ofFormat code: String) -> Workbook.Style {
        var letters: Set<Character> = []
        var (isQuoted, isBracketed, isEscaped) = (false, false, false)
        for letter in code.lowercased() {
            if isEscaped {
                isEscaped = false
                continue
            }
            switch letter {
            case "\"": isQuoted.toggle()
            case "\\", "_", "*": isEscaped = !isQuoted
            case "[": isBracketed = !isQuoted
            case "]": isBracketed = false
            case ";" where !isQuoted: return style(of: letters)
            default: if !isQuoted && !isBracketed { letters.insert(letter) }
            }
        }
        return style(of: letters)
    }

    private static func style(of letters: Set<Character>) -> Workbook.Style {
        if letters.contains("y") || letters.contains("d") { return .date }
        if letters.contains("h") || letters.contains("s") { return .time }
        return letters.contains("m") && letters.isDisjoint(with: ["0", "#"]) ? .date : .number
    }

    /// The text of a number in a cell of this style; the number as it stands when it is no day of any calendar.
    static func text(_ written: String, style: Workbook.Style, isFrom1904: Bool) -> String {
        guard let value = Double(written), value.isFinite else { return written }
        if style != .number, let text = dateText(value, style: style, isFrom1904: isFrom1904) { return text }
        if value == value.rounded(), abs(value) < 1e15 { return String(Int(value)) }
        return "\(value)"
    }

    /// `2009-03-17`, `2009-03-17T14:05` or, for a time of day alone, `14:05`.
    static func dateText(_ serial: Double, style: Workbook.Style, isFrom1904: Bool) -> String? {
        guard serial >= 0, serial < 2_958_466 else { return nil }
        var day = Int(serial)
        var seconds = Int(((serial - Double(day)) * 86_400).rounded())
        if seconds == 86_400 {
            seconds = 0
            day += 1
        }
        let clock = seconds % 60 == 0 ? clock(seconds) : "\(clock(seconds)):\(two(seconds % 60))"
        if style == .time, day == 0 { return clock }
        guard let date = self.day(day, isFrom1904: isFrom1904) else { return nil }
        return seconds == 0 && style == .date ? date.description : "\(date)T\(clock)"
    }

    /// The day of a serial number. Excel believes in 29 February 1900, which is number 60.
    static func day(_ serial: Int, isFrom1904: Bool) -> Day? {
        if isFrom1904 { return Day(number: serial - 24_107) }
        guard serial >= 1, serial != 60 else { return nil }
        return Day(number: serial - (serial < 60 ? 25_568 : 25_569))
    }

    private static func clock(_ seconds: Int) -> String { "\(two(seconds / 3600)):\(two(seconds / 60 % 60))" }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
