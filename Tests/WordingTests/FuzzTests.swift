import Testing

@testable import Wording

@Suite struct FuzzTests {
    /// The generator of Steele, Lea and Flood, 2014 (doi:10.1145/2660193.2660195), so that a failure can be repeated.
    struct SplitMix: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    static let pieces = [
        "puts", "himself", "at", "risk", "won’t", "won't", "engage", "DNA", "gang", "member", "drug", "runner", " ",
        " ",
        " ", "\n", "\r\n", "\n\n", "\"", "“", "”", "‘", "’", "'", "'s", "’s", "-", "‑", "—", ".", ",", "\0", "😀",
        "👩‍👩‍👧", "e\u{301}", "\u{301}", "\u{200D}", "\u{00AD}", "\u{200B}", "\u{FEFF}", "\u{202E}", "مرحبا", "ŉ", "ﬁ", "ß",
        "İ", "9", "½", "«", "»", "!", "?", "…", "W", "e.g.",
    ]

    @Test(arguments: 0..<20)
    func `random texts never crash and every range is sound`(block: Int) {
        for seed in block * 100..<block * 100 + 100 {
            var random = SplitMix(state: UInt64(seed))
            let text = Self.text(using: &random)
            let findings = LanguageCheck.standard.check(text)
            var reached = text.startIndex
            for finding in findings {
                let isSound = finding.range.lowerBound >= reached && finding.range.upperBound <= text.endIndex
                #expect(isSound && !finding.range.isEmpty, "seed \(seed)")
                #expect(String(text[finding.range]) == finding.matched, "seed \(seed)")
                reached = finding.range.upperBound
            }
            let reading = Readability(of: text)
            #expect(reading.syllables >= reading.words && reading.grade.isFinite, "seed \(seed)")
            _ = LanguageCheck.standard.complaints(inSwift: text, at: "fuzz")
        }
    }

    private static func text(using random: inout SplitMix) -> String {
        var text = ""
        for _ in 0..<Int.random(in: 0...40, using: &random) {
            let scalar = Unicode.Scalar(UInt32.random(in: 0...0x1FFFF, using: &random))
            let isPiece = Int.random(in: 0...5, using: &random) > 0
            if isPiece {
                text += pieces.randomElement(using: &random) ?? ""
            } else if let scalar {
                text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}
