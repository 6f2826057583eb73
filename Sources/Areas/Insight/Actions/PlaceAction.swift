import Governance
import Kernel
import Storage

/// Something partners do about a place: "youth workers on the station route", never anything about one person.
package struct PlaceAction: Sendable {
    /// How it stands on a day.
    package enum Standing: String, Sendable, CaseIterable {
        case late, running, planned, ended

        package var name: String {
            switch self {
            case .late: "Late"
            case .running: "Running"
            case .planned: "Not begun"
            case .ended: "Ended"
            }
        }
    }

    package let id: ID<PlaceAction>
    package let title: String
    package let lead: Agency
    package let starts: Day
    /// The day it is to be done or ended by.
    package let ends: Day?
    /// What became of it, once it ended.
    package let outcome: String?
    package let howFar: String
    package let endedAt: Instant?
    /// The codes of the small areas it is for.
    package let areas: [String]

    package init(
        id: ID<PlaceAction>, title: String, lead: Agency, starts: Day, ends: Day?, howFar: String, areas: [String],
        outcome: String? = nil, endedAt: Instant? = nil
    ) {
        self.id = id
        self.title = title
        self.lead = lead
        self.starts = starts
        self.ends = ends
        self.howFar = howFar
        self.areas = areas
        self.outcome = outcome
        self.endedAt = endedAt
    }

    package func standing(on today: Day) -> Standing {
        if endedAt != nil { return .ended }
        if let ends, ends < today { return .late }
        return starts > today ? .planned : .running
    }

    /// "since 2 November", "was due 31 October", "ended 3 May 2026".
    package func when(_ today: Day) -> String {
        switch standing(on: today) {
        case .ended: "ended \(endedAt?.day.long ?? "")"
        case .late: "was due \(ends?.spoken(from: today) ?? "")"
        case .planned: "begins \(starts.spoken(from: today))"
        case .running:
            "since \(starts.spoken(from: today))" + (ends.map { ", until \($0.spoken(from: today))" } ?? "")
        }
    }

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
