import Governance
import Kernel
import Storage

/// Something partners do about a place: "youth workers on the station route", never anything about one person.
package struct PlaceAction: Sendable {
    static let table = Table(
        "place_action", indexes: [["ends"]],
        columns: [
            .text("id"), .text("title"), .text("lead_agency", references: "agency"), .text("starts"),
            // The day it is to be done or ended by; what became of it once it ended.
            .text("ends", optional: true), .text("outcome", .freeText, optional: true), .text("how_far", .freeText),
            .text("worker_id", .staff), .integer("at"), .integer("ended_at", optional: true),
        ])

    /// The small areas it is for.
    static let areaTable = Table(
        "place_action_area", key: ["action_id", "area"],
        columns: [.text("action_id", references: "place_action"), .text("area")])
}
