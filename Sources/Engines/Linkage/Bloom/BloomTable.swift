/// Records of which only bits are known, side by side for fast comparison.
public struct BloomTable: Sendable {
    /// The ids, in order.
    public private(set) var ids: [String] = []
    /// The kinds of identifier the pseudonyms stand for.
    public let identifiers: [String]

    /// The bits, sixteen words a record.
    private(set) var words: [UInt64] = []
    /// The number of bits set in each part, four a record.
    private(set) var counts: [UInt16] = []
    /// The pseudonyms of identifiers, as many a record as there are kinds; 0 is not known.
    private(set) var pseudonyms: [UInt64] = []

    /// An empty table; `identifiers` names the kinds of identifier of which pseudonyms are given, such as NHS number.
    public init(identifiers: [String]) {
        self.identifiers = identifiers
    }

    /// Encodes a table read in clear, so that both linkages can be measured on the same rows.
    ///
    /// The first forename, the family names, the date of birth, the postcode, and pseudonyms of NHS number and UPN.
    public init(_ table: RecordTable, encoder: inout BloomEncoder) throws(LinkageError) {
        let found = try FieldPlan(table.spec).identifiers.enumerated().filter {
            [.nhsNumber, .upn].contains($0.element.kind)
        }
        self.init(identifiers: found.map(\.element.name))
        for place in 0..<table.count {
            let row = table.rows[place]
            let bits = encoder.encode(
                given: table.names.texts[Int(row.forename)], family: table.names.text(entry: row.surname),
                born: Self.date(row.birth), postcode: Self.letters(row.postcode))
            let numbers = found.map { slot, field in
                let packed = slot < 2 ? row.ids[slot] : table.moreIDs[slot - 2][place]
                return encoder.pseudonym(packed: packed, kind: field.kind)
            }
            append(id: table.id(place), bits: bits, pseudonyms: numbers)
        }
    }

    private static func date(_ digits: UInt32) -> String {
        guard digits != 0 else { return "" }
        let text = String(digits)
        return "\(text.prefix(4))-\(text.dropFirst(4).prefix(2))-\(text.suffix(2))"
    }

    private static func letters(_ packed: UInt64) -> String {
        let code = Postcode(packed: packed)
        guard code.isFull, packed & Postcode.foreignMark == 0 else { return "" }
        return PreparedColumns.characters(packed, groups: 7).filter { $0 != "-" }
    }

    /// The number of records.
    public var count: Int {
        ids.count
    }

    /// Adds a record with a pseudonym for each kind of identifier, 0 where it has none.
    public mutating func append(id: String, bits: BloomName, pseudonyms: [UInt64]) {
        precondition(pseudonyms.count == identifiers.count, "a pseudonym for each kind of identifier")
        ids.append(id)
        words += bits.words
        for part in BloomName.Part.allCases {
            let start = part.rawValue * BloomName.wordsPerPart
            let set = bits.words[start..<(start + BloomName.wordsPerPart)].reduce(0) { $0 + $1.nonzeroBitCount }
            counts.append(UInt16(set))
        }
        self.pseudonyms += pseudonyms
    }

    /// A digest of a part's bits, equal for equal parts; 0 when the part is empty.
    func pattern(of record: Int, _ part: BloomName.Part) -> UInt64 {
        guard counts[record * BloomName.Part.allCases.count + part.rawValue] > 0 else { return 0 }
        let start = record * BloomName.wordCount + part.rawValue * BloomName.wordsPerPart
        var mixed: UInt64 = 0x9E37_79B9_7F4A_7C15
        for place in start..<(start + BloomName.wordsPerPart) {
            mixed = (mixed ^ words[place]) &* 0xBF58_476D_1CE4_E5B9
            mixed ^= mixed >> 29
        }
        return mixed | 1
    }
}

/// How alike two encoded records are, part by part, as small numbers.
struct BloomLevels {
    /// The least likeness of each level of a part after the one for equal bits; below the last comes "different".
    static func bands(_ part: BloomName.Part) -> [Float] {
        switch part {
        case .given, .family: [0.9, 0.8, 0.7, 0.6, 0.5, 0.4]
        case .birth: [0.8, 0.65, 0.5, 0.4]
        case .place: [0.7, 0.5, 0.35]
        }
    }

    /// The fields: the parts, then the kinds of identifier.
    let fields: Int
    /// How many levels each field has, 0 for not known among them.
    let sizes: [Int]

    init(identifiers: Int) {
        sizes = BloomName.Part.allCases.map { Self.bands($0).count + 3 } + [Int](repeating: 3, count: identifiers)
        fields = sizes.count
    }

    /// The levels of a pair, four bits a field: 0 not known, 1 equal, then less and less alike.
    func vector(_ table: BloomTable, _ a: Int, _ b: Int) -> UInt64 {
        var vector: UInt64 = 0
        let parts = BloomName.Part.allCases.count
        for part in BloomName.Part.allCases {
            let (countA, countB) = (table.counts[a * parts + part.rawValue], table.counts[b * parts + part.rawValue])
            guard countA > 0, countB > 0 else { continue }
            let startA = a * BloomName.wordCount + part.rawValue * BloomName.wordsPerPart
            let startB = b * BloomName.wordCount + part.rawValue * BloomName.wordsPerPart
            var both = 0
            for place in 0..<BloomName.wordsPerPart {
                both += (table.words[startA + place] & table.words[startB + place]).nonzeroBitCount
            }
            let likeness = 2 * Float(both) / Float(countA + countB)
            var level: UInt64 = 1
            if likeness < 1 {
                level = 2
                for band in Self.bands(part) where likeness < band { level += 1 }
            }
            vector |= level << UInt64(4 * part.rawValue)
        }
        let kinds = table.identifiers.count
        for kind in 0..<kinds {
            let (one, other) = (table.pseudonyms[a * kinds + kind], table.pseudonyms[b * kinds + kind])
            guard one != 0, other != 0 else { continue }
            vector |= (one == other ? 1 : 2) << UInt64(4 * (parts + kind))
        }
        return vector
    }

    /// The level of one field in a vector.
    static func level(_ vector: UInt64, _ field: Int) -> Int {
        Int(vector >> UInt64(4 * field) & 0xF)
    }
}
