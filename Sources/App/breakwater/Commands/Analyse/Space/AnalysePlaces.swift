import ArgumentParser
import Feeds
import Geography
import Surveillance

/// Which columns say where something is: metres of the National Grid (or any plane), or latitude and longitude.
struct AnalysePlaceColumns: ParsableArguments {
    @Option(help: "The column of metres east. Else x or easting.")
    var x: String?
    @Option(help: "The column of metres north. Else y or northing.")
    var y: String?
    @Option(help: "The column of latitudes, changed to the National Grid. Else latitude or lat.")
    var lat: String?
    @Option(help: "The column of longitudes. Else longitude, lon, lng or long.")
    var lon: String?

    /// The place of each row; nil where a row has none.
    ///
    /// - Throws: `CommandProblem` for coordinates that cannot be: 0, 0, changed about, or outside Great Britain.
    func read(_ table: AnalyseTable) throws -> [PlanePoint?] {
        let east = try table.column(x, usual: ["x", "easting"])
        let north = try table.column(y, usual: ["y", "northing"])
        if let east, let north { return try plane(table, east, north) }
        let latitude = try table.column(lat, usual: ["latitude", "lat"])
        let longitude = try table.column(lon, usual: ["longitude", "lon", "lng", "long"])
        guard let latitude, let longitude else {
            _ = try table.column(nil, usual: ["x", "easting", "latitude"], option: "--x or --lat")
            _ = try table.column(nil, usual: ["y", "northing", "longitude"], option: "--y or --lon")
            throw CommandProblem("Name both columns of the coordinates: --x and --y, or --lat and --lon.")
        }
        return try degrees(table, latitude, longitude)
    }

    private func plane(_ table: AnalyseTable, _ east: Int, _ north: Int) throws -> [PlanePoint?] {
        let isGrid = table.headers[east].lowercased() == "easting"
        return try (0..<table.count).map { row in
            guard let x = try table.figure(row, east), let y = try table.figure(row, north) else { return nil }
            if isGrid, case .nullIsland = Plausibility(GridPoint(easting: x, northing: y)) {
                throw table.problem(row, east, "the place is 0, 0, which stands for nowhere. Empty both cells.")
            }
            return PlanePoint(x: x, y: y)
        }
    }

    private func degrees(_ table: AnalyseTable, _ latitude: Int, _ longitude: Int) throws -> [PlanePoint?] {
        try (0..<table.count).map { row in
            guard let north = try table.figure(row, latitude), let east = try table.figure(row, longitude) else {
                return nil
            }
            switch Plausibility(latitude: north, longitude: east) {
            case .plausible(let position):
                if let grid = position.grid { return PlanePoint(x: grid.easting, y: grid.northing) }
                throw table.problem(row, latitude, "\(north), \(east) lies outside the National Grid.")
            case .swapped:
                throw table.problem(row, latitude, "latitude and longitude have changed places: \(north), \(east).")
            case .nullIsland:
                throw table.problem(row, latitude, "the place is 0, 0, which stands for nowhere. Empty both cells.")
            case .elsewhere, .impossible:
                throw table.problem(row, latitude, "\(north), \(east) is not in the United Kingdom.")
            }
        }
    }
}

/// Areas from a GeoJSON file.
enum AnalyseShapes {
    /// Areas on the National Grid, by code or by the property named.
    static func read(_ path: String, id property: String?) throws -> [(id: String, shape: PlanePolygon)] {
        let file: GeoJSONFile
        do {
            file = try GeoJSONFile(try FeedSource.file(path))
        } catch let error as FeedError {
            throw CommandProblem("\(path): \(error.message)")
        } catch let error as GeoFault {
            throw CommandProblem("\(path): \(error.message)")
        }
        if let problem = file.problems.first { throw CommandProblem("\(path): \(problem.message)") }
        let code = property ?? file.columns?.code ?? "id"
        return try file.features.map { feature in
            guard case .area(let shape) = feature.geometry else {
                throw CommandProblem("\(path), feature \(feature.number): this is a point, and areas are needed.")
            }
            guard let id = feature.properties[code] else {
                let advice = "Say which property names an area with --id NAME."
                throw CommandProblem(
                    "\(path), feature \(feature.number) has no property \u{201C}\(code)\u{201D}. \(advice)")
            }
            let rings = shape.onGrid.rings.map { ring in ring.points.map { PlanePoint(x: $0.x, y: $0.y) } }
            return (id, try PlanePolygon(rings: rings))
        }
    }

    /// One window from all areas of a file.
    static func window(_ path: String) throws -> StudyWindow {
        let areas = try read(path, id: nil)
        guard let first = areas.first, areas.count == 1 else {
            throw CommandProblem("\(path) has \(areas.count) areas: the window is one. Dissolve them first.")
        }
        return .polygon(first.shape)
    }
}
