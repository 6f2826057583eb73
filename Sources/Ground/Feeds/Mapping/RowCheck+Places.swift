import Geography

/// Two fields that together say where: which of them is which.
struct SpotFields: Sendable {
    enum Kind: Sendable {
        case degrees, grid
    }

    let kind: Kind
    /// Longitude or easting.
    let east: String
    /// Latitude or northing.
    let north: String

    /// The pairs a mapping has.
    static func all(_ mapping: Mapping) -> [SpotFields] {
        func field(_ kind: Mapping.Kind) -> String? { mapping.columns.first { $0.kind == kind }?.field }
        var found: [SpotFields] = []
        if let east = field(.longitude), let north = field(.latitude) {
            found.append(SpotFields(kind: .degrees, east: east, north: north))
        }
        if let east = field(.easting), let north = field(.northing) {
            found.append(SpotFields(kind: .grid, east: east, north: north))
        }
        return found
    }

    /// Whether the two numbers can be a place.
    func plausibility(east: Double, north: Double) -> Plausibility {
        switch kind {
        case .degrees: Plausibility(latitude: north, longitude: east)
        case .grid: Plausibility(GridPoint(easting: east, northing: north))
        }
    }
}

/// What a row's numbers say about where, taken together.
extension RowCheck {
    /// Leaves out a place that cannot be right and turns a swapped one round; what happened is kept all the same.
    mutating func place(_ spot: SpotFields) {
        let (eastText, northText) = (values[spot.east]?.text, values[spot.north]?.text)
        guard eastText != nil || northText != nil else { return }
        guard let eastText, let northText, let east = Double(eastText), let north = Double(northText) else {
            let reason = "Only one of the two numbers that say where is there. The place was left out."
            leaveOut(eastText == nil ? spot.north : spot.east, because: reason)
            return
        }
        switch spot.plausibility(east: east, north: north) {
        case .plausible: return
        case .swapped:
            let reason = "Longitude and latitude had changed places. They were put right."
            put(northText, into: spot.east, because: reason)
            put(eastText, into: spot.north, because: reason)
        case .nullIsland: remove(spot, because: "It is 0, 0, which means that nobody knew where.")
        case .elsewhere, .impossible: remove(spot, because: "The place is not in the United Kingdom.")
        }
    }

    private mutating func remove(_ spot: SpotFields, because reason: String) {
        leaveOut(spot.east, because: "\(reason) The place was left out.")
        leaveOut(spot.north, because: "\(reason) The place was left out.")
    }

    /// Empties what says where somebody lives, and repeats none of it.
    mutating func leaveOutHome(_ rule: Mapping.HomeRule) {
        let isCoded = rule.among.contains(values[rule.field]?.text ?? "")
        let isSaid = rule.text.flatMap { values[$0]?.text }.map { PlaceText($0).type == .home } ?? false
        guard isCoded || isSaid else { return }
        if !isCoded, let home = rule.among.first { fill(rule.field, with: home) }
        let left = rule.drops.filter { withhold($0) }
        if let first = left.first {
            noteWithheld(first, because: "It happened at a home. Where homes are is not kept, so it was left out.")
        }
    }
}
