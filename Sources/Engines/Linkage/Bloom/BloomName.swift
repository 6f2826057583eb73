/// A record whose names, date of birth and postcode can be compared but not read: 1,024 bits.
///
/// Each of four parts of 256 bits is a Bloom filter of keyed digests of pieces of what it stands for (Schnell, Bachteler
/// and Reiher 2009, doi:10.1186/1472-6947-9-41), so that alike words give alike bits. Agencies that may not share names
/// encode them with one secret key and share the bits. Who holds bits but not the key cannot look a name up; but common
/// names still show as common bits, so frequency attacks remain possible (Christen, Schnell, Vatsalan and Ranbaduge
/// 2017, doi:10.1007/978-3-319-57454-7_49): treat the bits as personal data, keep the key away from whoever links, and
/// use a new key for each linkage. Each bit is drawn from its own part of the digest, not by double hashing, whose
/// pattern is the door most attacks used (Niedermeyer, Steinmetzer, Kroll and Schnell 2014,
/// doi:10.29012/jpc.v6i2.640). Salting with the year of birth, or balancing with the bits' complements, would harden
/// them further at a cost in recall, and is not done here.
public struct BloomName: Hashable, Sendable {
    /// What a part of the bits stands for.
    public enum Part: Int, CaseIterable, Sendable, Codable {
        /// The given name that is used.
        case given
        /// All family names.
        case family
        /// The date of birth.
        case birth
        /// The postcode.
        case place
    }

    static let wordsPerPart = 4
    static let wordCount = 16

    /// The bits, sixteen words of 64.
    public let words: [UInt64]

    /// Takes bits made elsewhere; nil unless there are 1,024.
    public init?(words: [UInt64]) {
        guard words.count == Self.wordCount else { return nil }
        self.words = words
    }

    init(sixteen words: [UInt64]) {
        self.words = words
    }

    /// Reads bits from 256 hexadecimal digits; nil when the text is anything else.
    public init?(hex: some StringProtocol) {
        guard hex.utf8.count == Self.wordCount * 16 else { return nil }
        var words: [UInt64] = []
        var rest = hex[...]
        while !rest.isEmpty {
            guard let word = UInt64(rest.prefix(16), radix: 16), rest.first != "+", rest.first != "-" else {
                return nil
            }
            words.append(word)
            rest = rest.dropFirst(16)
        }
        self.words = words
    }

    /// The bits as 256 hexadecimal digits, for a column of a CSV file.
    public var hex: String {
        words.map { word in
            let digits = String(word, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }

    /// How alike a part of two records is, from 0 to 1 (Dice 1945, doi:10.2307/1932409); nil when either has none.
    public func likeness(to other: BloomName, in part: Part) -> Double? {
        let range = (part.rawValue * Self.wordsPerPart)..<((part.rawValue + 1) * Self.wordsPerPart)
        var (both, mine, theirs) = (0, 0, 0)
        for place in range {
            both += (words[place] & other.words[place]).nonzeroBitCount
            mine += words[place].nonzeroBitCount
            theirs += other.words[place].nonzeroBitCount
        }
        guard mine > 0, theirs > 0 else { return nil }
        return 2 * Double(both) / Double(mine + theirs)
    }
}

/// Turns records into bits with a secret key.
public struct BloomEncoder {
    /// A keyed digest of some bytes, such as HMAC-SHA-256 under the partnership's secret; at least 32 bytes.
    public typealias Digest = @Sendable (_ message: [UInt8]) -> [UInt8]

    private let digest: Digest
    private var masks: [Piece: [UInt64]] = [:]

    /// A piece of a value and the part of the record it belongs to.
    private struct Piece: Hashable {
        let part: BloomName.Part
        let text: String
    }

    /// How many bits a piece sets, by part: few enough that a part stays less than half full.
    private static func count(_ part: BloomName.Part) -> Int {
        switch part {
        case .given: 10
        case .family: 8
        case .birth: 10
        case .place: 12
        }
    }

    /// An encoder under a key; nil when the digest is too short to be a keyed one.
    public init?(digest: @escaping Digest) {
        guard digest([]).count >= 32 else { return nil }
        self.digest = digest
    }

    /// The bits of a record; an empty value leaves its part empty.
    ///
    /// Names are prepared as in a linkage in clear (case, accents, honours), so agencies need not agree on that.
    public mutating func encode(given: String, family: String, born: String, postcode: String) -> BloomName {
        var words = [UInt64](repeating: 0, count: BloomName.wordCount)
        let first = NamePreparation.given(Folding.fold(given)).prefix(1).flatMap(Self.bigrams)
        add(first, to: .given, of: &words)
        add(NamePreparation.family(Folding.fold(family)).flatMap(Self.bigrams), to: .family, of: &words)
        add(Self.pieces(ofDate: born), to: .birth, of: &words)
        add(Self.pieces(ofPostcode: postcode), to: .place, of: &words)
        return BloomName(sixteen: words)
    }

    /// A pseudonym of an identifier under the key, for equality alone; 0 for one that is empty or cannot be relied on.
    ///
    /// An NHS number or UPN that fails its check, and a temporary UPN, could otherwise tell one person's records apart.
    public func pseudonym(of identifier: String, kind: FieldKind) -> UInt64 {
        var copy = identifier
        let value = copy.withUTF8 { cell in
            switch kind {
            case .nhsNumber: Identifier.nhs(cell)
            case .upn: Identifier.upn(cell)
            default: Identifier.generic(cell)
            }
        }
        return pseudonym(packed: value, kind: kind)
    }

    /// The pseudonym of an identifier as a table holds it.
    func pseudonym(packed value: UInt64, kind: FieldKind) -> UInt64 {
        guard value != 0, Identifier.isFirm(value) || (kind != .nhsNumber && kind != .upn) else { return 0 }
        let bytes = digest(Array("identifier|\(kind.rawValue)|\(value)".utf8))
        return max(1, bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) })
    }

    private mutating func add(_ pieces: [String], to part: BloomName.Part, of words: inout [UInt64]) {
        for text in pieces {
            let piece = Piece(part: part, text: text)
            let mask = masks[piece] ?? mask(of: piece)
            masks[piece] = mask
            for place in mask.indices { words[part.rawValue * BloomName.wordsPerPart + place] |= mask[place] }
        }
    }

    /// The bits a piece sets: each number of 256 is a byte of the digest.
    private func mask(of piece: Piece) -> [UInt64] {
        var mask = [UInt64](repeating: 0, count: BloomName.wordsPerPart)
        let bytes = digest(Array("\(piece.part)|\(piece.text)".utf8))
        for byte in bytes.prefix(Self.count(piece.part)) { mask[Int(byte) / 64] |= 1 << UInt64(byte % 64) }
        return mask
    }

    /// Neighbouring letters, the ends marked: `_j`, `jo`, `o_`.
    private static func bigrams(of word: [UInt8]) -> [String] {
        let marked = [UInt8(ascii: "_")] + word + [UInt8(ascii: "_")]
        return zip(marked, marked.dropFirst()).map { String(decoding: [$0, $1], as: UTF8.self) }
    }

    /// Day, month and year, each whole and with a digit left out, and day and month wherever they stand.
    private static func pieces(ofDate text: String) -> [String] {
        let parts = text.split(separator: "-")
        guard parts.count == 3, parts[0].count == 4, parts[1].count == 2, parts[2].count == 2 else { return [] }
        let (year, month, day) = (parts[0], parts[1], parts[2])
        return [
            "y\(year)", "y\(year.prefix(3))_", "y\(year.prefix(2))_\(year.suffix(1))", "m\(month)", "d\(day)",
            "n\(month)",
            "n\(day)", "d\(day.prefix(1))_", "d_\(day.suffix(1))", "m\(month)d\(day)",
        ]
    }

    /// The whole postcode, its sector and district, and its letters and digits by their places from each end.
    private static func pieces(ofPostcode text: String) -> [String] {
        let letters = text.uppercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
        guard letters.count >= 5, letters.count <= 7 else { return [] }
        let (outward, inward) = (letters.dropLast(3), letters.suffix(3))
        return [
            "p\(letters)", "s\(outward)\(inward.prefix(1))", "o\(outward)", "i\(inward)", "1\(inward.prefix(1))",
            "2\(inward.suffix(1))", "3\(inward.dropFirst().prefix(1))",
        ]
    }
}
