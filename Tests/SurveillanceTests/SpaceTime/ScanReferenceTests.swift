import Testing

@testable import Surveillance

/// Against every window laid one by one (Reference/spacetime_scan.py).
@Suite struct ScanReferenceTests {
    struct Case: Decodable, Sendable {
        struct Limits: Decodable, Sendable {
            var share: Double?
            var radius: Double?
            var longest: Int?
            var fewest: Int?
        }
        struct Cluster: Decodable, Sendable {
            var places: [Int]
            var first: Int
            var last: Int
            var observed: Int
            var expected: Double
            var relativeRisk: Double?
            var llr: Double
        }
        struct Answer: Decodable, Sendable {
            var windows: Int
            var clusters: [Cluster]
        }
        var model: String
        var window: String
        var rates: String
        var x: [Double]
        var y: [Double]
        var lengths: [Double]
        var cases: [Int]
        var limits: Limits
        var answer: Answer
        var controls: [Int]?
        var expected: [Double]?
        var strata: Int?
        var strataCases: [Int]?
        var censusTimes: [Double]?
        var censusPeople: [[Double]]?

        func settings(replications: Int = 0) throws -> ScanSettings {
            let parts = window.split(separator: "-").map(String.init)
            let interest = parts.count > 1 ? try #require(ScanSettings.Interest(rawValue: parts[1])) : .retrospective
            let shape: ScanSettings.Window =
                switch parts[0] {
                case "spatial": .spatial
                case "temporal": .temporal(interest)
                default: .spaceTime(interest)
                }
            var settings = ScanSettings(window: shape, rates: try #require(.init(rawValue: rates)), seed: 1)
            settings.replications = replications
            settings.largestShare = limits.share ?? 0.5
            settings.largestRadius = limits.radius
            if let longest = limits.longest { settings.longestInterval = .periods(longest) }
            settings.fewestCases = limits.fewest ?? 2
            return settings
        }

        func periods() throws -> ScanPeriods {
            let names = lengths.indices.map { "\($0 + 1)" }
            return try .dated(lengths: lengths, starts: names, ends: names)
        }

        func data() throws -> ScanData {
            let spots = zip(x, y).map { ScanPlace(x: $0, y: $1) }
            let periods = try periods()
            switch model {
            case "bernoulli":
                return try ScanData(
                    places: spots, periods: periods, cases: cases, model: .bernoulli(controls: try #require(controls)))
            case "permutation":
                return try ScanData(places: spots, periods: periods, cases: cases, model: .spaceTimePermutation)
            default:
                let censuses = zip(try #require(censusTimes), try #require(censusPeople)).map {
                    ScanCensus(time: $0, people: $1)
                }
                let expected = try ScanExpectation.standardised(
                    cases: try #require(strataCases), strata: try #require(strata), places: x.count, periods: periods,
                    censuses: censuses)
                return try ScanData(places: spots, periods: periods, cases: cases, model: .poisson(expected: expected))
            }
        }
    }

    static func cases() throws -> [Case] { try SpaceTimeFixtures.read("scan-brute-force", as: [Case].self) }

    @Test(arguments: 0..<12)
    func `clusters are those of every window laid one by one`(_ index: Int) throws {
        let reference = try Self.cases()[index]
        let found = try Scan.run(try reference.data(), try reference.settings())
        #expect(found.windows == reference.answer.windows)
        #expect(found.clusters.count == reference.answer.clusters.count)
        for (cluster, expected) in zip(found.clusters, reference.answer.clusters) {
            #expect(abs(cluster.logLikelihoodRatio - expected.llr) < 1e-9)
            #expect(cluster.window.places.sorted() == expected.places)
            #expect(cluster.window.periods == expected.first...expected.last)
            #expect(cluster.observed == expected.observed)
            #expect(abs(cluster.expected - expected.expected) < 1e-9 * max(1, expected.expected))
            if reference.model != "permutation", let risk = expected.relativeRisk, reference.model == "poisson" {
                #expect(abs(try #require(cluster.relativeRisk) - risk) < 1e-9 * max(1, risk))
            }
        }
    }

    @Test(arguments: 0..<12)
    func `expected numbers by strata and census days are the reference's`(_ index: Int) throws {
        let reference = try Self.cases()[index]
        guard let expected = reference.expected, case .poisson(let found) = try reference.data().model else { return }
        for (one, other) in zip(found, expected) { #expect(abs(one - other) < 1e-10 * max(1, other)) }
        #expect(abs(found.reduce(0, +) - Double(reference.cases.reduce(0, +))) < 1e-9)
    }

    @Test(arguments: 0..<12)
    func `blocks and bounds change no drawn data set's maximum`(_ index: Int) throws {
        let reference = try Self.cases()[index]
        var settings = try reference.settings(replications: 24)
        settings.threads = 2
        let data = try reference.data()
        let found = try Scan.run(data, settings)
        let problem = try ScanProblem(data, settings)
        let draw = ScanDraw(problem)
        for number in 0..<24 {
            let sums = draw.caseSums(number)
            var direct = 0.0
            if case .bernoulli(let controls) = data.model {
                let statistic = ScanBernoulli(
                    total: Double(problem.total), people: Double(problem.total + controls.reduce(0, +)))
                direct = ScanDirect(problem: problem, statistic: statistic).maximum(caseSums: sums)
            } else {
                let statistic = ScanPoisson(total: Double(problem.total))
                direct = ScanDirect(problem: problem, statistic: statistic).maximum(caseSums: sums)
            }
            #expect(abs(found.replicateMaxima[number] - direct) < 1e-9)
        }
    }

    struct Sids: Decodable {
        struct Answer: Decodable {
            var windows: Int
            var clusters: [Named]
        }
        struct Named: Decodable {
            var names: [String]
            var observed: Int
            var expected: Double
            var relativeRisk: Double
            var llr: Double
        }
        var x: [Double]
        var y: [Double]
        var names: [String]
        var cases: [Int]
        var births: [Double]
        var answer: Answer
    }

    @Test func `sudden infant deaths in North Carolina cluster where every circle laid one by one says`() throws {
        let sids = try SpaceTimeFixtures.read("scan-sids", as: Sids.self)
        let data = try ScanData(
            places: zip(sids.x, sids.y).map { ScanPlace(x: $0, y: $1) }, periods: .generic(1), cases: sids.cases,
            model: .poisson(expected: sids.births))
        var settings = ScanSettings(window: .spatial, rates: .high, seed: 1_997)
        settings.threads = 2
        let found = try Scan.run(data, settings)
        #expect(found.windows == sids.answer.windows)
        for (cluster, expected) in zip(found.clusters, sids.answer.clusters) {
            #expect(cluster.window.places.map { sids.names[$0] }.sorted() == expected.names)
            #expect(cluster.observed == expected.observed)
            #expect(abs(cluster.expected - expected.expected) < 1e-9)
            #expect(abs(try #require(cluster.relativeRisk) - expected.relativeRisk) < 1e-9)
            #expect(abs(cluster.logLikelihoodRatio - expected.llr) < 1e-9)
        }
        let first = found.clusters[0].window.places.map { sids.names[$0] }
        #expect(Set(first) == ["Bladen", "Columbus", "Hoke", "Robeson", "Scotland"])
        #expect(found.clusters[0].pValue == 0.001)
    }
}
