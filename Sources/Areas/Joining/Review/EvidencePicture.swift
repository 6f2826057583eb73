import Kernel
import Web

/// Why two records may be one young person: each field's part as a step of a waterfall that adds up.
package func evidencePicture(_ evidence: Evidence, id: String) -> HTML {
    guard !evidence.parts.isEmpty else { return "<p>The engine left no explanation.</p>" }
    let start = WaterfallChart.Step("Before comparing", words: "Any two records", value: evidence.start)
    let steps = evidence.parts.map { WaterfallChart.Step($0.field, words: $0.words, value: $0.weight) }
    return WaterfallChart(
        id: id, title: evidence.sentence,
        subtitle: "Each step doubles (+1) or halves (−1) the odds that the two are one young person",
        steps: [start] + steps,
        marks: [.init("ask", value: evidence.askFrom), .init("link", value: evidence.linkFrom)], total: "Together"
    ).html
}
