import Web

/// Where Insight's pages are.
package enum InsightLink {
    package static let dashboard: Link = "/insight"
    package static let measures: Link = "/insight/measures"
    package static let map: Link = "/insight/map"
    package static let signals: Link = "/insight/signals"
    package static let hours: Link = "/insight/hours"
    package static let compare: Link = "/insight/compare"
    package static let actions: Link = "/insight/actions"
    package static let data: Link = "/insight/data"
    package static let pack: Link = "/insight/pack"

    package static func measure(_ id: String) -> Link { "/insight/measures/\(id)" }
    static func measureFile(_ id: String) -> Link { "/insight/measures/\(id)/csv" }
    package static func place(_ code: String) -> Link { "/insight/places/\(code)" }

    /// The line of links under every page's head.
    package static func tabs(_ current: Link) -> [NavItem] {
        [
            NavItem("How we are doing", dashboard, isCurrent: current == dashboard),
            NavItem("Measures", measures, isCurrent: current == measures),
            NavItem("Map", map, isCurrent: current == map),
            NavItem("Days and hours", hours, isCurrent: current == hours),
            NavItem("Compare", compare, isCurrent: current == compare),
            NavItem("Signals", signals, isCurrent: current == signals),
            NavItem("What we are doing", actions, isCurrent: current == actions),
            NavItem("Where the figures come from", data, isCurrent: current == data),
        ]
    }
}
