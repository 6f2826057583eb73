import FrontDoor
import Governance
import Kernel
import People
import Web

/// The fields that narrow the board: only what is on it can be chosen.
struct BoardFilterBox: Sendable {
    let items: [BoardItem]
    let filter: BoardFilter

    var html: HTML {
        guard items.contains(where: \.isOpen) else { return .empty }
        return filterBox(
            action: "/hub", label: "Filter this list", fields: fields, chips: chips, clear: "/hub")
    }

    private var fields: HTML {
        let view = FormView(Form(filter.query().map { ($0.name, $0.value) }), scope: "filter-")
        let agencies = AgencyKind.allCases.filter { $0 != .partnership }.map { Choice($0.rawValue, $0.name) }
        let reasons = HubSettings.standard.reasons.map { Choice($0.id, $0.name) }
        return """
            \(view.select("area", label: "Area", options: [Choice("", "All areas")] + found(\.district, filter.area)))\
            \(view.select("school", label: "School", options: [Choice("", "All schools")] + found(\.school, filter.school)))\
            \(view.select("agency", label: "Agency to act", options: [Choice("", "Any agency")] + agencies))\
            \(view.select("reason", label: "Reason", options: [Choice("", "Any reason")] + reasons))
            """
    }

    /// What the young people on the board have, and what is chosen even when nobody has it any more.
    private func found(_ part: (Person) -> String, _ chosen: String) -> [Choice] {
        let values = Set(items.compactMap(\.person).map(part) + [chosen]).filter { !$0.isEmpty }
        return values.sorted().map { Choice($0, $0) }
    }

    private var chips: [FilterChip] {
        let settings = HubSettings.standard
        let on: [(name: String, words: String)] = [
            ("area", filter.area.isEmpty ? "" : "Area: \(filter.area)"),
            ("school", filter.school.isEmpty ? "" : "School: \(filter.school)"),
            ("agency", filter.agency.map { "Agency: \($0.name)" } ?? ""),
            ("reason", settings.reason(filter.reason).map { "Reason: \($0.name)" } ?? ""),
        ]
        return on.filter { !$0.words.isEmpty }.map { part in
            FilterChip(part.words, without: Link(stringLiteral: "/hub").with(query: filter.query(without: part.name)))
        }
    }
}
