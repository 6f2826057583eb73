/// An address taken apart: flat, number and street, in whichever order it was written.
///
/// `Flat 3, 12 High St`, `3/12 High Street` and `12 High Street, Flat 3` are one home.
struct StreetAddress {
    /// Number, letter and flat packed: number in bits 15 to 30, letter in 10 to 14, flat in 0 to 9; 0 is not known.
    var house: UInt32 = 0
    /// The street's name without spaces, its kind spelt out.
    var street: [UInt8] = []

    /// Marks a house known by a name; the other bits are then a digest of it.
    static let named: UInt32 = 1 << 31

    /// Whether two houses are one: number and letter agree, and the flat does where both give one.
    static func isSameHouse(_ one: UInt32, _ other: UInt32) -> Bool {
        guard one != 0, other != 0, one >> 10 == other >> 10 else { return false }
        let flat = one & 0x3FF
        let otherFlat = other & 0x3FF
        return flat == otherFlat || flat == 0 || otherFlat == 0
    }

    /// A buffer for taking addresses apart without making strings.
    struct Reader {
        private var word: [UInt8] = []
        private var address = StreetAddress()
        private var number: UInt32 = 0
        private var letter: UInt32 = 0
        private var flat: UInt32 = 0
        private var awaitsFlat = false
        private var isClosed = false
        private var words = 0

        /// Takes apart one cell of UTF-8.
        mutating func read(_ cell: UnsafeBufferPointer<UInt8>) -> StreetAddress {
            address.street.removeAll(keepingCapacity: true)
            address.house = 0
            (number, letter, flat, awaitsFlat, isClosed, words) = (0, 0, 0, false, false, 0)
            word.removeAll(keepingCapacity: true)
            for byte in cell {
                switch byte {
                case 48...57, 97...122, 128...255: word.append(byte)
                case 65...90: word.append(byte | 32)
                case 39, 46: continue
                default:
                    take()
                    if byte == 44 || byte == 10 { pause() }
                }
            }
            take()
            if address.house == 0 {
                if number == 0, flat != 0 { (number, flat) = (flat, 0) }
                address.house = number << 15 | letter << 10 | flat
            }
            return address
        }

        /// A comma: what stood before it was the street, or the name of the house.
        private mutating func pause() {
            guard !address.street.isEmpty, !isClosed else { return }
            guard number == 0 else {
                isClosed = true
                return
            }
            var digest: UInt32 = 2_166_136_261
            for byte in address.street { digest = (digest ^ UInt32(byte)) &* 16_777_619 }
            address.house = digest | StreetAddress.named
            address.street.removeAll(keepingCapacity: true)
            words = 0
        }

        private mutating func take() {
            defer { word.removeAll(keepingCapacity: true) }
            guard let first = word.first else { return }
            if first >= 48, first <= 57 { return takeNumber() }
            if awaitsFlat {
                awaitsFlat = false
                if word.count == 1 {
                    flat = 512 + UInt32(first & 31)
                    return
                }
            }
            if StreetAddress.isFlatWord(word) {
                awaitsFlat = true
                return
            }
            if words == 0, number != 0, letter == 0, word.count == 1 {
                letter = UInt32(first & 31)
                return
            }
            guard !isClosed else { return }
            if words > 0, let kind = StreetAddress.kinds[word] {
                address.street.append(contentsOf: kind)
                isClosed = true
            } else {
                address.street.append(contentsOf: word)
            }
            words += 1
        }

        private mutating func takeNumber() {
            var value: UInt32 = 0
            var rest: UInt8 = 0
            for byte in word {
                if byte >= 48, byte <= 57, rest == 0 {
                    value = min(value * 10 + UInt32(byte - 48), 65_535)
                } else {
                    rest = byte
                }
            }
            if awaitsFlat {
                awaitsFlat = false
                flat = min(value, 511)
            } else if words == 0 {
                if number != 0, flat == 0 { flat = min(number, 511) }
                number = value
                letter = rest >= 97 ? UInt32(rest & 31) : 0
            }
        }
    }

    private static func isFlatWord(_ word: [UInt8]) -> Bool {
        switch word.count {
        case 3: word == [97, 112, 116]
        case 4: word == [102, 108, 97, 116] || word == [117, 110, 105, 116] || word == [114, 111, 111, 109]
        case 9: word == Array("apartment".utf8)
        default: false
        }
    }

    /// Words a street's name ends with, and what each is short for.
    private static let kinds: [[UInt8]: [UInt8]] = {
        let pairs = """
            street st str
            road rd
            avenue ave av
            lane ln la
            drive dr drv
            gardens gdns gdn garden
            terrace terr ter tce
            close cl clo
            court ct crt
            crescent cres cr cresc
            place pl
            square sq
            grove gr grv gro
            way wy
            walk wlk
            park pk
            rise
            hill hl
            view vw
            mews
            row
            green grn
            parade pde
            boulevard blvd bvd
            circuit cct
            highway hwy
            """
        var kinds: [[UInt8]: [UInt8]] = [:]
        for line in pairs.split(separator: "\n") {
            let words = line.split(separator: " ")
            for word in words { kinds[Array(word.utf8)] = Array(words[0].utf8) }
        }
        return kinds
    }()
}
