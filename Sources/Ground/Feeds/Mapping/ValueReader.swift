import Kernel

/// Reads the cells of one column as its mapping says.
struct ValueReader: Sendable {
    /// What a cell turned out to be.
    enum Result {
        case value(FieldValue)
        /// Kept after a change, or with a doubt that must be seen.
        case corrected(FieldValue, reason: String)
        /// Kept as it stands, with something a reader should know.
        case noted(FieldValue, reason: String)
        /// Left empty; the rest of the row is kept.
        case leftOut(reason: String)
        case refused(reason: String)
    }

    let column: Mapping.Column
    let dates: DateReader
    private let codes: [String: (code: String, meaning: Mapping.Code)]
    let lists = ValueLists.shipped

    init(_ column: Mapping.Column, today: Day) {
        self.column = column
        dates = DateReader(
            formats: Set(column.formats ?? DateFormat.usual), ambiguity: column.ambiguous ?? .reject,
            range: column.within ?? .any, today: today, midnightIsDay: column.midnightIsDay ?? false,
            wantsTime: column.kind == .dateTime)
        var codes: [String: (code: String, meaning: Mapping.Code)] = [:]
        for (code, meaning) in column.codes ?? [:] { codes[code.lowercased()] = (code, meaning) }
        self.codes = codes
    }

    /// Whether the text, already tidied, is one of the ways to say that nobody knows.
    func isMissing(_ text: String) -> Bool {
        if text.isEmpty { return true }
        guard text.utf8.count <= 14 else { return false }
        let folded = text.lowercased()
        if codes[folded] != nil { return false }
        if column.kind == .count { return lists.isNoFigure(folded) }
        return (column.kind == .name ? lists.missingNames : lists.missing).contains(folded)
    }

    func read(_ text: String) -> Result {
        switch column.kind {
        case .text, .name: return plain(text)
        case .date, .dateTime: return date(text)
        case .number, .percent: return number(text)
        case .sex: return sex(text)
        case .postcode: return postcode(text)
        case .nhsNumber: return nhsNumber(text)
        case .upn: return upn(text)
        case .pnc: return pnc(text)
        case .code: return column.isList == true ? list(text) : code(text)
        case .flag: return flag(text)
        case .month: return month(text)
        case .time: return time(text)
        case .longitude: return coordinate(text, within: -180...180)
        case .latitude: return coordinate(text, within: -180...180)
        case .easting, .northing: return coordinate(text, within: -1_000_000...2_000_000)
        case .areaCode: return areaCode(text)
        case .count: return count(text)
        case .ageBand: return ageBand(text)
        }
    }

    private func plain(_ text: String) -> Result {
        let longest = column.longest ?? (column.kind == .name ? 200 : 4_000)
        guard text.utf8.count <= longest || text.count <= longest else {
            return wrong("The text is longer than \(longest) characters.")
        }
        return .value(FieldValue(text))
    }

    private func date(_ text: String) -> Result {
        do throws(DateReading.Refusal) {
            let reading = try dates.read(text)
            let value = FieldValue(reading)
            if let other = reading.other {
                let way = dates.ambiguity == .dayFirst ? "day first" : "month first"
                return .corrected(value, reason: "It could also be \(other). It was read \(way), as this feed says.")
            }
            return .value(value)
        } catch {
            return wrong(error.reason(formats: column.formats ?? DateFormat.usual))
        }
    }

    private func number(_ text: String) -> Result {
        var written = text[...]
        if column.kind == .percent, written.last == "%" { written = written.dropLast() }
        let digits = String(written.filter { $0 != "," && $0 != " " })
        let isPlain = digits.utf8.allSatisfy { (48...57).contains($0) || $0 == 46 || $0 == 45 }
        guard isPlain, let number = Double(digits) else { return wrong("It is not a number.") }
        let lowest = column.lowest ?? (column.kind == .percent ? 0 : -Double.infinity)
        let highest = column.highest ?? (column.kind == .percent ? 100 : Double.infinity)
        guard number >= lowest else { return wrong("The number is below \(Self.short(lowest)), the least it can be.") }
        guard number <= highest else { return wrong("The number is above \(Self.short(highest)), the most it can be.") }
        let text = Self.short(number)
        var value = FieldValue(text, said: column.kind == .percent ? "\(text)%" : text)
        if number != 0, let sign = column.sign { value.signs = [sign] }
        return .value(value)
    }

    static func short(_ number: Double) -> String {
        number == number.rounded() && abs(number) < 1e15 ? String(Int(number)) : "\(number)"
    }

    private func sex(_ text: String) -> Result {
        guard let sex = lists.sexes[text.lowercased()] else {
            return wrong("It is none of the usual words or codes for sex (M, F, X, 1, 2, male, female).")
        }
        return .value(FieldValue(sex))
    }

    private func flag(_ text: String) -> Result {
        guard let isSet = lists.flags[text.lowercased()] else {
            return wrong("It is neither yes (Y, 1) nor no (N, 0).")
        }
        // A flag that is not set is no fact worth a line.
        var value = FieldValue(isSet ? "1" : "0", said: isSet ? "yes" : "")
        if isSet, let sign = column.sign { value.signs = [sign] }
        return .value(value)
    }

    private func code(_ text: String) -> Result {
        if let (code, meaning) = codes[text.lowercased()] {
            let value = Self.value(code, meaning)
            return meaning.note.map { .noted(value, reason: $0) } ?? .value(value)
        }
        guard let known = column.codes, !known.isEmpty else { return plain(text) }
        let reason = "The code is not one this feed knows."
        switch column.unknownCode ?? .keep {
        case .keep: return .corrected(FieldValue(text), reason: "\(reason) It was kept as it stands.")
        case .reject: return .refused(reason: reason)
        case .accept: return plain(text)
        }
    }

    private static func value(_ code: String, _ meaning: Mapping.Code) -> FieldValue {
        var value = FieldValue(meaning.value ?? code, said: meaning.words)
        value.signs = [meaning.sign].compactMap { $0 }
        return value
    }

    /// Codes one after another, between spaces, commas, semicolons or strokes; kept with spaces between.
    private func list(_ text: String) -> Result {
        let written = text.split { ",;|/ ".contains($0) }.map { String($0) }
        var found: [FieldValue] = []
        var unknown: [String] = []
        for code in written {
            if let (code, meaning) = codes[code.lowercased()] {
                found.append(Self.value(code, meaning))
            } else {
                found.append(FieldValue(code))
                unknown.append(code)
            }
        }
        var value = FieldValue(
            found.map(\.text).joined(separator: " "),
            said: found.map(\.words).filter { !$0.isEmpty }.joined(separator: "; "))
        value.signs = found.flatMap(\.signs)
        guard let first = unknown.first, !codes.isEmpty else { return .value(value) }
        let reason = "“\(first.prefix(40))” is not a code this feed knows."
        switch column.unknownCode ?? .keep {
        case .keep: return .corrected(value, reason: "\(reason) It was kept as it stands.")
        case .reject: return .refused(reason: reason)
        case .accept: return .value(value)
        }
    }

    /// What becomes of a value that cannot be right, by the column or by what is usual for its kind.
    func wrong(_ reason: String) -> Result {
        let usual: Mapping.Invalid =
            switch column.kind {
            case .nhsNumber, .upn, .pnc, .postcode, .sex: .leaveOut
            case .longitude, .latitude, .easting, .northing, .areaCode, .ageBand, .time: .leaveOut
            case .text, .name, .date, .dateTime, .number, .percent, .code, .flag, .month, .count: .reject
            }
        return (column.invalid ?? usual) == .reject ? .refused(reason: reason) : .leftOut(reason: reason)
    }
}

extension DateReading.Refusal {
    /// Why, and what is wanted instead.
    func reason(formats: [DateFormat]) -> String {
        let wanted = formats.filter { $0 != .excel }.map(\.rawValue).joined(separator: ", ")
        return switch self {
        case .notADate: "It is not a date. Dates in this column are written \(wanted)."
        case .otherFormat(let format):
            "It looks like a date written \(format.rawValue), which this feed does not use. It uses \(wanted)."
        case .noSuchDay(let day): "There is no \(day)."
        case .ambiguous(let first, let second):
            "It could be \(first) or \(second). Write the date as yyyy-MM-dd, or say which this feed means."
        case .noSuchTime: "The time of day is not one a clock shows."
        case .tooEarly: "The date is too long ago to be right."
        case .future: "The date lies in the future."
        case .tooOld: "The date is more than 120 years ago."
        }
    }
}
