import Feeds
import Geography
import Kernel

/// A file an agency sends, in the shape of its feed.
struct Sending: Sendable {
    let feed: String
    /// The agency's key in the town.
    let agency: String
    let agreement: String
    let period: String
    let content: String

    init(
        _ feed: String, from agency: String, under agreement: String, period: String, columns: [String],
        rows: [[String]]
    ) {
        (self.feed, self.agency, self.agreement, self.period) = (feed, agency, agreement, period)
        let writer = CSVWriter()
        content = ([columns] + rows).map { writer.line($0) }.joined()
    }
}

extension Happenings {
    /// Every file, by agency and year.
    func sendings(_ schools: [String]) -> [Sending] {
        let counts = "ISA-008"
        let sites = sites(schools)
        let known = Dictionary(sites.map { ($0.plot, $0.name) }, uniquingKeysWith: { first, _ in first })
        return byYear("istv", from: "hospital", counts, Self.emergencyColumns, emergency(known))
            + byYear("police-crime-events", from: "police", counts, Self.crimeColumns, crimes())
            + byYear("custody-counts", from: "police", counts, Self.arrestColumns, arrests())
            + byYear("missing-events", from: "care", counts, Self.missingColumns, missing())
            + byYear("ambulance-events", from: "hospital", counts, Self.ambulanceColumns, ambulance())
            + [monthly(), places(sites)]
    }

    private func byYear(
        _ feed: String, from agency: String, _ agreement: String, _ columns: [String], _ rows: [Row]
    ) -> [Sending] {
        let first = Month(now.day).adding(-Planted.months)
        let years = Dictionary(grouping: rows) { min(4, ($0.at.day.monthNumber - first.number) / 12) }
        return years.keys.sorted().map { year in
            let from = first.adding(year * 12)
            return Sending(
                feed, from: agency, under: agreement, period: "\(from.text)/\(from.adding(11).text)",
                columns: columns, rows: (years[year] ?? []).map(\.cells))
        }
    }

    /// Suspensions and first-time entrants, which come as counts: none in August.
    private func monthly() -> Sending {
        let last = Month(now.day).adding(-1)
        let rows = (last.adding(1 - Planted.months)...last).all.flatMap { month -> [[String]] in
            var dice = Dice(seed: seed, part: "monthly \(month.number)")
            let school = Double(
                (1...month.days).count { day in
                    Day(year: month.year, month: month.monthOfYear, day: day).map(isSchoolDay) ?? false
                })
            return [
                [month.text, "suspensions", String(month.monthOfYear == 8 ? 0 : dice.poisson(9.5 * school))],
                [month.text, "first-time entrants", String(dice.poisson(5.2))],
            ]
        }
        return Sending(
            "monthly-counts", from: "schools", under: "published", period: last.text,
            columns: ["month", "measure", "value"], rows: rows)
    }

    /// Where the town's schools stand.
    private typealias Site = (name: String, plot: Int, point: Point)

    private func sites(_ names: [String]) -> [Site] {
        var dice = Dice(seed: seed, part: "school places")
        return names.map { name in
            let named = map.plots.indices.filter { name.hasPrefix(map.plots[$0].district) }
            let plot = named.isEmpty ? dice.number(0...map.plots.count - 1) : dice.pick(named)
            return (name, plot, map.point(in: plot, &dice))
        }
    }

    /// The town's schools, as the national register writes them.
    private func places(_ sites: [Site]) -> Sending {
        let rows = sites.enumerated().map { number, site -> [String] in
            [
                String(990_001 + number), site.name, "1", String(Int(site.point.x)), String(Int(site.point.y)),
                map.plots[site.plot].code,
            ]
        }
        return Sending(
            "schools-gias", from: "schools", under: "published", period: String(now.day.year),
            columns: [
                "URN", "EstablishmentName", "EstablishmentStatus (code)", "Easting", "Northing", "LSOA (code)",
            ], rows: rows)
    }
}

extension Day {
    fileprivate var monthNumber: Int { Month(self).number }
}
