import Geography
import Kernel
import Storage
import Synchronization

/// The small areas in use, ready to count and draw by: read once for each boundary set.
package struct AreaBook: Sendable {
    package let set: BoundarySet
    /// In order of code.
    package let areas: [Area]
    /// Their land on the National Grid, as published, in the same order.
    package let shapes: [MultiPolygon]
    /// The same, simplified for drawing.
    package let drawings: [MultiPolygon]
    /// For each area, those that share a line or a corner with it.
    package let neighbours: [[Int]]
    package let index: AreaIndex
    private let placeOf: [String: Int]

    init(set: BoundarySet, entries: [(area: Area, shape: MultiPolygon, drawing: MultiPolygon)]) {
        self.set = set
        areas = entries.map(\.area)
        shapes = entries.map(\.shape)
        drawings = entries.map(\.drawing)
        neighbours = Borders(shapes, in: .metres).neighbours(.queen)
        index = AreaIndex(shapes, in: .metres)
        placeOf = Dictionary(
            entries.enumerated().map { ($1.area.code, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The box around all of them.
    package var box: Box { index.box }

    package func place(of code: String) -> Int? { placeOf[code] }

    package func name(of code: String) -> String { placeOf[code].map { areas[$0].name } ?? code }

    /// The area a point of the National Grid lies in; for points just off a quay or a bridge the nearest within
    /// `AreaBook.reach`; `Area.elsewhere` outside them all.
    package func code(easting: Double, northing: Double) -> String {
        let point = Point(x: easting, y: northing)
        guard let place = index.area(at: point) ?? index.nearest(to: point, within: Self.reach)?.area else {
            return Area.elsewhere
        }
        return areas[place].code
    }

    /// How far outside a simplified boundary a point may lie and still belong to it, in metres.
    private static let reach = 30.0
}

/// Remembers the book of the set in use: its shapes never change, another set has another name.
package final class AreaShelf: Sendable {
    private let kept = Mutex<AreaBook?>(nil)

    package init() {}

    /// The areas in use; nil before any boundaries have been brought in.
    package func book(in tx: Transaction) throws -> AreaBook? {
        guard let set = try tx.boundarySetInUse() else { return nil }
        if let book = kept.withLock({ $0 }), book.set.id == set.id { return book }
        let book = AreaBook(set: set, entries: try tx.areas(of: set.id))
        kept.withLock { $0 = book }
        return book
    }
}
