import Governance
import Web

/// What lies on the map beside its areas, as words: hexagons, clusters, schools and actions, each with its own table.
struct MapLists {
    let view: MapView

    var html: HTML { "\(hotSpots)\(clusters)\(hexagons)\(actions)\(schools)" }

    /// As many areas of hot spots as stand beside the map; the figure's own table has all.
    private static let most = 12

    private var hotSpots: HTML {
        guard view.wish.showsHotSpots else { return .empty }
        let lines = view.counts.lines
        let hot = lines.indices.filter { view.hot.hot[$0] }.sorted { lines[$0].weight > lines[$1].weight }
        guard !hot.isEmpty else { return card("Hot spots", id: "hot", body: "<p>\(view.finding).</p>") }
        let rows = hot.prefix(Self.most).map { index -> [HTML] in
            let line = lines[index]
            return [anchor(line.name, InsightLink.place(line.code)), HTML(view.words(line))]
        }
        let rest: HTML =
            hot.count > rows.count ? "<p>\(hot.count - rows.count) more in the table under the map.</p>" : .empty
        return card(
            "Areas in hot spots", id: "hot",
            body: dataTable(
                "Areas in hot spots", isCaptionHidden: true,
                columns: [TableColumn("Area"), TableColumn(view.counts.figure.name, .figures)], rows: rows) + rest)
    }

    private var hexagons: HTML {
        guard view.wish.showsHexagons else { return .empty }
        guard let layer = view.hexagons else { return .empty }
        guard !layer.cells.isEmpty else {
            return "<p>There is no hexagon: none of these events says its exact point.</p>"
        }
        let without: HTML =
            layer.without > 0
            ? "<p>\(grouped(layer.without)) more have no exact point and are in no hexagon.</p>" : .empty
        let snapped: HTML =
            layer.isSnapped ? "<p>The publisher moved these points to a few shared ones on the map.</p>" : .empty
        let table = dataTable(
            "Hexagons", isCaptionHidden: true,
            columns: [TableColumn("Where, with its grid reference"), TableColumn("Number", .figures)],
            rows: layer.cells.map { [HTML($0.name), HTML(grouped($0.count))] })
        return """
            \(details("Hexagons on the map (\(layer.cells.count))", table))\(without)\(snapped)
            """
    }

    private var clusters: HTML {
        guard view.wish.showsClusters else { return .empty }
        guard !view.clusters.isEmpty else {
            return "<p>No cluster in place and time is open for this measure.</p>"
        }
        let rows = view.clusters.map { cluster -> [HTML] in
            [
                anchor(cluster.place, InsightLink.signal(cluster.signal.id)), HTML(cluster.when),
                HTML(cluster.sentence), HTML(cluster.signal.state.name),
            ]
        }
        return details(
            "Clusters in place and time (\(rows.count))", isOpen: true,
            dataTable(
                "Clusters in place and time", isCaptionHidden: true,
                columns: [
                    TableColumn("Where"), TableColumn("When"), TableColumn("What was found"), TableColumn("Status"),
                ], rows: rows))
    }

    private var schools: HTML {
        guard view.wish.showsSchools else { return .empty }
        guard !view.schools.isEmpty else { return "<p>No school is known here. Bring in a file of schools.</p>" }
        let rows = view.schools.map { school -> [HTML] in
            let area = view.book.code(easting: school.x, northing: school.y)
            let place: HTML =
                view.book.place(of: area) == nil
                ? "Outside our areas" : anchor(view.book.name(of: area), InsightLink.place(area))
            return [HTML(school.name), place]
        }
        return details(
            "Schools on the map (\(rows.count))",
            dataTable(
                "Schools", isCaptionHidden: true, columns: [TableColumn("School"), TableColumn("Area")], rows: rows))
    }

    private var actions: HTML {
        guard view.wish.showsActions else { return .empty }
        guard !view.actions.isEmpty else {
            return "<p>Nothing is being done about a place that we know of.</p>"
        }
        let rows = view.actions.map { action -> [HTML] in
            let area = view.book.code(easting: action.x, northing: action.y)
            return [
                anchor(action.name, InsightLink.actions), anchor(view.book.name(of: area), InsightLink.place(area)),
            ]
        }
        return details(
            "What we are doing on the map (\(rows.count))",
            dataTable(
                "What we are doing", isCaptionHidden: true, columns: [TableColumn("Action"), TableColumn("Area")],
                rows: rows))
    }
}
