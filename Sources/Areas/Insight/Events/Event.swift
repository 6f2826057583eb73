import Joining
import Kernel
import Storage

/// Something that happened, as a count needs it: when, where and what, and nobody's name.
///
/// Made from the rows of kept files and made again whenever a file is replaced, so it is never edited by hand.
package struct Event: Sendable, Equatable {
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
    /// The mapping it came by: "istv", "police-uk-street".
    package let feed: String
    /// "crime", "assault", "arrest", "missing": the word of the mapping it came by.
    package let kind: String
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
    /// How somebody was hurt, in the words of the mapping: "knife", "firearm"; empty when not known.
    package let method: String
    package let placeType: String
    /// Ages from and to; no upper one means "and over", neither means not known.
    package let ageFrom: Int?
    package let ageTo: Int?
    package let sex: String
    package let outcome: String
    /// What the source calls it: a later file that says more of it has the same.
    package let reference: String
    /// A hash of the sender's number of the young person, to count children and not episodes; empty without one.
    package let person: String

    /// The month it counts in.
    package var month: Month { Month(at.day) }

    static let table = Table(
        "event", unique: [["run_id", "line"]],
        indexes: [["kind", "month"], ["area", "month"], ["reference"], ["kind", "day"]],
        columns: [
            .text("id"), .text("run_id", references: "import_run"), .integer("line"), .text("feed"),
            .text("kind"), .integer("at"), .integer("until_at", optional: true),
            .text("precision"), .text("day"), .integer("month"), .real("easting", optional: true),
            .real("northing", optional: true),
            .text("point_precision", allowed: PointPrecision.allCases.map(\.rawValue)), .text("area"),
            .text("category"), .text("method"), .text("place_type"), .integer("age_from", optional: true),
            .integer("age_to", optional: true), .text("sex"), .text("outcome"), .text("reference", .link),
            .text("person", .link),
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
