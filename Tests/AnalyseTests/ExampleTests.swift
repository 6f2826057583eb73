import Foundation
import Testing

@Suite struct ExampleTests {
    let folder: Folder

    init() throws { folder = try Folder() }

    @Test(arguments: Example.all.filter(\.isCommand))
    func `an example of the page prints what the page says`(_ example: Example) throws {
        let answer = try Tool.shell(example.command, in: folder.url)
        #expect(answer.code == 0, "\(answer.complained)")
        let wholly = example.printed.last != "…"
        let wanted = wholly ? example.printed : example.printed.dropLast()
        let printed = Example.trimmed(answer.said.components(separatedBy: "\n"))
        #expect((wholly ? printed : Array(printed.prefix(wanted.count))) == wanted)
    }

    @Test func `the page has an example of every method`() {
        let shown = Set(
            Example.all.filter(\.isCommand).compactMap { $0.command.split(separator: " ").dropFirst(2).first })
        #expect(shown.map(String.init).sorted() == Methods.all.sorted())
    }

    @Test(arguments: Methods.all)
    func `words, JSON and files say the same`(_ method: String) throws {
        let example = try #require(Example.all.first { $0.command.hasPrefix("breakwater analyse \(method) ") })
        // The trial of a forecast, which takes long, has no rows.
        let bare =
            example.command.replacingOccurrences(of: " --output density.csv", with: "")
            + (method == "forecast" ? " --test 0" : "")
        let printed = try Tool.shell("\(bare) --json", in: folder.url)
        let answer = try printed.json()
        let rows = try #require(answer["rows"] as? [[String: Any]])
        #expect(answer["analysis"] as? String == method && !rows.isEmpty)

        let csv = try Tool.shell("\(bare) --output rows.csv --json", in: folder.url)
        #expect(try (csv.json()["rows"] as? [Any])?.isEmpty == true)
        let lines = try folder.text("rows.csv").split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        let header = try #require(lines.first).split(separator: ",").map(String.init)
        #expect(lines.count == rows.count + 1 && Set(header) == Set(rows[0].keys))
        #expect(!lines.contains { $0.lowercased().contains("nan") || $0.lowercased().contains("inf,") })

        let json = try Tool.shell("\(bare) --output rows.json", in: folder.url)
        #expect(json.code == 0 && !json.said.contains("--output FILE.csv"))
        let kept = Tool.Answer(code: 0, said: try folder.text("rows.json"), complained: "")
        #expect(NSDictionary(dictionary: try kept.json()).isEqual(to: answer))
    }
}

/// The methods that `breakwater analyse` has.
enum Methods {
    static let all = [
        "spc", "farrington", "ears", "cusum", "stl", "forecast", "its", "gistar", "moran", "kde", "scan", "knox",
        "nearrepeat", "funnel", "rates", "rri", "lorenz",
    ]
}
