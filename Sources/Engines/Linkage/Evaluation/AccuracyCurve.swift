/// The precision–recall curve of scored pairs as a picture that can be read aloud.
public struct AccuracyCurve: Sendable {
    /// One line of the picture.
    public struct Line: Sendable {
        /// What the line is called beside it.
        public let name: String
        /// Its measurements.
        public let accuracy: PairAccuracy

        /// Makes a line.
        public init(name: String, accuracy: PairAccuracy) {
            self.name = name
            self.accuracy = accuracy
        }
    }

    private let lines: [Line]
    /// The lowest precision and recall that is drawn: the corner where good linkages differ.
    private let floor: Double

    private static let width = 640.0
    private static let height = 480.0
    private static let margin = 64.0

    /// A picture of lines; its axes begin a little below the lowest shown accuracy and end at 1.
    public init(_ lines: [Line]) {
        self.lines = lines
        let shown = lines.flatMap { line in line.accuracy.table.filter { $0.links > 0 }.map(\.accuracy) }
        let lowest = shown.flatMap { [$0.precision, $0.recall] }.min() ?? 0
        floor = max(0, min(0.9, (lowest * 10).rounded(.down) / 10))
    }

    /// The picture as SVG, with a title and a description; the same numbers belong in a table beside it.
    public var svg: String {
        var out = """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 480" role="img" \
            aria-labelledby="curve-title curve-words" font-family="sans-serif" font-size="14">
            <title id="curve-title">Precision against recall of the linkage</title>
            <desc id="curve-words">\(Self.escaped(words))</desc>
            <rect width="640" height="480" fill="#ffffff"/>

            """
        out += axes
        for (place, line) in lines.enumerated() { out += drawn(line, at: place) }
        return out + "</svg>\n"
    }

    /// What the picture shows, in sentences.
    public var words: String {
        let sentences = lines.map { line in
            guard let best = line.accuracy.best else { return "\(line.name): no pair was scored." }
            let half = line.accuracy.at(0.5).accuracy
            return """
                \(line.name): best F1 \(Self.digits(best.accuracy.f1)) from probability \
                \(Self.digits(best.threshold)), with precision \(Self.digits(best.accuracy.precision)) and recall \
                \(Self.digits(best.accuracy.recall)); from probability 0.5, precision \
                \(Self.digits(half.precision)) and recall \(Self.digits(half.recall)).
                """
        }
        let axes = "Both axes run from \(Self.digits(floor)) to 1; the corner at the top right is without error."
        return (sentences + [axes]).joined(separator: " ")
    }

    private var axes: String {
        var out = ""
        let steps = 5
        for step in 0...steps {
            let value = floor + (1 - floor) * Double(step) / Double(steps)
            let (across, up) = (Self.digits(x(value)), Self.digits(y(value)))
            let (right, bottom) = (Self.digits(x(1)), Self.digits(y(floor)))
            let (left, top) = (Self.digits(x(floor)), Self.digits(y(1)))
            let label = Self.digits(value)
            out += """
                <path d="M\(left) \(up)H\(right)M\(across) \(bottom)V\(top)" stroke="#d0d4d8" fill="none"/>
                <text x="\(left)" y="\(up)" dx="-8" dy="5" text-anchor="end" fill="#20262c">\(label)</text>
                <text x="\(across)" y="\(bottom)" dy="22" text-anchor="middle" fill="#20262c">\(label)</text>

                """
        }
        let middle = Self.height / 2
        return out + """
            <text x="\(Self.digits(Self.width / 2))" y="470" text-anchor="middle" fill="#20262c">Recall</text>
            <text transform="translate(18 \(Self.digits(middle))) rotate(-90)" text-anchor="middle" \
            fill="#20262c">Precision</text>

            """
    }

    /// Colours that differ in lightness too, and dashes, so that no line is told by colour alone.
    private static let looks: [(colour: String, dash: String)] = [
        ("#005a9c", ""), ("#b3400c", "8 4"), ("#3b3b3b", "2 4"), ("#6a3d9a", "10 3 2 3"),
    ]

    private func drawn(_ line: Line, at place: Int) -> String {
        let (colour, dash) = Self.looks[place % Self.looks.count]
        let dashes = dash.isEmpty ? "" : " stroke-dasharray=\"\(dash)\""
        let shown = thinned(line.accuracy.points)
        let path = shown.enumerated().map { index, point in
            "\(index == 0 ? "M" : "L")\(Self.digits(x(point.recall))) \(Self.digits(y(point.precision)))"
        }.joined()
        let labelY = Self.digits(y(floor) - 20 - 22 * Double(lines.count - 1 - place))
        let labelX = Self.digits(x(floor) + 48)
        let sample = Self.digits(x(floor) + 12)
        return """
            <path d="\(path)" stroke="\(colour)" stroke-width="2.5" fill="none"\(dashes)/>
            <path d="M\(sample) \(labelY)h28" stroke="\(colour)" stroke-width="2.5"\(dashes)/>
            <text x="\(labelX)" y="\(labelY)" dy="5" fill="#20262c">\(Self.escaped(line.name))</text>

            """
    }

    /// Points that would be drawn apart, so that the file stays small whatever the number of pairs.
    private func thinned(_ points: [PairAccuracy.Point]) -> [Accuracy] {
        var kept: [Accuracy] = []
        for point in points.map(\.accuracy) where point.precision >= floor && point.recall >= floor {
            if let last = kept.last {
                let distance = abs(x(last.recall) - x(point.recall)) + abs(y(last.precision) - y(point.precision))
                guard distance >= 0.5 else { continue }
            }
            kept.append(point)
        }
        return kept
    }

    private func x(_ recall: Double) -> Double {
        Self.margin + (recall - floor) / (1 - floor) * (Self.width - 1.5 * Self.margin)
    }

    private func y(_ precision: Double) -> Double {
        Self.height - Self.margin - (precision - floor) / (1 - floor) * (Self.height - 1.5 * Self.margin)
    }

    /// A number to four places, without trailing noughts.
    static func digits(_ number: Double) -> String {
        let scaled = Int((number * 10_000).rounded())
        let whole = abs(scaled) / 10_000
        var fraction = String(abs(scaled) % 10_000 + 10_000).dropFirst()
        while fraction.hasSuffix("0") { fraction.removeLast() }
        return (scaled < 0 ? "-" : "") + "\(whole)" + (fraction.isEmpty ? "" : ".\(fraction)")
    }

    private static func escaped(_ text: String) -> String {
        text.reduce(into: "") { out, letter in
            switch letter {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "\"": out += "&quot;"
            default: out.append(letter)
            }
        }
    }
}
