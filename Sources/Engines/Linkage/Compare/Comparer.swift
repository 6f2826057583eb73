/// Compares records field by field into a vector of levels.
///
/// One comparer belongs to one thread, because it remembers the names it has compared.
struct Comparer {
    let view: TableView
    let plan: ComparisonPlan
    private var forenames: NameMemo
    private var surnames: NameMemo

    init(view: TableView, plan: ComparisonPlan, memoBits: Int = 16) {
        self.view = view
        self.plan = plan
        forenames = NameMemo(bits: memoBits)
        surnames = NameMemo(bits: memoBits)
    }

    /// The codes of levels, as their places in `ComparisonKind.levels`.
    enum Code {
        static let swapped: UInt64 = 2
        static let forename = (
            exact: UInt8(1), shared: UInt8(3), variant: UInt8(4), near: UInt8(5), close: UInt8(6),
            sound: UInt8(7), short: UInt8(8), initial: UInt8(9), honour: UInt8(10), faint: UInt8(11),
            different: UInt8(12), apart: UInt8(13)
        )
        static let surname = (
            exact: UInt8(1), shared: UInt8(2), variant: UInt8(3), near: UInt8(4), close: UInt8(5),
            sound: UInt8(6), faint: UInt8(7), different: UInt8(8)
        )
    }

    /// The vector of two records by their places.
    @inline(__always)
    mutating func vector(_ a: Int, _ b: Int) -> UInt64 {
        let one = view.rows[a]
        let other = view.rows[b]
        var vector = Vector.sourceCode(one.source, other.source)
        func put(_ code: some BinaryInteger, _ comparison: Int) { vector |= UInt64(code) << UInt64(comparison * 4) }
        var isSwapped = false
        if plan.forename >= 0 {
            let code = forename(one, other)
            isSwapped = code == 2
            put(code, plan.forename)
        }
        if plan.surname >= 0, !isSwapped { put(surname(one, other), plan.surname) }
        if plan.given >= 0 { put(given(one.given, other.given), plan.given) }
        if plan.birth >= 0 { put(Self.birth(one.birth, other.birth), plan.birth) }
        if plan.sex >= 0 { put(Self.sex(one.sex, other.sex), plan.sex) }
        if plan.place >= 0 { put(place(one, other), plan.place) }
        if plan.local >= 0, one.local != 0, other.local != 0, one.source == other.source {
            put(one.local == other.local ? 1 : 2, plan.local)
        }
        let hasMore = one.flags & other.flags & Row.hasMore != 0
        for (comparison, slot, kind) in plan.identifiers {
            if slot < 2 {
                put(Self.identifier(one.ids[slot], other.ids[slot], kind), comparison)
            } else if hasMore {
                put(Self.identifier(view.moreIDs[slot - 2][a], view.moreIDs[slot - 2][b], kind), comparison)
            }
        }
        if hasMore { for (comparison, slot) in plan.categories { put(category(a, b, slot), comparison) } }
        return vector
    }

    // MARK: Names

    private mutating func forename(_ one: Row, _ other: Row) -> UInt8 {
        let a = one.forename
        let b = other.forename
        guard a != 0, b != 0 else { return 0 }
        if a == b { return Code.forename.exact }
        if isSwapped(one, other) { return UInt8(Code.swapped) }
        if holds(other.given, a) || holds(one.given, b) || holds(other.alias, a) || holds(one.alias, b) {
            return Code.forename.shared
        }
        let words = view.words
        let code = forenames.level(a, b) { Self.forename(words[Int(a)], words[Int(b)]) }
        return code < Code.forename.faint ? code : unlike(code, one, other)
    }

    /// What else is known of two forenames with little or nothing in common.
    ///
    /// Somebody known by a further name shows it where the further names are written, if only as a letter; where they are and
    /// it is not among them, two forenames are two people's far more often. A name of honour alone tells little.
    private func unlike(_ code: UInt8, _ one: Row, _ other: Row) -> UInt8 {
        let word = view.words[Int(one.forename)]
        let otherWord = view.words[Int(other.forename)]
        if holdsInitial(one.given, of: otherWord) || holdsInitial(other.given, of: word) {
            return Code.forename.initial
        }
        if word.isHonorific || otherWord.isHonorific { return Code.forename.honour }
        guard code == Code.forename.different else { return code }
        return namesFurther(one.given) || namesFurther(other.given) ? Code.forename.apart : code
    }

    private func holdsInitial(_ entry: UInt32, of word: NameWord) -> Bool {
        guard entry != 0 else { return false }
        let given = view.entries[Int(entry)]
        return (0..<4).contains { index in
            let letter = view.words[Int(given[index])].short
            return letter.count == 1 && letter.bytes[0] == word.short.bytes[0]
        }
    }

    /// Whether an entry of given names holds more than names of honour.
    private func namesFurther(_ entry: UInt32) -> Bool {
        guard entry != 0 else { return false }
        let given = view.entries[Int(entry)]
        return (0..<4).contains { given[$0] != 0 && !view.words[Int(given[$0])].isHonorific }
    }

    /// Forename and surname in each other's place, one of the two to the letter; only then, so that it is counted once.
    private mutating func isSwapped(_ one: Row, _ other: Row) -> Bool {
        let family = view.entries[Int(one.surname)]
        let otherFamily = view.entries[Int(other.surname)]
        guard family[0] != 0, otherFamily[0] != 0, one.surname != other.surname else { return false }
        let there = any(otherFamily .== SIMD4(repeating: one.forename))
        let back = any(family .== SIMD4(repeating: other.forename))
        if there && back { return true }
        if there { return isAlike(family[0], other.forename) }
        return back && isAlike(otherFamily[0], one.forename)
    }

    private mutating func isAlike(_ one: UInt32, _ other: UInt32) -> Bool {
        let words = view.words
        return forenames.level(one, other) { Self.forename(words[Int(one)], words[Int(other)]) } <= Code.forename.close
    }

    @inline(__always)
    private func holds(_ entry: UInt32, _ word: UInt32) -> Bool {
        entry != 0 && any(view.entries[Int(entry)] .== SIMD4(repeating: word))
    }

    static func forename(_ one: NameWord, _ other: NameWord) -> UInt8 {
        if one.isVariant(of: other) { return Code.forename.variant }
        if one.short.count == 1 || other.short.count == 1 {
            return one.short.bytes[0] == other.short.bytes[0] ? Code.forename.initial : Code.forename.different
        }
        let sounds = one.sound == other.sound && one.sound != 0
        let canBeAlike = sounds || JaroWinkler.bound(one.short, other.short) >= 0.7
        let likeness = canBeAlike ? JaroWinkler.similarity(one.short, other.short) : 0
        if likeness >= 0.92 { return Code.forename.near }
        if likeness >= 0.85 { return Code.forename.close }
        if sounds { return Code.forename.sound }
        if ShortForm.isShort(one.short, other.short) { return Code.forename.short }
        return likeness >= 0.7 ? Code.forename.faint : Code.forename.different
    }

    private mutating func surname(_ one: Row, _ other: Row) -> UInt8 {
        let a = one.surname
        let b = other.surname
        guard a != 0, b != 0 else { return 0 }
        if a == b { return Code.surname.exact }
        let view = view
        let code = surnames.level(a, b) { Self.surname(view, view.entries[Int(a)], view.entries[Int(b)]) }
        if code > Code.surname.close, one.alias != 0 || other.alias != 0 {
            let isAlias = holds(one.alias, view.entries[Int(b)][0]) || holds(other.alias, view.entries[Int(a)][0])
            if isAlias { return Code.surname.shared }
        }
        return code
    }

    static func surname(_ view: TableView, _ one: SIMD4<UInt32>, _ other: SIMD4<UInt32>) -> UInt8 {
        let isSingle = one[1] == 0 && other[1] == 0
        if !isSingle {
            for index in 0..<4 where one[index] != 0 {
                if any(other .== SIMD4(repeating: one[index])) { return Code.surname.shared }
            }
        }
        var best = Code.surname.different
        for left in 0..<4 where one[left] != 0 {
            for right in 0..<4 where other[right] != 0 {
                best = min(best, surname(view.words[Int(one[left])], view.words[Int(other[right])]))
            }
        }
        return isSingle ? best : max(best, Code.surname.close)
    }

    private static func surname(_ one: NameWord, _ other: NameWord) -> UInt8 {
        if one.isVariant(of: other) { return Code.surname.variant }
        let sounds = one.sound == other.sound && one.sound != 0
        guard sounds || JaroWinkler.bound(one.short, other.short) >= 0.7 else { return Code.surname.different }
        let likeness = JaroWinkler.similarity(one.short, other.short)
        if likeness >= 0.92 { return Code.surname.near }
        if likeness >= 0.85 { return Code.surname.close }
        if sounds { return Code.surname.sound }
        return likeness >= 0.7 ? Code.surname.faint : Code.surname.different
    }

    private func given(_ a: UInt32, _ b: UInt32) -> UInt8 {
        guard a != 0, b != 0 else { return 0 }
        if a == b { return 1 }
        let one = view.entries[Int(a)]
        let other = view.entries[Int(b)]
        if one[0] == other[0] { return 1 }
        for index in 0..<4 where one[index] != 0 {
            if any(other .== SIMD4(repeating: one[index])) { return 2 }
        }
        let left = view.words[Int(one[0])]
        let right = view.words[Int(other[0])]
        if left.isVariant(of: right) { return 2 }
        let isInitial = left.short.count == 1 || right.short.count == 1
        if isInitial, left.short.bytes[0] == right.short.bytes[0] { return 3 }
        return 4
    }

    // MARK: Numbers

    static func birth(_ a: UInt32, _ b: UInt32) -> UInt8 {
        guard a != 0, b != 0 else { return 0 }
        if a == b { return 1 }
        let one = DayOfBirth(digits: a)
        let other = DayOfBirth(digits: b)
        if one.swapless == other.swapless { return 2 }
        let apart = abs(one.year - other.year)
        if apart <= 1, a % 10_000 == 101 || b % 10_000 == 101 { return 4 }
        if DayOfBirth.isOneEdit(a, b) || (apart == 1 && a % 10_000 == b % 10_000) { return 3 }
        return apart == 0 ? 5 : apart <= 10 ? 6 : 7
    }

    static func sex(_ a: UInt8, _ b: UInt8) -> UInt8 {
        guard a != 0, b != 0, a < 3, b < 3 else { return 0 }
        return a == b ? 1 : 2
    }

    static func identifier(_ a: UInt64, _ b: UInt64, _ kind: FieldKind) -> UInt8 {
        guard a != 0, b != 0 else { return 0 }
        let one = Identifier.plain(a)
        let other = Identifier.plain(b)
        if one == other { return 1 }
        let isNear =
            switch kind {
            case .nhsNumber: Identifier.isOneEdit(one, other, base: 10)
            case .upn: Identifier.isOneUpnEdit(one, other)
            default: Identifier.isOneEdit(one, other, base: 64)
            }
        if isNear { return 2 }
        return Identifier.isFirm(a) && Identifier.isFirm(b) ? 3 : 0
    }

    // MARK: Place and texts

    private func place(_ one: Row, _ other: Row) -> UInt8 {
        let a = Postcode(packed: one.postcode)
        let b = Postcode(packed: other.postcode)
        let bothFull = a.packed != 0 && b.packed != 0 && a.isFull && b.isFull
        let samePostcode = bothFull && a == b
        let knowsHouses = one.house != 0 && other.house != 0
        let sameHouse = knowsHouses && StreetAddress.isSameHouse(one.house, other.house)
        let knowsStreets = one.street != 0 && other.street != 0
        if samePostcode {
            return sameHouse ? 1 : knowsHouses ? 3 : 2
        }
        let sameStreet = knowsStreets && (one.street == other.street || isLikeStreet(one.street, other.street))
        let nearPostcode = bothFull && Postcode.isOneEdit(a.packed, b.packed)
        if sameHouse, sameStreet, !bothFull || nearPostcode { return 1 }
        if sameHouse, nearPostcode, !knowsStreets { return 1 }
        if sameStreet { return 4 }
        if nearPostcode || (a.sector != 0 && a.sector == b.sector) { return 5 }
        if a.district != 0, a.district == b.district { return 6 }
        return knowsStreets || (a.packed != 0 && b.packed != 0) ? 7 : 0
    }

    private func isLikeStreet(_ a: UInt32, _ b: UInt32) -> Bool {
        let one = view.streets[Int(a)]
        let other = view.streets[Int(b)]
        return JaroWinkler.bound(one, other) >= 0.92 && JaroWinkler.similarity(one, other) >= 0.92
    }

    private func category(_ a: Int, _ b: Int, _ slot: Int) -> UInt8 {
        let one = view.categories[slot][a]
        let other = view.categories[slot][b]
        guard one != 0, other != 0 else { return 0 }
        if one == other { return 1 }
        let left = view.categoryWords[slot][Int(one)]
        let right = view.categoryWords[slot][Int(other)]
        guard left.count > 3, right.count > 3, JaroWinkler.bound(left, right) >= 0.88 else { return 3 }
        return JaroWinkler.similarity(left, right) >= 0.88 ? 2 : 3
    }
}
