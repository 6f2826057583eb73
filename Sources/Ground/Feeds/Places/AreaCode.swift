import Foundation

/// The nine-sign code of an area of Britain's statistics, such as `E01014485`.
package struct AreaCode: Hashable, Sendable, CustomStringConvertible {
    /// In capitals.
    package let text: String

    package init?(_ written: some StringProtocol) {
        let plain = written.utf8.filter { $0 != 32 }
        guard plain.count == 9, let first = plain.first, "EWSNKJLewsnkjl".utf8.contains(first),
            plain.dropFirst().allSatisfy({ (48...57).contains($0) })
        else { return nil }
        text = String(decoding: plain, as: UTF8.self).uppercased()
    }

    package var description: String { text }

    /// What kind of area it is, in one word: "lsoa", "ward"; nil for a kind the list has not.
    package var kind: String? { AreaCodes.shipped.kinds[String(text.prefix(3))] }

    /// The one year of boundaries that has this code, when the number alone tells; most codes are in two.
    package var onlyYear: Int? {
        guard let number = Int(text.dropFirst(3)), let years = AreaCodes.shipped.added[String(text.prefix(3))] else {
            return nil
        }
        // A number that was new in an earlier year is in the later years as well, unless its area changed.
        return years.max { $0.year < $1.year }.flatMap { number >= $0.from && number <= $0.to ? $0.year : nil }
    }
}

/// What the program knows of area codes. From `Resources/areas.json`.
struct AreaCodes: Sendable, Decodable {
    struct Added: Sendable, Decodable {
        let year, from, to: Int
    }

    /// A column's name, such as `LSOA21CD`, without the year: what it is a code or a name of.
    let columns: [String: String]
    let kinds: [String: String]
    /// Numbers given for the first time with the boundaries of a year, for codes that begin so.
    let added: [String: [Added]]

    static let shipped: AreaCodes = {
        guard let url = Bundle.module.url(forResource: "areas", withExtension: "json", subdirectory: "Resources"),
            let data = try? Data(contentsOf: url), let codes = try? JSONDecoder().decode(AreaCodes.self, from: data)
        else { preconditionFailure("The list of area codes is missing from the program's own files.") }
        return codes
    }()
}

/// The name of a column of area codes or names, taken apart: `LSOA21CD`, `WD23NM`, `LAD24CD`.
package struct AreaColumn: Sendable, Equatable {
    /// "lsoa", "ward".
    package let kind: String
    /// The year of the boundaries.
    package let year: Int
    package let isCode: Bool

    package init?(_ header: String) {
        let letters = Array(header.utf8).filter { $0 != 32 && $0 != 95 }
        guard letters.count >= 6, letters.allSatisfy({ $0 < 128 }) else { return nil }
        let text = String(decoding: letters, as: UTF8.self).uppercased()
        let ending = text.suffix(2)
        let digits = text.dropLast(2).suffix(2)
        let name = String(text.dropLast(4))
        guard ending == "CD" || ending == "NM", digits.utf8.allSatisfy({ (48...57).contains($0) }),
            let short = Int(digits), let kind = AreaCodes.shipped.columns[name]
        else { return nil }
        self.kind = kind
        year = 2000 + short
        isCode = ending == "CD"
    }
}

/// Which year's boundaries a file's codes follow. Codes of two years are never joined without a lookup.
package enum BoundaryYear {
    /// The year that the codes themselves tell: the newest that any of them has alone; nil when none tells.
    package static func told(by codes: some Sequence<AreaCode>) -> Int? {
        codes.lazy.compactMap(\.onlyYear).max()
    }

    /// The year whose list of codes holds most of these, when one holds more than the others; nil otherwise.
    package static func fitting(_ codes: Set<String>, among years: [Int: Set<String>]) -> Int? {
        let shares = years.map { (year: $0.key, count: $0.value.intersection(codes).count) }
            .sorted { ($0.count, $0.year) > ($1.count, $1.year) }
        guard let best = shares.first, best.count > 0 else { return nil }
        return shares.count > 1 && shares[1].count == best.count ? nil : best.year
    }
}
