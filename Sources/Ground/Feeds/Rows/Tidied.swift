extension String {
    /// The text without spaces at its ends, runs of them as one, and signs nobody can see left out.
    package var tidied: String {
        if isTidy { return self }
        var words = String()
        var isSpaced = false
        for scalar in unicodeScalars {
            if scalar.properties.isWhitespace || scalar == "\u{FEFF}" {
                isSpaced = true
            } else if scalar.isHidden {
                continue
            } else {
                if isSpaced && !words.isEmpty { words.unicodeScalars.append(" ") }
                isSpaced = false
                words.unicodeScalars.append(scalar)
            }
        }
        return words
    }

    /// Plain ASCII with nothing to do: nearly every cell.
    private var isTidy: Bool {
        var previous: UInt8 = 32
        for byte in utf8 {
            guard byte >= 32, byte < 127, byte != 32 || previous != 32 else { return false }
            previous = byte
        }
        return utf8.isEmpty || previous != 32
    }
}

extension Unicode.Scalar {
    /// Control signs, and those of no width that only mislead: they are in no name. Joiners stay, emoji need them.
    fileprivate var isHidden: Bool {
        switch value {
        case 0...31, 127...159, 0x200B, 0x2060, 0xFEFF, 0xFFF9...0xFFFB, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}
