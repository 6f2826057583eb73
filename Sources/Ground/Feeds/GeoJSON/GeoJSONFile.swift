import Geography

/// One feature of a GeoJSON file that can be used.
package struct GeoFeature: Hashable, Sendable {
    package enum Geometry: Hashable, Sendable {
        case area(MultiPolygon)
        case point(Position)
    }

    /// Its place in the file, counted from 1.
    package let number: Int
    /// Its properties as text; lists, objects and null are left out.
    package let properties: [String: String]
    /// In degrees of WGS84, whatever the file was written in.
    package let geometry: Geometry
}

/// What is wrong with one feature, for the person who has the file.
package struct GeoProblem: Hashable, Sendable {
    /// The feature's place in the file, counted from 1.
    package let feature: Int
    package let reason: String

    package var message: String { "Feature \(feature): \(reason)" }
}

/// Why a GeoJSON file as a whole cannot be read.
package enum GeoFault: Error, Equatable, Sendable {
    case tooLarge(limit: Int)
    case brokenJSON(line: Int, column: Int, problem: String)
    case notFeatures(String)
    case otherGrid(String)
    case noFeatures

    package var message: String {
        switch self {
        case .tooLarge(let limit):
            "The file is larger than \(limit / 1_000_000) MB. Use the “generalised” or “super generalised” boundaries."
        case .brokenJSON(let line, let column, let problem):
            "The file is not GeoJSON: in line \(line), column \(column), \(problem). It may have been cut off."
        case .notFeatures(let type):
            "The file holds \(type.isEmpty ? "no GeoJSON type" : "a “\(type)”"), not a FeatureCollection. Save it as GeoJSON features."
        case .otherGrid(let name):
            "The file says its coordinates are “\(name)”. Save it in WGS84 (EPSG:4326) or British National Grid (EPSG:27700)."
        case .noFeatures: "The file is GeoJSON, but there is no feature in it."
        }
    }
}

/// What its coordinates are.
package enum GeoGrid: String, Sendable {
    /// Longitude and latitude: what GeoJSON is unless it says otherwise (RFC 7946).
    case degrees
    /// Easting and northing of the National Grid: allowed by the older GeoJSON of 2008, and met in councils' files.
    case nationalGrid
}

/// Boundaries or points as a GeoJSON file has them: a FeatureCollection of polygons, multipolygons and points.
package struct GeoJSONFile: Sendable {
    package let features: [GeoFeature]
    /// What was refused, feature by feature; the others are kept.
    package let problems: [GeoProblem]
    package let grid: GeoGrid

    /// The most bytes of a file: more than full-resolution small areas of England need is a mistake.
    package static let limit = 128_000_000

    /// Whether the first bytes of a file look like GeoJSON.
    package static func isLikely(_ sample: some Sequence<UInt8>) -> Bool {
        let start = sample.prefix(4096)
        let text = String(decoding: Array(start), as: UTF8.self)
        return text.contains("\"FeatureCollection\"")
    }

    /// Reads a whole file. Heights are dropped; lines and mixed collections are refused, feature by feature.
    ///
    /// Whether an outline crosses itself is not asked.
    ///
    /// - Throws: `GeoFault`, or what the source throws.
    package init(_ source: FeedSource, limit: Int = GeoJSONFile.limit) throws {
        if let size = source.size, size > limit { throw GeoFault.tooLarge(limit: limit) }
        var bytes: [UInt8] = []
        while true {
            let chunk = try source.read(from: bytes.count, count: 1_048_576)
            if chunk.isEmpty { break }
            bytes += chunk
            if bytes.count > limit { throw GeoFault.tooLarge(limit: limit) }
        }
        try self.init(bytes)
    }

    private init(_ bytes: [UInt8]) throws(GeoFault) {
        var scanner = JSONScanner(bytes)
        var reader = FeatureReader()
        do throws(JSONScanner.Fault) {
            try reader.read(&scanner)
            if scanner.peek() != nil { throw scanner.fault("something follows after the end") }
        } catch {
            let place = scanner.place(of: error.offset)
            throw .brokenJSON(line: place.line, column: place.column, problem: error.problem)
        }
        guard reader.type == "FeatureCollection", reader.hasFeatures else { throw .notFeatures(reader.type) }
        guard reader.count > 0 else { throw .noFeatures }
        let grid = try Self.grid(of: reader.system, reader.raw)
        let isGrid = grid == .nationalGrid
        self.grid = grid
        var features: [GeoFeature] = []
        var problems = reader.problems
        features.reserveCapacity(reader.raw.count)
        for raw in reader.raw {
            switch raw.feature(isGrid: isGrid) {
            case .success(let feature): features.append(feature)
            case .failure(let refusal): problems.append(GeoProblem(feature: raw.number, reason: refusal.reason))
            }
        }
        self.features = features
        self.problems = problems.sorted { $0.feature < $1.feature }
    }

    private static func grid(of system: String?, _ raw: [RawFeature]) throws(GeoFault) -> GeoGrid {
        guard let system else {
            // No file in degrees has numbers like these.
            let first = raw.lazy.compactMap(\.geometry.first).first
            return first.map { abs($0.x) > 400 || abs($0.y) > 400 } == true ? .nationalGrid : .degrees
        }
        let name = system.uppercased()
        if name.hasSuffix("CRS84") || name.hasSuffix(":4326") || name.hasSuffix(":4258") { return .degrees }
        if name.hasSuffix(":27700") { return .nationalGrid }
        throw .otherGrid(String(system.prefix(80)))
    }
}
