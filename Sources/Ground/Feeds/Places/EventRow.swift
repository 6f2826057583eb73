import Geography
import Kernel

/// Where something happened, as a point, and how far that can be trusted.
package struct EventPoint: Hashable, Sendable {
    package enum Exactness: String, Codable, Sendable, CaseIterable {
        /// Where it was, as well as anybody could say.
        case exact
        /// Moved by the publisher to one of a few shared points of the map, as police.uk does.
        case snapped
    }

    package let position: Position
    /// The grid's metres, when the file gave these and not degrees.
    package let grid: GridPoint?
    package let exactness: Exactness
}

/// Something that happened, at a time and perhaps a place, and to nobody in particular: what is counted.
package struct EventRow: Hashable, Sendable {
    /// How much is known of where it was.
    package enum Location: String, Sendable, CaseIterable {
        case exact, snapped
        /// Only a small area.
        case area
        /// Nothing.
        case none
    }

    /// "crime", "assault", "arrest": the word of the mapping.
    package let kind: String
    /// Local time in England: `2026-11-19T16:10`, `2026-11-19T16`, `2026-11-19` or `2026-11`.
    package let at: String
    /// `about` when the time is not the event's own but the nearest one known, such as the arrival at the hospital.
    package let precision: Precision
    /// When it was over at the latest, for crimes found later: it happened somewhere between.
    package let until: String?
    package let point: EventPoint?
    package let area: AreaCode?
    /// The year of the boundaries that `area` follows; nil when nobody said and the code is in several.
    package let boundaries: Int?
    package let category: String?
    package let method: String?
    package let placeType: String?
    /// Where, in somebody's words: to be placed (see `Gazetteer`) and then forgotten, unless it is public.
    package let placeText: String?
    package let ages: AgeBand?
    package let sex: String?
    package let ethnicity: String?
    package let outcome: String?
    /// The sender's own number of the event: the same in a later file that says more.
    package let reference: String?
    /// The sender's own number of the young person, to count children and not episodes; hash it before it is kept.
    package let person: String?
    /// "weapon", "injury": what the row says about risk.
    package let signs: [String]
    /// Further fields, as the mapping names them.
    package let details: [String: String]

    package var location: Location {
        switch point?.exactness {
        case .exact: .exact
        case .snapped: .snapped
        case nil: area == nil ? .none : .area
        }
    }

    /// When it was; a month counts from its first day, a day from its midnight.
    package var instant: Instant? { London.instant(written: at) }

    /// When it was over.
    package var untilInstant: Instant? { until.flatMap(London.instant(written:)) }
}

/// Reads events from judged rows of one file.
package struct EventReader: Sendable {
    package let mapping: Mapping
    private let happening: Mapping.Happening
    private let boundaries: Int?

    /// A reader for a mapping whose rows are events; `boundaries` is what is known of the file's area codes.
    ///
    /// - Throws: `FeedError.brokenMapping` for a mapping of anything else.
    package init(_ mapping: Mapping, boundaries: Int?) throws(FeedError) {
        guard let happening = mapping.happened, mapping.makes == .event else {
            throw .brokenMapping(name: mapping.name, problem: "its rows are not events")
        }
        self.mapping = mapping
        self.happening = happening
        self.boundaries = boundaries ?? mapping.boundaries
    }

    /// The event of a row; nil for a row that was rejected, or says nothing of when.
    package func event(_ row: CheckedRow) -> EventRow? {
        guard row.outcome != .rejected, let (at, precision) = time(row.fields) else { return nil }
        let fields = row.fields
        let area = fields["area_code"].flatMap { AreaCode($0) }
        return EventRow(
            kind: happening.kind, at: at, precision: precision, until: until(fields), point: point(fields), area: area,
            boundaries: area.flatMap { $0.onlyYear ?? boundaries }, category: fields["category"],
            method: fields["method"], placeType: fields["place_type"], placeText: fields["place_text"],
            ages: fields["age_band"].flatMap { AgeBand($0) }, sex: fields["sex"], ethnicity: fields["ethnicity"],
            outcome: fields["outcome"], reference: fields["event_ref"], person: fields["local_ref"],
            signs: row.signs, details: details(fields))
    }

    /// The first time that is there, made more exact by the column beside it.
    private func time(_ fields: [String: String]) -> (String, Precision)? {
        for (place, field) in happening.at.enumerated() {
            guard let text = fields[field] else { continue }
            let (at, precision) = joined(text, with: happening.times?[field].flatMap { fields[$0] })
            return (at, place == 0 ? precision : .about)
        }
        return nil
    }

    private func joined(_ text: String, with time: String?) -> (String, Precision) {
        if let time, text.utf8.count == 10 { return ("\(text)T\(time)", time.utf8.count == 2 ? .hour : .minute) }
        return (text, text.utf8.count == 7 ? .month : text.utf8.count == 10 ? .day : .minute)
    }

    private func until(_ fields: [String: String]) -> String? {
        guard let field = happening.until, let text = fields[field] else { return nil }
        return joined(text, with: happening.times?[field].flatMap { fields[$0] }).0
    }

    private func point(_ fields: [String: String]) -> EventPoint? {
        if let east = fields["longitude"].flatMap(Double.init), let north = fields["latitude"].flatMap(Double.init) {
            let position = Position(latitude: north, longitude: east)
            return EventPoint(position: position, grid: nil, exactness: happening.point)
        }
        if let east = fields["easting"].flatMap(Double.init), let north = fields["northing"].flatMap(Double.init) {
            let grid = GridPoint(easting: east, northing: north)
            return EventPoint(position: grid.position, grid: grid, exactness: happening.point)
        }
        return nil
    }

    private func details(_ fields: [String: String]) -> [String: String] {
        var details: [String: String] = [:]
        for field in happening.details ?? [] {
            if let text = fields[field] { details[field] = text }
        }
        return details
    }
}

/// Names each event of one file, so that reading the file again names it the same.
///
/// police.uk writes anti-social behaviour without a number, and ten things on one corner in a month are ten equal
/// rows: they are told apart by counting, and not taken for one. Equal rows *with* a number are one event, written
/// twice. Rows with one number and different words, such as two outcomes, are kept apart and share a reference.
package struct EventNames: Sendable {
    private var times: [String: Int] = [:]
    private var variants: [String: [UInt64: Int]] = [:]
    /// Rows that repeated a row with the same number.
    package private(set) var repeats = 0
    /// The number of equal rows without a number that were met most often: a dozen may be true, hundreds are not.
    package private(set) var mostEqual = 0

    package init() {}

    /// The name of a row's event, and whether it is here for the first time.
    package mutating func name(_ row: CheckedRow, _ event: EventRow) -> (name: String, isNew: Bool) {
        let print = Self.print(row.fields)
        guard let reference = event.reference else {
            let mark = String(print, radix: 36)
            let time = times[mark, default: 0] + 1
            times[mark] = time
            mostEqual = max(mostEqual, time)
            return ("\(mark).\(time)", true)
        }
        if let variant = variants[reference]?[print] {
            repeats += 1
            return (variant == 1 ? reference : "\(reference).\(variant)", false)
        }
        let variant = (variants[reference]?.count ?? 0) + 1
        variants[reference, default: [:]][print] = variant
        return (variant == 1 ? reference : "\(reference).\(variant)", true)
    }

    /// A number for the fields of a row, the same on every machine (FNV-1a, 64 bits; Fowler, Noll and Vo).
    private static func print(_ fields: [String: String]) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for (name, value) in fields.sorted(by: { $0.key < $1.key }) {
            for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
            hash = (hash ^ 0x1F) &* 0x100_0000_01b3
            for byte in value.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
            hash = (hash ^ 0x1E) &* 0x100_0000_01b3
        }
        return hash
    }
}
