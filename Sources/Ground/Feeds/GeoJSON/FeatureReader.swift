import Geography

/// Reads the features of a FeatureCollection, not yet knowing what their coordinates are.
struct FeatureReader {
    private(set) var type = ""
    /// What the old `crs` member says.
    private(set) var system: String?
    private(set) var hasFeatures = false
    private(set) var count = 0
    private(set) var raw: [RawFeature] = []
    private(set) var problems: [GeoProblem] = []

    mutating func read(_ scanner: inout JSONScanner) throws(JSONScanner.Fault) {
        guard scanner.peek() == UInt8(ascii: "{") else { return try scanner.skip() }
        var reader = self
        try scanner.object { name, scanner throws(JSONScanner.Fault) in
            switch name {
            case "type": reader.type = try scanner.scalar() ?? ""
            case "crs": reader.system = try Self.system(&scanner)
            case "features":
                guard scanner.peek() == UInt8(ascii: "[") else { throw scanner.fault("“features” is not a list") }
                reader.hasFeatures = true
                try scanner.list { scanner throws(JSONScanner.Fault) in try reader.feature(&scanner) }
            default: try scanner.skip()
            }
        }
        self = reader
    }

    /// `{"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}`, or null.
    private static func system(_ scanner: inout JSONScanner) throws(JSONScanner.Fault) -> String? {
        guard scanner.peek() == UInt8(ascii: "{") else { return try scanner.scalar() }
        var found: String?
        try scanner.object { name, scanner throws(JSONScanner.Fault) in
            guard name == "properties", scanner.peek() == UInt8(ascii: "{") else { return try scanner.skip() }
            try scanner.object { name, scanner throws(JSONScanner.Fault) in
                if name == "name" { found = try scanner.scalar() } else { try scanner.skip() }
            }
        }
        return found
    }

    private mutating func feature(_ scanner: inout JSONScanner) throws(JSONScanner.Fault) {
        count += 1
        guard scanner.peek() == UInt8(ascii: "{") else {
            problems.append(GeoProblem(feature: count, reason: "It is not a feature."))
            return try scanner.skip()
        }
        var properties: [String: String] = [:]
        var geometry = RawGeometry()
        var hasGeometry = false
        try scanner.object { name, scanner throws(JSONScanner.Fault) in
            switch (name, scanner.peek()) {
            case ("properties", UInt8(ascii: "{")):
                try scanner.object { name, scanner throws(JSONScanner.Fault) in
                    if let value = try scanner.scalar() { properties[name] = String(value.prefix(1_000)) }
                }
            case ("geometry", UInt8(ascii: "{")):
                hasGeometry = true
                try geometry.read(&scanner)
            default: try scanner.skip()
            }
        }
        guard hasGeometry else {
            problems.append(GeoProblem(feature: count, reason: "It has no geometry, so nobody knows where it is."))
            return
        }
        raw.append(RawFeature(number: count, properties: properties, geometry: geometry))
    }
}

/// A geometry as it is written: numbers, and where lists begin and end.
struct RawGeometry {
    private(set) var type = ""
    /// Polygons of rings of points; a point alone lies in the first ring of the first polygon.
    private(set) var polygons: [[[Point]]] = []
    private(set) var problem: String?

    var first: Point? { polygons.first?.first?.first }

    mutating func read(_ scanner: inout JSONScanner) throws(JSONScanner.Fault) {
        var geometry = self
        try scanner.object { name, scanner throws(JSONScanner.Fault) in
            switch (name, scanner.peek()) {
            case ("type", _): geometry.type = try scanner.scalar() ?? ""
            case ("coordinates", UInt8(ascii: "[")): try geometry.coordinates(&scanner)
            default: try scanner.skip()
            }
        }
        self = geometry
    }

    /// Lists inside each other, as deep as they are: the type may come after them.
    private mutating func coordinates(_ scanner: inout JSONScanner) throws(JSONScanner.Fault) {
        var geometry = self
        switch try Self.node(&scanner, depth: 0) {
        case .empty: break
        case .point(let point): geometry.polygons = [[[point]]]
        case .line(let line): geometry.polygons = [[line]]
        case .rings(let rings): geometry.polygons = [rings]
        case .polygons(let polygons): geometry.polygons = polygons
        case .odd: geometry.problem = "Its coordinates are not lists of numbers, two or three to a point."
        }
        self = geometry
    }

    private enum Node {
        case empty, odd
        case point(Point)
        case line([Point])
        case rings([[Point]])
        case polygons([[[Point]]])
    }

    private static func node(_ scanner: inout JSONScanner, depth: Int) throws(JSONScanner.Fault) -> Node {
        guard depth < 5 else {
            try scanner.skip()
            return .odd
        }
        guard scanner.take(UInt8(ascii: "[")) else {
            try scanner.skip()
            return .odd
        }
        if scanner.take(UInt8(ascii: "]")) { return .empty }
        if let sign = scanner.peek(), sign == UInt8(ascii: "-") || (48...57).contains(sign) {
            return try point(&scanner)
        }
        let result = try siblings(of: try node(&scanner, depth: depth + 1), &scanner, depth: depth + 1)
        try scanner.expect(UInt8(ascii: "]"))
        return result
    }

    /// Reads what follows the first of a list: everything in it has to be of the same kind.
    private static func siblings(
        of first: Node, _ scanner: inout JSONScanner, depth: Int
    ) throws(JSONScanner.Fault) -> Node {
        var isOdd = false
        var line: [Point] = []
        var rings: [[Point]] = []
        var polygons: [[[Point]]] = []
        var next = first
        while true {
            switch (next, line.isEmpty, rings.isEmpty, polygons.isEmpty) {
            case (.point(let point), _, true, true): line.append(point)
            case (.line(let points), true, _, true): rings.append(points)
            case (.rings(let parts), true, true, _): polygons.append(parts)
            case (.empty, _, _, _): break
            default: isOdd = true
            }
            guard scanner.take(UInt8(ascii: ",")) else { break }
            next = try node(&scanner, depth: depth)
        }
        if isOdd { return .odd }
        if !line.isEmpty { return .line(line) }
        if !rings.isEmpty { return .rings(rings) }
        return polygons.isEmpty ? .empty : .polygons(polygons)
    }

    /// Two or more numbers; those after the second are heights.
    private static func point(_ scanner: inout JSONScanner) throws(JSONScanner.Fault) -> Node {
        let x = try scanner.number()
        guard scanner.take(UInt8(ascii: ",")) else {
            try scanner.expect(UInt8(ascii: "]"))
            return .odd
        }
        guard let sign = scanner.peek(), sign == UInt8(ascii: "-") || (48...57).contains(sign) else {
            repeat { try scanner.skip() } while scanner.take(UInt8(ascii: ","))
            try scanner.expect(UInt8(ascii: "]"))
            return .odd
        }
        let y = try scanner.number()
        while scanner.take(UInt8(ascii: ",")) { try scanner.skip() }
        try scanner.expect(UInt8(ascii: "]"))
        return .point(Point(x: x, y: y))
    }
}
