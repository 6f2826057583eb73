import Kernel

/// Months, places and figures, as files about no person have them.
extension ValueReader {
    func month(_ text: String) -> Result {
        guard let month = MonthReading.month(text), let (year, number) = MonthReading.numbers(month) else {
            return wrong("It is not a month. Months are written yyyy-MM, such as 2025-01.")
        }
        if column.within ?? .any != .any {
            if (year, number) > (dates.today.year, dates.today.month) { return wrong("The month lies in the future.") }
            if year < 1900 { return wrong("The month is too long ago to be right.") }
        }
        return .value(FieldValue(month, precision: .month))
    }

    /// `16:10`, `1610`, `4:10pm`, or the hour alone: `16`.
    func time(_ text: String) -> Result {
        let digits = text.utf8.allSatisfy { (48...57).contains($0) }
        let written = digits && text.utf8.count == 4 ? "\(text.prefix(2)):\(text.suffix(2))" : text
        if digits, text.utf8.count <= 2, let hour = Int(text), hour < 24 {
            return .value(FieldValue(Self.two(hour), precision: .hour))
        }
        guard let clock = ClockReading(written[...]), clock.zone == nil else {
            return wrong("It is not a time of day such as 16:10.")
        }
        return .value(FieldValue("\(Self.two(clock.minutes / 60)):\(Self.two(clock.minutes % 60))", precision: .minute))
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    /// A number that says where. Whether the two together can be a place is asked of the whole row.
    func coordinate(_ text: String, within range: ClosedRange<Double>) -> Result {
        let digits = text.filter { $0 != "," && $0 != " " }
        let isPlain = digits.utf8.allSatisfy { (48...57).contains($0) || $0 == 46 || $0 == 45 }
        guard isPlain, let number = Double(digits), number.isFinite else { return wrong("It is not a number.") }
        guard range.contains(number) else { return wrong("The number is too large to say where.") }
        return .value(FieldValue(digits))
    }

    func areaCode(_ text: String) -> Result {
        guard let code = AreaCode(text) else {
            return wrong("It is not the code of an area, such as E01014485: a letter and eight digits.")
        }
        return .value(FieldValue(code.text))
    }

    func count(_ text: String) -> Result {
        guard let figure = Figure(written: text) else { return wrong("It is not a number.") }
        switch figure {
        case .none: return .leftOut(reason: "There is no figure.")
        case .suppressed(nil, nil):
            let bounds = column.hidden?.count == 2 ? column.hidden : nil
            return .value(FieldValue(Figure.suppressed(bounds?.first, bounds?.last).text))
        case .suppressed: return .value(FieldValue(figure.text))
        case .number(let number):
            guard number >= 0 else { return wrong("A count cannot be below nought.") }
            guard number == number.rounded() else { return wrong("A count is a whole number.") }
            guard number <= column.highest ?? 1e9 else { return wrong("The number is too large to be a count.") }
            return .value(FieldValue(figure.text))
        }
    }

    func ageBand(_ text: String) -> Result {
        if let band = AgeBand(text) { return .value(FieldValue(band.text)) }
        if let band = AgeBand(spoiled: text) {
            let reason = "A spreadsheet had made a date of it. It was read as the ages \(band.text)."
            return .corrected(FieldValue(band.text), reason: reason)
        }
        return wrong("It is not an age, or ages from and to such as 10-17.")
    }
}
