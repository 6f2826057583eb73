import Kernel
import Testing

@testable import Feeds

@Suite struct PlaceTextTests {
    @Test(arguments: [
        ("pts home", PlaceType.home), ("Patient's Home Address", .home), ("at home in kitchen", .home),
        ("o/s Kings Arms pub, High St", .licensed), ("nightclub in town", .licensed), ("Mill Ln", .street),
        ("High St", .street), ("car park", .street), ("Castle Pk", .park), ("Bus stn", .transport),
        ("St Anne's Sch", .school), ("custody", .custody), ("behind Tescos", .shop), ("place of work", .workplace),
        ("", nil), ("don't know", nil), ("🤷", nil),
    ])
    func `the kind of place is told by its words`(text: String, type: PlaceType?) {
        #expect(PlaceText(text).type == type)
    }

    @Test func `abbreviations are written out and a postcode is taken out`() {
        #expect(PlaceText("St Mary St").words == ["saint", "mary", "street"])
        #expect(PlaceText("nr Queens Rd / Elm Ave").words == ["near", "queens", "road", "at", "elm", "avenue"])
        let coded = PlaceText("12 Elm Rd, ts1 1aa (flat)")
        #expect(coded.postcode == Postcode("TS1 1AA") && coded.words == ["12", "elm", "road", "flat"])
        #expect(PlaceText("TS11AA").postcode == Postcode("TS1 1AA") && PlaceText("no 4").postcode == nil)
        #expect(PlaceText(String(repeating: "a ", count: 100_000)).words.count < 300)
    }

    private let town = Gazetteer(
        [
            ("King's Arms", "A1"), ("Mill Lane", "A1"), ("Market Square", "A2"), ("Castle Park", "A3"),
            ("Victoria Park", "A4"), ("Park Road", "A5"), ("Queen's Road", "A6"), ("Queensway", "A7"),
            ("Church Street", "A8"), ("Church Street", "A9"), ("Railway Station", "A2"), ("St Stephen's Church", "A8"),
            ("Broadmead", "A10"), ("Temple Meads", "A11"),
        ].map { Gazetteer.Entry(name: $0.0, area: $0.1) },
        postcodes: Postcode("TS1 1AA").map { [$0: "A12"] } ?? [:])

    @Test(arguments: [
        ("o/s Kings Arms, Mill Ln", "A1"), ("kings arms", "A1"), ("Market Sq", "A2"), ("mkt square town centre", "A2"),
        ("castle pk", "A3"), ("Caslte Park", "A3"), ("Broadmeed", "A10"), ("nr temple meeds", "A11"),
        ("assaulted in victoria park by river", "A4"), ("somewhere TS1 1AA", "A12"), ("Queens Rd", "A6"),
    ])
    func `words that sound or look like a name find its area`(text: String, area: String) {
        guard case .found(let finding) = town.answer(PlaceText(text)) else {
            return #expect(Bool(false), "\(text): \(town.answer(PlaceText(text)))")
        }
        #expect(finding.area == area && finding.confidence > 0.5 && finding.confidence <= 1)
    }

    @Test(arguments: [
        "the park", "Church St", "in the street", "", "unknown", "a field in Wales", "12", "park", "Hill Lane",
        "Queens", "Mill Street", "Market Quay", "Broadmead Road", "Upper Castle Park", "Barmead",
    ])
    func `what fits nowhere, or in two places, is not known`(text: String) {
        #expect(town.answer(PlaceText(text)) == .notKnown)
    }

    @Test func `a home is never looked for, even with a postcode`() {
        #expect(town.answer(PlaceText("own home TS1 1AA")) == .home)
        #expect(town.answer(PlaceText("friends house, Mill Lane")) == .home)
    }

    @Test func `streets come from police.uk, each once for each area`() {
        #expect(
            Gazetteer.Entry(onOrNear: "On or near Mill Lane", area: "A1")
                == Gazetteer.Entry(name: "Mill Lane", area: "A1"))
        #expect(Gazetteer.Entry(onOrNear: "No Location", area: "A1") == nil)
        let rows = (0..<50).compactMap {
            Gazetteer.Entry(onOrNear: "On or near Oak Street", area: $0 < 49 ? "A1" : "A2")
        }
        #expect(Gazetteer(rows, postcodes: [:]).answer(PlaceText("Oak St")) == .notKnown)
        guard case .found = Gazetteer(Array(rows.prefix(49)), postcodes: [:]).answer(PlaceText("Oak St")) else {
            return #expect(Bool(false))
        }
    }

    @Test func `a better fit is surer, and an empty town knows nothing`() {
        func sureness(_ text: String) -> Double {
            if case .found(let finding) = town.answer(PlaceText(text)) { finding.confidence } else { 0 }
        }
        #expect(sureness("Castle Park") > sureness("Caslte Park"))
        #expect(Gazetteer([], postcodes: [:]).answer(PlaceText("Mill Lane")) == .notKnown)
    }

    @Test func `slips of the finger are counted as Damerau counts them`() {
        #expect(Typing.distance("caslte", "castle") == 1 && Typing.distance("kitten", "sitting") == 3)
        #expect(Typing.distance("", "abc") == 3 && Typing.distance("same", "same") == 0)
    }

    @Test(arguments: [
        ("robert", "r163"), ("rupert", "r163"), ("ashcraft", "a261"), ("tymczak", "t522"), ("pfister", "p236"),
        ("honeyman", "h555"), ("12", "12"), ("lee", "l000"),
    ])
    func `Soundex agrees with the worked examples of the National Archives`(word: String, key: String) {
        #expect(Soundex.key(word) == key)
    }
}
