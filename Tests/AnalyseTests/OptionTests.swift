import Foundation
import Testing

/// Every option of every method, from Fixtures/options.txt: that it is taken, and whether the answer becomes another.
@Suite struct OptionTests {
    struct Run {
        let base: [String]
        var options: [(words: [String], changes: Bool)] = []
    }

    private static func runs(of method: String) throws -> [Run] {
        let file = try #require(
            Bundle.module.url(forResource: "options", withExtension: "txt", subdirectory: "Fixtures"))
        var runs: [Run] = []
        for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") where !line.hasPrefix("#") {
            let words = line.split(separator: " ").map(String.init)
            switch words[0] {
            case "!=", "==": runs[runs.count - 1].options.append((Array(words.dropFirst()), words[0] == "!="))
            default: runs.append(Run(base: words))
            }
        }
        return runs.filter { $0.base[0] == method }
    }

    /// The words of a run with some options in the place of its own.
    private static func joined(_ base: [String], _ options: [String]) -> [String] {
        var words = base
        for option in options where option.hasPrefix("--") {
            guard let place = words.firstIndex(of: option) else { continue }
            let hasValue = place + 1 < words.count && !words[place + 1].hasPrefix("--")
            words.removeSubrange(place...(hasValue ? place + 1 : place))
        }
        return words + options
    }

    @Test(arguments: Methods.all)
    func `every option does what it is there for`(_ method: String) throws {
        let folder = try Folder()
        try folder.writeForOptions()
        var used: Set<String> = ["--input", "--output", "--json", "--help"]
        for run in try Self.runs(of: method) {
            used.formUnion(run.base)
            let plain = try Tool.analyse(run.base + ["--json"], in: folder.url)
            try #require(plain.code == 0, "\(run.base): \(plain.complained)")
            let before = NSDictionary(dictionary: try plain.json())
            for (words, changes) in run.options {
                used.formUnion(words)
                let other = try Tool.analyse(Self.joined(run.base, words) + ["--json"], in: folder.url)
                try #require(other.code == 0, "\(run.base) \(words): \(other.complained)")
                #expect(before.isEqual(to: try other.json()) != changes, "\(run.base) \(words)")
            }
        }
        let help = try Tool.analyse([method, "--help"], in: folder.url)
        let known = help.said.split(separator: "\n").filter { $0.hasPrefix("  --") }
            .compactMap { $0.split(separator: " ").first.map(String.init) }
        #expect(help.code == 0 && known.count > 5)
        #expect(Set(known).subtracting(used) == [], "options that no run uses")
    }

    @Test(arguments: [
        "forecast --input months.csv --model MNN --npaths 500", "gistar --input grid.csv --k 8 --permutations 199",
        "moran --input grid.csv --k 8 --permutations 199", "scan --input cases.csv --replications 99",
        "knox --input events.csv --delta 3000 --tau 100 --permutations 199",
        "nearrepeat --input events.csv --sds 1000,2000 --tds 7,14 --nrep 199",
    ])
    func `a seed gives one answer, for any number of threads, and another seed another`(_ words: String) throws {
        let folder = try Folder()
        let runs = try ["--seed 5", "--seed 5", "--seed 5 --threads 1", "--seed 5 --threads 7", "--seed 6"].map {
            NSDictionary(dictionary: try folder.analyse("\(words) \($0) --json").json())
        }
        #expect(runs[1..<4].allSatisfy { $0 == runs[0] })
        #expect(runs[4] != runs[0])
    }
}
