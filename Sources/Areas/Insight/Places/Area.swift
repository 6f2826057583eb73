import Governance
import Kernel
import Storage

/// A set of boundaries: one kind of area, of one year.
///
/// Codes of different years are never joined except through a lookup; one set is in use for counting at a time.
package struct BoundarySet: Sendable {
    package let id: ID<BoundarySet>
    /// "Lower layer super output areas, 2011".
    package let name: String
    /// The year its codes belong to: "E01014485" of 2011 is not that of 2021.
    package let year: Int
    package let source: String
    package let areas: Int
    package let loadedAt: Instant
    package let isInUse: Bool

    static let table = Table(
        "boundary_set", indexes: [["in_use"]],
        columns: [
            .text("id"), .text("name"), .integer("year"), .text("source"), .text("file_hash"), .integer("areas"),
            .integer("loaded_at"), .text("loaded_by", .staff, optional: true), .integer("in_use"),
        ])
}

extension BoundarySet: FromRow {
    package init(row: Row) throws {
        id = try row["id"]
        name = try row["name"]
        year = try row["year"]
        source = try row["source"]
        areas = try row["areas"]
        loadedAt = try row["loaded_at"]
        let inUse: Int = try row["in_use"]
        isInUse = inUse == 1
    }
}

/// A small area of a boundary set.
package struct Area: Sendable {
    /// The area of an event that lies outside every area.
    package static let elsewhere = "-"

    package let code: String
    package let name: String
    /// Its middle, British National Grid, metres.
    package let easting: Double
    package let northing: Double
    package let squareKilometres: Double

    static let table = Table(
        "area", unique: [["set_id", "code"]],
        columns: [
            .text("id"), .text("set_id", references: "boundary_set"), .text("code"), .text("name"), .real("easting"),
            .real("northing"), .real("square_km"),
            // JSON: polygons of rings of whole metres, [[[[x, y], …], …], …]: as published, and simplified for drawing.
            .text("outline"), .text("drawing"),
        ])

    /// Best fit of one year's codes to another's.
    static let lookupTable = Table(
        "area_lookup", unique: [["from_year", "to_year", "from_code", "to_code"]],
        columns: [
            .text("id"), .integer("from_year"), .integer("to_year"), .text("from_code"), .text("to_code"),
            // U unchanged, S split, M merged, X irregular.
            .text("change"),
        ])

    /// What is published about areas: people by age and sex, deprivation.
    static let figureTable = Table(
        "area_figure", unique: [["boundary_year", "code", "figure", "year", "sex", "age_from", "age_to"]],
        indexes: [["figure", "year"]],
        columns: [
            .text("id"), .integer("boundary_year"), .text("code"),
            // "population", "imd-score", "imd-rank", "imd-decile", "idaci-score", …
            .text("figure"), .integer("year"), .text("sex"), .integer("age_from"), .integer("age_to"), .real("value"),
            .text("run_id", optional: true),
        ])

    /// Places that have a name and a point: schools, venues, parks; what free text is looked up in.
    static let placeTable = Table(
        "named_place", unique: [["kind", "reference"]], indexes: [["area"]],
        columns: [
            .text("id"), .text("kind"), .text("reference"), .text("name"), .real("easting"), .real("northing"),
            .text("area"), .text("facts"), .text("run_id", optional: true),
        ])
}
