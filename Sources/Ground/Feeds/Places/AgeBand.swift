/// Ages from and to, both counted in: `10-17`, `35+`, `17`.
package struct AgeBand: Hashable, Sendable, Codable {
    package let lowest: Int
    /// nil when there is no upper end.
    package let highest: Int?

    package init?(lowest: Int, highest: Int?) {
        guard (0...120).contains(lowest), highest.map({ ($0 >= lowest && $0 <= 130) }) ?? true else { return nil }
        self.lowest = lowest
        self.highest = highest
    }

    /// Everybody.
    package static let all = AgeBand(0)

    private init(_ lowest: Int) {
        self.lowest = lowest
        highest = nil
    }

    package var text: String {
        guard let highest else { return "\(lowest)+" }
        return highest == lowest ? "\(lowest)" : "\(lowest)-\(highest)"
    }

    /// Whether everybody in this band is in the other.
    package func lies(in other: AgeBand) -> Bool {
        lowest >= other.lowest && (other.highest.map { most in highest.map { $0 <= most } ?? false } ?? true)
    }

    /// Reads `10-17`, `10 to 17`, `under 10`, `over 34`, `35+`, `85 and over`, `Age 17`, `Aged 0 to 15`, `All ages`.
    package init?(_ written: some StringProtocol) {
        guard written.utf8.count <= 40 else { return nil }
        var words = written.lowercased().split { !($0.isLetter || $0.isNumber || $0 == "+" || $0 == "<" || $0 == ">") }
            .map { String($0) }
        words.removeAll { ["age", "aged", "ages", "years", "year", "yrs", "old", "and", "of"].contains($0) }
        switch words.count {
        case 1: self.init(single: words[0])
        case 2: self.init(words[0], words[1])
        case 3 where words[1] == "to": self.init(words[0], words[2])
        default: return nil
        }
    }

    private init?(single word: String) {
        if word == "all" || word == "total" {
            self = .all
        } else if let age = Int(word) {
            self.init(lowest: age, highest: age)
        } else if word.hasSuffix("+"), let age = Int(word.dropLast()) {
            self.init(lowest: age, highest: nil)
        } else if word.hasPrefix("<"), let age = Int(word.dropFirst()) {
            self.init(lowest: 0, highest: age - 1)
        } else if word.hasPrefix(">"), let age = Int(word.dropFirst()) {
            self.init(lowest: age + 1, highest: nil)
        } else {
            return nil
        }
    }

    private init?(_ first: String, _ second: String) {
        if let lowest = Int(first), let highest = Int(second) {
            self.init(lowest: lowest, highest: highest)
        } else if ["under", "below", "<"].contains(first), let age = Int(second) {
            self.init(lowest: 0, highest: age - 1)
        } else if ["over", "above", ">"].contains(first), let age = Int(second) {
            self.init(lowest: age + 1, highest: nil)
        } else if ["over", "older", "above", "plus", "+"].contains(second), let age = Int(first) {
            self.init(lowest: age, highest: nil)
        } else if ["under", "younger"].contains(second), let age = Int(first) {
            self.init(lowest: 0, highest: age)
        } else {
            return nil
        }
    }

    /// Reads what a spreadsheet makes of `10-17` when it takes it for a date: `Oct-17`, `17-Oct`, `2017-10-01`.
    init?(spoiled written: String) {
        let parts = DateParts(written)
        guard !parts.isOdd else { return nil }
        if let month = parts.month, parts.tokens.count == 2, let other = parts.tokens.first(where: { $0.digits > 0 }),
            other.digits <= 2
        {
            self.init(lowest: min(month, other.number), highest: max(month, other.number))
        } else if parts.tokens.count == 3, parts.tokens[0].digits == 4, parts.tokens[2].number == 1 {
            let (year, month) = (parts.tokens[0].number % 100, parts.tokens[1].number)
            self.init(lowest: min(month, year), highest: max(month, year))
        } else {
            return nil
        }
    }
}

/// A column of people of one sex and age: `F12`, `M 90+`, `17`, `Aged under 1 year`, `All Ages`.
struct AgeHeader {
    let sex: String
    let ages: AgeBand

    /// "F 12", "90+": how a `SeriesCell` names the column.
    var key: String { sex.isEmpty ? ages.text : "\(sex) \(ages.text)" }

    init?(_ header: String) {
        var rest = header.tidied[...]
        // The way Nomis writes it: "Sex: Female; Age: Age 17; measures: Value".
        if rest.contains(";") || rest.contains(":") {
            let parts = rest.split(separator: ";").map { $0.split(separator: ":").last.map { String($0).tidied } ?? "" }
            let bands = parts.compactMap { AgeBand($0) }
            guard bands.count == 1, let band = bands.first else { return nil }
            ages = band
            sex = parts.compactMap { ValueLists.shipped.sexes[$0.lowercased()] }.first { !$0.isEmpty } ?? ""
            return
        }
        var found = ""
        for (name, letter) in [
            ("females", "F"), ("female", "F"), ("males", "M"), ("male", "M"), ("f", "F"), ("m", "M"),
        ]
        where rest.lowercased().hasPrefix(name) {
            let after = rest.dropFirst(name.count)
            guard let next = after.first, next.isNumber || next == " " || next == "_" else { continue }
            found = letter
            rest = after
            break
        }
        let plain = rest.filter { $0 != "_" }
        guard let band = AgeBand(plain) else { return nil }
        // A word alone, such as "total", has to say that it is about people's ages elsewhere; a year is no age.
        sex = found
        ages = band
    }
}
