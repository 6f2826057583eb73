/// Records in columns, every value prepared and numbered, in an order that depends on their content alone.
///
/// The order makes the answer of a run the same for any order of the rows and any number of threads, and lays records
/// with one day of birth beside each other, where most candidates are found.
public struct RecordTable: Sendable {
    /// The specification the table was read by.
    public let spec: LinkageSpec
    /// The names of the sources, in alphabetical order; empty for a table without.
    public let sources: [String]

    var rows: [Row]
    var names: NameBook
    var streets: [String]
    var streetWords: [ShortName]
    /// Identifiers beyond the two in each row.
    var moreIDs: [[UInt64]]
    /// Category values by column, numbered from 1 in alphabetical order.
    var categories: [[UInt32]]
    var categoryTexts: [[String]]
    var categoryWords: [[ShortName]]
    var idBytes: [UInt8]
    var idRanges: [UInt64]
    /// Digests of the ids in ascending order, with the places of their records.
    var idDigests: [UInt64]
    var idPlaces: [UInt32]

    /// The number of records.
    public var count: Int { rows.count }

    /// The id of a record.
    public func id(_ place: Int) -> String {
        String(decoding: idText(place), as: UTF8.self)
    }

    /// The source of a record; empty for a table without.
    public func source(_ place: Int) -> String {
        let source = Int(rows[place].source)
        return source == 0 || source > sources.count ? "" : sources[source - 1]
    }

    /// The place of a record by its id.
    /// - Complexity: O(log *n*).
    public func place(of id: String) -> Int? {
        var copy = id
        return copy.withUTF8 { text in
            let digest = BytePool.hash(text)
            var low = 0
            var high = idDigests.count
            while low < high {
                let middle = (low + high) / 2
                if idDigests[middle] < digest { low = middle + 1 } else { high = middle }
            }
            while low < idDigests.count, idDigests[low] == digest {
                let place = Int(idPlaces[low])
                if idText(place).elementsEqual(text) { return place }
                low += 1
            }
            return nil
        }
    }

    func idText(_ place: Int) -> ArraySlice<UInt8> {
        let range = idRanges[place]
        let start = Int(range >> 16)
        return idBytes[start..<start + Int(range & 0xFFFF)]
    }
}
