import Foundation
import Testing
import Web

/// The colour values of one theme, read from the stylesheet itself.
struct Colours {
    let values: [String: String]

    init(block: Substring) {
        let pairs = block.matches(of: /--([a-z0-9-]+):\s*(#[0-9a-fA-F]{3,6});/).map {
            (String($0.output.1), String($0.output.2))
        }
        values = Dictionary(pairs) { $1 }
    }

    init(values: [String: String]) {
        self.values = values
    }

    /// This theme where it differs from another.
    func over(_ other: Colours) -> Colours {
        Colours(values: other.values.merging(values) { $1 })
    }

    /// WCAG 2.2 relative luminance contrast, 1 to 21. A name is a value of the stylesheet, `#…` a fixed colour.
    func contrast(_ one: String, _ other: String) throws -> Double {
        let (first, second) = (try luminance(one), try luminance(other))
        return (max(first, second) + 0.05) / (min(first, second) + 0.05)
    }

    private func luminance(_ name: String) throws -> Double {
        let text = name.hasPrefix("#") ? name : try #require(values[name], "no value --\(name)")
        let digits =
            text.dropFirst().count == 3 ? text.dropFirst().map { "\($0)\($0)" }.joined() : String(text.dropFirst())
        let number = try #require(Int(digits, radix: 16))
        let parts = [number >> 16, number >> 8 & 255, number & 255].map { part -> Double in
            let share = Double(part) / 255
            return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    }
}

@Suite struct StylesheetTests {
    let css: String
    let light: Colours
    let dark: Colours
    let chosenDark: Colours

    init() throws {
        css = try Project.resource("breakwater.css")
        let first = try #require(css.firstMatch(of: /:root \{([^}]*)\}/))
        let device = try #require(css.firstMatch(of: /:root:not\(\[data-theme="light"\]\) \{([^}]*)\}/))
        let chosen = try #require(css.firstMatch(of: /:root\[data-theme="dark"\] \{([^}]*)\}/))
        light = Colours(block: first.output.1)
        dark = Colours(block: device.output.1).over(light)
        chosenDark = Colours(block: chosen.output.1).over(light)
    }

    static let text: [(ink: String, grounds: [String])] = [
        ("ink", ["canvas", "surface", "surface-2", "high-tint", "medium-tint", "low-tint", "good-tint", "info-tint"]),
        ("ink", ["brand-tint"]), ("ink-2", ["canvas", "surface", "surface-2", "medium-tint", "good-tint"]),
        ("link", ["canvas", "surface", "surface-2", "medium-tint", "good-tint", "high-tint", "info-tint"]),
        ("link-hover", ["canvas", "surface"]), ("error", ["canvas", "surface"]), ("high", ["high-tint", "surface"]),
        ("medium", ["medium-tint", "surface"]), ("low", ["low-tint", "surface"]), ("good", ["good-tint", "surface"]),
        ("info", ["info-tint", "surface"]), ("brand", ["brand-tint", "surface"]), ("btn-ink", ["btn", "btn-hover"]),
        ("btn2-ink", ["btn2", "btn2-hover"]), ("danger-ink", ["danger", "danger-hover"]), ("focus-ink", ["focus"]),
        ("header-ink", ["header-bg"]), ("header-ink-2", ["header-bg"]), ("mark-ink", ["mark-bg"]),
        ("ag-ink", ["ag-cs", "ag-po", "ag-he", "ag-ed", "ag-yj", "ag-vs", "ag-ho", "ag-yp"]),
        ("surface", ["brand", "good", "high"]), ("c-axis", ["surface"]), ("#16202e", ["accent"]),
        ("#e4f0f5", ["header-bg"]), ("#c3dbe6", ["header-bg"]), ("#08364a", ["#fff", "#e4f0f5"]),
        ("seq-lo-ink", ["seq1", "seq2"]), ("seq-hi-ink", ["seq5"]),
    ]

    static let graphics: [(shape: String, ground: String)] =
        ["line-strong", "brand", "high", "medium", "low", "good", "error", "c1", "c2", "c3", "c4", "c5", "c6"]
        .map { ($0, "surface") }
        + ["spc-improve", "spc-concern", "spc-common", "spc-neutral"].map { ($0, "surface") }
        + ["cs", "po", "he", "ed", "yj", "vs", "ho", "yp"].map { ("ag-\($0)", "surface") }
        + [("accent", "header-bg"), ("ink", "surface"), ("focus", "focus-ink"), ("medium", "medium-tint")]

    @Test func `text stands out at least 4.5 to 1 in both themes`() throws {
        for (name, theme) in [("light", light), ("dark", dark)] {
            for pair in Self.text {
                for ground in pair.grounds {
                    let contrast = try theme.contrast(pair.ink, ground)
                    #expect(contrast >= 4.5, "\(name): \(pair.ink) on \(ground) is \(contrast)")
                }
            }
        }
    }

    @Test func `shapes and edges stand out at least 3 to 1 in both themes`() throws {
        for (name, theme) in [("light", light), ("dark", dark)] {
            for pair in Self.graphics {
                let contrast = try theme.contrast(pair.shape, pair.ground)
                #expect(contrast >= 3, "\(name): \(pair.shape) on \(pair.ground) is \(contrast)")
            }
        }
    }

    @Test func `dark is the same whether the device or the person chose it`() {
        #expect(dark.values == chosenDark.values)
        #expect(dark.values != light.values)
    }

    @Test func `contrast is computed as the standard does`() throws {
        #expect(abs(try light.contrast("#000", "#fff") - 21) < 0.001)
        #expect(abs(try light.contrast("#777777", "#ffffff") - 4.478) < 0.001)
    }

    @Test(arguments: ["breakwater.css", "breakwater.js"]) func `nothing is fetched from elsewhere`(_ name: String)
        throws
    {
        let text = try Project.resource(name)
        #expect(!text.contains("http:") && !text.contains("https:") && !text.contains("@import"))
        #expect(!text.contains("url("))
        #expect(!text.localizedCaseInsensitiveContains("govuk"))
    }

    @Test func `the script is small and never makes markup from text`() throws {
        let script = try Project.resource("breakwater.js")
        #expect(script.utf8.count < 7 * 1024)
        for sink in ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function"] {
            #expect(!script.contains(sink))
        }
    }

    @Test func `every class a component uses has a rule, or is known to need none`() throws {
        let needNone: Set<String> = [
            "ui-clock--ok", "ui-input--full", "ui-limit", "ui-notice--important", "ui-pages__to", "ui-risk--unset",
            "ui-tag--plain", "ui-tag--unset",
        ]
        let used = Specimens.plain.flatMap { Reading($0.html.text).references("class") }
        let missing = Set(used).subtracting(needNone).filter { name in !css.contains(".\(name)") }
        #expect(missing.sorted() == [])
    }
}
