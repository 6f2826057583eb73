/// A table's records as the plain columns an exported model's conditions are written over.
///
/// Splink knows neither nicknames nor sounds nor how an address is taken apart, so what the engine prepares of a record
/// is written out: a word of a name cut to the 16 bytes that are measured, the key of its sound, the numbers of its
/// families of spellings, a date as eight digits, a postcode as the engine packs it, and so on. Empty is not known.
struct PreparedColumns {
    let table: RecordTable
    let plan: ComparisonPlan

    /// How many words of a surname are compared.
    static let words = 4

    /// The columns' names.
    var header: [String] {
        ["unique_id", "agency"]
            + plan.items.flatMap { item in
                Self.columns(item.kind).map { Self.column(item, $0) }
                    + (item.kind == .identifier ? Self.extra(item.identifier).map { Self.column(item, $0) } : [])
            }
    }

    /// The cells of a record, in the order of the header.
    func cells(_ place: Int) -> [String] {
        let row = table.rows[place]
        return [table.id(place), row.source == 0 ? "" : "\(row.source)"]
            + plan.items.flatMap { cells(of: $0, row, place) }
    }

    /// The name of a comparison's column: the comparison's own name with a part after it, in small letters.
    static func column(_ item: ComparisonPlan.Item, _ part: String) -> String {
        let letters = item.name.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" }
        return String(letters) + "_" + part
    }

    private static func columns(_ kind: ComparisonKind) -> [String] {
        switch kind {
        case .forename: ["name", "measured", "sound", "families", "others", "alias", "stem", "honour", "further"]
        case .surname:
            ["name"] + (1...words).flatMap { ["word\($0)", "sound\($0)", "families\($0)"] }
        case .middleNames: ["names", "first", "families"]
        case .dateOfBirth: ["digits", "either", "year"]
        case .sex: ["code"]
        case .place: ["any", "postcode", "sector", "district", "house", "flat", "street", "street_measured", "home"]
        case .identifier: ["value", "firm"]
        case .localID: ["key"]
        case .category: ["text", "measured"]
        }
    }

    /// The further columns in which one wrong character of an identifier shows.
    private static func extra(_ kind: FieldKind) -> [String] {
        kind == .upn ? ["lead", "digits", "last"] : ["padded"]
    }

    private func cells(of item: ComparisonPlan.Item, _ row: Row, _ place: Int) -> [String] {
        switch item.kind {
        case .forename: forename(row)
        case .surname: surname(row)
        case .middleNames: middleNames(row)
        case .dateOfBirth: birth(row)
        case .sex: [row.sex == 1 || row.sex == 2 ? "\(row.sex)" : ""]
        case .place: home(row)
        case .identifier: identifier(row, place, item)
        case .localID: [row.local == 0 ? "" : "\(row.local)"]
        case .category: category(place, item.slot)
        }
    }

    // MARK: Names

    private func forename(_ row: Row) -> [String] {
        let word = Int(row.forename)
        return [
            table.names.texts[word], measured(word), sound(word), families(word), table.names.text(entry: row.given),
            table.names.text(entry: row.alias), stem(word), table.names.words[word].isHonorific ? "1" : "",
            further(row.given),
        ]
    }

    private func surname(_ row: Row) -> [String] {
        let entry = table.names.entries[Int(row.surname)]
        return [table.names.text(entry: row.surname)]
            + (0..<Self.words).flatMap { index in
                let word = Int(entry[index])
                return [measured(word), sound(word), families(word)]
            }
    }

    private func middleNames(_ row: Row) -> [String] {
        let first = Int(table.names.entries[Int(row.given)][0])
        return [table.names.text(entry: row.given), table.names.texts[first], families(first)]
    }

    private func stem(_ word: Int) -> String {
        let stem = ShortForm.stem(table.names.words[word].short.letterList)
        return String(validating: stem, as: UTF8.self) ?? ""
    }

    /// The given names after the first, without names of honour.
    private func further(_ entry: UInt32) -> String {
        let words = table.names.entries[Int(entry)]
        return (0..<4).filter { words[$0] != 0 && !table.names.words[Int(words[$0])].isHonorific }
            .map { table.names.texts[Int(words[$0])] }.joined(separator: " ")
    }

    private func measured(_ word: Int) -> String {
        Self.cut(table.names.texts[word])
    }

    private func sound(_ word: Int) -> String {
        let key = table.names.words[word].sound
        return key == 0 ? "" : "\(key)"
    }

    private func families(_ word: Int) -> String {
        let families = table.names.words[word].families
        return (0..<4).filter { families[$0] != 0 }.map { "\(families[$0])" }.joined(separator: " ")
    }

    /// The 16 bytes of a text that are measured; a character they would cut through is left out.
    static func cut(_ text: String) -> String {
        var bytes = Array(text.utf8.prefix(16))
        while !bytes.isEmpty, String(validating: bytes, as: UTF8.self) == nil { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self)
    }

    // MARK: Numbers

    private func birth(_ row: Row) -> [String] {
        guard row.birth != 0 else { return ["", "", ""] }
        return [
            Self.padded(UInt64(row.birth), to: 8), Self.padded(UInt64(DayOfBirth(digits: row.birth).swapless), to: 8),
            Self.padded(UInt64(row.birth / 10_000), to: 4),
        ]
    }

    private static func padded(_ number: UInt64, to width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    private func identifier(_ row: Row, _ place: Int, _ item: ComparisonPlan.Item) -> [String] {
        let packed = item.slot < 2 ? row.ids[item.slot] : table.moreIDs[item.slot - 2][place]
        guard packed != 0 else { return ["", ""] + Self.extra(item.identifier).map { _ in "" } }
        let plain = Identifier.plain(packed)
        let firm = Identifier.isFirm(packed) ? "1" : ""
        switch item.identifier {
        case .nhsNumber:
            return ["\(plain)", firm, Self.padded(plain, to: 10)]
        case .upn:
            return [
                "\(plain)", firm, "\(plain >> 43)", Self.padded(plain >> 6 & (1 << 37 - 1), to: 11), "\(plain & 0x3F)",
            ]
        default:
            return ["\(plain)", firm, plain >> 61 == 0 ? Self.characters(plain, groups: 10) : ""]
        }
    }

    /// A packed value as one character for each six bits, the highest first.
    static func characters(_ packed: UInt64, groups: Int) -> String {
        let alphabet = Array("-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz+")
        return String((0..<groups).reversed().map { alphabet[Int(packed >> UInt64(6 * $0) & 0x3F)] })
    }

    // MARK: Place and texts

    private func home(_ row: Row) -> [String] {
        let code = Postcode(packed: row.postcode)
        let isKnown = code.packed != 0
        let street = row.street == 0 ? "" : table.streets[Int(row.street)]
        let key = Frequencies.homeKey(row)
        return [
            isKnown ? "1" : "", isKnown && code.isFull ? Self.characters(code.packed, groups: 8) : "",
            code.sector == 0 ? "" : "\(code.sector)", code.district == 0 ? "" : "\(code.district)",
            row.house == 0 ? "" : "\(row.house >> 10)", row.house == 0 ? "" : "\(row.house & 0x3FF)", street,
            Self.cut(street), key == 0 ? "" : "\(key)",
        ]
    }

    private func category(_ place: Int, _ slot: Int) -> [String] {
        let value = Int(table.categories[slot][place])
        guard value != 0 else { return ["", ""] }
        let text = table.categoryTexts[slot][value]
        return [text, Self.cut(text)]
    }
}
