/// The first rows of a file, from which its columns are guessed.
public struct FileSample: Sendable {
    /// The file's name without its ending.
    public var name: String
    /// Its header.
    public var headers: [String]
    /// Its first rows.
    public var rows: [[String]]

    /// Makes a sample from rows already read.
    public init(name: String, headers: [String], rows: [[String]]) {
        self.name = name
        self.headers = headers
        self.rows = rows
    }

    /// Reads the header and up to `limit` rows of a delimited file.
    public init(csv bytes: UnsafeRawBufferPointer, name: String, limit: Int = 2000) throws(LinkageError) {
        let bytes = bytes.bindMemory(to: UInt8.self)
        let (delimiter, start) = CSVScanner.sniff(bytes)
        var scanner = CSVScanner(bytes, delimiter: delimiter, from: start)
        var headers: [String] = []
        guard scanner.row({ _, cell in headers.append(String(decoding: cell, as: UTF8.self)) }) == true else {
            throw .empty(file: name)
        }
        var rows: [[String]] = []
        while rows.count < limit {
            var cells: [String] = []
            guard scanner.row({ _, cell in cells.append(String(decoding: cell, as: UTF8.self)) }) == true else { break }
            rows.append(cells)
        }
        self.init(name: name, headers: headers, rows: rows)
    }

    /// The known values of a column.
    func values(_ column: Int) -> [String] {
        rows.compactMap { $0.indices.contains(column) && !$0[column].isEmpty ? $0[column] : nil }
    }
}
