/// A square of the National Grid as people write it: two letters and an even number of digits, "ST 587 731".
package struct GridReference: Hashable, Sendable, CustomStringConvertible {
    /// The south-west corner of the square.
    package let corner: GridPoint
    /// Length of the square's side in metres: 100,000 for letters alone, 1 for ten digits.
    package let side: Double

    /// The middle of the square: the best single point for it.
    package var centre: GridPoint {
        GridPoint(easting: corner.easting + side / 2, northing: corner.northing + side / 2)
    }

    /// Reads "ST 587 731", "ST587731", "st 58700 73100" or "ST"; refuses what no map of Great Britain has.
    package init?(_ text: some StringProtocol) {
        let signs = text.utf8.filter { $0 != 32 }
        guard signs.count >= 2, signs.count % 2 == 0, signs.count <= 12,
            let first = Self.place(of: signs[0]), let second = Self.place(of: signs[1])
        else { return nil }
        let digits = signs.dropFirst(2)
        guard digits.allSatisfy({ (48...57).contains($0) }) else { return nil }
        // Letters run from A in the north-west to Z in the south-east, I left out; S holds the false origin.
        let column = (first % 5 - 2) * 5 + second % 5
        let row = (3 - first / 5) * 5 + 4 - second / 5
        let half = digits.count / 2
        var side = 100_000.0
        for _ in 0..<half { side /= 10 }
        corner = GridPoint(
            easting: Double(column) * 100_000 + Self.number(digits.prefix(half)) * side,
            northing: Double(row) * 100_000 + Self.number(digits.suffix(half)) * side)
        self.side = side
        guard NationalGrid.extent.contains(corner.point) else { return nil }
    }

    /// The square a point lies in, by figures for each of easting and northing: 3 are 100 metres, 5 are one.
    ///
    /// As the Ordnance Survey does, the figures are cut off and not rounded: a reference names a square.
    package init?(_ point: GridPoint, figures: Int) {
        guard NationalGrid.extent.contains(point.point), (0...5).contains(figures) else { return nil }
        var side = 100_000.0
        for _ in 0..<figures { side /= 10 }
        corner = GridPoint(
            easting: (point.easting / side).rounded(.down) * side,
            northing: (point.northing / side).rounded(.down) * side)
        self.side = side
    }

    /// "ST 587 731": letters, then easting and northing with a space between.
    package var description: String {
        let (east, north) = (Int(corner.easting), Int(corner.northing))
        let (column, row) = (east / 100_000, north / 100_000)
        let first = (3 - row / 5) * 5 + column / 5 + 2
        let second = (4 - row % 5) * 5 + column % 5
        var text = "\(Self.letter(first))\(Self.letter(second))"
        guard side < 100_000 else { return text }
        for part in [east, north] {
            let digits = String(part % 100_000 / Int(side))
            let wanted = String(Int(100_000 / side)).utf8.count - 1
            text += " " + String(repeating: "0", count: wanted - digits.utf8.count) + digits
        }
        return text
    }

    private static let letters = Array("ABCDEFGHJKLMNOPQRSTUVWXYZ".utf8)

    private static func place(of sign: UInt8) -> Int? {
        letters.firstIndex(of: sign >= 97 ? sign - 32 : sign)
    }

    private static func letter(_ place: Int) -> Character { Character(Unicode.Scalar(letters[place])) }

    private static func number(_ digits: some Sequence<UInt8>) -> Double {
        digits.reduce(0) { $0 * 10 + Double($1 - 48) }
    }
}
