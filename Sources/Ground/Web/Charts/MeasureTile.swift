/// A measure in a tile: its newest value, its shape over time, its symbols and one sentence.
package struct MeasureTile: Sendable {
    package let title: String
    package let link: Link
    /// "27", "94%"; "No figure" where none has come.
    package let value: String
    /// "in October".
    package let unit: String
    package let variation: VariationSymbol?
    package let assurance: AssuranceSymbol?
    package let spark: Sparkline
    /// What the newest points say, after the symbol's own words.
    package let sentence: String
    /// "Late: September should have been here by 21 October."
    package let late: String?

    package init(
        title: String, link: Link, value: String, unit: String, variation: VariationSymbol?,
        assurance: AssuranceSymbol?, spark: Sparkline, sentence: String, late: String? = nil
    ) {
        self.title = title
        self.link = link
        self.value = value
        self.unit = unit
        self.variation = variation
        self.assurance = assurance
        self.spark = spark
        self.sentence = sentence
        self.late = late
    }

    package var html: HTML {
        let icons: HTML = "\(variation?.svg ?? .empty)\(assurance?.svg ?? .empty)"
        let lead: HTML =
            variation.map { #"<b class="t-\#($0.state.rawValue)">\#($0.words)</b> "# as HTML } ?? .empty
        let late: HTML = late.map { #"<p class="ui-tile__late">\#($0)</p>"# as HTML } ?? .empty
        return """
            <li class="ui-tile"><h3>\(anchor(title, link))</h3><div class="ui-tile__mid"><div class="ui-tile__val">\
            \(value)\(!unit.isEmpty, "<small>\(unit)</small>")</div><div class="ui-tile__icons">\(icons)</div></div>\
            \(spark.html)<p>\(lead)\(sentence)</p>\(late)</li>
            """
    }
}
