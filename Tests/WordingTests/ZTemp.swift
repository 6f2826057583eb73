import Foundation
import Testing
@testable import Wording
@Suite struct ZTemp {
    @Test func scan() throws {
        for f in [
            "/tmp/dev-wording/ui.txt", "breaking-the-cycle-of-youth-violence.txt", "UI.md", "SECURITY.md", "DESIGN.md",
        ] {
            let t = try String(contentsOfFile: f.hasPrefix("/") ? f : "/work/shared/\(f)", encoding: .utf8)
            for c in LanguageCheck.standard.check(t) {
                let a = t.index(c.range.lowerBound, offsetBy: -50, limitedBy: t.startIndex) ?? t.startIndex;
                let b = t.index(c.range.upperBound, offsetBy: 40, limitedBy: t.endIndex) ?? t.endIndex
                print("ZZ", f.prefix(4), c.phrase.id, "|", t[a..<b].replacingOccurrences(of: "\n", with: " "))
            }
        }
        let t = try String(contentsOfFile: "/work/shared/breaking-the-cycle-of-youth-violence.txt", encoding: .utf8)
        let s = ContinuousClock.now; _ = LanguageCheck.standard.check(t);
        print("ZZtime", t.utf8.count, ContinuousClock.now - s)
        let r = Readability(of: t); print("ZZread", r.grade, r.ease, r.averageSentence, r.wordsInLongestSentence)
    }
}
