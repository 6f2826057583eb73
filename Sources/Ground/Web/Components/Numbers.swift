/// One number with what it means, linked or not.
package func tile(_ heading: String, value: String, unit: String = "", _ body: HTML) -> HTML {
    """
    <li class="ui-tile"><h3>\(heading)</h3><div class="ui-tile__mid"><div class="ui-tile__val">\(value)\
    \(!unit.isEmpty, "<small>\(unit)</small>")</div></div><p>\(body)</p></li>
    """
}

/// Tiles in a grid.
package func tiles(_ items: [HTML]) -> HTML {
    #"<ul class="ui-tiles">\#(items)</ul>"#
}

/// A few facts in a row: what, how many, and a note.
package func factsStrip(_ facts: [(label: String, value: String, note: String)]) -> HTML {
    let items = facts.map { fact -> HTML in
        """
        <div><dt>\(fact.label)</dt><dd>\(fact.value)\(!fact.note.isEmpty, "<small>\(fact.note)</small>")</dd></div>

        """
    }
    return #"<dl class="ui-facts">\#(items)</dl>"#
}

/// A finding in large type, before the evidence.
package func finding(_ headline: String, _ body: HTML, facts: HTML = .empty) -> HTML {
    #"<section class="ui-find"><h2>\#(headline)</h2><p>\#(body)</p>\#(facts)</section>"#
}

/// A row of small headed panels on one card: a meeting's progress, a day at a glance.
package func panelStrip(_ label: String, _ panels: [(heading: String, body: HTML)]) -> HTML {
    let items = panels.map { "<div><h2>\($0.heading)</h2>\($0.body)</div>\n" as HTML }
    return """
        <section class="ui-card ui-meetcard" aria-label="\(label)"><div class="ui-meet">\(items)</div></section>
        """
}

/// A large figure inside a panel.
package func bigNumber(_ words: String) -> HTML {
    #"<div class="ui-bignum">\#(words)</div>"#
}

/// A bar that fills as parts are done; the words beside it say the same.
package func progressBar(_ done: Int, of total: Int) -> HTML {
    let share = total > 0 ? min(max(done, 0), total) * 100 / total : 0
    return """
        <svg class="ui-bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true" focusable="false">\
        <rect class="ui-bar__all" width="100" height="4"/><rect class="ui-bar__done" width="\(share)" height="4"/></svg>
        """
}

/// A clock that runs down: how long is left of how long, in words and as a ring.
package struct ClockView: Sendable {
    /// Below zero once it is overdue.
    package let secondsLeft: Int
    package let totalSeconds: Int
    /// "Due Friday 2:20pm".
    package let due: String

    package init(secondsLeft: Int, totalSeconds: Int, due: String) {
        self.secondsLeft = secondsLeft
        self.totalSeconds = totalSeconds
        self.due = due
    }

    /// How the clock stands.
    package enum State: String, Sendable {
        case over, soon, ok
    }

    /// Soon is when less than a fifth of the time is left.
    package var state: State {
        if secondsLeft < 0 { return .over }
        return secondsLeft * 5 < totalSeconds ? .soon : .ok
    }

    /// "3h 10m overdue", "4h 40m left", "1 day left".
    package var words: String {
        let minutes = abs(secondsLeft) / 60
        let (days, hours, rest) = (minutes / 1440, minutes / 60, minutes % 60)
        let length =
            if days > 0 {
                days == 1 ? "1 day" : "\(days) days"
            } else if hours > 0 {
                rest == 0 ? "\(hours)h" : "\(hours)h \(rest < 10 ? "0" : "")\(rest)m"
            } else {
                "\(rest)m"
            }
        return "\(length) \(secondsLeft < 0 ? "overdue" : "left")"
    }

    /// The ring, the words and when it is due.
    package var html: HTML {
        """
        <div class="ui-clock ui-clock--\(state.rawValue)">\(state == .over ? Icon.overdue.svg : ring)\
        <div><b>\(words)</b><span>\(due)</span></div></div>
        """
    }

    private var ring: HTML {
        let left = totalSeconds > 0 ? min(max(secondsLeft * 100 / totalSeconds, 0), 100) : 0
        return """
            <svg viewBox="0 0 34 34" aria-hidden="true" focusable="false">\
            <circle class="trk" cx="17" cy="17" r="14" fill="none" stroke-width="5"/>\
            <circle class="val" cx="17" cy="17" r="14" fill="none" stroke-width="5" pathLength="100" \
            stroke-dasharray="\(100 - left) 100" transform="rotate(-90 17 17)"/></svg>
            """
    }
}
