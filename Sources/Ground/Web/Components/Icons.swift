/// The small pictures of the pages: drawn inline, hidden from screen readers, always with words beside them.
package enum Icon: CaseIterable, Sendable {
    /// Signs beside words: risk, state, direction.
    case triangle, diamond, circle, openCircle, tick, exclamation, lock, heart, arrow, overdue
    /// What people might notice.
    case missing, phone, parcel, travel, injury, people

    /// The drawing itself, coloured by the text around it.
    package var svg: HTML {
        switch self {
        case .triangle: Icon.draw(12, #"<path d="M6 .8L11.7 11H.3Z" fill="currentColor"/>"#)
        case .diamond: Icon.draw(12, #"<path d="M6 .2L11.8 6 6 11.8.2 6Z" fill="currentColor"/>"#)
        case .circle: Icon.draw(12, #"<circle cx="6" cy="6" r="5.2" fill="currentColor"/>"#)
        case .openCircle:
            Icon.draw(12, #"<circle cx="6" cy="6" r="4.6" fill="none" stroke="currentColor" stroke-width="1.6"/>"#)
        case .tick:
            Icon.draw(12, #"<path d="M1.5 6.5l3 3 6-7" \#(Icon.line("2.2"))/>"#)
        case .exclamation:
            Icon.draw(12, #"<path d="M6 1.5v5.5M6 10v.2" \#(Icon.line("2.6"))/>"#)
        case .lock:
            Icon.draw(
                16,
                """
                <path d="M4 7V5a4 4 0 0 1 8 0v2h1v8H3V7Zm2 0h4V5a2 2 0 0 0-4 0Z" fill="currentColor"/>
                """)
        case .heart:
            Icon.draw(
                16,
                """
                <path d="M8 14S1.5 10 1.5 5.6A3.4 3.4 0 0 1 8 4a3.4 3.4 0 0 1 6.5 1.6C14.5 10 8 14 8 14Z" \
                fill="currentColor"/>
                """)
        case .arrow: Icon.draw(40, #"<path fill="currentColor" d="M4 0h13l20 20-20 20H4l20-20z"/>"#)
        case .overdue:
            Icon.draw(
                34,
                """
                <circle cx="17" cy="17" r="14" fill="none" stroke="currentColor" stroke-width="5"/>\
                <path d="M17 9v9M17 23v.5" stroke="currentColor" stroke-width="4" stroke-linecap="round"/>
                """)
        case .missing: Icon.sketch(#"<path d="M5 24V11l9-7 9 7v5M11 24v-8h5M19 25l5-5m-5 0l5 5"/>"#)
        case .phone:
            Icon.sketch(
                #"<rect x="8" y="3" width="12" height="22" rx="2.5"/><path d="M13 21h2M23 8v6M26 6v10M5 8v6"/>"#)
        case .parcel: Icon.sketch(#"<path d="M4 11l10-6 10 6v9l-10 5-10-5zM4 11l10 5 10-5M14 16v9"/>"#)
        case .travel:
            Icon.sketch(
                """
                <path d="M3 20h22M6 20V9h11l5 6v5M6 14h14"/><circle cx="10" cy="22" r="2.2"/>\
                <circle cx="19" cy="22" r="2.2"/>
                """)
        case .injury:
            Icon.sketch(
                """
                <rect x="3" y="10" width="22" height="8" rx="4" transform="rotate(-35 14 14)"/>\
                <path d="M12 14l4-3m-3 5l4-3"/>
                """)
        case .people:
            Icon.sketch(
                """
                <circle cx="9" cy="9" r="4"/><path d="M2.5 24c0-5 3-8 6.5-8s6.5 3 6.5 8"/>\
                <circle cx="20" cy="11" r="3.2"/><path d="M19 17c4-.5 6.5 2.5 6.5 7"/>
                """)
        }
    }

    /// The partnership's mark: an open ring with one dot leaving it.
    package static let ring: HTML = """
        <svg class="ui-ring" width="38" height="38" viewBox="0 0 40 40" aria-hidden="true" focusable="false">\
        <path d="M32.2 26.6A14.5 14.5 0 1 1 28.6 9.2" fill="none" stroke="currentColor" stroke-width="5.5" \
        stroke-linecap="round"/><circle class="ui-ring__dot" cx="35" cy="15.5" r="4.6"/></svg>
        """

    private static func draw(_ box: Int, _ shapes: HTML) -> HTML {
        #"<svg viewBox="0 0 \#(box) \#(box)" aria-hidden="true" focusable="false">\#(shapes)</svg>"#
    }

    private static func line(_ width: String) -> HTML {
        """
        fill="none" stroke="currentColor" stroke-width="\(width)" stroke-linecap="round" stroke-linejoin="round"
        """
    }

    private static func sketch(_ shapes: HTML) -> HTML {
        draw(28, "<g \(line("2.2"))>\(shapes)</g>")
    }
}
