import Foundation
import Testing

/// The commands' figures beside those of Reference/analyse.R (R 4.2.2 and its packages, named in its head).
@Suite struct NumberTests {
    let folder: Folder
    let reference: [String: [String: Any]]

    init() throws {
        folder = try Folder()
        try folder.writeRuns()
        let file = try #require(
            Bundle.module.url(forResource: "analyse", withExtension: "json", subdirectory: "Fixtures"))
        let read = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
        reference = try #require(read as? [String: [String: Any]])
    }

    private func wanted(_ method: String, _ name: String) throws -> [Double] {
        let value = try #require(reference[method]?[name])
        return try value as? [Double] ?? [#require(value as? Double)]
    }

    private func rows(_ words: String) throws -> [[String: Any]] {
        let answer = try folder.analyse("\(words) --json")
        #expect(answer.code == 0, "\(answer.complained)")
        return try #require(try answer.json()["rows"] as? [[String: Any]])
    }

    private func figures(_ words: String) throws -> [String: Any] {
        try #require(try folder.analyse("\(words) --json").json()["figures"] as? [String: Any])
    }

    private func numbers(_ rows: [[String: Any]], _ name: String) throws -> [Double] {
        try rows.map { try #require($0[name] as? Double, "\(name)") }
    }

    private func close(_ found: [Double], _ wanted: [Double], _ tolerance: Double, _ what: String = "") {
        #expect(found.count == wanted.count, "\(what)")
        for (one, other) in zip(found, wanted) {
            #expect(abs(one - other) <= tolerance * max(1, abs(other)), "\(what): \(one) and \(other)")
        }
    }

    @Test func `control limits are those of moving ranges in R`() throws {
        let found = try rows("spc --input months.csv --rebase 2023-09=pathway")
        for (place, name) in [(0, "before"), (59, "after")] {
            let limits = try ["centre", "lower", "upper"].map { try #require(found[place][$0] as? Double) }
            close(limits, try wanted("spc", name), 1e-10, name)
        }
    }

    @Test func `Farrington, EARS and CUSUM are surveillance's`() throws {
        let settings = "--period week --b 5 --w 3 --noPeriods 10 --alpha 0.01 --thresholdMethod nbPlugin --limit54 5,4"
        let second = { (row: [String: Any]) in row["series"] as? String == "site 2" }
        let farrington = try rows("farrington --input weeks.csv \(settings) --last 2").filter(second)
        close(try numbers(farrington, "expected"), try wanted("farrington", "expected"), 1e-6, "expected")
        close(try numbers(farrington, "upperbound"), try wanted("farrington", "upperbound"), 1e-6, "upperbound")
        let ears = try rows(
            "ears --input weeks.csv --period week --method C2 --baseline 7 --minSigma 0.5 --alpha 0.001 --last 4"
        )
        .filter(second)
        close(try numbers(ears, "upperbound"), try wanted("ears", "upperbound"), 1e-10, "EARS")
        let cusum = try rows("cusum --input weeks.csv --period week --k 1.04 --h 2.26 --trans rossi --last 52").filter(
            second)
        close(try numbers(cusum.suffix(2), "upperbound"), try wanted("cusum", "upperbound"), 1e-8, "CUSUM")
        close([try numbers(cusum, "expected")[0]], try wanted("cusum", "mean"), 1e-10, "the past's mean")
        let alarms = cusum.filter { $0["alarm"] as? Bool == true }.compactMap {
            ($0["period"] as? String).flatMap(Double.init)
        }
        #expect(alarms == (try wanted("cusum", "alarm")))
    }

    @Test func `seasons, trends and forecasts are those of stl, snaive, glm and ets`() throws {
        let parts = try rows("stl --input months.csv --s.window periodic --robust")
        for name in ["seasonal", "trend", "remainder", "weight"] {
            close(try numbers(parts, name), try wanted("stl", name), 1e-9, name)
        }
        let seasonal = try rows("forecast --input months.csv --method snaive --h 3 --test 0")
        close(try numbers(seasonal, "mean"), try wanted("snaive", "mean"), 1e-10, "snaive")
        close(try numbers(seasonal, "lo_95"), try wanted("snaive", "lower"), 1e-8, "snaive")
        let counts = try rows("forecast --input months.csv --method poisson --harmonics 1 --h 3 --test 0")
        close(try numbers(counts, "mean"), try wanted("poisson", "mean"), 1e-6, "poisson")
        // The search for the smoothing stops a little apart; R's own optimum is known to a thousandth.
        let smooth = try rows("forecast --input months.csv --model ANN --h 3 --test 0")
        close(try numbers(smooth, "mean"), try wanted("ets", "mean"), 2e-3, "ets")
        close(try numbers(smooth, "lo_95"), try wanted("ets", "lower"), 1e-2, "ets")
    }

    @Test(arguments: ["model", "neweyWest", "larger", "firstOrder"])
    func `interrupted series have the effects of glm and the errors asked for`(_ errors: String) throws {
        for (set, file, change) in [("its", "months.csv", "2023-09"), ("runs", "its-runs.csv", "2022-07")] {
            let found = try figures("its --input \(file) --change \(change) --errors \(errors)")
            let level = try ["level", "level_lower", "level_upper"].map { try #require(found[$0] as? Double) }
            close(level, try wanted(set, errors), 1e-5, "\(set) \(errors)")
        }
    }

    @Test func `errors allow for months that resemble the months before, unless told not to`() throws {
        let words = "its --input its-runs.csv --change 2022-07"
        let (usual, plain) = (try figures(words), try figures("\(words) --errors model"))
        close([try #require(usual["level_upper"] as? Double)], [try wanted("runs", "firstOrder")[2]], 1e-5)
        let (p, plainP) = (try #require(usual["level_p"] as? Double), try #require(plain["level_p"] as? Double))
        #expect(plainP < 0.001 && p > 0.01, "the plain errors make far too much of these months")
    }

    @Test func `hot spots and Moran's I are spdep's`() throws {
        let star = try rows("gistar --input grid.csv --threshold 750 --permutations 0")
        close(try numbers(star, "z"), try wanted("gistar", "star"), 1e-11, "Gi*")
        let plain = try rows("gistar --input grid.csv --threshold 750 --permutations 0 --no-star")
        close(try numbers(plain, "z"), try wanted("gistar", "gi"), 1e-11, "Gi")
        let words = "moran --input grid.csv --threshold 750 --style W --permutations 0"
        let whole = try figures(words)
        for (name, theirs) in [("I", "I"), ("EI", "EI"), ("VI_rand", "variance")] {
            close([try #require(whole[name] as? Double)], try wanted("moran", theirs), 1e-11, name)
        }
        close(try numbers(try rows(words), "ii"), try wanted("moran", "ii"), 1e-10, "local Moran")
    }

    @Test(arguments: ["uniform", "none"])
    func `densities are sums of normal curves over what of them is inside`(_ edge: String) throws {
        for exact in ["", " --exact"] {
            let found = try rows("kde --input events.csv --sigma 400 --dimyx 8,8 --edge \(edge)\(exact)")
            let sorted = found.sorted { a, b in
                func key(_ row: [String: Any]) -> (Double, Double) {
                    (row["y"] as? Double ?? 0, row["x"] as? Double ?? 0)
                }
                return key(a) < key(b)
            }
            close(try numbers(sorted, "density"), try wanted("kde", edge), exact.isEmpty ? 1e-5 : 1e-9, edge)
        }
    }

    @Test func `the scan's first cluster is that of every window laid one by one`() throws {
        let first = try #require(try rows("scan --input cases.csv --prospective --replications 99").first)
        for (name, theirs) in [
            ("llr", "llr"), ("places", "places"), ("observed", "observed"), ("expected", "expected"),
        ] {
            close([try #require(first[name] as? Double)], try wanted("scan", theirs), 1e-9, name)
        }
        #expect(first["start"] as? String == "2024-10-01" && first["end"] as? String == "2024-12-31")
        #expect(first["pvalue"] as? Double == 0.01)
    }

    @Test func `pairs are those that all pairs hold`() throws {
        let knox = try #require(try rows("knox --input events.csv --delta 100 --tau 7 --permutations 99").first)
        let names = [
            ("near_in_space", "space"), ("near_in_time", "time"), ("statistic", "statistic"), ("expected", "expected"),
        ]
        for (name, theirs) in names {
            close([try #require(knox[name] as? Double)], try wanted("knox", theirs), 1e-12, name)
        }
        let chance = try #require(knox["p_poisson"] as? Double)
        close([chance * 1e26], try wanted("knox", "poisson").map { $0 * 1e26 }, 1e-9, "Poisson p")
        let near = try rows("nearrepeat --input events.csv --sds 100,200 --tds 7,14 --nrep 99")
        let bands = try wanted("nearrepeat", "observed")
        // R's are column by column, ours row by row.
        close(try numbers(near, "observed"), [0, 3, 1, 4, 2, 5].map { bands[$0] }, 0, "near repeats")
    }

    @Test func `funnels, rates, relative rates and concentration are those of their formulas`() throws {
        let funnel = try figures("funnel --input areas.csv --data_type RC --multiplier 1000")
        for name in ["target", "phi", "tau2"] {
            close([try #require(funnel[name] as? Double)], try wanted("funnel", name), 1e-10, name)
        }
        func rate(_ words: String, _ place: Int) throws -> [Double] {
            let row = try rows("rates --input ages.csv \(words)")[place]
            return try ["rate", "lowercl", "uppercl"].map { try #require(row[$0] as? Double) }
        }
        close(try rate("--type dsr", 0), try wanted("rates", "north"), 1e-10, "north")
        close(try rate("--type dsr", 1), try wanted("rates", "south"), 1e-10, "south")
        close(try rate("--type dsr --confidence 0.9", 1), try wanted("rates", "south90"), 1e-10, "south")
        close(try rate("--limits exact", 3), try wanted("rates", "exact"), 1e-9, "exact")
        let index = try rows("rri --input groups.csv --reference White")
        for (place, name) in ["black", "asian"].enumerated() {
            let found = try ["rri", "lowercl", "uppercl"].map { try #require(index[place][$0] as? Double) }
            close(found, try wanted("rri", name), 1e-9, name)
        }
        let lorenz = try figures("lorenz --input areas.csv")
        close([try #require(lorenz["gini"] as? Double)], try wanted("lorenz", "gini"), 1e-12, "Gini")
        close([try #require(lorenz["gini_corrected"] as? Double)], try wanted("lorenz", "corrected"), 1e-12, "Gini")
    }
}
