/// What the newest points of a measure say, as a symbol: shape, colour and arrow, with words beside it elsewhere.
package enum VariationSymbol: Sendable, Hashable, CaseIterable {
    case common, improvingHigh, improvingLow, concerningHigh, concerningLow, neutralHigh, neutralLow

    package var state: PointState {
        switch self {
        case .common: .common
        case .improvingHigh, .improvingLow: .improve
        case .concerningHigh, .concerningLow: .concern
        case .neutralHigh, .neutralLow: .neutral
        }
    }

    /// "Improving.", before the tile's sentence.
    package var words: String {
        switch state {
        case .common: "No significant change."
        case .improve: "Improving."
        case .concern: "Concern."
        case .neutral: self == .neutralHigh ? "Higher, not good or bad in itself." : "Lower, not good or bad in itself."
        }
    }

    package var svg: HTML { processSymbol(state, frame: frame, "<g transform=\"translate(3.5 0)\">\(sign)</g>") }

    private var sign: HTML {
        let path: HTML =
            switch self {
            case .common: "M8 21c3-7 6-7 9 0s6 7 9 0"
            case .improvingHigh, .concerningHigh, .neutralHigh: "M8 27l6-6 5 4 8-9M20 15h7v7"
            case .improvingLow, .concerningLow, .neutralLow: "M8 15l6 6 5-4 8 9M20 26h7v-7"
            }
        return #"<path d="\#(path)" stroke-linecap="round" stroke-linejoin="round"/>"#
    }

    private var frame: HTML {
        switch state {
        case .common: #"<circle cx="21" cy="21" r="18" class="ground"/>"#
        case .improve: #"<rect x="3.5" y="3.5" width="35" height="35" rx="5" class="ground"/>"#
        case .concern: #"<path d="M21 2L40 21L21 40L2 21Z" stroke-linejoin="round" class="ground"/>"#
        case .neutral: #"<circle cx="21" cy="21" r="18" stroke-dasharray="5 3" class="ground"/>"#
        }
    }
}

/// Whether a target can be expected to be met, as a symbol.
package enum AssuranceSymbol: Sendable, Hashable, CaseIterable {
    case passes, fails, hitAndMiss

    package var words: String {
        switch self {
        case .passes: "Expected to meet the target."
        case .fails: "Will miss the target unless something changes."
        case .hitAndMiss: "May hit or miss the target by chance."
        }
    }

    package var svg: HTML {
        let (state, path): (PointState, HTML) =
            switch self {
            case .passes: (.improve, "M13 22l6 6 11-13")
            case .fails: (.concern, "M14 14l14 14M28 14L14 28")
            case .hitAndMiss: (.common, "M16 17a5 5 0 1 1 7 4.5c-1.5.8-2 1.6-2 3.5M21 29.5v.5")
            }
        let ring: HTML = #"<circle cx="21" cy="21" r="18" class="ground"/>"#
        return processSymbol(
            state, frame: ring, #"<path d="\#(path)" stroke-linecap="round" stroke-linejoin="round"/>"#)
    }
}

private func processSymbol(_ state: PointState, frame: HTML, _ sign: HTML) -> HTML {
    """
    <svg class="ui-spc ui-spc--\(state.rawValue)" viewBox="0 0 42 42" width="42" height="42" aria-hidden="true" \
    focusable="false" fill="none" stroke-width="3">\(frame)\(sign)</svg>
    """
}

/// What the symbols mean, folded away.
package func processSymbolKey() -> HTML {
    let items: [(HTML, String, String)] = [
        (VariationSymbol.improvingLow.svg, "Square", "a real change for the better"),
        (VariationSymbol.concerningHigh.svg, "Diamond", "a real change for the worse"),
        (VariationSymbol.common.svg, "Circle with wave", "ups and downs we would expect by chance"),
        (VariationSymbol.neutralHigh.svg, "Dashed circle", "a real change, not good or bad in itself"),
        (AssuranceSymbol.passes.svg, "Tick", "expected to meet the target"),
        (AssuranceSymbol.hitAndMiss.svg, "Question mark", "may hit or miss the target by chance"),
        (AssuranceSymbol.fails.svg, "Cross", "will miss the target unless something changes"),
    ]
    let list = items.map { "<li>\($0.0)<span><strong>\($0.1):</strong> \($0.2)</span></li>" as HTML }
    return details("What the symbols mean", #"<ul class="ui-key">\#(list)</ul>"#)
}
