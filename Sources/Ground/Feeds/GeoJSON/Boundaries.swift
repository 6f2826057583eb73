import Geography

/// Which properties of a file of boundaries are the areas' codes and names, and which year's boundaries they are.
package struct BoundaryColumns: Sendable, Equatable {
    package var code: String
    package var name: String?
    package var year: Int?

    package init(code: String, name: String?, year: Int?) {
        self.code = code
        self.name = name
        self.year = year
    }
}

/// The areas of one year's boundaries, ready to ask in which of them a point lies.
package struct Boundaries: Sendable {
    package struct Area: Hashable, Sendable {
        package let code: String
        package let name: String
        /// In degrees of WGS84.
        package let shape: MultiPolygon
    }

    package let areas: [Area]
    package let year: Int?
    package let index: AreaIndex
    /// Features without a code, with another's code, or without land; and those the file itself was refused.
    package let problems: [GeoProblem]
    private let places: [String: Int]

    /// Takes the features that have a code and an area; each code counts once.
    package init(_ file: GeoJSONFile, _ columns: BoundaryColumns) {
        var areas: [Area] = []
        var places: [String: Int] = [:]
        var firsts: [String: Int] = [:]
        var problems = file.problems
        for feature in file.features {
            let code = (feature.properties[columns.code] ?? "").tidied
            guard case .area(let shape) = feature.geometry else {
                problems.append(GeoProblem(feature: feature.number, reason: "It is a point and no area."))
                continue
            }
            guard !code.isEmpty else {
                problems.append(GeoProblem(feature: feature.number, reason: "“\(columns.code)” holds no code."))
                continue
            }
            if let first = firsts[code] {
                let reason = "It has the code \(code.prefix(40)), as feature \(first) has. The first was kept."
                problems.append(GeoProblem(feature: feature.number, reason: reason))
                continue
            }
            firsts[code] = feature.number
            places[code] = areas.count
            let name = columns.name.flatMap { feature.properties[$0]?.tidied } ?? ""
            areas.append(Area(code: code, name: name.isEmpty ? code : name, shape: shape))
        }
        self.areas = areas
        self.places = places
        self.problems = problems.sorted { $0.feature < $1.feature }
        year = columns.year
        index = AreaIndex(areas.map(\.shape), in: .degrees)
    }

    package func area(_ code: String) -> Area? { places[code].map { areas[$0] } }

    /// The area a place lies in, in these boundaries.
    package func area(at position: Position) -> Area? {
        index.area(at: position.point).map { areas[$0] }
    }

    /// The area of a place, or the nearest within so many metres: for points just off a simplified coast.
    package func area(at position: Position, orWithin metres: Double) -> Area? {
        index.nearest(to: position.point, within: metres).map { areas[$0.area] }
    }
}

extension GeoJSONFile {
    /// Which of its properties are probably code, name and year: by their names, otherwise by what stands in them.
    package var columns: BoundaryColumns? {
        let names = Set(features.prefix(200).flatMap(\.properties.keys)).sorted()
        let known = names.compactMap { name in AreaColumn(name).map { (name: name, column: $0) } }
        // The smallest kind is what the features are; larger ones only say where they belong.
        let order = [
            "oa", "lsoa", "datazone", "msoa", "parish", "ward", "constituency", "district", "county", "safety", "force",
        ]
        let codes = known.filter(\.column.isCode).sorted { first, second in
            let places = [first, second].map { order.firstIndex(of: $0.column.kind) ?? order.count }
            return (places[0], first.name) < (places[1], second.name)
        }
        if let code = codes.first(where: { isUnique($0.name) }) {
            let name = known.first { !$0.column.isCode && $0.column.kind == code.column.kind }?.name
            return BoundaryColumns(code: code.name, name: name, year: code.column.year)
        }
        guard let code = names.first(where: { isUnique($0) && holdsCodes($0) }) ?? names.first(where: isCode) else {
            return nil
        }
        let name = names.first { $0 != code && Self.names.contains($0.lowercased()) }
        let year = BoundaryYear.told(by: features.lazy.compactMap { $0.properties[code].flatMap { AreaCode($0) } })
        return BoundaryColumns(code: code, name: name, year: year)
    }

    private static let names: Set<String> = ["name", "label", "title", "nm", "area_name", "areaname", "ward_name"]

    private func isCode(_ name: String) -> Bool {
        ["code", "id", "gss_code", "area_code", "cd"].contains(name.lowercased()) && isUnique(name)
    }

    private func isUnique(_ name: String) -> Bool {
        let values = features.compactMap { $0.properties[name] }
        // One code twice is a fault of the file, not a sign of another column.
        return values.count * 10 >= features.count * 9 && Set(values).count * 10 >= values.count * 9
    }

    private func holdsCodes(_ name: String) -> Bool {
        features.prefix(50).allSatisfy { $0.properties[name].flatMap { AreaCode($0) } != nil }
    }
}
