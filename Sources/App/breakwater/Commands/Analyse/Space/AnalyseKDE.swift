import ArgumentParser
import Surveillance

/// How many events there are per square kilometre, smoothed over a map.
struct AnalyseKDE: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kde",
        abstract: "Where are events dense? (kernel density with edge correction, as spatstat's density.ppp)")

    /// Which kernel.
    enum Kernel: String, ExpressibleByArgument, CaseIterable { case gaussian, quartic }

    @OptionGroup var files: AnalyseFiles
    @OptionGroup var places: AnalysePlaceColumns

    @Option(help: "gaussian or quartic.")
    var kernel: Kernel = .gaussian
    @Option(
        help: "The bandwidth in metres: the standard deviation, or the radius of a quartic. Scott's rule unless given.")
    var sigma: Double?
    @Option(help: "How many rows and columns the map has: 512,512. The longer side 128 unless given.")
    var dimyx: NumberList?
    @Option(help: "The side of a cell in metres, in place of --dimyx.")
    var eps: Double?
    @Option(help: "The window: west,south,east,north in metres. The box around the points unless given.")
    var window: NumberList?
    @Option(help: "The window as a GeoJSON file of one area.")
    var polygon: String?
    @Option(help: "What is lost over the edge: none, uniform or diggle.")
    var edge: EdgeCorrection = .uniform
    @Option(help: "The column that says how much an event counts.")
    var weights: String?
    @Flag(help: "Sum kernel by kernel: slower, and exact to rounding.")
    var exact = false
    @Option(help: "How exactly places are known: exact or snapped. Files of police.uk are snapped unless it is said.")
    var precision: AnalysePrecision?
    @Option(help: "How far snapped points may have been moved, in metres: no smaller bandwidth is allowed.")
    var snappedMetres: Double?
    @Option(help: "How many threads to use. The answer does not depend on it.")
    var threads: Int = 2

    func validate() throws {
        if let window, window.numbers.count != 4 {
            throw ValidationError("--window takes four numbers: west,south,east,north.")
        }
        if let dimyx, dimyx.numbers.count != 2 || dimyx.numbers.contains(where: { $0 < 1 }) {
            throw ValidationError("--dimyx takes two numbers of cells: 512,512.")
        }
    }

    func run() throws {
        let table = try files.table()
        let all = try places.read(table)
        let kept = all.indices.filter { all[$0] != nil }
        let points = all.compactMap { $0 }
        let weight = try table.column(weights, usual: [])
        let counted = try weight.map { column in try kept.map { try table.number($0, column) } }
        var clock = AnalyseClock()
        let area = try studied(points)
        let width = try sigma ?? clock.time { try Bandwidth.scottIsotropic(points) }
        if (precision ?? (table.isPoliceUK ? .snapped : .exact)) == .snapped,
            let refusal = PointPrecision.snapped(metres: snappedMetres).refusal(of: .kernelDensity(bandwidth: width))
        {
            throw CommandProblem(refusal.description)
        }
        let raster = try raster(area)
        let map = try clock.time {
            try KernelDensity.map(
                of: points, weights: counted ?? Array(repeating: 1, count: points.count),
                kernel: kernel == .gaussian ? .gaussian(sigma: width) : .quartic(radius: width), window: area,
                raster: raster, edge: edge, summation: exact ? .exact : .fast(tolerance: Self.tolerance),
                threads: threads)
        }
        var answer = AnalyseAnswer(
            analysis: "kde", summary: [], columns: ["x", "y", "density"], seconds: clock.seconds)
        if files.output != nil || files.json { answer.rows = Self.rows(map) }
        answer.notable = []
        let most = map.values.indices.max { map.values[$0] < map.values[$1] } ?? 0
        let top = raster.centre(column: most % raster.columns, row: most / raster.columns)
        let shown = [map.values[most], top.x, top.y].map { AnalyseCell.number($0).shown }
        answer.summary = [
            "\(points.count) points. The densest place holds \(shown[0]) per square kilometre, at \(shown[1]), \(shown[2])."
        ]
        answer.figures = [
            ("sigma", .number(width)), ("columns", .whole(raster.columns)), ("rows", .whole(raster.rows)),
            ("total", .number(map.total)), ("relative_error_bound", .number(map.relativeErrorBound)),
            ("outside_window", .whole(map.eventsOutside)),
        ]
        answer.leftOut = all.count - points.count + map.eventsOutside
        try files.give(answer)
    }

    // Far below what a map can show, and what the fast sums are tested to.
    private static let tolerance = 1e-6

    private func studied(_ points: [PlanePoint]) throws -> StudyWindow {
        if let polygon { return try AnalyseShapes.window(polygon) }
        if let sides = window?.numbers {
            return .rectangle(PlaneRectangle(minX: sides[0], minY: sides[1], maxX: sides[2], maxY: sides[3]))
        }
        guard let box = PlaneRectangle(around: points) else { throw CommandProblem("No row has coordinates.") }
        return .rectangle(box)
    }

    private func raster(_ area: StudyWindow) throws -> Raster {
        if let eps { return try Raster(over: area.bounds, cell: eps) }
        if let cells = dimyx?.numbers {
            return try Raster(over: area.bounds, columns: Int(cells[1]), rows: Int(cells[0]))
        }
        return try Raster(over: area.bounds, cell: max(area.bounds.width, area.bounds.height) / 128)
    }

    private static func rows(_ map: DensityMap) -> [[AnalyseCell]] {
        let raster = map.raster
        return (0..<raster.rows).flatMap { row in
            (0..<raster.columns).compactMap { column in
                guard let value = map.value(column: column, row: row) else { return nil }
                let centre = raster.centre(column: column, row: row)
                return [.number(centre.x), .number(centre.y), .number(value)]
            }
        }
    }
}

extension EdgeCorrection: ExpressibleByArgument {}
