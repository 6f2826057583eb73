import Feeds
import Geography
import Joining
import Kernel
import Web

/// A GeoJSON file of small areas read whole: what is kept of it, or why not.
package struct BoundaryFile: Sendable {
    package let areas: [(code: String, name: String, shape: MultiPolygon)]
    /// The year its codes belong to, where its columns say so.
    package let year: Int?
    package let hash: String
    /// Features that are left out, with the reason.
    package let problems: [String]

    /// Reads a file. A code met twice, or a feature without a code or an outline, is left out with its reason.
    ///
    /// - Throws: `GeoFault` when it is no GeoJSON, `BoundaryProblem` when nothing in it can be used.
    package init(_ source: FeedSource) throws {
        let file = try GeoJSONFile(source)
        let columns = BoundaryColumns(file.features)
        var areas: [(code: String, name: String, shape: MultiPolygon)] = []
        var problems = file.problems.map(\.message)
        var seen: Set<String> = []
        for feature in file.features {
            guard case .area(let shape) = feature.geometry else {
                problems.append("Feature \(feature.number): it is a point, not an area.")
                continue
            }
            if let reason = Self.misplaced(shape) {
                problems.append("Feature \(feature.number): \(reason)")
                continue
            }
            guard let code = columns.code.flatMap({ feature.properties[$0] })?.trimmed, !code.isEmpty else {
                problems.append("Feature \(feature.number): it has no code.")
                continue
            }
            guard seen.insert(code).inserted else {
                problems.append("Feature \(feature.number): the code \(code) is there already.")
                continue
            }
            let name = columns.name.flatMap { feature.properties[$0] } ?? code
            areas.append((code, name, shape.onGrid))
        }
        guard !areas.isEmpty else { throw BoundaryProblem.noAreas(problems) }
        self.areas = areas
        self.problems = problems
        year = columns.year
        hash = try Joining.hash(of: source)
    }

    /// Why a shape in degrees cannot be where it says; nil when it lies in the United Kingdom.
    private static func misplaced(_ shape: MultiPolygon) -> String? {
        let middle = shape.centroid
        switch Plausibility(latitude: middle.y, longitude: middle.x) {
        case .plausible: return nil
        case .swapped: return "its longitude and latitude have changed places. Longitude comes first."
        case .nullIsland: return "it lies at 0, 0, where there is only sea."
        case .elsewhere, .impossible: return "it does not lie in the United Kingdom."
        }
    }
}

/// Why a boundary file is not taken, in words.
package enum BoundaryProblem: Error, Equatable, Sendable {
    /// Nothing in it is an area with a code.
    case noAreas([String])

    package var words: String {
        switch self {
        case .noAreas(let reasons):
            "There is no area with a code in this file. \(reasons.prefix(3).joined(separator: " ")) Nothing was changed."
        }
    }
}

/// Which properties of the features are code and name, by their names.
struct BoundaryColumns {
    let code: String?
    let name: String?
    let year: Int?

    /// Of several kinds of code, the one with most different values: the smallest areas.
    init(_ features: [GeoFeature]) {
        let keys = Set(features.prefix(50).flatMap { $0.properties.keys }).sorted()
        let known = keys.compactMap { key in AreaColumn(key).map { (key: key, column: $0) } }
        func variety(_ key: String) -> Int { Set(features.compactMap { $0.properties[key] }).count }
        let codes = known.filter(\.column.isCode).map { (key: $0.key, column: $0.column, values: variety($0.key)) }
        let best = codes.max { $0.values < $1.values }
        code = best?.key ?? keys.first { ["code", "id", "area_code"].contains($0.lowercased()) }
        let names = known.filter { !$0.column.isCode && $0.column.kind == best?.column.kind }
        name = names.first?.key ?? keys.first { ["name", "area_name"].contains($0.lowercased()) }
        year = best?.column.year
    }
}
