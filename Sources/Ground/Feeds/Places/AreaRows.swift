import Geography

/// What a file says of one small area: its name, and numbers such as deprivation by their fields.
package struct AreaFacts: Hashable, Sendable {
    package let code: AreaCode
    package let boundaries: Int?
    package let name: String?
    /// "imd_decile" → 4. Decile 1 is the most deprived; ranks of two years are no time series.
    package let numbers: [String: Double]

    /// Reads a judged row of a mapping whose rows are areas.
    package init?(_ row: CheckedRow, _ mapping: Mapping) {
        guard row.outcome != .rejected, mapping.makes == .area,
            let code = row.fields["area_code"].flatMap({ AreaCode($0) })
        else { return nil }
        self.code = code
        boundaries = code.onlyYear ?? mapping.boundaries
        name = row.fields["area_name"]
        var numbers: [String: Double] = [:]
        for column in mapping.columns where column.kind == .number || column.kind == .percent || column.kind == .count {
            if let text = row.fields[column.field], let number = Double(text) { numbers[column.field] = number }
        }
        self.numbers = numbers
    }
}

/// Which areas of one year's boundaries are which of another's.
///
/// A best-fit lookup gives each older area one or more newer ones. Counts go from one year to the other only where
/// nothing was split on the way; where it was, the two years stay apart.
package struct AreaLookup: Sendable {
    /// How an area changed (`CHGIND` of the Office for National Statistics).
    package enum Change: String, Sendable, CaseIterable {
        case unchanged = "U"
        case split = "S"
        case merged = "M"
        case irregular = "X"
    }

    package private(set) var years: (from: Int, to: Int)
    private var later: [AreaCode: Set<AreaCode>] = [:]
    private var earlier: [AreaCode: Set<AreaCode>] = [:]
    private var changes: [AreaCode: Change] = [:]

    package init(from: Int, to: Int) {
        years = (from, to)
    }

    /// Adds a judged row of the mapping `area-lookup`; false for a row that says nothing.
    package mutating func add(_ row: CheckedRow) -> Bool {
        guard row.outcome != .rejected, let from = row.fields["from_code"].flatMap({ AreaCode($0) }),
            let to = row.fields["to_code"].flatMap({ AreaCode($0) })
        else { return false }
        add(from, to, row.fields["change"].flatMap { Change(rawValue: $0) })
        return true
    }

    /// Adds one area of the earlier year and one of the later that it lies in, or partly lies in.
    package mutating func add(_ from: AreaCode, _ to: AreaCode, _ change: Change?) {
        later[from, default: []].insert(to)
        earlier[to, default: []].insert(from)
        if let change { changes[from] = change }
    }

    /// How many areas of the earlier year it knows.
    package var count: Int { later.count }

    package func change(of code: AreaCode) -> Change? { changes[code] }

    /// The newer areas of an older one, in order.
    package func newer(_ code: AreaCode) -> [AreaCode] { (later[code] ?? []).sorted { $0.text < $1.text } }

    /// The older areas of a newer one, in order.
    package func older(_ code: AreaCode) -> [AreaCode] { (earlier[code] ?? []).sorted { $0.text < $1.text } }

    /// The one newer area that all of an older one lies in; nil where it was split, or is unknown.
    package func wholly(newer code: AreaCode) -> AreaCode? {
        later[code].flatMap { $0.count == 1 && changes[code] != .irregular ? $0.first : nil }
    }

    /// The one older area that all of a newer one lies in; nil where several were merged, or it is unknown.
    package func wholly(older code: AreaCode) -> AreaCode? {
        guard let found = earlier[code], found.count == 1, let only = found.first else { return nil }
        return changes[only] == .irregular ? nil : only
    }
}

/// A school, college or unit, as the register of England's schools has it.
package struct SchoolRow: Hashable, Sendable {
    package let urn: String
    package let name: String
    /// "open", "closed", "open, proposed to close", "proposed to open".
    package let status: String
    package let phase: String?
    package let type: String?
    /// A pupil referral unit, or an academy or free school for alternative provision.
    package let isAlternativeProvision: Bool
    package let ages: AgeBand?
    package let pupils: Int?
    /// Share of pupils who may have free school meals, in per cent.
    package let freeMeals: Double?
    package let postcode: String?
    package let point: EventPoint?
    package let area: AreaCode?
    package let ward: AreaCode?
    package let district: AreaCode?
    package let website: String?
    package let phone: String?

    /// Reads a judged row of a mapping whose rows are schools.
    package init?(_ row: CheckedRow, _ mapping: Mapping) {
        let fields = row.fields
        guard row.outcome != .rejected, mapping.makes == .school, let urn = fields["urn"], let name = fields["name"]
        else { return nil }
        func code(_ field: String) -> AreaCode? { fields[field].flatMap { AreaCode($0) } }
        self.urn = urn
        self.name = name
        status = fields["status"] ?? ""
        phase = fields["phase"]
        type = fields["type"]
        isAlternativeProvision = row.signs.contains("alternative provision")
        ages = fields["lowest_age"].flatMap { Int($0) }
            .flatMap { AgeBand(lowest: $0, highest: fields["highest_age"].flatMap { Int($0) }) }
        pupils = fields["pupils"].flatMap { Double($0) }.map { Int($0) }
        freeMeals = fields["free_meals"].flatMap { Double($0) }
        postcode = fields["postcode"]
        area = code("area_code")
        ward = code("ward_code")
        district = code("district_code")
        website = fields["website"].map(Self.address)
        phone = fields["phone"]
        let grid = fields["easting"].flatMap { Double($0) }.flatMap { east in
            fields["northing"].flatMap { Double($0) }.map { GridPoint(easting: east, northing: $0) }
        }
        point = grid.map { EventPoint(position: $0.position, grid: $0, exactness: .exact) }
    }

    /// The register often leaves out how an address begins.
    private static func address(_ text: String) -> String {
        text.lowercased().hasPrefix("http") ? text : "https://\(text)"
    }
}

/// How complete a feed is: for each sender, month and field, how many rows had it. A field that is never filled shows.
package struct Completeness: Sendable {
    package struct Cell: Hashable, Sendable {
        package let sender: String
        package let month: String
        package let field: String
    }

    /// Rows read for each sender and month, under the field "".
    private var rows: [Cell: Int] = [:]
    private var filled: [Cell: Int] = [:]
    private let fields: [String]
    private let sender: String

    /// Counts these fields, by the field that names the sender.
    package init(of fields: [String], by sender: String) {
        self.fields = fields
        self.sender = sender
    }

    /// Counts one row, rejected ones too: a row without a time counts under no month.
    package mutating func add(_ row: CheckedRow, _ event: EventRow?) {
        let month = event.map { String($0.at.prefix(7)) } ?? ""
        let name = row.fields[sender] ?? ""
        rows[Cell(sender: name, month: month, field: ""), default: 0] += 1
        for field in fields where row.fields[field] != nil {
            filled[Cell(sender: name, month: month, field: field), default: 0] += 1
        }
    }

    /// Every sender and month with how many rows there were and how many of them had each field.
    package var table: [(sender: String, month: String, rows: Int, filled: [String: Int])] {
        rows.sorted { ($0.key.sender, $0.key.month) < ($1.key.sender, $1.key.month) }.map { cell, count in
            var found: [String: Int] = [:]
            for field in fields {
                found[field] = filled[Cell(sender: cell.sender, month: cell.month, field: field)] ?? 0
            }
            return (cell.sender, cell.month, count, found)
        }
    }
}
