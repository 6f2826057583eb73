/// How many there were, of what, when, where and of whom: one published figure.
package struct CountRow: Hashable, Sendable {
    /// "admissions", "population".
    package let measure: String
    /// `2012-04`, `2012-04-30` or a year; nil when the file does not say.
    package let period: String?
    package let area: AreaCode?
    /// The year of the boundaries that `area` follows, as far as is known.
    package let boundaries: Int?
    /// The area's name, for files that have no codes.
    package let areaName: String?
    package let ages: AgeBand?
    package let sex: String?
    /// What else the count is divided by, such as a column of a wide table.
    package let series: String?
    package let figure: Figure
    /// Fields of which the file says that they are not known, such as `age_band`: this is not a count of everybody.
    package let notKnown: Set<String>
}

/// Reads counts from judged rows of one file, long or wide.
package struct CountReader: Sendable {
    package let mapping: Mapping
    /// The table of one header's columns, when the file is wide.
    private let wide: Mapping.Wide?
    private let measure: String
    private let boundaries: Int?

    /// A reader for a file whose rows are counts; `boundaries` is what is known of its area codes.
    ///
    /// - Throws: `FeedError.brokenMapping` for a mapping of anything else.
    package init(_ matched: MatchedMapping, boundaries: Int?) throws(FeedError) {
        guard matched.mapping.makes == .count else {
            throw .brokenMapping(name: matched.mapping.name, problem: "its rows are not counts")
        }
        mapping = matched.mapping
        wide = matched.wideTable
        let named = zip(matched.headers, matched.fields).first { $0.1 == "value" }.map(\.0)
        // A plain name for the column of figures, such as "admissions", says what is counted.
        measure = mapping.measure ?? (wide == nil ? named : nil) ?? ""
        let year = zip(matched.headers, matched.fields).first { $0.1 == "area_code" }
            .flatMap { AreaColumn($0.0)?.year }
        self.boundaries = boundaries ?? year ?? mapping.boundaries
    }

    /// The figures of a row: one in a long file, one for each column of a wide one.
    package func counts(_ row: CheckedRow) -> [CountRow] {
        guard row.outcome != .rejected else { return [] }
        guard let wide else { return [count(row.fields, row, Figure(row.fields["value"] ?? ""), series: nil)] }
        return row.series.map { cell in
            var fields = row.fields
            switch wide.names {
            case .month, .any: fields[wide.into] = cell.key
            case .age:
                let parts = cell.key.split(separator: " ")
                if parts.count == 2 { fields["sex"] = String(parts[0]) }
                fields[wide.into] = parts.last.map { String($0) }
            }
            return count(fields, row, Figure(cell.text), series: wide.names == .any ? cell.key : nil)
        }
    }

    private func count(
        _ fields: [String: String], _ row: CheckedRow, _ figure: Figure, series: String?
    ) -> CountRow {
        let groups = ["area_code", "area_name", "age_band", "sex", "series"]
        let area = fields["area_code"].flatMap { AreaCode($0) }
        return CountRow(
            measure: fields["measure"] ?? measure, period: fields["period"], area: area,
            boundaries: area.flatMap { $0.onlyYear ?? boundaries }, areaName: fields["area_name"],
            ages: fields["age_band"].flatMap { AgeBand($0) }, sex: fields["sex"], series: series ?? fields["series"],
            figure: figure, notKnown: Set(row.unknown).intersection(groups))
    }
}
