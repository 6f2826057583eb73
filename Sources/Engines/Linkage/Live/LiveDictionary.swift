/// The numbers of a table's words, streets and values, for records that come one at a time.
struct LiveDictionary: Sendable {
    var words: [String: UInt32]
    var entries: [SIMD4<UInt32>: UInt32]
    var streets: [String: UInt32]
    var categories: [[String: UInt32]]
    var sources: [String: UInt8]

    init(_ table: RecordTable) {
        func numbers(_ texts: [String]) -> [String: UInt32] {
            Dictionary(texts.enumerated().map { ($1, UInt32($0)) }) { first, _ in first }
        }
        words = numbers(table.names.texts)
        entries = Dictionary(table.names.entries.enumerated().map { ($1, UInt32($0)) }) { first, _ in first }
        streets = numbers(table.streets)
        categories = table.categoryTexts.map(numbers)
        sources = Dictionary(table.sources.enumerated().map { ($1, UInt8($0 + 1)) }) { first, _ in first }
    }
}

extension LiveIndex {
    /// Reads a record and puts it last in the table, with what is new in it added to the dictionaries.
    mutating func stage(id: String, source: String, values: [String: String]) throws(LinkageError) -> Int {
        let fields = try FieldPlan(table.spec)
        var reader = fields.reader()
        for (field, target) in zip(table.spec.fields, fields.targets) {
            switch target {
            case .id, .source, .ignored: continue
            default:
                if var value = values[field.name] { value.withUTF8 { reader.put(target, $0) } }
            }
        }
        reader.endRow(source: nil)
        var row = reader.rows[0]
        let map = (0..<reader.words.count).map { word(reader.words.text($0)) }
        func global(_ entry: SIMD4<UInt32>) -> SIMD4<UInt32> {
            var mapped = SIMD4<UInt32>.zero
            for index in 0..<4 where entry[index] != 0 { mapped[index] = map[Int(entry[index] - 1)] }
            return mapped
        }
        if row.forename != 0 { row.forename = map[Int(row.forename - 1)] }
        row.surname = entry(global(reader.entries.values[Int(row.surname)]))
        row.given = entry(global(reader.entries.values[Int(row.given)]))
        row.alias = entry(global(reader.entries.values[Int(row.alias)]))
        if row.street != 0 { row.street = street(reader.streets.text(Int(row.street - 1))) }
        row.source = self.source(source)
        table.rows.append(row)
        for slot in table.moreIDs.indices { table.moreIDs[slot].append(reader.moreIDs[slot][0]) }
        for slot in table.categories.indices {
            let local = reader.categoryColumns[slot][0]
            table.categories[slot].append(
                local == 0 ? 0 : category(reader.categories[slot].text(Int(local - 1)), slot))
        }
        let start = table.idBytes.count
        table.idBytes += id.utf8.prefix(60_000)
        table.idRanges.append(UInt64(start) << 16 | UInt64(table.idBytes.count - start))
        frequencies.extend(
            words: table.names.words.count, entries: table.names.entries.count, families: NameFamilies.count + 1,
            records: table.rows.count, categories: table.categoryTexts.map(\.count), row: row)
        return table.rows.count - 1
    }

    /// Takes the last record out again; its words stay, which harms nothing.
    mutating func unstage() {
        guard let range = table.idRanges.popLast() else { return }
        table.rows.removeLast()
        for slot in table.moreIDs.indices { table.moreIDs[slot].removeLast() }
        for slot in table.categories.indices { table.categories[slot].removeLast() }
        table.idBytes.removeLast(Int(range & 0xFFFF))
        frequencies.communities.removeLast()
        frequencies.birth.removeLast()
        frequencies.home.removeLast()
        frequencies.postcode.removeLast()
    }

    private mutating func word(_ text: String) -> UInt32 {
        if let known = dictionary.words[text] { return known }
        let number = UInt32(table.names.texts.count)
        table.names.texts.append(text)
        table.names.words.append(NameBook.word(Array(text.utf8)))
        dictionary.words[text] = number
        return number
    }

    private mutating func entry(_ value: SIMD4<UInt32>) -> UInt32 {
        guard value[0] != 0 else { return 0 }
        if let known = dictionary.entries[value] { return known }
        let number = UInt32(table.names.entries.count)
        table.names.entries.append(value)
        dictionary.entries[value] = number
        return number
    }

    private mutating func street(_ text: String) -> UInt32 {
        if let known = dictionary.streets[text] { return known }
        let number = UInt32(table.streets.count)
        table.streets.append(text)
        table.streetWords.append(ShortName(text.utf8))
        dictionary.streets[text] = number
        return number
    }

    private mutating func category(_ text: String, _ slot: Int) -> UInt32 {
        if let known = dictionary.categories[slot][text] { return known }
        let number = UInt32(table.categoryTexts[slot].count)
        table.categoryTexts[slot].append(text)
        table.categoryWords[slot].append(ShortName(text.utf8))
        dictionary.categories[slot][text] = number
        return number
    }

    /// A source not met before has no error rates of its own, and is scored by the pooled ones.
    private func source(_ name: String) -> UInt8 { dictionary.sources[name] ?? 0 }
}
