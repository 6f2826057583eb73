/// Something a row lets you do, such as "Change"; `hidden` says what it changes.
package struct RowAction: Sendable {
    let html: HTML

    package init(_ label: String, _ link: Link, hidden: String) {
        html = anchor(label, link, hidden: hidden)
    }

    /// A button of the form around the list, for answers that travel in the form.
    package init(_ label: String, name: String, value: String, hidden: String) {
        html = linkButton(label, name: name, value: value, hidden: hidden)
    }
}

/// One fact: what it is, what it says, and what can be done with it.
package struct SummaryRow: Sendable {
    package let key: String
    package let value: HTML
    package let actions: [RowAction]

    package init(_ key: String, _ value: HTML, actions: [RowAction] = []) {
        self.key = key
        self.value = value
        self.actions = actions
    }

    /// A question and its answer, with the way back to change it.
    package static func answer(_ question: String, _ answer: HTML, change: Link) -> SummaryRow {
        SummaryRow(question, answer, actions: [RowAction("Change", change, hidden: question.lowercasedFirst)])
    }
}

/// Facts one under another.
package func summaryList(_ rows: [SummaryRow]) -> HTML {
    let items = rows.map { row -> HTML in
        let actions: HTML =
            row.actions.isEmpty
            ? .empty : #"<dd class="ui-summary__actions">\#(row.actions.map(\.html).joined(by: " "))</dd>"#
        return "<div><dt>\(row.key)</dt><dd>\(row.value)</dd>\(actions)</div>\n"
    }
    return #"<dl class="ui-summary">\#(items)</dl>"#
}

/// Facts about one thing, on a card of their own.
package func summaryCard(_ title: String, id: String, actions: [RowAction] = [], rows: [SummaryRow]) -> HTML {
    let id = elementID(id)
    return """
        <section class="ui-card ui-summarycard" aria-labelledby="\(id)"><div class="ui-card__head">\
        <h2 class="ui-h3" id="\(id)">\(title)</h2><span>\(actions.map(\.html).joined(by: " "))</span></div>
        \(summaryList(rows))</section>
        """
}

/// Every answer of a form, to read over before sending it; each part has a heading.
package func checkAnswers(_ parts: [(heading: String, rows: [SummaryRow])]) -> HTML {
    parts.map { part -> HTML in
        "\(!part.heading.isEmpty, #"<h2 class="ui-h2">\#(part.heading)</h2>"#)\(summaryList(part.rows))\n"
    }.joined()
}

/// How far one of several tasks has come.
package enum TaskStatus: Sendable, CaseIterable {
    case notStarted, inProgress, done, cannotStartYet

    /// The status in words.
    var tag: HTML {
        switch self {
        case .notStarted: Web.tag("Not started", .info)
        case .inProgress: Web.tag("In progress", .plain)
        case .done: Web.tag("Done", .good)
        case .cannotStartYet: #"<span class="ui-muted">Cannot start yet</span>"#
        }
    }
}

/// One task of a task list; without a link it cannot be opened yet.
package struct TaskItem: Sendable {
    package let label: String
    package let hint: String
    package let link: Link?
    package let status: TaskStatus

    package init(_ label: String, hint: String = "", link: Link?, status: TaskStatus) {
        self.label = label
        self.hint = hint
        self.link = link
        self.status = status
    }
}

/// Tasks that can be done in any order over several visits; `id` tells two lists on one page apart.
package func taskList(_ tasks: [TaskItem], id: String = "task") -> HTML {
    let items = tasks.enumerated().map { index, task -> HTML in
        let status = "\(elementID(id))-\(index + 1)-status"
        let name: HTML =
            task.link.map { #"<a href="\#($0)" aria-describedby="\#(status)">\#(task.label)</a>"# } ?? HTML(task.label)
        return """
            <li><div>\(name)\(!task.hint.isEmpty, #"<div class="ui-hint">\#(task.hint)</div>"#)</div>\
            <div class="ui-tasks__status" id="\(status)">\(task.status.tag)</div></li>

            """
    }
    return #"<ul class="ui-tasks">\#(items)</ul>"#
}

/// A step towards a goal, shown beside others: who does it, and how many parts are done.
package struct GoalView: Sendable {
    package let title: String
    package let link: Link
    package let status: HTML
    /// Who does it and by when.
    package let line: String
    package let done: Int
    package let total: Int
    /// Draws the done parts in amber: it needs help.
    package let isSlow: Bool

    package init(
        _ title: String, link: Link, status: HTML, line: String, done: Int, total: Int, isSlow: Bool
    ) {
        self.title = title
        self.link = link
        self.status = status
        self.line = line
        self.done = done
        self.total = total
        self.isSlow = isSlow
    }
}

/// A plan in short: each goal with its parts as blocks, filled as they are done.
package func goalList(_ goals: [GoalView]) -> HTML {
    let items = goals.map { goal -> HTML in
        let dots = (0..<max(goal.total, 0)).map { $0 < goal.done ? #"<i class="on"></i>"# : "<i></i>" as HTML }
        return """
            <li><div class="ui-plan__row">\(anchor(goal.title, goal.link))\(goal.status)</div>\
            <p>\(goal.line) \(goal.done) of \(goal.total) steps done.</p>\
            <div class="ui-dots\(goal.isSlow, " ui-dots--slow")" aria-hidden="true">\(dots)</div></li>

            """
    }
    return #"<ul class="ui-plan">\#(items)</ul>"#
}

extension String {
    /// The same words as they stand inside a sentence.
    package var lowercasedFirst: String {
        prefix(1).lowercased() + dropFirst()
    }
}
