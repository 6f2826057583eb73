import Threads

/// A window arranged so that asking whether places lie inside looks only at the sides at their height.
struct WindowIndex: Sendable {
    private let window: StudyWindow
    private let sides: [(from: PlanePoint, to: PlanePoint)]
    /// The sides that reach into each band from south to north.
    private let bands: [[Int32]]
    private let bandHeight: Double
    private let rounding: Double

    init(_ window: StudyWindow) {
        self.window = window
        rounding = Self.rounding(of: window)
        guard case .polygon(let polygon) = window else {
            (sides, bands, bandHeight) = ([], [], 1)
            return
        }
        sides = StudyWindow.polygon(polygon).sides
        let count = max(1, min(sides.count, 4096))
        let (low, height) = (polygon.bounds.minY, polygon.bounds.height / Double(count))
        bandHeight = height
        var bands = Array(repeating: [Int32](), count: count)
        for (number, side) in sides.enumerated() {
            // One band more either way, for places on a side.
            let first = Int((min(side.from.y, side.to.y) - low) / height) - 1
            let last = Int((max(side.from.y, side.to.y) - low) / height) + 1
            for band in max(0, first)...min(count - 1, last) { bands[band].append(Int32(number)) }
        }
        self.bands = bands
    }

    /// Nearer to a side than this a place counts as on it: what coordinates of this size cannot tell apart.
    static func rounding(of window: StudyWindow) -> Double {
        let bounds = window.bounds
        return 16 * max(abs(bounds.minX), abs(bounds.maxX), abs(bounds.minY), abs(bounds.maxY)).ulp
    }

    /// Whether a place lies inside or on a side: as the window's own answer.
    func contains(_ point: PlanePoint) -> Bool {
        guard case .polygon(let polygon) = window else { return window.contains(point) }
        guard polygon.bounds.contains(point) else { return false }
        let band = min(bands.count - 1, Int((point.y - polygon.bounds.minY) / bandHeight))
        var (inside, onSide) = (false, false)
        for number in bands[band] {
            let side = sides[Int(number)]
            if (side.from.y > point.y) != (side.to.y > point.y), point.x < Self.crossing(side, point.y) {
                inside.toggle()
            }
            onSide = onSide || Chord(of: side, about: point, within: rounding) != nil
        }
        return inside || onSide
    }

    /// Whether the middle of each cell lies inside, row by row.
    func cells(of raster: Raster, threads: Int) -> [Bool] {
        let rows = SharedWork.parts(of: raster.rows, size: 16, threads: threads) { part in
            part.flatMap { row(of: raster, $0) }
        }
        return Array(rows.joined())
    }

    private func row(of raster: Raster, _ row: Int) -> [Bool] {
        guard case .polygon = window else {
            return (0..<raster.columns).map { window.holds(raster.centre(column: $0, row: row)) }
        }
        let y = raster.centre(column: 0, row: row).y
        let crossings = sides.filter { ($0.from.y > y) != ($0.to.y > y) }.map { Self.crossing($0, y) }.sorted()
        var passed = 0
        return (0..<raster.columns).map { column in
            let x = raster.centre(column: column, row: row).x
            while passed < crossings.count, crossings[passed] <= x { passed += 1 }
            return (crossings.count - passed) % 2 == 1
        }
    }

    private static func crossing(_ side: (from: PlanePoint, to: PlanePoint), _ y: Double) -> Double {
        side.from.x + (y - side.from.y) / (side.to.y - side.from.y) * (side.to.x - side.from.x)
    }
}
