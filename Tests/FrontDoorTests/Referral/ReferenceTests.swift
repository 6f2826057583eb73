import HouseSupport
import Kernel
import Storage
import Testing

@testable import FrontDoor

@Suite struct ReferenceTests {
    @Test(arguments: zip(["Eastmere", "North Vale", "Ai", "", "Österby"], ["EM", "NV", "AA", "BW", "SB"]))
    func `a partnership's letters come from its name`(name: String, prefix: String) {
        #expect(ReferralReference.prefix(of: name) == prefix)
    }

    @Test func `no reference holds a letter that could be taken for another`() {
        var chance = SplitMix(seed: 7)
        for _ in 0..<2000 {
            let reference = ReferralReference.make(prefix: "EM", using: &chance)
            #expect(reference.count == 10)
            #expect(!reference.dropFirst(3).contains { "01OIL5S8BZUV".contains($0) }, "\(reference)")
            #expect(ReferralReference.read(reference.lowercased().replacing("-", with: " ")) == reference)
        }
    }

    @Test func `a reference that is taken is not given again`() async throws {
        let house = try await TestHouse.make()
        var chance = SplitMix(seed: 11)
        let first = ReferralReference.make(prefix: "EM", using: &chance)
        let now = house.now
        try await house.database.write { tx in
            let taken = Referral(
                id: .make(), reference: first, channel: .publicForm, status: .received, sourceCode: "9",
                sourceWords: "A neighbour, online", receivedAt: now)
            try tx.insert(taken)
            var again = SplitMix(seed: 11)
            let next = try tx.freeReference(prefix: "EM", using: &again)
            #expect(next != first)
        }
    }

    @Test func `every source of the census has words, and only one`() {
        #expect(ReferralSource.all.count == 22)
        #expect(Set(ReferralSource.all.map(\.code)).count == 22)
        #expect(ReferralSource.words(for: "2A") == "School or college")
        #expect(ReferralSource.words(for: "77") == "77")
    }
}
