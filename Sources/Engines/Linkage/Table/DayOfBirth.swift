/// A day of birth as the decimal number yyyymmdd, in which 0 is "not known".
///
/// A day that cannot be (month 13) is kept: compared digit by digit it still tells that a record is somebody's.
struct DayOfBirth: Equatable {
    /// The decimal number.
    var digits: UInt32

    /// The year.
    var year: Int { Int(digits / 10_000) }
    /// The month, possibly impossible.
    var month: UInt32 { digits / 100 % 100 }
    /// The day of the month, possibly impossible.
    var day: UInt32 { digits % 100 }

    /// The same number for a day and its twin with day and month swapped.
    var swapless: UInt32 {
        guard day <= 12, month <= 12 else { return digits }
        return digits / 10_000 * 10_000 + min(day, month) * 100 + max(day, month)
    }

    /// Reads the usual spellings: 2009-05-03, 20090503, 03/05/2009, 3.5.09, 3 May 2009, with or without a time.
    init(_ cell: UnsafeBufferPointer<UInt8>) {
        digits = 0
        var numbers: (Int, Int, Int) = (0, 0, 0)
        var widths: (Int, Int, Int) = (0, 0, 0)
        var found = 0
        var named = 0
        var place = 0
        while place < cell.count, found < 3 {
            let byte = cell[place]
            if byte >= 48, byte <= 57 {
                var value = 0
                let start = place
                while place < cell.count, cell[place] >= 48, cell[place] <= 57, place - start < 9 {
                    value = value * 10 + Int(cell[place] - 48)
                    place += 1
                }
                switch found {
                case 0: (numbers.0, widths.0) = (value, place - start)
                case 1: (numbers.1, widths.1) = (value, place - start)
                default: (numbers.2, widths.2) = (value, place - start)
                }
                found += 1
                if place < cell.count, cell[place] == 46, found == 1, widths.0 >= 5 { break }
            } else if byte | 32 >= 97, byte | 32 <= 122 {
                guard found > 0 || named == 0, let month = Self.month(cell, at: place) else {
                    if found == 0 { return }
                    break
                }
                if named != 0 { break }
                named = month
                while place < cell.count, cell[place] | 32 >= 97, cell[place] | 32 <= 122 { place += 1 }
            } else {
                place += 1
            }
            if found == 2, named != 0 { break }
            if found == 1, widths.0 >= 8 { break }
        }
        digits = Self.assemble(numbers, widths, found, named)
    }

    init(digits: UInt32) { self.digits = digits }

    private static func assemble(
        _ numbers: (Int, Int, Int), _ widths: (Int, Int, Int), _ found: Int, _ named: Int
    ) -> UInt32 {
        let (a, b, c) = numbers
        if named != 0, found >= 2 {
            return widths.0 == 4 ? pack(a, named, b) : pack(fullYear(b, widths.1), named, a)
        }
        if found == 1, widths.0 == 8 {
            if plausible(a / 10_000) { return pack(a / 10_000, a / 100 % 100, a % 100) }
            return plausible(a % 10_000) ? pack(a % 10_000, a / 10_000 % 100, a / 1_000_000) : 0
        }
        if found == 1, widths.0 == 5 { return serial(a) }
        guard found == 3 else { return 0 }
        if widths.0 == 4 { return pack(a, b, c) }
        let year = fullYear(c, widths.2)
        return b > 12 && a <= 12 ? pack(year, a, b) : pack(year, b, a)
    }

    private static func plausible(_ year: Int) -> Bool { year >= 1850 && year <= 2100 }

    private static func fullYear(_ year: Int, _ width: Int) -> Int {
        guard width <= 2 else { return year }
        return year > 30 ? 1900 + year : 2000 + year
    }

    /// A spreadsheet's day number (1900 system), civil from days as in Hinnant's algorithm.
    private static func serial(_ number: Int) -> UInt32 {
        guard number > 3_000 else { return 0 }
        let days = number - 25_569 + 719_468
        let era = days / 146_097
        let ofEra = days - era * 146_097
        let year = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
        let ofYear = ofEra - (365 * year + year / 4 - year / 100)
        let shifted = (5 * ofYear + 2) / 153
        let day = ofYear - (153 * shifted + 2) / 5 + 1
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        return pack(year + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    private static func pack(_ year: Int, _ month: Int, _ day: Int) -> UInt32 {
        guard plausible(year), month <= 99, day <= 99 else { return 0 }
        // 1900-01-01 and its like are what systems write for nothing.
        guard !(year == 1900 && month == 1 && day <= 1) else { return 0 }
        return UInt32(year * 10_000 + month * 100 + day)
    }

    private static func month(_ cell: UnsafeBufferPointer<UInt8>, at place: Int) -> Int? {
        guard place + 2 < cell.count else { return nil }
        let key = [cell[place] | 32, cell[place + 1] | 32, cell[place + 2] | 32]
        let names = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
        return names.firstIndex { Array($0.utf8) == key }.map { $0 + 1 }
    }

    /// Whether one digit differs, or two neighbouring digits changed places.
    static func isOneEdit(_ one: UInt32, _ other: UInt32) -> Bool {
        var left = one
        var right = other
        var places: (Int, Int) = (-1, -1)
        var digits: (UInt32, UInt32, UInt32, UInt32) = (0, 0, 0, 0)
        var count = 0
        for place in 0..<8 {
            let a = left % 10
            let b = right % 10
            left /= 10
            right /= 10
            guard a != b else { continue }
            count += 1
            if count == 1 { (places.0, digits.0, digits.1) = (place, a, b) }
            if count == 2 { (places.1, digits.2, digits.3) = (place, a, b) }
            if count > 2 { return false }
        }
        if count == 1 { return true }
        return count == 2 && places.1 == places.0 + 1 && digits.0 == digits.3 && digits.1 == digits.2
    }
}
