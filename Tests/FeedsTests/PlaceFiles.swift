import Foundation
import Kernel
import Testing

@testable import Feeds

/// Small files in the published formats about an invented town, the same for the same seed.
enum PlaceFiles {
    /// The town's small areas: a chessboard of squares of 0.01° from here, with invented codes.
    static let corner = (longitude: -1.50, latitude: 52.00)
    static let side = 4

    static func code(_ column: Int, _ row: Int) -> String { "E0199\(1000 + row * side + column)" }

    /// Boundaries of the town as GeoJSON, in degrees.
    static var boundaries: String {
        let features = (0..<side).flatMap { row in
            (0..<side).map { column -> String in
                let (west, south) = (corner.longitude + Double(column) * 0.01, corner.latitude + Double(row) * 0.01)
                let ring = [(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)].map { x, y in
                    "[\(west + Double(x) * 0.01), \(south + Double(y) * 0.01)]"
                }
                return """
                    {"type": "Feature", "properties": {"OBJECTID": \(row * side + column), "LSOA21CD": "\(code(column, row))", \
                    "LSOA21NM": "Testham 00\(row)\(column)"}, "geometry": {"type": "Polygon", "coordinates": [[\(ring.joined(separator: ", "))]]}}
                    """
            }
        }
        return "{\"type\": \"FeatureCollection\", \"features\": [\n\(features.joined(separator: ",\n"))\n]}"
    }

    /// A month of street crime: some without a number, some without a place, some out of town.
    static func street(rows: Int, month: String, seed: UInt64) -> String {
        var dice = SplitMix(seed: seed)
        let types = [
            "Violence and sexual offences", "Anti-social behaviour", "Robbery", "Drugs", "Possession of weapons",
        ]
        var lines = [
            "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,Last outcome category,Context"
        ]
        for number in 0..<rows {
            let type = types[Int.random(in: 0..<types.count, using: &dice)]
            let column = Int.random(in: 0..<(side + 1), using: &dice)
            let row = Int.random(in: 0..<side, using: &dice)
            let isPlaced = number % 10 != 9
            let longitude =
                corner.longitude + (Double(column) + Double(Int.random(in: 1...9, using: &dice)) / 10) * 0.01
            let latitude = corner.latitude + (Double(row) + Double(Int.random(in: 1...9, using: &dice)) / 10) * 0.01
            let place =
                isPlaced
                ? String(format: "%.6f,%.6f,On or near Mill Lane,%@,Testham", longitude, latitude, code(column, row))
                : ",,No Location,,"
            let id = type == "Anti-social behaviour" ? "" : String(format: "%064lx", number + 1)
            lines.append(
                "\(id),\(month),Testshire Police,Testshire Police,\(place),\(type),\(id.isEmpty ? "" : "Under investigation"),"
            )
        }
        return lines.joined(separator: "\r\n") + "\r\n"
    }

    /// A hospital's assaults, as its desk wrote them down.
    static let istv = """
        site_code,period_start,period_end,arrival_at,assault_at,method_code,method_other,location_type,location_text,lsoa_code,age_band,sex
        TST01,2026-03-01,2026-03-31,2026-03-07 23:50,2026-03-07 23:10,Knife,,Street,"o/s Kings Arms, Mill Ln",,18-24,M
        TST01,2026-03-01,2026-03-31,2026-03-08 02:00,,Fist,,60,Market Sq,,Oct-17,F
        TST01,2026-03-01,2026-03-31,2026-03-09 09:00,2026-03-09,3,,10,"12 Elm Road, TS1 1AA",E01991003,25-34,F
        TST01,2026-03-01,2026-03-31,2026-03-10 12:00,2026-03-10 11:30,Other,,Other,pts home in Oak Street,E01991004,35+,M
        TST01,2026-03-01,2026-03-31,,,Fist,,Street,,,,
        """
}

/// Every judged row of a file about no person.
func judged(_ feed: String, _ text: String) throws -> [CheckedRow] {
    try judged(try Mapping.shipped(feed), text)
}

func judged(_ mapping: Mapping, _ text: String) throws -> [CheckedRow] {
    var reader = try FeedReader(.text(text))
    let matched = try mapping.matched(to: reader.headers, on: today)
    return try reader.first(100_000).map(matched.check)
}

/// Every event of a file.
func events(_ feed: String, _ text: String) throws -> [EventRow?] {
    let mapping = try Mapping.shipped(feed)
    let reader = try EventReader(mapping, boundaries: nil)
    return try judged(mapping, text).map(reader.event)
}

/// Every figure of a file.
func counts(_ feed: String, _ text: String) throws -> [CountRow] {
    var reader = try FeedReader(.text(text))
    let matched = try Mapping.shipped(feed).matched(to: reader.headers, on: today)
    let counts = try CountReader(matched, boundaries: nil)
    return try reader.first(100_000).map(matched.check).flatMap(counts.counts)
}
