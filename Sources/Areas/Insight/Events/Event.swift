import Joining
import Kernel
import Storage

/// Something that happened, as a count needs it: when, where and what, and nobody's name.
///
/// Made from the rows of kept files and made again whenever a file is replaced, so it is never edited by hand.
package struct Event: Sendable, Equatable {
    /// What kind of record it comes from.
    package enum Kind: String, Sendable, CaseIterable, Storable {
        /// An assault treated in a hospital's emergency department.
        case attendance
        /// A crime the police recorded.
        case crime
        case arrest, ambulance, missing, suspension, stopSearch
    }

    /// How exactly its point is known: point methods ask before they count.
    package enum PointPrecision: String, Sendable, CaseIterable, Storable {
        case exact
        /// Moved by its publisher to one of a few shared points on the map.
        case snapped
        /// Only the small area is known.
        case area
        case none
    }

    package let run: ID<ImportRun>
    package let line: Int
    package let kind: Kind
    /// When it happened or began.
    package let at: Instant
    /// When it had happened by, where only a range is known.
    package let until: Instant?
    package let precision: Precision
    /// British National Grid, metres; nil without a point.
    package let easting: Double?
    package let northing: Double?
    package let pointPrecision: PointPrecision
    /// The small area of the boundary set in use it lies in; empty when not known, `Area.elsewhere` outside them all.
    package let area: String
    package let category: String
    /// How somebody was hurt: "sharp", "firearm", "blunt", "body", "other"; empty when not known.
    package let method: String
    package let placeType: String
    package let ageBand: String
    package let sex: String
    package let outcome: String
    /// What the source calls it; one event keeps one reference.
    package let reference: String

    package init(
        run: ID<ImportRun>, line: Int, kind: Kind, at: Instant, until: Instant? = nil, precision: Precision,
        easting: Double? = nil, northing: Double? = nil, pointPrecision: PointPrecision = .none, area: String = "",
        category: String = "", method: String = "", placeType: String = "", ageBand: String = "", sex: String = "",
        outcome: String = "", reference: String = ""
    ) {
        self.run = run
        self.line = line
        self.kind = kind
        self.at = at
        self.until = until
        self.precision = precision
        self.easting = easting
        self.northing = northing
        self.pointPrecision = pointPrecision
        self.area = area
        self.category = category
        self.method = method
        self.placeType = placeType
        self.ageBand = ageBand
        self.sex = sex
        self.outcome = outcome
        self.reference = reference
    }

    /// The month it counts in.
    package var month: Month { Month(at.day) }

    static let table = Table(
        "event", unique: [["run_id", "line"]],
        indexes: [["kind", "month"], ["area", "month"], ["reference"], ["kind", "day"]],
        columns: [
            .text("id"), .text("run_id", references: "import_run"), .integer("line"),
            .text("kind", allowed: Kind.allCases.map(\.rawValue)), .integer("at"), .integer("until_at", optional: true),
            .text("precision"), .text("day"), .integer("month"), .real("easting", optional: true),
            .real("northing", optional: true),
            .text("point_precision", allowed: PointPrecision.allCases.map(\.rawValue)), .text("area"),
            .text("category"), .text("method"), .text("place_type"), .text("age_band"), .text("sex"),
            .text("outcome"), .text("reference", .link),
        ])

    /// Which kept runs have been counted into `event`, and what became of their rows.
    static let runTable = Table(
        "event_run", key: ["run_id"],
        columns: [
            .text("run_id", references: "import_run"), .text("feed"), .integer("first_month", optional: true),
            .integer("last_month", optional: true), .integer("events"), .integer("elsewhere"), .integer("unplaced"),
            .integer("repeats"), .integer("counted_at"), .text("boundary_set", optional: true),
        ])
}
