/// A referral as the daily meeting sees it: how long is left, who, why, what helps, what is proposed.
package struct ReferralRowView: Sendable {
    package let clock: ClockView
    /// "Kai B, 15".
    package let name: String
    package let link: Link
    /// Small lines under the name: reference and pronouns, who referred and when.
    package let lines: [String]
    package let worries: [String]
    /// What helps; every worry has one beside it.
    package let helps: String
    package let involved: [AgencyBadge]
    /// What the meeting is asked to agree.
    package let proposed: String
    /// The first is the main one.
    package let actions: [(label: String, link: Link)]

    package init(
        clock: ClockView, name: String, link: Link, lines: [String], worries: [String], helps: String,
        involved: [AgencyBadge], proposed: String, actions: [(label: String, link: Link)]
    ) {
        self.clock = clock
        self.name = name
        self.link = link
        self.lines = lines
        self.worries = worries
        self.helps = helps
        self.involved = involved
        self.proposed = proposed
        self.actions = actions
    }

    /// The row as an item of its lane.
    func html(mainButton kind: ButtonKind) -> HTML {
        """
        <li><article class="ui-ref"><div>\(clock.html)</div>
        <div><h3>\(anchor(name, link))</h3><p class="ui-muted ui-small">\
        \(lines.map { HTML($0) }.joined(by: "<br>"))</p></div>
        <div><p class="ui-ref__label">Why we are worried</p>\
        <ul class="ui-reasons">\(worries.map { "<li>\($0)</li>" as HTML })</ul>\(!helps.isEmpty, helpLine)</div>
        <div>\(!involved.isEmpty, involvedList)\(!proposed.isEmpty, proposedLine)</div>
        <div class="ui-ref__act">\(actionLinks(kind))</div></article></li>

        """
    }

    private var helpLine: HTML {
        #"<p class="ui-help">\#(Icon.heart.svg)<span>\#(hiddenText("What helps: "))\#(helps)</span></p>"#
    }

    private var involvedList: HTML {
        #"<p class="ui-ref__label">Already involved</p>\#(agencyList(involved))"#
    }

    private var proposedLine: HTML {
        #"<p class="ui-ref__label ui-ref__label--next">Proposed</p><p>\#(proposed)</p>"#
    }

    private func actionLinks(_ kind: ButtonKind) -> HTML {
        actions.enumerated().map { index, action in
            index == 0
                ? buttonLink(action.label, action.link, kind, hidden: "for \(name)")
                : anchor(action.label, action.link, hidden: "for \(name)")
        }.joined()
    }
}

/// A lane of the triage board: one level of risk, in the order to discuss.
package struct LaneView: Sendable {
    package let level: RiskTone
    /// "High risk: 3 to decide".
    package let heading: String
    /// What this level asks for.
    package let advice: String
    package let rows: [ReferralRowView]

    package init(level: RiskTone, heading: String, advice: String, rows: [ReferralRowView]) {
        self.level = level
        self.heading = heading
        self.advice = advice
        self.rows = rows
    }

    /// The lane; only the highest asks with the strong button.
    package var html: HTML {
        let id = "lane-\(level.rawValue)"
        let items = rows.map { $0.html(mainButton: level == .high ? .main : .secondary) }
        return """
            <section class="ui-lane ui-lane--\(level.rawValue)" aria-labelledby="\(id)"><div class="ui-lane__head">\
            <h2 id="\(id)">\(level.shape)\(heading)</h2><p>\(advice)</p></div><ol>
            \(items)</ol></section>
            """
    }
}
