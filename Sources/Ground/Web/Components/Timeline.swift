import Kernel

/// Something that happened, as the timeline tells it.
package struct TimelineEntry: Sendable {
    /// What sets an entry apart.
    package enum Mark: Sendable, CaseIterable {
        case none
        /// Something bad happened.
        case serious
        /// Something got better.
        case progress
    }

    /// Orders and groups the entries; what people read is `when`.
    package let at: Instant
    /// When it was, as exactly as it is known: "20 November, 4:10pm", "16 to 17 November".
    package let when: String
    package let agency: AgencyBadge
    package let title: String
    /// Who wrote it: "Added by Ms Ali".
    package let by: String
    package let mark: Mark
    package let body: HTML
    /// What this viewer may not read, and how to ask; empty when there is nothing more.
    package let locked: HTML

    package init(
        at: Instant, when: String, agency: AgencyBadge, title: String, by: String, mark: Mark = .none, body: HTML,
        locked: HTML = .empty
    ) {
        self.at = at
        self.when = when
        self.agency = agency
        self.title = title
        self.by = by
        self.mark = mark
        self.body = body
        self.locked = locked
    }
}

/// What happened, in the order given, with a heading where a new month begins.
package func timeline(_ entries: [TimelineEntry]) -> HTML {
    var items: [HTML] = []
    var month = ""
    for entry in entries {
        let day = entry.at.day
        let heading = "\(day.monthName) \(day.year)"
        if heading != month { items.append(#"<li class="ui-tl__month"><h3>\#(heading)</h3></li>"#) }
        month = heading
        items.append(timelineItem(entry))
    }
    return #"<ol class="ui-tl">\#(items.joined(by: "\n"))</ol>"#
}

private func timelineItem(_ entry: TimelineEntry) -> HTML {
    let (kind, marker): (HTML, HTML) =
        switch entry.mark {
        case .none: ("", .empty)
        case .serious: (" ui-tl__item--key", tag("Serious event", .warn))
        case .progress: (" ui-tl__item--good", tag("Progress", .good))
        }
    let locked: HTML = #"<div class="ui-tl__lock">\#(Icon.lock.svg)<span>\#(entry.locked)</span></div>"#
    return """
        <li class="ui-tl__item ag-\(entry.agency.kind.rawValue)\(kind)">\
        <span class="ui-tl__node" aria-hidden="true">\(entry.agency.kind.letters)</span>\
        <div class="ui-tl__body"><h4>\(entry.title)\(marker)</h4>\
        <p class="ui-tl__meta"><time datetime="\(entry.at.iso)">\(entry.when)</time>, \(entry.agency.name)\
        \(!entry.by.isEmpty, ". \(entry.by)")</p>\(entry.body)\(!entry.locked.isEmpty, locked)</div></li>
        """
}
