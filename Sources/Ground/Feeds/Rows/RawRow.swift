/// Where the next row begins: kept with an import, so that it goes on from there.
package struct FeedPosition: Hashable, Sendable, Codable {
    /// Byte of the file; in a spreadsheet the number of rows read.
    package var offset: Int
    /// Line of the file, counted from 1.
    package var line: Int
    /// Rows given out so far.
    package var rows: Int

    package init(offset: Int, line: Int, rows: Int) {
        self.offset = offset
        self.line = line
        self.rows = rows
    }
}

/// A row as it stands in the file, nothing judged and nothing tidied.
package struct RawRow: Sendable, Equatable {
    /// The line it begins on, counted from 1.
    package let line: Int
    /// One for each column of the header: cells that lacked are empty, cells too many are in `surplus`.
    package let cells: [String]
    package let places: [CellPlace]
    package let surplus: [String]
    package let problems: [CellProblem]
    /// Where the row after it begins.
    package let next: FeedPosition

    package init(
        line: Int, cells: [String], places: [CellPlace], surplus: [String], problems: [CellProblem],
        next: FeedPosition
    ) {
        self.line = line
        self.cells = cells
        self.places = places
        self.surplus = surplus
        self.problems = problems
        self.next = next
    }

    /// Where a cell begins; a cell that lacked is where the row begins.
    package func place(of cell: Int) -> CellPlace {
        places.indices.contains(cell) ? places[cell] : CellPlace(line: line, column: 1)
    }
}

/// Line and column of a file, both counted from 1, the column in characters.
package struct CellPlace: Hashable, Sendable {
    package let line: Int
    package let column: Int

    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }
}

/// Something about the file's own form that is not as it should be, in one place.
package struct CellProblem: Sendable, Equatable {
    /// How much it matters.
    package enum Gravity: Sendable {
        /// Worth knowing; what was read is what stands there.
        case note
        /// Read all the same, but not as it stands.
        case mended
        /// The row cannot be trusted.
        case fatal
    }

    package enum Kind: Sendable, Equatable {
        case strayQuote
        case strayQuoteInQuotes
        case unfinishedQuote
        case wrongBytes
        case lostBytes
        case nul
        case longCell(limit: Int)
        case longRow(limit: Int)
        case fewCells(found: Int, expected: Int)
        case manyCells(found: Int, expected: Int)
        case emptySurplus(found: Int, expected: Int)
        case notAnObject(String)
        case nested
        case repeatedName(String)
        case newName(String)
        case brokenCell(String)
    }

    package let place: CellPlace
    /// Which cell, counted from 0; nil when it is about the whole row.
    package let cell: Int?
    package let kind: Kind

    package init(place: CellPlace, cell: Int?, kind: Kind) {
        self.place = place
        self.cell = cell
        self.kind = kind
    }

    package var gravity: Gravity {
        switch kind {
        case .strayQuote: .note
        case .strayQuoteInQuotes, .wrongBytes, .lostBytes, .nul, .emptySurplus: .mended
        case .unfinishedQuote, .longCell, .longRow, .fewCells, .manyCells, .notAnObject, .nested, .repeatedName,
            .newName, .brokenCell:
            .fatal
        }
    }

    /// What is the matter, in plain English.
    package var reason: String {
        switch kind {
        case .strayQuote: "There is a quotation mark inside the cell. It was kept as part of the text."
        case .strayQuoteInQuotes:
            "There is a single quotation mark inside a quoted cell. It was kept as part of the text."
        case .unfinishedQuote:
            "A quotation mark opens here and is never closed. Only this line was read; the next lines are safe."
        case .wrongBytes: "Some letters are not UTF-8. They were read as Windows-1252."
        case .lostBytes: "Some bytes are no letters in this file's encoding. They are shown as �."
        case .nul: "The cell held NUL characters, which were removed."
        case .longCell(let limit): "The cell is longer than \(limit) bytes."
        case .longRow(let limit): "The row is longer than \(limit) bytes. Its beginning was read, the rest was not."
        case .fewCells(let found, let expected):
            "The row has \(found) \(found == 1 ? "cell" : "cells"), the header \(expected). Cells may have slipped."
        case .manyCells(let found, let expected):
            "The row has \(found) cells, the header \(expected). Cells may have slipped: is a comma not in quotes?"
        case .emptySurplus(let found, let expected):
            "The row has \(found) cells, the header \(expected). The cells too many are empty and were left out."
        case .notAnObject(let problem): "\(problem). Every line must be one JSON object."
        case .nested: "The value is a list or an object. Only text, numbers, true, false and null can be read."
        case .repeatedName(let name): "The name “\(name)” stands in this line twice."
        case .newName(let name): "The name “\(name)” is not among the columns found at the beginning of the file."
        case .brokenCell(let problem): problem
        }
    }
}
