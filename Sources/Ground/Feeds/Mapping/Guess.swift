import Kernel

/// Which field a column of an unknown file probably is.
package struct ColumnGuess: Sendable, Equatable {
    /// Place in the header, counted from 0.
    package let column: Int
    package let header: String
    /// nil when no field fits.
    package let field: String?
    /// 0 to 1.
    package let sureness: Double
    /// Why, in words: "The name is another name for “Surname”. 20 of 20 values look like a name."
    package let why: String
    /// The formats to read its dates by, when the values show that they are not the mapping's.
    package let formats: [DateFormat]?
}

/// How well a mapping fits a file.
package struct MappingFit: Sendable {
    package let mapping: Mapping
    /// 0 to 1.
    package let fit: Double
    package let columns: [ColumnGuess]
    /// Required columns nothing was found for.
    package let lacking: [String]
}

extension Mapping {
    /// What each column probably is, by the shipped mapping that fits best; the sample holds cells of the first rows.
    package static func guess(headers: [String], sample: [[String]], on today: Day) -> [ColumnGuess] {
        fits(headers: headers, sample: sample, on: today).first?.columns ?? []
    }

    /// The shipped mappings of files about young people, the best fitting first.
    package static func fits(headers: [String], sample: [[String]], on today: Day) -> [MappingFit] {
        fits(headers: headers, sample: sample, on: today, among: shipped)
    }

    /// Some mappings, the best fitting first.
    package static func fits(
        headers: [String], sample: [[String]], on today: Day, among mappings: [Mapping]
    ) -> [MappingFit] {
        mappings.map { $0.fit(headers: headers, sample: sample, on: today) }
            .sorted { ($0.fit, $1.mapping.name) > ($1.fit, $0.mapping.name) }
    }

    /// How well this mapping fits: the share of the file's columns it can read, less what it needs and does not find.
    package func fit(headers: [String], sample: [[String]], on today: Day) -> MappingFit {
        let guesses = guess(headers: headers, sample: sample, on: today)
        var found = Set(guesses.compactMap(\.field))
        for table in wide ?? [] where found.contains(table.value) { found.insert(table.into) }
        let required = columns.filter { $0.required == true }
        let lacking = required.filter { !found.contains($0.field) }.map(\.column)
        let read = guesses.reduce(0) { $0 + ($1.field == nil ? 0 : $1.sureness) } / Double(max(1, headers.count))
        let needed = required.isEmpty ? 0.5 : 1 - Double(lacking.count) / Double(required.count)
        let hasWho = who.isEmpty || who.contains(where: found.contains)
        return MappingFit(
            mapping: self, fit: (read * 0.7 + needed * 0.3) * (hasWho ? 1 : 0.5), columns: guesses, lacking: lacking)
    }

    /// What each column probably is, by its name and by its values; each field once.
    package func guess(headers: [String], sample: [[String]], on today: Day) -> [ColumnGuess] {
        let readers = columns.map { ValueReader($0, today: today) }
        let names = columns.map(ColumnNames.init)
        var candidates: [Candidate] = []
        for (place, header) in headers.enumerated() {
            let key = ColumnName.key(header)
            let values = sample.compactMap { place < $0.count ? $0[place].tidied : nil }.filter { !$0.isEmpty }
            for (number, reader) in readers.enumerated() {
                let likeness = NameLikeness(key, names[number])
                if let found = Candidate(place, likeness, number, reader, values) { candidates.append(found) }
            }
        }
        candidates.sort { ($0.sureness, $1.place, $1.number) > ($1.sureness, $0.place, $0.number) }
        if let table = wideTable(headers, sample: sample) {
            candidates.removeAll { table.cells[$0.place] != nil || columns[$0.number].field == table.wide.value }
        }
        var chosen: [Int: Candidate] = [:]
        var taken: Set<Int> = []
        for candidate in candidates where chosen[candidate.place] == nil && !taken.contains(candidate.number) {
            chosen[candidate.place] = candidate
            taken.insert(candidate.number)
        }
        let table = wideTable(headers, sample: sample)
        return headers.enumerated().map { place, header in
            if let table, table.cells[place] != nil {
                return ColumnGuess(
                    column: place, header: header, field: table.wide.value, sureness: table.wide.names.sureness,
                    why: "The name is \(table.wide.names.words), and the figures are its own.", formats: nil)
            }
            guard let found = chosen[place] else {
                return ColumnGuess(
                    column: place, header: header, field: nil, sureness: 0,
                    why: "Neither its name nor its values are like any field of this feed.", formats: nil)
            }
            return ColumnGuess(
                column: place, header: header, field: columns[found.number].field, sureness: found.sureness,
                why: found.why, formats: found.formats)
        }
    }
}

/// One column that may be one field.
private struct Candidate {
    let place: Int
    let number: Int
    let sureness: Double
    let why: String
    var formats: [DateFormat]?

    /// Kinds whose values say what they are, whatever the column is called.
    private static let telling: Set<Mapping.Kind> = [.nhsNumber, .upn, .pnc, .postcode]

    init?(_ place: Int, _ name: NameLikeness, _ number: Int, _ reader: ValueReader, _ values: [String]) {
        let column = reader.column
        let known = values.filter { !reader.isMissing($0) }
        var fitting = known.count { reader.fits($0) }
        if [.date, .dateTime].contains(column.kind), fitting < known.count,
            let formats = DateEvidence.formats(known, range: column.within ?? .any, today: reader.dates.today)
        {
            self.formats = formats
            fitting = known.count
        }
        let share = known.isEmpty ? 0.5 : Double(fitting) / Double(known.count)
        var sureness = name.score * (0.5 + 0.5 * share)
        // Values alone speak only where nothing else looks like them.
        if Self.telling.contains(column.kind), known.count >= 3, share >= 0.8 { sureness = max(sureness, 0.75 * share) }
        guard sureness >= 0.45 else { return nil }
        self.place = place
        self.number = number
        self.sureness = sureness
        let content = known.isEmpty ? "There are no values to look at." : "\(fitting) of \(known.count) values fit."
        why = "\(name.words) \(content)"
    }
}

/// What a field's column may be called, as names are compared.
private struct ColumnNames {
    let title: String
    let usual: [String]
    let others: [String]
    let isPrefix: Bool

    init(_ column: Mapping.Column) {
        title = column.title
        usual = [ColumnName.key(column.column), ColumnName.key(column.title)]
        others = (column.aliases ?? []).map(ColumnName.key)
        isPrefix = column.prefix == true
    }
}

/// How like a column's name is to what a field is usually called.
private struct NameLikeness {
    let score: Double
    let words: String

    init(_ key: String, _ names: ColumnNames) {
        if names.usual.contains(key) {
            (score, words) = (1, "The name is the usual one for “\(names.title)”.")
            return
        }
        let all = names.usual + names.others
        if names.others.contains(key) || names.isPrefix && all.contains(where: { key.hasPrefix($0) }) {
            (score, words) = (0.95, "The name is another one for “\(names.title)”.")
            return
        }
        let best = all.map { Self.likeness(key, $0) }.max() ?? 0
        score = best * 0.85
        words = best > 0.5 ? "The name is like one for “\(names.title)”." : "The name says little."
    }

    /// Dice's coefficient of the pairs of letters next to each other.
    private static func likeness(_ first: String, _ second: String) -> Double {
        let (left, right) = (pairs(first), pairs(second))
        guard !left.isEmpty, !right.isEmpty else { return first == second ? 1 : 0 }
        var rest = right
        var shared = 0
        for pair in left {
            guard let place = rest.firstIndex(of: pair) else { continue }
            rest.remove(at: place)
            shared += 1
        }
        return 2 * Double(shared) / Double(left.count + right.count)
    }

    private static func pairs(_ text: String) -> [UInt16] {
        let bytes = Array(text.utf8.prefix(60))
        return zip(bytes, bytes.dropFirst()).map { UInt16($0) << 8 | UInt16($1) }
    }
}

extension ValueReader {
    /// Whether a value could stand in this column: stricter than `read`, which would take almost any text.
    fileprivate func fits(_ text: String) -> Bool {
        switch column.kind {
        case .name:
            let letters = text.unicodeScalars.count { $0.properties.isAlphabetic }
            return letters * 2 > text.unicodeScalars.count && !text.contains { $0.isNumber }
        case .text: return true
        case .code:
            guard column.codes?.isEmpty == false else { return true }
            if case .value = read(text) { return true }
            return false
        default:
            if case .value = read(text) { return true }
            return false
        }
    }
}

/// What a column's own values say about how its dates are written.
package enum DateEvidence {
    /// The formats that read every value, when the values leave no doubt; nil when they do, or are no dates.
    ///
    /// Day or month first is settled by one value that can only be read one way, as long as none says the opposite.
    package static func formats(_ values: [String], range: Mapping.DateRange, today: Day) -> [DateFormat]? {
        let plain: [DateFormat] = [.iso, .packed, .named, .namedShort, .excel]
        for order in [[DateFormat.dayFirst, .dayFirstShort], [.monthFirst, .monthFirstShort]] {
            let reader = DateReader(
                formats: Set(plain + order), ambiguity: .reject, range: range, today: today, midnightIsDay: false,
                wantsTime: false)
            guard !values.isEmpty, values.allSatisfy({ (try? reader.read($0)) != nil }) else { continue }
            let other: [DateFormat] =
                order[0] == .dayFirst ? [.monthFirst, .monthFirstShort] : [.dayFirst, .dayFirstShort]
            let opposite = DateReader(
                formats: Set(plain + other), ambiguity: .reject, range: range, today: today, midnightIsDay: false,
                wantsTime: false)
            return values.allSatisfy({ (try? opposite.read($0)) != nil }) ? nil : plain + order
        }
        return nil
    }
}
