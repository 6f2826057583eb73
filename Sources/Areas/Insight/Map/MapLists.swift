import Governance
import Web

/// What lies on the map beside its areas, as words: hexagons, clusters, schools and actions, each with its own table.
struct MapLists {
    let view: MapView

    var html: HTML { "\(hexagons)\(clusters)\(schools)\(actions)" }

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
