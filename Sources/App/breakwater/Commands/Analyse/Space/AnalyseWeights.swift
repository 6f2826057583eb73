import ArgumentParser
import Surveillance

/// Which areas are neighbours: from a file of pairs, from shapes that touch, or from places near each other.
struct AnalyseWeights: ParsableArguments {
    /// How weights are scaled, by the letters of spdep.
    enum Style: String, ExpressibleByArgument, CaseIterable {
        case binary = "B"
        case rowStandardised = "W"
        case asGiven = "C"
    }

    @OptionGroup var places: AnalysePlaceColumns

    @Option(help: "The column that names an area. Else id, code or area; in shapes the property.")
    var id: String?
    @Option(help: "A CSV file of neighbours: focal, neighbor and, if they count unequally, weight.")
    var neighbours: String?
    @Option(help: "A GeoJSON file of the areas: those that touch are neighbours.")
    var polygons: String?
    @Flag(help: "Areas that share a side are neighbours; those that meet in a corner are not.")
    var rook = false
    @Option(help: "Metres that corners may be apart and still be one.")
    var snap: Double = 0.01
    @Option(help: "The k nearest places are neighbours.")
    var k: Int?
    @Option(help: "Places at most so many metres apart are neighbours.")
    var threshold: Double?
    @Option(help: "B: every neighbour counts 1; W: an area's neighbours share 1; C: as given.")
    var style: Style = .binary

    func validate() throws {
        let ways = [neighbours != nil, polygons != nil, k != nil, threshold != nil].count { $0 }
        guard ways == 1 else {
            throw ValidationError("Say who is a neighbour in one way: --neighbours, --polygons, --k or --threshold.")
        }
    }

    /// The names of the areas, in the file's order.
    func names(_ table: AnalyseTable) throws -> [String] {
        guard let column = try table.column(id, usual: ["id", "code", "area"]) else {
            if neighbours != nil || polygons != nil {
                _ = try table.column(nil, usual: ["id", "code", "area"], option: "--id")
            }
            return (0..<table.count).map { "line \(table.line($0))" }
        }
        let names = table.texts(column)
        var seen: [String: Int] = [:]
        for (row, name) in names.enumerated() {
            if seen.updateValue(row, forKey: name) != nil {
                throw table.problem(
                    row, column, "\u{201C}\(name)\u{201D} stands in the file twice. An area has one row.")
            }
        }
        return names
    }

    /// What to say of areas without neighbours; nil when there are none.
    static func islandNote(_ islands: [Int]) -> String? {
        guard !islands.isEmpty else { return nil }
        return "\(islands.count) \(islands.count == 1 ? "area has" : "areas have") no neighbours."
    }

    /// The weights between the areas of a file.
    func weights(_ table: AnalyseTable, names: [String], threads: Int) throws -> SpatialWeights {
        let style: SpatialWeights.Style =
            switch style {
            case .binary: .binary
            case .rowStandardised: .rowStandardised
            case .asGiven: .asGiven
            }
        if let neighbours { return try listed(neighbours, names, style) }
        if let polygons { return try touching(polygons, names, style) }
        let points = try places.read(table).enumerated().map { row, point in
            guard let point else { throw CommandProblem("Line \(table.line(row)) has no coordinates.") }
            return point
        }
        if let k { return try .nearest(k, of: points, style: style, threads: threads) }
        // More pairs than this would not fit the memory of a small machine.
        return try .within(threshold ?? 0, of: points, style: style, limit: 100_000_000, threads: threads)
    }

    private func listed(_ path: String, _ names: [String], _ style: SpatialWeights.Style) throws -> SpatialWeights {
        let table = try AnalyseTable(path)
        let from = try table.column(nil, usual: ["focal", "id", "area"], option: "a column focal: rename one, not")
        let to = try table.column(nil, usual: ["neighbor", "neighbour"], option: "a column neighbor: rename one, not")
        let weight = try table.column(nil, usual: ["weight"])
        let index = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
        var lists = Array(repeating: [Int](), count: names.count)
        var weights = Array(repeating: [Double](), count: names.count)
        func place(_ row: Int, _ column: Int) throws -> Int {
            if let place = index[table.text(row, column)] { return place }
            throw table.problem(row, column, "\u{201C}\(table.text(row, column))\u{201D} is no area of the input.")
        }
        for row in 0..<table.count {
            let area = try place(row, from)
            lists[area].append(try place(row, to))
            if let weight { weights[area].append(try table.number(row, weight)) }
        }
        if weight == nil { return try SpatialWeights(neighbours: lists, style: style) }
        return try SpatialWeights(neighbours: lists, weights: weights, style: style)
    }

    private func touching(_ path: String, _ names: [String], _ style: SpatialWeights.Style) throws -> SpatialWeights {
        let shapes = try AnalyseShapes.read(path, id: id)
        var found: [String: PlanePolygon] = [:]
        for (name, shape) in shapes { found[name] = shape }
        let ordered = try names.map { name in
            guard let shape = found[name] else {
                throw CommandProblem(
                    "\(path) has no area \u{201C}\(name)\u{201D}. Are the boundaries of the same year?")
            }
            return shape
        }
        return try .contiguity(rook ? .rook : .queen, of: ordered, snap: snap, style: style)
    }
}
