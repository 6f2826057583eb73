import Feeds
import Geography
import Kernel

/// What libFuzzer calls with every input: the file is read in two ways, which must agree, every row is judged, and
/// the file is taken for boundaries.
///
/// The first byte chooses the size of chunks and limits, the rest is the file.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: start, count: count))
    guard let choice = input.first else { return 0 }
    let file = Array(input.dropFirst())
    let once = reading(file, limits(choice, chunk: 256 * 1024))
    let again = reading(file, limits(choice, chunk: smallChunk(choice, file.count)))
    precondition(once == again, "Where chunks end made a difference.")
    judge(file, once.rows, choice)
    takeForBoundaries(file)
    return 0
}

/// Everything one reading of a file came to.
private struct Reading: Equatable {
    var headers: [String] = []
    var rows: [RawRow] = []
    var error: FeedError?
}

private func limits(_ choice: UInt8, chunk: Int) -> FeedLimits {
    var limits = FeedLimits()
    limits.row = choice & 1 == 0 ? 200 : 64 * 1024
    limits.cell = choice & 2 == 0 ? 20 : 64 * 1024
    limits.columns = choice & 4 == 0 ? 5 : 2_000
    limits.unpacked = 4 * 1024 * 1024
    limits.sharedBytes = choice & 8 == 0 ? 64 : 1024 * 1024
    limits.chunk = chunk
    return limits
}

/// From a byte at a time, in files small enough for that, to larger pieces.
private func smallChunk(_ choice: UInt8, _ count: Int) -> Int { max(1 + Int(choice >> 4), count / 64) }

private func reading(_ file: [UInt8], _ limits: FeedLimits) -> Reading {
    var result = Reading()
    do {
        var reader = try FeedReader(.bytes(file), limits: limits)
        result.headers = reader.headers
        while let row = try reader.next() { result.rows.append(row) }
    } catch let error as FeedError {
        result.error = error
    } catch {
        preconditionFailure("An error that is no FeedError.")
    }
    return result
}

/// Some mappings, of people, of events and of counts, laid over files of so many columns, in the order of their own.
private let matchings: [[MatchedMapping?]] = ["person-list", "istv", "police-crime-events", "population"].map { name in
    (0...40).map { width in
        guard let mapping = try? Mapping.shipped(name), let today = Day("2026-11-23") else { return nil }
        let headers = (0..<width).map { "c\($0)" }
        let fields = mapping.columns.map(\.field)
        let choices = zip(headers, fields + [String](repeating: "", count: width))
        return try? mapping.matched(to: headers, choosing: Dictionary(uniqueKeysWithValues: choices), on: today)
    }
}

/// What must hold for every row, and that a mapping takes it or says why not.
private func judge(_ file: [UInt8], _ rows: [RawRow], _ choice: UInt8) {
    var line = 0
    for (place, row) in rows.enumerated() {
        precondition(row.line > line && row.next.rows == place + 1, "Rows must be counted, and their lines rise.")
        line = row.line
    }
    guard let width = rows.last?.cells.count else { return }
    precondition(rows.allSatisfy { $0.cells.count == width }, "Rows must be as wide as the header.")
    let laid = matchings[Int(choice >> 4 & 3)]
    guard laid.indices.contains(width), let matched = laid[width] else { return }
    let events = try? EventReader(matched.mapping, boundaries: nil)
    for row in rows {
        let checked = matched.check(row)
        let isRefused = checked.problems.contains { $0.effect == .rejected }
        precondition((checked.outcome == .rejected) == isRefused, "A row is rejected for a reason, or not at all.")
        if let event = events?.event(checked) {
            precondition(event.instant != nil, "What happened, happened at some time.")
            let isHome = event.placeType == "home"
            precondition(!isHome || event.placeText == nil && event.point == nil, "A home’s place is left out.")
        }
    }
    let middle = rows[rows.count / 2]
    guard var reader = try? FeedReader(.bytes(file), at: middle.next, limits: limits(choice, chunk: 64)) else { return }
    var rest: [RawRow] = []
    while let row = try? reader.next() { rest.append(row) }
    precondition(rest == Array(rows[(rows.count / 2 + 1)...]), "Reading must go on where it stopped.")
}

/// A file of boundaries is read, or refused in words; what is read lies on the Earth and can be drawn and asked.
private func takeForBoundaries(_ file: [UInt8]) {
    do {
        let boundaries = try GeoJSONFile(.bytes(file))
        for feature in boundaries.features {
            guard case .area(let shape) = feature.geometry else { continue }
            let box = shape.box
            precondition(box.minX >= -180 && box.maxX <= 180 && box.minY >= -90 && box.maxY <= 90, "Off the Earth.")
        }
        guard let columns = boundaries.columns else { return }
        let areas = Boundaries(boundaries, columns)
        for area in areas.areas { _ = areas.area(at: Position(area.shape.centroid), orWithin: 10) }
        let shapes = areas.areas.map(\.shape)
        let simple = Borders(shapes, in: .degrees).simplified(toMetres: 100)
        precondition(simple.count == shapes.count, "Every area must stay.")
        let frame = MapFrame(areas.index.box, projection: .webMercator, width: 100, margin: 1)
        for shape in simple { _ = frame.path(of: shape, decimals: 1) }
    } catch let fault as GeoFault {
        precondition(!fault.message.isEmpty, "A fault without words.")
    } catch {
        preconditionFailure("An error that is no GeoFault.")
    }
}
