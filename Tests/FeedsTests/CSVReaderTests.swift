import Testing

@testable import Feeds

@Suite struct CSVReaderTests {
    @Test func `quotes, commas and line ends inside cells are text`() throws {
        let found = try rows("id,note\r\n1,\"a, \"\"b\"\"\r\nc\"\r\n2,d\r\n")
        #expect(found.map(\.cells) == [["1", "a, \"b\"\r\nc"], ["2", "d"]])
        #expect(found.map(\.line) == [2, 4])
        #expect(found.allSatisfy { $0.problems.isEmpty })
        #expect(found[0].places == [CellPlace(line: 2, column: 1), CellPlace(line: 2, column: 3)])
    }

    @Test(arguments: ["\n", "\r\n", "\r"])
    func `any line end will do, with or without one at the end`(end: String) throws {
        for last in [end, ""] {
            let found = try rows("a,b\(end)1,2\(end)\(end)3,4\(last)")
            #expect(found.map(\.cells) == [["1", "2"], ["3", "4"]])
            #expect(found.map(\.line) == [2, 4])
        }
    }

    @Test func `line ends may be mixed`() throws {
        let found = try rows("a,b\r\n1,2\n3,4\r5,6\r\n")
        #expect(found.map(\.cells) == [["1", "2"], ["3", "4"], ["5", "6"]])
        #expect(found.map(\.line) == [2, 3, 4])
    }

    @Test(arguments: [",", ";", "\t", "|"])
    func `the sign between cells is found`(sign: String) throws {
        let text = "name\(sign)note\(sign)day\nx\(sign)\"a,b;c|d\"\(sign)1\ny\(sign)p, q\(sign)2\n"
        let plain = sign == "," ? text.replacing("p, q", with: "p; q") : text
        #expect(try rows(plain).map(\.cells.count) == [3, 3])
        #expect(try rows(plain)[0].cells[1] == "a,b;c|d")
    }

    @Test func `Excel's line about the separator is passed over`() throws {
        let found = try rows("sep=;\r\na;b\r\n1;2,5\r\n")
        #expect(found.map(\.cells) == [["1", "2,5"]])
        #expect(found.map(\.line) == [3])
    }

    @Test func `a byte order mark is no part of the first name`() throws {
        let reader = try FeedReader(.bytes([0xEF, 0xBB, 0xBF] + Array("name,b\nx,y".utf8)))
        #expect(reader.headers == ["name", "b"])
    }

    @Test(arguments: [true, false], [true, false])
    func `UTF-16 is read either way round, with a mark or without`(isBig: Bool, hasMark: Bool) throws {
        let text = "name,town\nZoë 😀,Kirkwall\nÁine,Łódź\n"
        let units = (hasMark ? [0xFEFF] : []) + Array(text.utf16)
        let bytes = units.flatMap { isBig ? [UInt8($0 >> 8), UInt8($0 & 255)] : [UInt8($0 & 255), UInt8($0 >> 8)] }
        var reader = try FeedReader(.bytes(bytes))
        #expect(reader.form == "CSV, commas, UTF-16 \(isBig ? "BE" : "LE")")
        let found = try reader.first(9)
        #expect(found.map(\.cells) == [["Zoë 😀", "Kirkwall"], ["Áine", "Łódź"]])
        #expect(found[0].places[1] == CellPlace(line: 2, column: 7))
        #expect(found[1].next.offset == bytes.count)
        var resumed = try FeedReader(.bytes(bytes), at: found[0].next)
        #expect(try resumed.next() == found[1])
    }

    @Test func `Windows-1252 is told from UTF-8`() throws {
        let bytes =
            Array("name,cost\nZo".utf8) + [0xEB] + Array(" O".utf8) + [0x92] + Array("Neill,".utf8) + [0x80, 53]
        var reader = try FeedReader(.bytes(bytes))
        let row = try #require(try reader.next())
        #expect(reader.form == "CSV, commas, Windows-1252")
        #expect(row.cells == ["Zoë O’Neill", "€5"])
        #expect(row.problems.isEmpty)
    }

    @Test func `letters in another encoding far into a file are read and reported`() throws {
        var bytes = Array("name,x\n".utf8)
        for _ in 0..<20_000 { bytes += Array("Amir,1\n".utf8) }
        bytes += Array("Zo".utf8) + [0xEB] + Array(",2\n".utf8)
        let row = try #require(try rows(.bytes(bytes)).last)
        #expect(row.cells == ["Zoë", "2"])
        #expect(row.kinds == [.wrongBytes])
        #expect(row.problems[0].place == CellPlace(line: 20_002, column: 1))
    }

    @Test func `bytes that are no letters are reported`() throws {
        let row = try #require(try rows(.bytes(Array("name,x\nZo".utf8) + [0xEB, 0x81] + Array(",2\n".utf8))).first)
        #expect(row.cells == ["Zoë\u{FFFD}", "2"])
        #expect(row.kinds == [.lostBytes])
    }

    @Test func `half a letter of UTF-16 at the end is reported`() throws {
        let bytes: [UInt8] = [0xFF, 0xFE] + "a,b\nx,y".utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] } + [65]
        let row = try #require(try rows(.bytes(bytes)).first)
        #expect(row.cells == ["x", "y\u{FFFD}"])
        #expect(row.kinds == [.lostBytes])
    }

    @Test func `NULs are taken out and reported`() throws {
        let row = try #require(try rows("a,b\nx\0y,z\n").first)
        #expect(row.cells == ["xy", "z"])
        #expect(row.kinds == [.nul])
    }

    @Test func `a quote in the middle of a cell is text`() throws {
        let row = try #require(try rows("a,b\n5\" nail,x\n").first)
        #expect(row.cells == ["5\" nail", "x"])
        #expect(row.kinds == [.strayQuote])
        #expect(row.problems[0].gravity == .note)
    }

    @Test func `a lone quote in a quoted cell is text too`() throws {
        let row = try #require(try rows("a,b\n\"Jo \"JJ\" Lee\",x\n").first)
        #expect(row.cells == ["Jo \"JJ\" Lee", "x"])
        #expect(row.kinds == [.strayQuoteInQuotes])
    }

    @Test func `spaces after a closing quote do not matter`() throws {
        #expect(try rows("a,b\n\"x, y\"  ,\"z\" \n").map(\.cells) == [["x, y", "z"]])
    }

    @Test func `a quote never closed costs one line, not the file`() throws {
        var text = "a,b\n1,x\n2,\"never closed\n"
        for number in 3...2_000 { text += "\(number),y\n" }
        let found = try rows(text)
        #expect(found.count == 2_000)
        #expect(found[1].cells == ["2", "\"never closed"])
        #expect(found[1].kinds == [.unfinishedQuote])
        #expect(found[1].problems[0].place == CellPlace(line: 3, column: 3))
        #expect(found[1].problems[0].gravity == .fatal)
        #expect(found[2].cells == ["3", "y"])
        #expect(found.dropFirst(2).allSatisfy { $0.problems.isEmpty })
    }

    @Test func `a quote never closed does not take the next quoted row with it`() throws {
        let found = try rows("a,b\n1,\"never closed\n2,\"fine\"\n3,\"also, fine\"\n")
        #expect(found.map(\.cells) == [["1", "\"never closed"], ["2", "fine"], ["3", "also, fine"]])
        #expect(found.map(\.kinds) == [[.unfinishedQuote], [], []])
        #expect(found.map(\.line) == [2, 3, 4])
    }

    @Test func `a quote never closed is let go when the row's limit is reached`() throws {
        var limits = FeedLimits()
        limits.row = 1_000
        let text = "a,b\n1,\"never\n" + String(repeating: "2,row\n", count: 2_000)
        let found = try rows(.text(text), limits)
        #expect(found.count == 2_001)
        #expect(found[0].kinds == [.unfinishedQuote])
    }

    @Test func `short and long rows are told with what was found`() throws {
        let found = try rows("a,b,c\n1,2\n1,2,3,4\n1,2,3,,\n")
        #expect(found[0].cells == ["1", "2", ""])
        #expect(found[0].kinds == [.fewCells(found: 2, expected: 3)])
        #expect(found[1].cells == ["1", "2", "3"])
        #expect(found[1].surplus == ["4"])
        #expect(found[1].kinds == [.manyCells(found: 4, expected: 3)])
        #expect(found[2].kinds == [.emptySurplus(found: 5, expected: 3)])
        #expect(found.map(\.line) == [2, 3, 4])
    }

    @Test func `trouble in a cell beyond the header is the row's`() throws {
        let row = try #require(try rows("a,b\n1,2,5\" nail\n").first)
        #expect(row.problems.map(\.cell) == [nil, nil])
        #expect(row.kinds == [.strayQuote, .manyCells(found: 3, expected: 2)])
        let matched = try Mapping.shipped("person-list").matched(to: ["surname", "dob"], on: today)
        #expect(matched.check(row).outcome == .rejected)
    }

    @Test func `a cell or a row that is too long is cut off from the rest`() throws {
        var limits = FeedLimits()
        limits.row = 4_000
        limits.cell = 100
        limits.chunk = 512
        let long = String(repeating: "x", count: 200)
        let endless = String(repeating: "y", count: 50_000)
        let found = try rows(.text("a,b\n1,\(long)\n2,\(endless)\r\n3,z\n"), limits)
        #expect(found.map(\.line) == [2, 3, 4])
        #expect(found[0].kinds == [.longCell(limit: 100)])
        #expect(found[1].kinds == [.longRow(limit: 4_000)])
        #expect(found[1].cells == ["2", ""])
        #expect(found[2].cells == ["3", "z"])
        #expect(found[2].problems.isEmpty)
    }

    @Test func `rows with nothing in them are counted and passed over`() throws {
        var reader = try FeedReader(.text("a,b\n\n,\n1,2\n   ,x\n\n"))
        #expect(try reader.first(9).map(\.cells) == [["1", "2"], ["   ", "x"]])
        #expect(reader.blankRows == 3)
    }

    @Test(arguments: [
        ("", FeedError.empty), ("\n\n\r\n", .empty), ("\u{FEFF}", .empty),
        ("dob,name,DOB\n1,2,3", .repeatedColumn(name: "DOB", first: 1, second: 3)),
        ("a,,c\n1,2,3", .unnamedColumn(number: 2)), ("a,b,\n1,2,3", .unnamedColumn(number: 3)),
        ("Amir,12/03/2009,KX1 1AA\nZoe,1,2", .noHeader(column: 2)), ("1,2,3\n", .noHeader(column: 1)),
    ])
    func `a header that cannot be one is refused by name`(text: String, problem: FeedError) {
        #expect(throws: problem) { try FeedReader(.text(text)) }
        #expect(!problem.message.isEmpty)
    }

    @Test func `what is no table is called what it is`() {
        #expect(throws: FeedError.notATable("a PDF")) { try FeedReader(.text("%PDF-1.7 ...")) }
        #expect(throws: FeedError.notATable("a picture")) { try FeedReader(.bytes([0x89, 0x50, 0x4E, 0x47, 1])) }
        #expect(throws: FeedError.notATable("one JSON list")) { try FeedReader(.text(" [{\"a\":1}]")) }
    }

    @Test func `too many columns are refused`() {
        var limits = FeedLimits()
        limits.columns = 3
        #expect(throws: FeedError.tooManyColumns(limit: 3)) { try FeedReader(.text("a,b,c,d\n"), limits: limits) }
    }
}
