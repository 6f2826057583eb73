import Web

/// Where the shades of a map end: fifths of the places that have any, the way quantile maps are cut.
struct MapShades: Sendable {
    /// The lower ends of every shade but the first, rising.
    let cuts: [Double]
    private let places: Int

    /// Cuts values with so many decimal places.
    init(_ values: [Double], places: Int) {
        let values = values.filter { $0 > 0 }.sorted()
        self.places = places
        guard values.count >= 5, let least = values.first else {
            cuts = []
            return
        }
        var cuts: [Double] = []
        for cut in (1...4).map({ values[min(values.count - 1, $0 * values.count / 5)] })
        where cut > cuts.last ?? least { cuts.append(cut) }
        // Where most places have one or two, doubling tells the few that have many apart.
        while places == 0, cuts.count < 4, let last = cuts.last, let most = values.last, last * 2 <= most {
            cuts.append(last * 2)
        }
        self.cuts = cuts
    }

    /// 0 for none or not shown, then from 1.
    func shade(_ value: Double?) -> Int {
        guard let value, value > 0 else { return 0 }
        return (cuts.firstIndex { value < $0 } ?? cuts.count) + 1
    }

    /// What each shade means, lightest first.
    var words: [String] {
        guard let first = cuts.first, let last = cuts.last else { return ["Any"] }
        func said(_ value: Double) -> String { decimal(value, places: places) }
        let middle = zip(cuts, cuts.dropFirst()).map { low, high in
            if places > 0 { return "\(said(low)) to under \(said(high))" }
            return low + 1 == high ? said(low) : "\(said(low)) to \(said(high - 1))"
        }
        return ["Under \(said(first))"] + middle + ["\(said(last)) and over"]
    }
}
