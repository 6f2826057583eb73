import Foundation
import Testing

@testable import Geography

@Suite struct NationalGridTests {
    private struct Reference: Decodable {
        let rows: [[Double]]
    }

    @Test func `grid and degrees agree with PROJ to half a millimetre, both ways`() throws {
        var worst = (grid: 0.0, degrees: 0.0)
        for row in try fixture("national-grid.json", as: Reference.self).rows {
            let grid = NationalGrid.unbounded(Position(latitude: row[1], longitude: row[0]))
            worst.grid = max(worst.grid, hypot(grid.easting - row[2], grid.northing - row[3]))
            let back = NationalGrid.position(GridPoint(easting: row[2], northing: row[3]))
            worst.degrees = max(worst.degrees, hypot(back.longitude - row[4], back.latitude - row[5]))
        }
        // PROJ takes Airy's ellipsoid by its flattening, the Ordnance Survey by its axes: 0.24 mm at the pole.
        #expect(worst.grid < 5e-4)
        // 5e-9 degrees are half a millimetre.
        #expect(worst.degrees < 5e-9)
    }

    @Test func `the Ordnance Survey's worked example of the projection comes out to the millimetre`() {
        // "A guide to coordinate systems in Great Britain", annexe C: Caister water tower.
        let latitude = (52 + 39 / 60.0 + 27.2531 / 3600) * .pi / 180
        let longitude = (1 + 43 / 60.0 + 4.5177 / 3600) * .pi / 180
        let plane = NationalGrid.projection.plane(latitude: latitude, longitude: longitude)
        #expect(abs(plane.easting - 651_409.903) < 0.001 && abs(plane.northing - 313_177.270) < 0.001)
        let back = NationalGrid.projection.geodetic(easting: 651_409.903, northing: 313_177.270)
        #expect(abs(back.latitude - latitude) < 2e-10 && abs(back.longitude - longitude) < 2e-10)
    }

    @Test func `there and back is the same place to a centimetre`() {
        // The heights that are dropped on each way differ by some 50 metres, which turns into millimetres.
        for easting in stride(from: 80_000.0, through: 650_000, by: 57_000) {
            for northing in stride(from: 10_000.0, through: 1_210_000, by: 99_000) {
                let there = GridPoint(easting: easting, northing: northing)
                let back = NationalGrid.unbounded(there.position)
                #expect(hypot(back.easting - easting, back.northing - northing) < 0.01)
            }
        }
    }

    @Test func `away from Britain there is no grid`() {
        #expect(Position(latitude: 40.7, longitude: -74).grid == nil)
        #expect(Position(latitude: 0, longitude: 0).grid == nil)
        #expect(Position(latitude: .nan, longitude: 0).grid == nil)
        #expect(Position(latitude: 51.45, longitude: -2.59).grid != nil)
    }

    @Test(arguments: [
        ("ST 587 731", 358_700.0, 173_100.0, 100.0), ("st587731", 358_700, 173_100, 100),
        ("ST", 300_000, 100_000, 100_000),
        ("TG 51409 13177", 651_409, 313_177, 1), ("SV 00 00", 0, 0, 1000), ("HU 396 753", 439_600, 1_175_300, 100),
        ("NN 166 712", 216_600, 771_200, 100), ("TQ 300 800", 530_000, 180_000, 100),
    ])
    func `grid references are read, and written as they were`(
        text: String, easting: Double, northing: Double, side: Double
    ) throws {
        let reference = try #require(GridReference(text))
        #expect(reference.corner == GridPoint(easting: easting, northing: northing))
        #expect(reference.side == side)
        let plain = text.uppercased().filter { $0 != " " }
        #expect(reference.description.filter { $0 != " " } == plain)
    }

    @Test func `what is no grid reference is refused`() {
        for text in [
            "", "S", "SI 123 456", "ST 12 345", "ST 1234567 1234567", "AA 100 100", "ST12A4", "12 34", "ST 12-34",
        ] {
            #expect(GridReference(text) == nil, "\(text)")
        }
    }

    @Test func `a reference names a square: figures are cut off, not rounded`() throws {
        let point = GridPoint(easting: 651_409.903, northing: 313_177.27)
        #expect(try #require(GridReference(point, figures: 3)).description == "TG 514 131")
        #expect(try #require(GridReference(point, figures: 5)).description == "TG 51409 13177")
        #expect(try #require(GridReference(point, figures: 0)).description == "TG")
        #expect(GridReference(GridPoint(easting: -1, northing: 0), figures: 3) == nil)
        #expect(GridReference("TG 514 131")?.centre == GridPoint(easting: 651_450, northing: 313_150))
    }

    @Test func `swapped, null and foreign places are told apart`() {
        let bristol = Position(latitude: 51.45, longitude: -2.59)
        #expect(Plausibility(latitude: 51.45, longitude: -2.59) == .plausible(bristol))
        #expect(Plausibility(latitude: -2.59, longitude: 51.45) == .swapped(bristol))
        #expect(Plausibility(latitude: 0, longitude: 0) == .nullIsland)
        #expect(Plausibility(latitude: 0, longitude: 51.5).position == Position(latitude: 51.5, longitude: 0))
        let york = Position(latitude: 40.7, longitude: -74)
        #expect(Plausibility(latitude: 40.7, longitude: -74) == .elsewhere(york))
        #expect(Plausibility(latitude: 95, longitude: -2) == .impossible)
        #expect(Plausibility(latitude: .nan, longitude: .infinity) == .impossible)
        #expect(Plausibility(GridPoint(easting: 0, northing: 0)) == .nullIsland)
        #expect(Plausibility(GridPoint(easting: 358_700, northing: 173_100)).position != nil)
        #expect(Plausibility(GridPoint(easting: 900_000, northing: 173_100)) == .impossible)
    }

    @Test func `the great circle agrees with known distances`() {
        // London to Edinburgh by the haversine on a ball of 6371.0088 km; a degree of the meridian.
        let degree = Position(latitude: 51, longitude: 0).metres(to: Position(latitude: 52, longitude: 0))
        #expect(abs(degree - 111_195.08) < 0.01)
        let far = Position(latitude: 90, longitude: 0).metres(to: Position(latitude: -90, longitude: 0))
        #expect(abs(far - .pi * 6_371_008.8) < 1e-6)
        let plain = Plane.metres.metres(from: Point(x: 0, y: 0), to: Point(x: 3, y: 4))
        #expect(plain == 5)
        let (here, there) = (
            GridPoint(easting: 358_000, northing: 173_000), GridPoint(easting: 359_000, northing: 174_000)
        )
        #expect(abs(here.position.metres(to: there.position) - 1000 * 2.0.squareRoot()) < 5)
    }
}
