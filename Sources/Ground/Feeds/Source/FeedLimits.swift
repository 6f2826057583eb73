/// The most a file may ask of this machine before it is stopped.
package struct FeedLimits: Sendable {
    /// Bytes asked of the source at a time.
    package var chunk = 256 * 1024
    /// Bytes of one row, its line breaks included.
    package var row = 1024 * 1024
    /// Bytes of one cell.
    package var cell = 64 * 1024
    package var columns = 2_000
    /// Rows of JSON looked at for the names they use, before the first is given out.
    package var namedRows = 1_000_000
    /// Bytes looked at to tell encoding and delimiter.
    package var sample = 64 * 1024

    /// Parts of a spreadsheet.
    package var parts = 2_000
    /// Bytes of a spreadsheet, unpacked.
    package var unpacked = 1024 * 1024 * 1024
    /// Unpacked bytes for each packed one, in any part above a megabyte.
    package var ratio = 250
    /// Texts a spreadsheet's cells may share.
    package var sharedTexts = 5_000_000
    /// Bytes of shared texts held in memory; more are put aside in a file nobody else can open.
    package var sharedBytes = 16 * 1024 * 1024

    package init() {}
}
