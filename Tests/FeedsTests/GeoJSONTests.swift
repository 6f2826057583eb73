import Foundation
import Geography
import Testing

@testable import Feeds

@Suite struct GeoJSONTests {
    private func file(_ features: String, more: String = "") throws -> GeoJSONFile {
        try GeoJSONFile(.text("{\"type\": \"FeatureCollection\", \(more)\"features\": [\(features)]}"))
    }

    private func feature(_ code: String, _ geometry: String) -> String {
        "{\"type\": \"Feature\", \"geometry\": \(geometry), \"properties\": {\"LSOA11CD\": \(code), \"LSOA11NM\": \"A\"}}"
    }

    private let square = "{\"type\": \"Polygon\", \"coordinates\": [[[-1.5,52],[-1.4,52],[-1.4,52.1],[-1.5,52]]]}"

    @Test func `polygons with holes, multipolygons, points and heights are read`() throws {
        let hole =
            "{\"coordinates\": [[[0,50,9],[4,50,9],[4,54,9],[0,54,9],[0,50,9]],[[1,51],[2,51],[2,52],[1,51]]], \"type\": \"Polygon\"}"
        let two =
            "{\"type\": \"MultiPolygon\", \"coordinates\": [[[[0,50],[1,50],[1,51],[0,50]]], [[[2,50],[3,50],[3,51],[2,50]]]]}"
        let point = "{\"type\": \"Point\", \"coordinates\": [-2.587512345678901, 51.45]}"
        let read = try file([hole, two, point].map { feature("\"x\"", $0) }.joined(separator: ","))
        #expect(read.features.count == 3 && read.problems.isEmpty && read.grid == .degrees)
        guard case .area(let first) = read.features[0].geometry, case .area(let second) = read.features[1].geometry,
            case .point(let position) = read.features[2].geometry
        else { return #expect(Bool(false)) }
        #expect(first.polygons[0].holes.count == 1 && first.area == 15.5)
        #expect(second.polygons.count == 2 && second.contains(Point(x: 2.9, y: 50.5)))
        #expect(position == Position(latitude: 51.45, longitude: -2.587512345678901))
    }

    @Test func `each bad feature is told by its number, and the others are kept`() throws {
        let bad = [
            "null", "{\"type\": \"Polygon\", \"coordinates\": []}", "{\"type\": \"Polygon\", \"coordinates\": [[]]}",
            "{\"type\": \"Polygon\", \"coordinates\": [[[0,50],[1,50],[1,51],[0.5,50.5]]]}",
            "{\"type\": \"Polygon\", \"coordinates\": [[[0,50],[1,50],[0,50]]]}",
            "{\"type\": \"LineString\", \"coordinates\": [[0,50],[1,50]]}",
            "{\"type\": \"Polygon\", \"coordinates\": [[[0,50],[1,\"x\"],[1,51],[0,50]]]}",
            "{\"type\": \"Polygon\", \"coordinates\": [[0,50],[1,50]]}",
            "{\"type\": \"Point\", \"coordinates\": [200, 50]}", "{\"coordinates\": [1, 50]}",
            "{\"type\": \"Polygon\", \"coordinates\": [[[[[[1]]]]]]}",
        ]
        let read = try file((bad + [square]).map { feature("\"E01014485\"", $0) }.joined(separator: ","))
        #expect(read.features.map(\.number) == [12])
        #expect(read.problems.map(\.feature) == Array(1...11))
        #expect(
            read.problems[3].message
                == "Feature 4: Its outline is not closed: ring 1 of piece 1 does not end where it begins.")
        #expect(read.problems[1].reason == "Its geometry is empty." && read.problems[5].reason.contains("LineString"))
    }

    @Test func `a code that lacks or comes twice is told, and the first kept`() throws {
        let read = try file(
            [
                feature("\"E01014485\"", square), feature("\"\"", square), feature("null", square),
                feature("\"E01014485\"", square),
                feature("\"E01014486\"", "{\"type\": \"Point\", \"coordinates\": [-1.5,52]}"),
            ].joined(separator: ","))
        let areas = Boundaries(read, BoundaryColumns(code: "LSOA11CD", name: "LSOA11NM", year: 2011))
        #expect(areas.areas.map(\.code) == ["E01014485"] && areas.problems.map(\.feature) == [2, 3, 4, 5])
        #expect(areas.problems[2].reason == "It has the code E01014485, as feature 1 has. The first was kept.")
    }

    @Test func `the older crs says that coordinates are the National Grid's, and so do their sizes`() throws {
        let ring =
            "{\"type\": \"Polygon\", \"coordinates\": [[[358000,173000],[359000,173000],[359000,174000],[358000,173000]]]}"
        let crs = "\"crs\": {\"type\": \"name\", \"properties\": {\"name\": \"urn:ogc:def:crs:EPSG::27700\"}}, "
        for more in [crs, ""] {
            let read = try file(feature("\"E01014485\"", ring), more: more)
            guard case .area(let shape) = read.features[0].geometry else { return #expect(Bool(false)) }
            #expect(read.grid == .nationalGrid && abs(shape.onGrid.area - 500_000) < 1)
            #expect(shape.contains(GridPoint(easting: 358_800, northing: 173_200).position.point))
        }
        let other = "\"crs\": {\"type\": \"name\", \"properties\": {\"name\": \"EPSG:3857\"}}, "
        #expect(throws: GeoFault.otherGrid("EPSG:3857")) { try file(feature("\"x\"", square), more: other) }
        let plain = "\"crs\": {\"type\": \"name\", \"properties\": {\"name\": \"urn:ogc:def:crs:OGC:1.3:CRS84\"}}, "
        #expect(try file(feature("\"x\"", square), more: plain).grid == .degrees)
    }

    @Test func `code, name and year are guessed`() throws {
        let read = try GeoJSONFile(.text(PlaceFiles.boundaries))
        #expect(read.columns == BoundaryColumns(code: "LSOA21CD", name: "LSOA21NM", year: 2021))
        func columns(_ properties: [String]) throws -> BoundaryColumns? {
            try file(
                properties.map { "{\"type\": \"Feature\", \"properties\": {\($0)}, \"geometry\": \(square)}" }.joined(
                    separator: ",")
            ).columns
        }
        #expect(
            try columns([
                "\"WD23CD\": \"E05000001\", \"WD23NM\": \"x\", \"LAD23CD\": \"E06000023\"",
                "\"WD23CD\": \"E05000002\", \"WD23NM\": \"y\", \"LAD23CD\": \"E06000023\"",
            ])
                == BoundaryColumns(code: "WD23CD", name: "WD23NM", year: 2023))
        #expect(
            try columns(["\"ref\": \"E01033902\", \"name\": \"x\"", "\"ref\": \"E01014485\", \"name\": \"y\""])
                == BoundaryColumns(code: "ref", name: "name", year: 2021))
        #expect(try columns(["\"colour\": \"red\"", "\"colour\": \"red\""]) == nil)
    }

    @Test(arguments: [
        ("", "a value is missing"), ("[1,2", "a “]” is missing"),
        ("{\"type\": \"FeatureCollection\", \"features\": {}}", "is not a list"),
        ("{\"type\": \"FeatureCollection\", \"features\": [{]}", "is missing"),
        ("{\"type\": \"FeatureCollection\", \"features\": []} x", "something follows"),
        ("{\"a\": \"\\x\"}", "\\"), ("{\"a\": 1.2.3}", "two points"), ("{\"a\": tru}", "a value is missing"),
        (String(repeating: "[", count: 100_000), "too deeply"),
    ])
    func `what is no JSON is told with its line and column`(text: String, problem: String) {
        do {
            _ = try GeoJSONFile(.text(text))
            #expect(Bool(false), "It was read.")
        } catch let fault as GeoFault {
            guard case .brokenJSON(let line, let column, let found) = fault else {
                return #expect(Bool(false), "\(fault)")
            }
            #expect(line == 1 && column >= 1 && found.contains(problem), "\(found)")
        } catch {
            #expect(Bool(false), "\(error)")
        }
    }

    @Test func `what is no collection of features, or has none, or is too large, is refused`() throws {
        #expect(throws: GeoFault.notFeatures("Topology")) { try GeoJSONFile(.text("{\"type\": \"Topology\"}")) }
        #expect(throws: GeoFault.notFeatures("")) { try GeoJSONFile(.text("[1, 2, {}]")) }
        #expect(throws: GeoFault.noFeatures) { try file("") }
        #expect(throws: GeoFault.tooLarge(limit: 10)) { try GeoJSONFile(.text(PlaceFiles.boundaries), limit: 10) }
        #expect(throws: FeedError.notATable("a map (GeoJSON)")) { try FeedReader(.text(PlaceFiles.boundaries)) }
        #expect(GeoFault.notFeatures("Topology").message.contains("Topology"))
    }

    @Test func `a file cut off anywhere is an error and no more`() {
        let bytes = Array(PlaceFiles.boundaries.utf8.prefix(700))
        for end in stride(from: 0, to: bytes.count, by: 3) {
            #expect(throws: GeoFault.self) { try GeoJSONFile(.bytes(Array(bytes[..<end]))) }
        }
    }

    @Test func `numbers are read to the last figure`() throws {
        let texts = [
            "-2.572132851149163", "51.471622278832612", "0", "-0.0", "1e-7", "123456789012345678901234567890", "0.1",
            "4.35", "9007199254740993", "1.7976931348623157e308", "0.000000000000000000000001",
        ]
        for text in texts {
            var scanner = JSONScanner(Array(text.utf8))
            #expect(try scanner.number() == Double(text), "\(text)")
        }
        for text in ["-", "x", "1e999", "--1"] {
            var scanner = JSONScanner(Array(text.utf8))
            #expect(throws: JSONScanner.Fault.self, "\(text)") { try scanner.number() }
        }
    }
}
