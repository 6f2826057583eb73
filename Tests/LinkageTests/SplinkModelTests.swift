import Foundation
import Testing

@testable import Linkage

@Suite struct SplinkModelTests {
    private let model: SplinkModel
    private let header: [String]
    private let cells: [[SplinkValue]]
    private let pairs: [[String]]

    init() throws {
        model = try SplinkModel(try SplinkSettings.read(try SplinkFixtures.data("splink-model.json")))
        let rows = try SplinkFixtures.read("splink-rows.json", as: [[String: SplinkCell]].self)
        let names = ["unique_id", "forename", "surname", "dob", "postcode", "address", "upn", "given", "full name"]
        header = names
        cells = rows.map { row in names.map { row[$0]?.value ?? .null } }
        pairs = try SplinkFixtures.table("splink-pairs.csv")
    }

    @Test func `a model trained in Splink gives the same weights and probabilities here`() throws {
        let rows = try model.prepare(header: header, rows: cells, frequencies: nil)
        #expect(pairs.count > 300)
        for pair in pairs.dropFirst() {
            let left = rows[try #require(Int(pair[0]))]
            let right = rows[try #require(Int(pair[1]))]
            let score = try model.score(left, right)
            #expect(abs(score.weight - (try #require(Double(pair[2])))) < 1e-9, "\(pair)")
            #expect(abs(score.probability - (try #require(Double(pair[3])))) < 1e-9, "\(pair)")
            #expect(score.parts.map { String($0.vectorValue) } == Array(pair[4...]), "\(pair)")
        }
    }

    @Test func `the weights of the parts add up to the weight`() throws {
        let rows = try model.prepare(header: header, rows: cells, frequencies: nil)
        let score = try model.score(rows[0], rows[1])
        let prior = log2(model.settings.priorProbability / (1 - model.settings.priorProbability))
        let sum = score.parts.reduce(prior) { $0 + $1.weight + $1.frequencyWeight }
        #expect(abs(sum - score.weight) < 1e-12)
        #expect(score.parts.map(\.comparison).first == "forename")
    }

    @Test func `the blocking rules bring the pairs together that Splink brings together`() throws {
        let found = try model.candidates(header: header, rows: cells, sources: cells.map { _ in "" })
        let wanted = Set(pairs.dropFirst().map { "\($0[0]),\($0[1])" })
        #expect(Set(found.map { "\($0.0),\($0.1)" }) == wanted)
        #expect(found.count == wanted.count)
    }

    @Test func `a model that only links brings no two rows of one source together`() throws {
        var settings = model.settings
        settings.linkType = "link_only"
        let sources = cells.indices.map { $0 % 2 == 0 ? "police" : "schools" }
        let found = try SplinkModel(settings).candidates(header: header, rows: cells, sources: sources)
        #expect(!found.isEmpty)
        #expect(found.allSatisfy { sources[$0.0] != sources[$0.1] })
    }

    @Test func `settings are the same after being written and read again`() throws {
        let again = try SplinkSettings.read(try model.settings.json())
        #expect(again == model.settings)
    }

    @Test func `a level that cannot be read is named`() throws {
        var settings = model.settings
        settings.comparisons[1].levels[2].condition = "soundex(\"surname_l\") = soundex(\"surname_r\")"
        let error = #expect(throws: SplinkError.self) { try SplinkModel(settings) }
        guard case .condition(let comparison, let level, let problem) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(comparison == "surname")
        #expect(level.contains("Jaro-Winkler"))
        #expect(problem.contains("soundex"))
    }

    @Test func `a level without m or u takes Splink's default and is listed`() throws {
        var settings = model.settings
        settings.comparisons[4].levels[1].m = nil
        settings.comparisons[4].levels[2].u = nil
        let changed = try SplinkModel(settings)
        #expect(changed.untrained.count == model.untrained.count + 2)
        // Splink: 0.95 for the best of four levels; 2^-5, 2^-1 and 2^3 are the odds of the others.
        let weights = changed.comparisons[4].levels.map(\.weight)
        let exactU = try #require(settings.comparisons[4].levels[1].u)
        let nearM = try #require(settings.comparisons[4].levels[2].m)
        #expect(abs(weights[1] - log2(0.95 / exactU)) < 1e-12)
        #expect(abs(weights[2] - log2(nearM / (0.05 / 3 / 8))) < 1e-12)
    }

    @Test func `a frequency adjustment without an exact level is refused, as Splink refuses it`() throws {
        var settings = model.settings
        settings.comparisons[0].levels.remove(at: 1)
        #expect(throws: SplinkError.self) { try SplinkModel(settings) }
    }

    @Test func `a missing column is named`() throws {
        let error = #expect(throws: SplinkError.self) {
            try model.prepare(header: ["unique_id", "forename"], rows: [], frequencies: nil)
        }
        #expect(error?.description.contains("surname") == true)
    }

    @Test func `a file that is something else is refused in words`() {
        #expect(throws: SplinkError.notSettings("it is not JSON")) { try SplinkSettings.read(Data("x".utf8)) }
        #expect(throws: SplinkError.notSettings("“link_type” is missing")) {
            try SplinkSettings.read(Data("{}".utf8))
        }
    }
}
