/// A measure's shape in a tile: no axis, no words; the tile says what it means.
package struct Sparkline: Sendable {
    package let values: [(value: Double?, state: PointState)]
    package let mean: Double?

    package init(values: [(value: Double?, state: PointState)], mean: Double?) {
        self.values = values
        self.mean = mean
    }

    package var html: HTML {
        let known = values.compactMap(\.value) + [mean].compactMap(\.self)
        guard let low = known.min(), let high = known.max() else { return .empty }
        let room = high > low ? high - low : 1
        func x(_ index: Int) -> Double { 4 + Double(index) / Double(max(values.count - 1, 1)) * 332 }
        func y(_ value: Double) -> Double { high > low ? 40 - (value - low) / room * 34 : 23 }
        let line = values.enumerated().compactMap { index, point in
            point.value.map { "\(units(x(index))),\(units(y($0)))" }
        }
        let last = values.indices.last
        let dots = values.enumerated().map { index, point -> HTML in
            guard let value = point.value, point.state != .common || index == last else { return .empty }
            return """
                <circle cx="\(units(x(index)))" cy="\(units(y(value)))" r="\(index == last ? "4" : "3")" \
                class="p-\(point.state.rawValue)"/>
                """
        }
        let middle: HTML =
            mean.map { #"<line x1="4" x2="336" y1="\#(units(y($0)))" y2="\#(units(y($0)))" class="grid"/>"# } ?? .empty
        return """
            <svg class="ui-plot ui-spark" viewBox="0 0 340 46" aria-hidden="true" focusable="false">\(middle)\
            <polyline class="line" vector-effect="non-scaling-stroke" points="\(line.joined(separator: " "))"/>\(dots)</svg>
            """
    }
}
