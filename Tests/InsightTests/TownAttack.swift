import Governance
import HouseSupport
import Kernel
import Storage

@testable import Insight

/// What there is to know of a town's events, how it adds up, and what its pages say of it.
struct TownAttack {
    let town: SmallTown
    let events: [Event]
    private let spans: [String: ClosedRange<Month>]
    /// The months both A&E and police sent, within the year that is compared.
    private let shared: Set<Month>

    init(_ town: SmallTown, _ events: [Event]) async throws {
        self.town = town
        self.events = events
        var spans: [String: ClosedRange<Month>] = [:]
        for measure in SmallTown.measures {
            spans[measure.id] = try await town.house.database.read { try $0.newestYear(of: measure.id) }
        }
        self.spans = spans
        shared = try await town.house.database.read { tx in
            guard let months = try tx.knownToPolice(for: .team)?.months else { return [] }
            let police = try tx.coverage(of: ["crime"], feeds: ["police-crime-events"]).months
            return try tx.coverage(of: ["assault"], feeds: nil).months.intersection(police).filter(months.contains)
        }
    }

    private static func counts(_ measure: Measure, _ event: Event) -> Bool {
        let what = measure.numerator
        let ages = what.ages.map { ($0.first ?? 0)...($0.last ?? 200) }
        return what.kinds?.contains(event.kind) ?? true && what.feeds?.contains(event.feed) ?? true
            && what.categories?.contains(event.category) ?? true && what.methods?.contains(event.method) ?? true
            && ages.map { $0.contains(event.ageFrom ?? 0) } ?? true
    }

    func attack(_ pages: [String: String]) -> SolverAttack {
        var attack = SolverAttack()
        for measure in SmallTown.measures {
            let mine = events.filter { Self.counts(measure, $0) }
            addMeasure(measure.id, mine, to: &attack)
            readMeasure(measure.id, pages, &attack)
            readMap(measure.id, pages, &attack)
            readHours(measure.id, pages, &attack)
        }
        compare(pages, &attack)
        return attack
    }

    // MARK: What adds up

    private func addMeasure(_ id: String, _ mine: [Event], to attack: inout SolverAttack) {
        for month in town.span.all { attack.add("\(id)/\(month.text)", mine.count { $0.month == month }) }
        guard let span = spans[id] else { return }
        let year = mine.filter { span.contains($0.month) }
        for code in town.codes + [""] { attack.add("\(id)@\(code)", year.count { $0.area == code }) }
        for cell in 0..<56 { attack.add("\(id)#\(cell)", year.count { Self.cell($0) == cell }) }
        attack.add("\(id)#none", year.count { Self.cell($0) == nil })
        let whole = span.all.map { "\(id)/\($0.text)" }
        attack.equate(whole, (town.codes + [""]).map { "\(id)@\($0)" })
        for quarter in 0..<4 {
            let cells = (0..<56).filter { $0 % 8 / 2 == quarter }
            attack.add("\(id)q\(quarter)", year.count { Self.cell($0).map { $0 % 8 / 2 == quarter } ?? false })
            attack.equate(["\(id)q\(quarter)"], cells.map { "\(id)#\($0)" })
        }
        attack.equate(whole, (0..<4).map { "\(id)q\($0)" } + ["\(id)#none"])
    }

    /// The cell of three hours an event lies in, Monday midnight first.
    private static func cell(_ event: Event) -> Int? {
        event.precision == .minute ? (event.at.day.weekday - 1) * 8 + London.minuteOfDay(event.at) / 180 : nil
    }

    // MARK: What pages say

    private func readMeasure(_ id: String, _ pages: [String: String], _ attack: inout SolverAttack) {
        let named = Dictionary(
            uniqueKeysWithValues: (0..<SmallTown.months).map { back in
                let month = town.newest.adding(-back)
                return (month.name, month)
            })
        for page in pages.values {
            for figure in PageFigures.parts(page, from: "id=\"chart-\(id)\"", to: "</figure>") {
                for row in PageFigures.rows(figure) where row.count == 3 {
                    guard let month = named[row[0]], let range = PageFigures.range(row[1]) else { continue }
                    attack.learn("\(id)/\(month.text)", range)
                }
            }
        }
        for line in PageFigures.lines(pages["/insight/measures/\(id)/csv"] ?? "") where line.count > 2 {
            guard Month(line[0]) != nil, let range = PageFigures.range(line[1]) else { continue }
            attack.learn("\(id)/\(line[0])", range)
        }
    }

    private func readMap(_ id: String, _ pages: [String: String], _ attack: inout SolverAttack) {
        guard let span = spans[id] else { return }
        let years = Double(span.all.count) / 12
        let names = Dictionary(uniqueKeysWithValues: town.codes.enumerated().map { ("Area \($0)", $1) })
        func learn(rate: String, _ code: String) {
            let people = town.people[code] ?? 0
            if let range = PageFigures.counts(rate: rate, people: people, years: years) {
                attack.learn("\(id)@\(code)", range)
            }
        }
        for figure in ["number", "rate"] {
            for line in PageFigures.lines(pages["/insight/map/csv?measure=\(id)&figure=\(figure)"] ?? "") {
                guard line.count == 5, town.codes.contains(line[0]) || line[1] == "place not known" else { continue }
                if let range = PageFigures.range(line[2]) { attack.learn("\(id)@\(line[0])", range) }
                learn(rate: line[3], line[0])
            }
            let page = pages["/insight/map?measure=\(id)&figure=\(figure)"] ?? ""
            for row in PageFigures.parts(page, from: "id=\"map\"", to: "</figure>").flatMap(PageFigures.rows) {
                guard row.count == 3, let code = names[row[0]] else { continue }
                if figure == "rate" {
                    learn(rate: row[1], code)
                } else if let range = PageFigures.range(row[1]) {
                    attack.learn("\(id)@\(code)", range)
                }
            }
        }
        let compare = pages["/insight/compare?measure=\(id)"] ?? ""
        for row in PageFigures.parts(compare, from: "id=\"funnel\"", to: "</figure>").flatMap(PageFigures.rows) {
            if row.count == 4, let code = names[row[0]] { learn(rate: row[2], code) }
        }
        let title = SmallTown.measures.first { $0.id == id }?.title ?? ""
        for code in town.codes {
            for row in PageFigures.rows(pages["/insight/places/\(code)"] ?? "") where row.count == 7 {
                guard row[0].replacing("&amp;", with: "&") == title else { continue }
                if let range = PageFigures.range(row[2]) { attack.learn("\(id)@\(code)", range) }
                learn(rate: row[3], code)
                if let range = PageFigures.range(row[4]) { learnWhole(id, range, span, &attack) }
            }
        }
    }

    /// A page tells what the year comes to.
    private func learnWhole(
        _ id: String, _ range: ClosedRange<Int>, _ span: ClosedRange<Month>, _ attack: inout SolverAttack
    ) {
        let months = span.all.map { "\(id)/\($0.text)" }
        let name = "\(id)=\(span.lowerBound.text)"
        attack.add(
            name,
            events.count { event in
                span.contains(event.month) && SmallTown.measures.contains { $0.id == id && Self.counts($0, event) }
            })
        attack.equate([name], months)
        attack.learn(name, range)
    }

    private func readHours(_ id: String, _ pages: [String: String], _ attack: inout SolverAttack) {
        let days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
        for line in PageFigures.lines(pages["/insight/hours/csv?measure=\(id)"] ?? "") where line.count == 4 {
            guard let range = PageFigures.range(line[3]) else { continue }
            if line[0] == "not known" { attack.learn("\(id)#none", range) }
            if let day = days.firstIndex(of: line[0]), let hour = Int(line[1]) {
                attack.learn("\(id)#\(day * 8 + hour / 3)", range)
            }
        }
        let page = pages["/insight/hours?measure=\(id)"] ?? ""
        let rows = PageFigures.parts(page, from: "id=\"hours\"", to: "</figure>").flatMap(PageFigures.rows)
        for (slot, row) in rows.filter({ $0.count == 8 && $0[0] != "Hour" }).enumerated() {
            for (day, words) in row.dropFirst().enumerated() {
                if let range = PageFigures.range(words) { attack.learn("\(id)#\(day * 8 + slot)", range) }
            }
        }
    }

    // MARK: A&E beside police

    private func compare(_ pages: [String: String], _ attack: inout SolverAttack) {
        guard !shared.isEmpty else { return }
        let id = "ae-assault-under-25"
        let some = events.filter {
            shared.contains($0.month) && ($0.kind == "assault" || $0.category == "Violence with injury")
        }
        let tables: [(caption: String, names: [String], row: (Event) -> Int)] = [
            (
                "By age", ["Under 15", "15 to 17", "18 to 24"],
                { $0.ageFrom ?? 0 < 15 ? 0 : $0.ageFrom ?? 0 < 18 ? 1 : 2 }
            ),
            (
                "By method", ["Sharp object", "Firearm"],
                { ["knife", "glass"].contains($0.method) ? 0 : $0.method == "firearm" ? 1 : 2 }
            ),
            (
                "By time of day", ["6am to midday", "Midday to 6pm", "6pm to midnight", "Midnight to 6am"],
                { event in Self.cell(event).map { [3, 0, 1, 2][$0 % 8 / 2] } ?? 4 }
            ),
        ]
        let months = shared.map { "\(id)/\($0.text)" }
        let year = spans[id].map { span in events.filter { $0.kind == "assault" && span.contains($0.month) }.count }
        let isSameYear = year == some.count { $0.kind == "assault" }
        for table in tables {
            let names = table.names + ["Anything else, or not known"]
            for (source, isTreated) in [("treated", true), ("police", false)] {
                let mine = some.filter { ($0.kind == "assault") == isTreated }
                let cells = names.indices.map { "\(source)/\(table.caption)/\($0)" }
                for (row, cell) in cells.enumerated() { attack.add(cell, mine.count { table.row($0) == row }) }
                attack.add(source, mine.count)
                attack.equate([source], cells)
                if isTreated { attack.equate(months, [source]) }
                if isTreated, table.caption == "By time of day", isSameYear {
                    for (row, quarter) in [1, 2, 3, 0].enumerated() {
                        attack.equate([cells[row]], ["\(id)q\(quarter)"])
                    }
                }
            }
            for page in pages.values {
                for piece in PageFigures.parts(page, from: ">\(table.caption)</caption>", to: "</table>") {
                    for row in PageFigures.rows(piece) where row.count == 4 {
                        guard let place = names.firstIndex(of: row[0]) else { continue }
                        for (source, words) in [("treated", row[1]), ("police", row[2])] {
                            guard let range = PageFigures.range(words) else { continue }
                            attack.learn("\(source)/\(table.caption)/\(place)", range)
                        }
                    }
                }
            }
        }
        for page in pages.values {
            for words in PageFigures.parts(page, from: "<strong>Police recorded ", to: "</strong>") {
                let numbers = words.split { !$0.isNumber }.compactMap { Int($0) }
                guard numbers.count >= 2 else { continue }
                attack.learn("police", numbers[0]...numbers[0])
                attack.learn("treated", numbers[1]...numbers[1])
            }
        }
    }
}
