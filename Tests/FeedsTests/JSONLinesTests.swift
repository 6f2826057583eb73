import Testing

@testable import Feeds

@Suite struct JSONLinesTests {
    @Test func `objects become rows under all the names used`() throws {
        let text = """
            {"surname":"O\\"Neill","dob":"2009-03-17","nhs":9434765919}

            {"nhs":null,"surname":"Zo\\u00eb \\ud83d\\ude00","in_care":true, "score": -1.5e3}
            """
        var reader = try FeedReader(.text(text))
        #expect(reader.headers == ["surname", "dob", "nhs", "in_care", "score"])
        let rows = try reader.first(9)
        #expect(
            rows.map(\.cells) == [
                ["O\"Neill", "2009-03-17", "9434765919", "", ""], ["Zoë 😀", "", "", "true", "-1.5e3"],
            ])
        #expect(rows.map(\.line) == [1, 3])
        #expect(reader.blankRows == 1)
        #expect(rows[0].places[1] == CellPlace(line: 1, column: 23))
    }

    @Test func `what is no object is told by line and column`() throws {
        let text = """
            {"a":"1"}
            {"a":"1",}
            {"a":{"b":1}}
            {"a":"1","a":"2"}
            {"a":"x
            {"a":01x}
            ["a"]
            {"a":"1"} trailing
            """
        let rows = try rows(text)
        #expect(rows.count == 8)
        #expect(
            rows.map { $0.problems.first?.kind } == [
                nil, .notAnObject("A name in quotation marks is missing"), .nested, .repeatedName("a"),
                .notAnObject("A quotation mark opens here and is never closed"),
                .notAnObject("The value is no text, number, true, false or null"),
                .notAnObject("It does not begin with {"), .notAnObject("There is something after the object's end"),
            ])
        #expect(rows[1].problems[0].place == CellPlace(line: 2, column: 10))
        #expect(rows.dropFirst().allSatisfy { $0.problems[0].gravity == .fatal })
    }

    @Test func `a name that first comes late is reported, not lost`() throws {
        var limits = FeedLimits()
        limits.namedRows = 1
        let found = try rows(.text("{\"a\":1}\n{\"a\":2,\"b\":3}\n"), limits)
        #expect(found[1].kinds == [.newName("b")])
        #expect(found[1].surplus == ["3"])
    }

    @Test func `reading goes on from any row, whatever the chunks`() throws {
        let text = (1...40).map { "{\"n\":\($0),\"t\":\"é\($0)\"}\n" }.joined()
        let whole = try rows(text)
        for chunk in [1, 2, 3, 7, 64] {
            var limits = FeedLimits()
            limits.chunk = chunk
            #expect(try rows(.text(text), limits) == whole)
            for row in whole {
                var reader = try FeedReader(.text(text), at: row.next, limits: limits)
                #expect(try reader.first(99) == Array(whole.dropFirst(row.next.rows)))
            }
        }
    }

    @Test func `deep nesting and long lines are bounded`() throws {
        var limits = FeedLimits()
        limits.row = 5_000
        let deep = "{\"a\":" + String(repeating: "[", count: 200) + String(repeating: "]", count: 200) + "}"
        let long = "{\"a\":\"" + String(repeating: "x", count: 9_000) + "\"}"
        let found = try rows(.text("{\"a\":1}\n\(deep)\n\(long)\n{\"a\":2}\n"), limits)
        #expect(found.count == 4)
        #expect(found[1].kinds == [.notAnObject("Lists and objects are nested too deep")])
        #expect(found[2].kinds == [.longRow(limit: 5_000)])
        #expect(found[3].cells == ["2"])
    }

    @Test func `a file of nothing that is an object is refused`() {
        #expect(throws: FeedError.self) { try FeedReader(.text("{nonsense\n")) }
        #expect(throws: FeedError.empty) { try FeedReader(.text("{}\n{}\n")) }
    }
}
