/// What is compared of a record, in one line of a processor's cache.
struct Row {
    /// The first given name, as a word of the name book; 0 is not known.
    var forename: UInt32 = 0
    /// The family names, as an entry of the name book.
    var surname: UInt32 = 0
    /// The other given names, as an entry of the name book.
    var given: UInt32 = 0
    /// The day of birth, as `DayOfBirth.digits`.
    var birth: UInt32 = 0
    /// The postcode, as `Postcode.packed`.
    var postcode: UInt64 = 0
    /// The house, as `StreetAddress.house`.
    var house: UInt32 = 0
    /// The street, as a number of the table's streets; 0 is not known.
    var street: UInt32 = 0
    /// The first two identifiers.
    var ids: SIMD2<UInt64> = .zero
    /// The agency's own key.
    var local: UInt64 = 0
    /// The place of its source among the table's.
    var source: UInt8 = 0
    /// 1 male, 2 female, 3 another; 0 not known.
    var sex: UInt8 = 0
    /// Which of the further columns hold something.
    var flags: UInt16 = 0
    /// Names it is also known by, as an entry of the name book.
    var alias: UInt32 = 0

    /// Whether a row of the same agency says the same of a person, home and middle names aside.
    func isCopy(of other: Row) -> Bool {
        source == other.source && forename == other.forename && surname == other.surname && birth == other.birth
            && ids == other.ids && sex == other.sex && local == other.local
    }

    /// Whether any further identifier or category is known.
    static let hasMore: UInt16 = 1
}
