import Foundation
import Testing

@testable import Linkage

@Suite struct SplinkExportTests {
    private struct Made: Sendable {
        let table: RecordTable
        let export: SplinkExport
        let model: SplinkModel
        let cells: [[SplinkValue]]
        let rows: [SplinkRow]
    }

    private static let made = Result {
        let table = try MessyTown.table(people: 220, seed: 11)
        let export = try SplinkExport(try Linkage.run(table).model, table: table)
        let cells = (0..<table.count).map { place in export.cells(place).map { SplinkValue(cell: $0) } }
        let model = try SplinkModel(export.settings)
        let rows = try model.prepare(header: export.header, rows: cells, frequencies: nil)
        return Made(table: table, export: export, model: model, cells: cells, rows: rows)
    }

    private let table: RecordTable
    private let export: SplinkExport
    private let model: SplinkModel
    private let cells: [[SplinkValue]]
    private let rows: [SplinkRow]

    init() throws {
        let made = try Self.made.get()
        (table, export, model, cells, rows) = (made.table, made.export, made.model, made.cells, made.rows)
    }

    /// Every pair of people's neighbours, so that all levels are met, and strangers.
    private func pairs() -> [(Int, Int)] {
        var random = SplitMix(seed: 3)
        var pairs = [(Int, Int)]()
        for a in 0..<table.count {
            for b in (a + 1)..<min(a + 8, table.count) { pairs.append((a, b)) }
            let other = Int.random(in: 0..<table.count, using: &random)
            if other != a { pairs.append((min(a, other), max(a, other))) }
        }
        return pairs
    }

    @Test func `every level of the engine is the same level in the exported SQL`() throws {
        let plan = try ComparisonPlan(table.spec)
        let pairs = pairs()
        var met: Set<String> = []
        try table.withView { view in
            var comparer = Comparer(view: view, plan: plan)
            for (a, b) in pairs {
                let vector = comparer.vector(a, b)
                let parts = try model.score(rows[a], rows[b]).parts
                for (place, item) in plan.items.enumerated() {
                    let code = Vector.code(vector, place)
                    let level = code == 0 ? "not known" : item.kind.levels[code].rawValue
                    met.insert("\(item.kind) \(level)")
                    let cells = "\(export.cells(a)) \(export.cells(b))"
                    #expect(parts[place].level == level, "\(item.name): \(cells)")
                }
            }
        }
        // The invented town shows nearly every level there is.
        let all = plan.items.flatMap { item in item.kind.levels.dropFirst().map { "\(item.kind) \($0.rawValue)" } }
        let missed = Set(all).subtracting(met)
        #expect(missed.isEmpty, "never met: \(missed.sorted())")
    }

    @Test func `the exported model gives the same weights as the form it states`() throws {
        let pairs = pairs()
        for ((a, b), weight) in zip(pairs, export.weights(of: pairs)) {
            let score = try model.score(rows[a], rows[b])
            #expect(abs(score.weight - weight) < 1e-9)
        }
    }

    @Test func `the prepared records survive CSV`() throws {
        var lines: [String] = []
        export.writeCSV { lines.append($0) }
        #expect(lines.count == table.count + 1)
        #expect(lines[0].hasPrefix("unique_id,agency,forename_name"))
        #expect(lines.allSatisfy { $0.hasSuffix("\n") })
    }

    @Test func `every level is trained and every rule can be followed`() throws {
        #expect(model.untrained.isEmpty)
        let found = try model.candidates(header: export.header, rows: cells, sources: [])
        #expect(found.count > table.count / 4)
    }

    @Test func `a model of other fields is refused`() throws {
        var builder = try TableBuilder(spec: LinkageSpec(fields: [.init(.forename, name: "forename")]))
        builder.append(id: "1", source: "", values: ["forename": "Kai"])
        builder.append(id: "2", source: "", values: ["forename": "Ann"])
        let other = try builder.build()
        let learnt = try Linkage.run(table).model
        #expect(throws: SplinkError.self) { _ = try SplinkExport(learnt, table: other) }
    }

    /// With a folder named in the environment, writes the export and its scores there for the real Splink to run.
    @Test(.enabled(if: ProcessInfo.processInfo.environment["SPLINK_EXPORT"] != nil))
    func `the export is written for the real Splink`() throws {
        let folder = URL(fileURLWithPath: try #require(ProcessInfo.processInfo.environment["SPLINK_EXPORT"]))
        try export.settings.json().write(to: folder.appendingPathComponent("settings.json"))
        var csv = ""
        export.writeCSV { csv += $0 }
        try csv.write(to: folder.appendingPathComponent("records.csv"), atomically: true, encoding: .utf8)
        let pairs = pairs()
        var out = "id_a,id_b,weight,probability\n"
        for ((a, b), weight) in zip(pairs, export.weights(of: pairs)) {
            out += "\(table.id(a)),\(table.id(b)),\(weight),\(1 / (1 + exp2(-weight)))\n"
        }
        try out.write(to: folder.appendingPathComponent("scores.csv"), atomically: true, encoding: .utf8)
    }
}

/// Invented people in invented files with every kind of slip.
enum MessyTown {
    private static let given = [
        "Katherine", "Mohammed", "Amina", "Oliver", "Zofia", "Tariq", "Chloe", "William", "Elizabeth", "Ann-Marie",
        "José",
        "Ali", "Ahmed", "Siân", "Thomas", "Kwame", "Aleksandra", "Muhammad Bilal", "Li", "Jo",
    ]
    /// Other forms of forenames: nicknames, and spellings that only sound alike.
    private static let nicknames = [
        "Katherine": "Kate", "William": "Bill", "Elizabeth": "Liz", "Thomas": "Tom", "Zofia": "Sofeeya",
        "Oliver": "Livvy",
    ]
    private static let spellings = [
        "Thompson": "Tomson", "Hussain": "Hossein", "Khan": "Kahn", "McDonald": "MacDonald",
    ]
    private static let family = [
        "Smith", "Khan", "Okafor", "Nowak", "Williams", "Ali", "Ahmed", "O'Neil", "de Souza", "Smith-Jones", "Hussain",
        "Clarke", "Mensah Boateng", "McDonald", "Kowalski", "Bennett", "Thompson", "Katherine",
    ]
    private static let streets = [
        "Quay Road", "Harbour Lane", "Mill Street", "Orchard Close", "Station Road", "Mill St",
    ]

    static let spec = LinkageSpec(
        fields: LinkageSpec.canonical.fields + [
            .init(.category, name: "birthplace"), .init(.identifier, name: "case_number"),
        ])

    static func table(people: Int, seed: UInt64) throws -> RecordTable {
        var random = SplitMix(seed: seed)
        var builder = try TableBuilder(spec: spec)
        var number = 0
        for person in 0..<people {
            let truth = invent(person, &random)
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                var row = truth
                var source = ["schools", "police", "care"][Int.random(in: 0..<3, using: &random)]
                if source == "care", Bool.random(using: &random) { source = "schools" }
                for _ in 0..<Int.random(in: 0...3, using: &random) { spoil(&row, &random) }
                builder.append(id: "r\(number)", source: source, values: row)
                number += 1
            }
        }
        return try builder.build()
    }

    private static func pick(_ list: [String], _ random: inout SplitMix) -> String {
        list[Int.random(in: 0..<list.count, using: &random)]
    }

    private static func digits(_ count: Int, _ random: inout SplitMix) -> String {
        (0..<count).map { _ in "\(Int.random(in: 0...9, using: &random))" }.joined()
    }

    private static func invent(_ person: Int, _ random: inout SplitMix) -> [String: String] {
        let day = Int.random(in: 1...28, using: &random)
        let month = Int.random(in: 1...12, using: &random)
        let year = Int.random(in: 2003...2012, using: &random)
        let outward = "KX\(Int.random(in: 1...3, using: &random))"
        let inward = "\(Int.random(in: 1...3, using: &random))A\(pick(["B", "D", "E"], &random))"
        let house = Int.random(in: 1...9, using: &random)
        let flat = Int.random(in: 0...3, using: &random)
        let street = pick(streets, &random)
        return [
            "forename": pick(given, &random), "surname": pick(family, &random),
            "middle_names": Bool.random(using: &random) ? pick(given, &random) : "",
            "date_of_birth": String(format: "%04d-%02d-%02d", year, month, day),
            "sex": Bool.random(using: &random) ? "M" : "F", "postcode": "\(outward) \(inward)",
            "address": flat == 0 ? "\(house) \(street)" : "Flat \(flat), \(house) \(street)",
            "nhs_number": nhs(&random), "upn": "A\(digits(12, &random))",
            "pnc_id": "2020/\(digits(7, &random))K", "local_ref": "\(person % 350)",
            "birthplace": pick(["Eastmere", "Lodz", "Lagos", "Leeds"], &random),
            "case_number": "C\(digits(5, &random))",
        ]
    }

    private static func nhs(_ random: inout SplitMix) -> String {
        while true {
            let first = "999" + digits(6, &random)
            let sum = zip(first, (2...10).reversed()).reduce(0) { $0 + (Int(String($1.0)) ?? 0) * $1.1 }
            let check = (11 - sum % 11) % 11
            if check < 10 { return first + "\(check)" }
        }
    }

    private static func typo(_ text: String, _ random: inout SplitMix) -> String {
        var letters = Array(text)
        guard letters.count > 2 else { return text }
        let place = Int.random(in: 1..<(letters.count - 1), using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: letters.remove(at: place)
        case 1: letters.swapAt(place, place + 1)
        case 2: letters[place] = letters[place].isNumber ? "7" : "e"
        default: letters.insert(letters[place], at: place)
        }
        return String(letters)
    }

    private static func spoil(_ row: inout [String: String], _ random: inout SplitMix) {
        let names = ["forename", "surname", "date_of_birth", "postcode", "nhs_number", "upn", "pnc_id", "case_number"]
        switch Int.random(in: 0..<17, using: &random) {
        case 0, 1, 2:
            let name = pick(names + ["birthplace"], &random)
            row[name] = typo(row[name] ?? "", &random)
        case 3, 4: row[pick(Array(row.keys).sorted(), &random)] = ""
        case 5: (row["forename"], row["surname"]) = (row["surname"], row["forename"])
        case 6:
            row["forename"] = nicknames[row["forename"] ?? ""] ?? row["forename"]
            row["surname"] = spellings[row["surname"] ?? ""] ?? row["surname"]
        case 7: row["forename"] = String((row["forename"] ?? "").prefix(1))
        case 8:
            row["surname"] = "\(row["surname"] ?? "") \(pick(family, &random))"
        case 9:
            row["also_known_as"] = "\(pick(given, &random)) \(row["surname"] ?? "")"
            row["surname"] = pick(family, &random)
        case 10:
            let parts = (row["date_of_birth"] ?? "").split(separator: "-")
            if parts.count == 3 { row["date_of_birth"] = "\(parts[0])-\(parts[2])-\(parts[1])" }
        case 11: row["date_of_birth"] = "\((row["date_of_birth"] ?? "").prefix(4))-01-01"
        case 12: row["address"] = "\(Int.random(in: 1...9, using: &random)) \(pick(streets, &random))"
        case 13:
            row["postcode"] = "KX\(Int.random(in: 1...3, using: &random)) \(Int.random(in: 1...3, using: &random))AB"
        case 14: row["middle_names"] = String((row["middle_names"] ?? "").prefix(1))
        case 15: row["postcode"] = String((row["postcode"] ?? "").prefix(3))
        default: row["forename"] = row["middle_names"] ?? ""
        }
    }
}
