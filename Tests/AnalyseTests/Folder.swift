import Foundation

/// A folder with the files of docs/analyse.md and others made here; it goes when nobody needs it any more.
final class Folder: Sendable {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "analyse-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        for example in Example.all where !example.isCommand {
            _ = try Tool.shell(example.command, in: url)
        }
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func analyse(_ words: String) throws -> Tool.Answer {
        try Tool.analyse(words.split(separator: " ").map(String.init), in: url)
    }

    func write(_ name: String, _ lines: [String]) throws {
        try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: url.appendingPathComponent(name))
    }

    func text(_ name: String) throws -> String {
        try String(contentsOf: url.appendingPathComponent(name), encoding: .utf8)
    }

    /// The cells of a file made by the page, without its header.
    func rows(_ name: String) throws -> [[String]] {
        try text(name).split(separator: "\n").dropFirst().map { $0.split(separator: ",").map(String.init) }
    }

    static func month(_ step: Int) -> String {
        let month = step % 12 + 1
        return "\(2020 + step / 12)-\(month < 10 ? "0" : "")\(month)"
    }

    /// Months that resemble the months before them, with a drop at the 31st.
    func writeRuns() throws {
        try write(
            "its-runs.csv",
            ["month,value"]
                + (0..<60).map { "\(Self.month($0)),\(40 + $0 / 7 % 2 * 9 + $0 * 37 % 5 - ($0 >= 30 ? 8 : 0))" })
    }

    /// The files of Fixtures/options.txt that the page does not make.
    func writeForOptions() throws {
        let (months, weeks, cases) = (try rows("months.csv"), try rows("weeks.csv"), try rows("cases.csv"))
        try writeRuns()
        try write(
            "spike.csv", ["month,value"] + (0..<40).map { "\(Self.month($0)),\(2 + $0 * 37 % 5 + ($0 == 20 ? 60 : 0))" }
        )
        let header = "when,who,many,of"
        try write(
            "renamed.csv",
            [header]
                + ["a", "b"].flatMap { name in
                    months.enumerated().map { "\($1[0]),\(name),\($1[1]),\(1_000 + 10 * $0)" }
                })
        try write(
            "renamed-one.csv",
            [header] + months.enumerated().map { "\($1[0]),a,\($1[1]),\(1_000 + 10 * ($0 * $0 % 17))" })
        try write(
            "renamed-weeks.csv", [header] + weeks.map { "\($0[0]),\($0[1]),\($0[2]),\(1_000 + 2 * (Int($0[0]) ?? 0))" })
        try write("gap.csv", ["month,value"] + months.enumerated().map { "\($1[0]),\($0 == 30 ? "*" : $1[1])" })
        try write(
            "dated.csv",
            ["week,count"] + Self.weeks.enumerated().map { "\($1),\(4 + $0 * 37 % 11 + ($0 % 52 < 9 ? 6 : 0))" })
        let names = (0..<100).map { "A\($0 / 10)\($0 % 10)" }
        try write(
            "pairs.csv",
            ["focal,neighbor,weight"]
                + (0..<100).flatMap { at in [1, 3].map { "\(names[at]),\(names[(at + $0) % 100]),\($0)" } })
        try write(
            "degrees.csv",
            ["id,north,west,count,people,when"]
                + (0..<40).map { at in
                    let (north, west) = (51.4 + 0.01 * Double(at * 7 % 10), -2.6 + 0.01 * Double(at * 3 % 11))
                    return
                        "D\(at),\(north),\(west),\(1 + at * 37 % 7),\(900 + at),2024-0\(at % 9 + 1)-\(10 + at * 7 % 15)"
                })
        try write(
            "expected.csv",
            ["id,x,y,month,cases,expected,more"]
                + cases.map { row in
                    "\(row[..<5].joined(separator: ",")),\(row[0] < "P3" ? 2 : 3),\(row[0] < "P2" ? 3 : 2)"
                })
        try writeShapes()
    }

    /// The Mondays from 7 January 2013 on, ten years of 52 weeks.
    private static var weeks: [String] {
        let first = DateComponents(
            calendar: Calendar(identifier: .gregorian), timeZone: .gmt, year: 2013, month: 1, day: 7)
        let format = Date.ISO8601FormatStyle(timeZone: .gmt).year().month().day()
        return (0..<520).compactMap { week in
            first.date.map { $0.addingTimeInterval(Double(week) * 604_800).formatted(format) }
        }
    }

    /// The squares of grid.csv, and a window around events.csv.
    private func writeShapes() throws {
        func feature(_ id: String, _ ring: [[Int]]) -> String {
            let points = ring.map { "[\($0[0]),\($0[1])]" }.joined(separator: ",")
            return """
                {"type":"Feature","properties":{"id":"\(id)"},"geometry":{"type":"Polygon","coordinates":[[\(points)]]}}
                """
        }
        func file(_ features: [String]) -> [String] {
            let grid = #""crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::27700"}}"#
            return [#"{"type":"FeatureCollection",\#(grid),"features":[\#(features.joined(separator: ","))]}"#]
        }
        try write(
            "squares.geojson",
            file(
                (0..<100).map { at in
                    let (x, y) = (at / 10 * 500, at % 10 * 500)
                    let ring = [[x, y], [x + 500, y], [x + 500, y + 500], [x, y + 500], [x, y]]
                    return feature("A\(at / 10)\(at % 10)", ring)
                }))
        let around = [
            [349_000, 169_000], [356_000, 169_000], [356_000, 176_000], [349_000, 178_000], [349_000, 169_000],
        ]
        try write("window.geojson", file([feature("W", around)]))
    }
}
