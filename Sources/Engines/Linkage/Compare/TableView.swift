/// A table's columns as bare pointers, for the loops that run millions of times.
///
/// Safe because a view exists only inside `withView`, for which the table's arrays are held unchanged, and because every
/// number in a row was made by the table itself as a place in these columns.
struct TableView: @unchecked Sendable {
    let rows: UnsafeBufferPointer<Row>
    let words: UnsafeBufferPointer<NameWord>
    let entries: UnsafeBufferPointer<SIMD4<UInt32>>
    let streets: UnsafeBufferPointer<ShortName>
    let moreIDs: [[UInt64]]
    let categories: [[UInt32]]
    let categoryWords: [[ShortName]]
}

extension RecordTable {
    /// Lends the table's columns as pointers.
    func withView<Result>(_ body: (TableView) throws -> Result) rethrows -> Result {
        try rows.withUnsafeBufferPointer { rows in
            try names.words.withUnsafeBufferPointer { words in
                try names.entries.withUnsafeBufferPointer { entries in
                    try streetWords.withUnsafeBufferPointer { streets in
                        try body(
                            TableView(
                                rows: rows, words: words, entries: entries, streets: streets, moreIDs: moreIDs,
                                categories: categories, categoryWords: categoryWords))
                    }
                }
            }
        }
    }
}
