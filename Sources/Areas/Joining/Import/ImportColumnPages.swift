import Feeds
import Governance
import Kernel
import Web

/// The page on which columns are matched.
enum ColumnPages {
    static func columns(_ view: ColumnView, _ form: FormView, token: HTML) -> Page {
        let run = view.entry.run
        let action: Link = "/imports/\(run.id)/columns"
        let body: HTML = """
            \(form.summary())\(breadcrumb([NavItem("Imports", "/imports")]))
            \(pageHead("Match the columns", lead: "\(run.fileName), from \(view.entry.agency): \(view.head.form)"))
            \(fitting(view))
            \(postForm(to: action, token: token, body: """
                \(FormView.hidden("feed", view.mapping.name))
                \(card("Columns", id: "columns", body: table(view) + first(view)))
                \(preview(view))
                \(card("Keep these matches?", id: "save", body: form.text(
                    "save_as", label: "Name for this agency's own kind of file",
                    hint: "Only if its next files will look the same. Leave it empty otherwise. Such as fairmead-roll.",
                    width: .twenty)))
                \(buttonGroup(
                    button("Read the whole file", .main, name: "do", value: "read"),
                    button("Look again with these columns", .secondary, name: "do", value: "check")))
                """))
            \(postForm(to: "/imports/\(run.id)/abandon", token: token, body: button("Abandon this file", .secondary)))
            """
        return Page("Match the columns", hasErrors: !form.errors.isEmpty, body: body)
    }

    /// Which kind it is read as, which fits best, and the way to change it.
    private static func fitting(_ view: ColumnView) -> HTML {
        let options = view.fits.map { fit in
            Choice(fit.mapping.name, "\(fit.mapping.title) (fits \(Int(fit.fit * 100)) %)")
        }
        let form = FormView(Form([("feed", view.mapping.name)]), scope: "kind-")
        let best = view.fits.first
        let words: HTML =
            best.map { best in
                best.mapping.name == view.mapping.name
                    ? "<p>The columns look like those of <strong>\(best.mapping.title)</strong>.</p>"
                    : """
                    <p>Read as <strong>\(view.mapping.title)</strong>. The columns look more like those of \
                    <strong>\(best.mapping.title)</strong>.</p>
                    """
            } ?? .empty
        return card(
            "Kind of file", id: "kind",
            body: """
                \(words)<form class="ui-filters" method="get" action="/imports/\(view.entry.run.id)/columns" \
                aria-label="Change the kind of file">\(form.select("feed", label: "Read it as", options: options))\
                \(button("Change", .secondary, hidden: "the kind of file"))</form>
                """)
    }

    private static func table(_ view: ColumnView) -> HTML {
        let fields = [Choice("", "Not read")] + view.mapping.columns.map { Choice($0.field, title($0)) }
        let rows = view.head.headers.enumerated().map { place, header -> [HTML] in
            let name = "column-\(place)"
            let form = FormView(Form([(name, place < view.chosen.count ? view.chosen[place] : "")]))
            let guess = view.guesses.first { $0.column == place }
            let values = view.head.rows.prefix(3).map { $0.cells[place] }.filter { !$0.isEmpty }
            return [
                HTML(header), HTML(values.joined(separator: " · ")),
                form.select(name, label: "\(header) is", options: fields), sure(guess),
            ]
        }
        return dataTable(
            "Columns of the file", isCaptionHidden: true,
            columns: [
                TableColumn("Column"), TableColumn("First values"), TableColumn("Read as"), TableColumn("How sure"),
            ],
            rows: rows)
    }

    private static func title(_ column: Mapping.Column) -> String {
        column.required == true ? "\(column.title) (needed)" : column.title
    }

    private static func sure(_ guess: ColumnGuess?) -> HTML {
        guard let guess else { return .empty }
        let words: HTML =
            guess.field == nil
            ? tag("No match")
            : guess.sureness >= 0.9
                ? tag("Sure", .good)
                : guess.sureness >= 0.7
                    ? tag("Likely", .info) : tag("Perhaps", .warn)
        return #"<div>\#(words)<div class="ui-hint">\#(guess.why)</div></div>"#
    }

    private static func first(_ view: ColumnView) -> HTML {
        let columns = [TableColumn("Line", .figures)] + view.head.headers.map { TableColumn($0) }
        let rows = view.head.rows.prefix(5).map { row in [HTML(String(row.line))] + row.cells.map { HTML($0) } }
        return details("The first rows as they stand", dataTable("First rows", columns: columns, rows: Array(rows)))
    }

    /// What reading the beginning of the file with these columns finds.
    private static func preview(_ view: ColumnView) -> HTML {
        guard let preview = view.preview else {
            return card(
                "The first rows", id: "preview",
                body: "<p>They cannot be read yet: a column that is needed is missing or matched twice.</p>")
        }
        let counts = preview.counts
        guard counts.read > 0 else {
            return card(
                "The first rows", id: "preview", body: emptyState("No rows", "The file has a header and no rows."))
        }
        let words =
            "Of the first \(grouped(counts.read)) rows, \(grouped(counts.accepted)) can be taken as they stand, "
            + "\(grouped(counts.corrected)) with corrections, \(grouped(counts.rejected)) not at all."
        return card(
            "The first rows", id: "preview",
            body: "<p>\(words)</p>\(!preview.groups.isEmpty, ProblemPages.table(Array(preview.groups.prefix(30))))")
    }
}
