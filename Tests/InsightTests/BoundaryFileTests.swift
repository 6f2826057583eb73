import Feeds
import Geography
import Testing

@testable import Insight

/// What is kept of a file of boundaries, whichever way its coordinates are written.
@Suite struct BoundaryFileTests {
    static let corners = [(358_000.0, 173_000.0), (359_000, 173_000), (359_000, 174_000), (358_000, 174_000)]

    private static func file(_ ring: [(Double, Double)], system: String = "") -> FeedSource {
        let points = (ring + ring.prefix(1)).map { "[\($0.0),\($0.1)]" }.joined(separator: ",")
        return .text(
            """
            {"type": "FeatureCollection", \(system)"features": [{"type": "Feature",
            "properties": {"LSOA21CD": "E01000001", "LSOA21NM": "Quay 1"},
            "geometry": {"type": "Polygon", "coordinates": [[\(points)]]}}]}
            """)
    }

    static var degrees: [(Double, Double)] {
        corners.map {
            let place = NationalGrid.position(GridPoint(easting: $0.0, northing: $0.1))
            return (place.longitude, place.latitude)
        }
    }

    @Test func `the same square is kept in metres from degrees and from the National Grid`() throws {
        let named = "\"crs\": {\"type\": \"name\", \"properties\": {\"name\": \"urn:ogc:def:crs:EPSG::27700\"}}, "
        let sources = [Self.file(Self.degrees), Self.file(Self.corners), Self.file(Self.corners, system: named)]
        for source in sources {
            let read = try BoundaryFile(source)
            let shape = try #require(read.areas.first?.shape)
            #expect(read.areas.first?.code == "E01000001" && read.year == 2021)
            #expect(abs(shape.area - 1_000_000) < 50)
            #expect(abs(shape.centroid.x - 358_500) < 1 && abs(shape.centroid.y - 173_500) < 1)
        }
    }

    @Test(arguments: [
        (BoundaryFileTests.degrees.map { ($0.1, $0.0) }, "Longitude comes first"),
        ([(0.001, 0.001), (0.002, 0.001), (0.002, 0.002)], "0, 0"),
        ([(13.3, 52.5), (13.4, 52.5), (13.4, 52.6)], "not lie in the United Kingdom"),
    ]) func `a shape that is not where it can be is left out with the reason`(ring: [(Double, Double)], words: String) {
        let problem = #expect(throws: BoundaryProblem.self) { try BoundaryFile(Self.file(ring)) }
        #expect(problem?.words.contains(words) == true)
    }
}
