import Testing

@testable import Web

@Suite struct MarkTests {
    private func signs(_ marks: [(Int, String)], across places: [Double]) -> [MarkSign] {
        MarkSign.all(
            marks.map { ControlFigure.Mark(point: $0.0, words: $0.1, when: "Mar 2025") }, at: places, within: 40...360)
    }

    @Test func `long words are cut at a word and never run off the edge`() {
        let long = "Navigators begin in the emergency department of the general hospital and two walk-in centres"
        for place in stride(from: 40.0, through: 360, by: 20) {
            let sign = signs([(0, long)], across: [place])[0]
            let width = Double(sign.words.count) * 6.9 + MarkSign.gap
            #expect(sign.isBefore ? place - width >= 39 : place + width <= 361, "\(place)")
            #expect(sign.words.hasSuffix("…, Mar 2025") && !sign.words.contains(" …"))
        }
    }

    @Test func `marks close together stand in rows of their own, and a fifth keeps its line alone`() {
        let found = signs((0..<5).map { ($0, "Buses run later") }, across: [200, 202, 204, 206, 208])
        #expect(found.map(\.row) == [0, 1, 2, 3, nil])
        #expect(found.allSatisfy { $0.x >= 200 })
    }
}
