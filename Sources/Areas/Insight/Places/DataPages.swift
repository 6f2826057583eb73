import Feeds
import Governance
import Kernel
import Web

/// What has been counted of one kept file.
struct CountedFile: Sendable {
    let title: String
    let agency: String
    let period: String
    let months: String
    let events: Int
    let elsewhere: Int
    let unplaced: Int
    let repeats: Int
    let countedAt: Instant
}

/// Where the figures come from: files counted, boundaries in use, and how to bring in more.
struct DataPages: Sendable {
    let files: [CountedFile]
    let waiting: Int
    let placed: [PlacedBy]
    let sets: [BoundarySet]
    /// Who reads how much is in each file: beside a measure's months, a file's count can give a hidden month away.
    let audience: CountAudience
    let mayManage: Bool
    let mayImport: Bool
    let form: FormView
    let token: HTML

    /// The largest boundary file a page takes; the command line takes more.
    static let mostBytes = 64_000_000

    var html: HTML {
        """
        \(form.summary())\(pageHead(
            "Where the figures come from", lead: "Every file counted here, how much of it has a place, and the areas it is counted by."))
        \(subNavigation("Insight", InsightLink.tabs(InsightLink.data)))
        \(card("Files", id: "files", actions: mayImport ? anchor("Import a file", "/imports") : .empty, body: fileTable))
        \(places)
        \(card("Areas", id: "areas", body: areas))
        """
    }

    private var fileTable: HTML {
        let wait: HTML =
            waiting > 0
            ? callout(.info, "Being counted", "<p>\(waiting) more to come. Look again in a minute.</p>") : .empty
        guard !files.isEmpty else {
            return wait
                + emptyState(
                    "No file of events or counts has been counted yet.",
                    "The hub, or the agency whose file it is, sends one from Imports: A&E assaults, police crimes, arrests, missing episodes, ambulance calls, monthly counts, or data.police.uk files.",
                    action: mayImport ? anchor("Go to Imports", "/imports") : .empty)
        }
        let isTeam = audience == .team
        let figures = [
            TableColumn("Counted", .figures), TableColumn("Outside our areas", .figures),
            TableColumn("No place", .figures), TableColumn("Said twice", .figures),
        ]
        let columns =
            [TableColumn("File"), TableColumn("From"), TableColumn("Months")] + (isTeam ? figures : [])
            + [TableColumn("When")]
        let rows = files.map { file -> [HTML] in
            let counts = [file.events, file.elsewhere, file.unplaced, file.repeats].map { HTML(grouped($0)) }
            return ["\(file.title), \(file.period)", HTML(file.agency), HTML(file.months)] + (isTeam ? counts : [])
                + [HTML(file.countedAt.long)]
        }
        let note: HTML =
            isTeam ? .empty : "<p>How many events each file holds is for the hub and the analysts.</p>"
        return wait + dataTable("Files counted", isCaptionHidden: true, columns: columns, rows: rows) + note
    }

    private var places: HTML {
        guard audience == .team, !placed.isEmpty else { return .empty }
        return card(
            "How places were found", id: "placed", actions: anchor("How complete A&E files are", InsightLink.filled),
            body: """
                <p>What somebody wrote about a place is looked up here, on this machine, among the areas, schools and \
                streets we know. What was written is not kept with the event. Codes of other years' areas need a \
                lookup: bring one in from Imports.</p>\(PlacedBy.table(placed))
                """)
    }

    private var areas: HTML {
        let list: HTML =
            sets.isEmpty
            ? emptyState(
                "No areas yet.",
                "Without boundaries everything is counted for the whole partnership, and there is no map.")
            : dataTable(
                "Boundaries", isCaptionHidden: true,
                columns: [
                    TableColumn("Areas"), TableColumn("Year"), TableColumn("How many", .figures), TableColumn("Source"),
                    TableColumn("In use"),
                ],
                rows: sets.map {
                    [
                        HTML($0.name), "\($0.year)", HTML(grouped($0.areas)), HTML($0.source),
                        $0.isInUse ? "Yes" : "No",
                    ]
                })
        guard mayManage else { return list }
        return """
            \(list)
            \(details("Bring in areas", isOpen: !form.errors.isEmpty, uploadForm(
                to: "/insight/data/areas", token: token, mostBytes: Self.mostBytes,
                body: """
                    \(form.text("name", label: "What they are called", hint: "Such as: Lower layer super output areas, 2021"))
                    \(form.text("year", label: "Year of their codes", width: .five))
                    \(form.text("source", label: "Source and licence", hint: "It stands under every map."))
                    \(form.file("file", label: "GeoJSON file", hint: "In degrees or on the National Grid.", accept: ".geojson,.json"))
                    \(buttonGroup(button("Bring them in")))
                    """)))
            """
    }
}
