/// A column of a table; with a link its heading sorts by it.
package struct TableColumn: Sendable {
    /// Words stand left, figures right; sentences take a phone's whole width.
    package enum Alignment: Sendable, CaseIterable {
        case words, figures, sentences

        fileprivate var mark: HTML {
            switch self {
            case .words: .empty
            case .figures: #" class="n""#
            case .sentences: #" class="say""#
            }
        }
    }

    /// How the rows are sorted by this column now.
    package enum Order: String, Sendable, CaseIterable {
        case ascending, descending, none
    }

    package let heading: String
    package let alignment: Alignment
    /// The same list sorted by this column.
    package let sort: Link?
    package let order: Order

    package init(_ heading: String, _ alignment: Alignment = .words, sort: Link? = nil, order: Order = .none) {
        self.heading = heading
        self.alignment = alignment
        self.sort = sort
        self.order = order
    }
}

/// A table whose rows become small cards on a phone; the first cell of each row names the row.
package func dataTable(
    _ caption: String, isCaptionHidden: Bool = false, columns: [TableColumn], rows: [[HTML]]
) -> HTML {
    let body = rows.map { row -> HTML in
        let cells = zip(columns, row).enumerated().map { index, pair in
            tableCell(pair.0, pair.1, isName: index == 0)
        }
        return "<tr>\(cells)</tr>\n"
    }
    return """
        <div class="ui-tablewrap" tabindex="0" role="region" aria-label="\(caption): table"><table class="ui-table \
        ui-table--stack"><caption\(isCaptionHidden, #" class="ui-vh""#)>\(caption)</caption>
        <thead><tr>\(columns.map(tableHeading))</tr></thead>
        <tbody>\(body)</tbody></table></div>
        """
}

private func tableHeading(_ column: TableColumn) -> HTML {
    let figures: HTML = column.alignment == .figures ? #" class="n""# : .empty
    guard let sort = column.sort else { return #"<th scope="col"\#(figures)>\#(column.heading)</th>"# }
    let sign: HTML =
        switch column.order {
        case .ascending: #"<span aria-hidden="true"> ▲</span>"#
        case .descending: #"<span aria-hidden="true"> ▼</span>"#
        case .none: .empty
        }
    return """
        <th scope="col"\(figures)\(column.order != .none, #" aria-sort="\#(column.order.rawValue)""#)>\
        <a href="\(sort)">\(hiddenText("Sort by "))\(column.heading)\(sign)</a></th>
        """
}

private func tableCell(_ column: TableColumn, _ content: HTML, isName: Bool) -> HTML {
    if isName { return #"<th scope="row">\#(content)</th>"# }
    return #"<td\#(column.alignment.mark) data-label="\#(column.heading)">\#(content)</td>"#
}

/// The pages of a long list: the first, the last and those around this one.
package func pagination(page: Int, of pages: Int, link: (Int) -> Link) -> HTML {
    guard pages > 1 else { return .empty }
    var items: [HTML] = []
    var last = 0
    for number in 1...pages where number == 1 || number == pages || abs(number - page) <= 1 {
        if number > last + 1 { items.append(#"<li aria-hidden="true">…</li>"#) }
        let current: HTML = number == page ? #" aria-current="page""# : .empty
        items.append(#"<li><a href="\#(link(number))"\#(current)>\#(hiddenText("Page "))\#(number)</a></li>"#)
        last = number
    }
    let before: HTML = page > 1 ? #"<a class="ui-pages__to" href="\#(link(page - 1))" rel="prev">Previous</a>"# : .empty
    let after: HTML = page < pages ? #"<a class="ui-pages__to" href="\#(link(page + 1))" rel="next">Next</a>"# : .empty
    return #"<nav class="ui-pages" aria-label="Pages">\#(before)<ul>\#(items)</ul>\#(after)</nav>"#
}

/// A filter that is on, and the list without it.
package struct FilterChip: Sendable {
    package let label: String
    package let without: Link

    package init(_ label: String, without: Link) {
        self.label = label
        self.without = without
    }
}

/// Fields that narrow a list, folded away, with what is on shown as chips that can be taken off.
package func filterBox(action: Link, label: String, fields: HTML, chips: [FilterChip], clear: Link) -> HTML {
    let on = chips.map { chip -> HTML in
        """
        <li><a class="ui-chip" href="\(chip.without)">\(hiddenText("Remove filter: "))\(chip.label)\
        <span aria-hidden="true"> ×</span></a></li>
        """
    }
    let list: HTML =
        chips.isEmpty
        ? .empty
        : """
        <div class="ui-chips"><ul aria-label="Filters that are on">\(on)</ul>\(anchor("Clear all filters", clear))</div>
        """
    return """
        <details class="ui-details ui-filterbox"\(!chips.isEmpty, " open")><summary>\(label)</summary>\
        <form class="ui-filters" method="get" action="\(action)" aria-label="\(label)">\(fields)\
        \(button("Apply filters", .secondary))</form></details>\(list)
        """
}

/// The parts of a record or a section.
package func subNavigation(_ label: String, _ items: [NavItem]) -> HTML {
    let links = items.map { item -> HTML in
        let count: HTML = item.count.map { #"<span class="ui-count ui-count--quiet">\#(grouped($0))</span>"# } ?? .empty
        return """
            <li><a href="\(item.link)"\(item.isCurrent, #" aria-current="page""#)>\(item.label)\(count)</a></li>
            """
    }
    return #"<nav class="ui-subnav" aria-label="\#(label)"><ul>\#(links)</ul></nav>"#
}
