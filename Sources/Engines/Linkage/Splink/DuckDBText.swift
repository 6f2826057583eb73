/// DuckDB's measures of how alike two texts are, byte for byte and bit for bit.
///
/// DuckDB works on UTF-8 bytes, so “é” counts as two. Checked against DuckDB 2.0 on random pairs (Fixtures/make.py).
enum DuckDBText {
    /// The Jaro similarity: letters in common within a window, less half the transpositions (Jaro 1989,
    /// doi:10.1080/01621459.1989.10478785), summed in the order of the rapidfuzz code inside DuckDB.
    ///
    /// - Complexity: O(*n* × *m*) for texts of *n* and *m* bytes.
    static func jaro(_ a: [UInt8], _ b: [UInt8]) -> Double {
        guard !a.isEmpty, !b.isEmpty else { return 0 }
        if a.count == 1, b.count == 1 { return a[0] == b[0] ? 1 : 0 }
        let window = max(max(a.count, b.count) / 2 - 1, 0)
        var isUsed = [Bool](repeating: false, count: a.count)
        var matched: [UInt8] = []
        for place in b.indices {
            let first = max(0, place - window)
            let last = min(a.count - 1, place + window)
            guard first <= last else { continue }
            for other in first...last where !isUsed[other] && a[other] == b[place] {
                isUsed[other] = true
                matched.append(b[place])
                break
            }
        }
        guard !matched.isEmpty else { return 0 }
        var halves = 0
        var next = 0
        for place in a.indices where isUsed[place] {
            if a[place] != matched[next] { halves += 1 }
            next += 1
        }
        let common = Double(matched.count)
        var sum = 0.0
        sum += common / Double(a.count)
        sum += common / Double(b.count)
        sum += (common - Double(halves / 2)) / common
        return sum / 3
    }

    /// The Jaro similarity raised for a common beginning of up to four bytes, once it is above 0.7 (Winkler 1990).
    static func jaroWinkler(_ a: [UInt8], _ b: [UInt8]) -> Double {
        let alike = jaro(a, b)
        guard alike > 0.7 else { return alike }
        var prefix = 0
        while prefix < min(4, a.count, b.count), a[prefix] == b[prefix] { prefix += 1 }
        // Multiplied and added with one rounding, as DuckDB 2.0's own build does: it shows in the last bit.
        return alike.addingProduct(Double(prefix) * 0.1, 1 - alike)
    }

    /// The fewest insertions, deletions and substitutions of bytes (Levenshtein 1966).
    ///
    /// - Complexity: O(*n* × *m*).
    static func levenshtein(_ a: [UInt8], _ b: [UInt8]) -> Int {
        if a.isEmpty { return b.count }
        if b.isEmpty { return a.count }
        var row = Array(0...b.count)
        for i in 1...a.count {
            var diagonal = row[0]
            row[0] = i
            for j in 1...b.count {
                let substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)
                diagonal = row[j]
                row[j] = min(substituted, row[j] + 1, row[j - 1] + 1)
            }
        }
        return row[b.count]
    }

    /// Levenshtein’s distance with a swap of neighbours as one edit, and edits allowed between the swapped
    /// (Damerau 1964, doi:10.1145/363958.363994; the unrestricted form of Lowrance and Wagner 1975,
    /// doi:10.1145/321879.321880).
    ///
    /// - Complexity: O(*n* × *m*).
    static func damerauLevenshtein(_ a: [UInt8], _ b: [UInt8]) -> Int {
        if a.isEmpty { return b.count }
        if b.isEmpty { return a.count }
        let far = a.count + b.count
        let width = b.count + 2
        var table = [Int](repeating: 0, count: (a.count + 2) * width)
        table[0] = far
        for i in 0...a.count {
            table[(i + 1) * width] = far
            table[(i + 1) * width + 1] = i
        }
        for j in 0...b.count {
            table[j + 1] = far
            table[width + j + 1] = j
        }
        var lastRow = [Int](repeating: 0, count: 256)
        for i in 1...a.count {
            var lastColumn = 0
            for j in 1...b.count {
                let row = lastRow[Int(b[j - 1])]
                let column = lastColumn
                let isSame = a[i - 1] == b[j - 1]
                if isSame { lastColumn = j }
                table[(i + 1) * width + j + 1] = min(
                    table[i * width + j] + (isSame ? 0 : 1),
                    table[(i + 1) * width + j] + 1,
                    table[i * width + j + 1] + 1,
                    table[row * width + column] + (i - row - 1) + 1 + (j - column - 1))
            }
            lastRow[Int(a[i - 1])] = i
        }
        return table[(a.count + 1) * width + b.count + 1]
    }

    /// The share of the different bytes of both texts that occur in each (Jaccard 1912); nil when a text is empty,
    /// which DuckDB refuses.
    static func jaccard(_ a: [UInt8], _ b: [UInt8]) -> Double? {
        guard !a.isEmpty, !b.isEmpty else { return nil }
        var inA = [Bool](repeating: false, count: 256)
        var inB = inA
        for byte in a { inA[Int(byte)] = true }
        for byte in b { inB[Int(byte)] = true }
        var both = 0
        var either = 0
        for byte in 0..<256 {
            if inA[byte] && inB[byte] { both += 1 }
            if inA[byte] || inB[byte] { either += 1 }
        }
        return Double(both) / Double(either)
    }

    /// In how many places two texts of one length differ; nil when the lengths differ, which DuckDB refuses.
    static func hamming(_ a: [UInt8], _ b: [UInt8]) -> Int? {
        guard a.count == b.count else { return nil }
        return zip(a, b).reduce(0) { $0 + ($1.0 == $1.1 ? 0 : 1) }
    }
}
