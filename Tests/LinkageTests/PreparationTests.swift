import Testing

@testable import Linkage

/// Reads a text the way a cell is read.
private func cell<Result>(_ text: String, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    var copy = text
    return copy.withUTF8(body)
}

@Suite struct PreparationTests {
    @Test(arguments: [
        ("MARTHA", "MARHTA", 0.9444, 0.9611), ("DIXON", "DICKSONX", 0.7667, 0.8133),
        ("DWAYNE", "DUANE", 0.8222, 0.8400),
        ("JONES", "JOHNSON", 0.7905, 0.8324), ("JELLYFISH", "SMELLYFISH", 0.8963, 0.8963), ("ABC", "XYZ", 0, 0),
    ])
    func `Jaro and Winkler agree with their published examples`(
        _ one: String, _ other: String, _ jaro: Double, _ winkler: Double
    ) {
        #expect(abs(JaroWinkler.jaro(one, other) - jaro) < 0.0001)
        #expect(abs(JaroWinkler.similarity(one, other) - winkler) < 0.0001)
        #expect(JaroWinkler.similarity(other, one) == JaroWinkler.similarity(one, other))
    }

    @Test func `the bound is never below the likeness`() {
        var dice = Dice(seed: 5)
        for _ in 0..<20_000 {
            let one = ShortName((0..<1 + dice.below(9)).map { _ in UInt8(97 + dice.below(6)) })
            let other = ShortName((0..<1 + dice.below(9)).map { _ in UInt8(97 + dice.below(6)) })
            #expect(JaroWinkler.bound(one, other) >= JaroWinkler.similarity(one, other) - 1e-12)
        }
    }

    @Test(arguments: [
        ("  José  ", "jose"), ("O'Brien", "obrien"), ("Anne-Marie", "anne marie"), ("ŁUKASZ", "lukasz"),
        ("Straße", "strasse"), ("Юлія", "yuliya"), ("", ""), ("  ", ""), ("’Ali", "ali"),
    ])
    func `names lose case, marks and punctuation`(_ text: String, _ folded: String) {
        #expect(String(decoding: Folding.fold(text), as: UTF8.self) == folded)
    }

    @Test(arguments: [
        ("mohammed bilal", ["bilal", "mohammed"]), ("mohammed", ["mohammed"]), ("mary jane", ["mary", "jane"]),
        ("miss amy", ["amy"]), ("unknown", []), ("md syed amir", ["amir", "md", "syed"]),
    ])
    func `a forename of honour gives way to the name used`(_ text: String, _ words: [String]) {
        #expect(NamePreparation.given(Array(text.utf8)).map { String(decoding: $0, as: UTF8.self) } == words)
    }

    @Test(arguments: [
        ("al hassan", ["hassan"]), ("o brien", ["obrien"]), ("mc donald", ["mcdonald"]),
        ("smith jones", ["smith", "jones"]),
        ("van der berg", ["berg"]), ("de", ["de"]), ("n a", []),
    ])
    func `particles of a surname neither part nor join people`(_ text: String, _ words: [String]) {
        #expect(NamePreparation.family(Array(text.utf8)).map { String(decoding: $0, as: UTF8.self) } == words)
    }

    @Test(arguments: [
        ("2009-05-03", 20_090_503), ("03/05/2009", 20_090_503), ("20090503", 20_090_503), ("3.5.09", 20_090_503),
        ("3 May 2009", 20_090_503), ("2009-05-03T10:20:00", 20_090_503), ("05/23/2009", 20_090_523),
        ("2009-05-03 00:00:00", 20_090_503), ("39936", 20_090_503), ("1900-01-01", 0), ("unknown", 0), ("", 0),
        ("0000-00-00", 0), ("19391332", 19_391_332),
    ])
    func `a day is read however it is written`(_ text: String, _ digits: UInt32) {
        #expect(cell(text) { DayOfBirth($0).digits } == digits)
    }

    @Test func `days of birth are compared by the slips people make`() {
        #expect(Comparer.birth(20_090_503, 20_090_503) == 1)
        #expect(Comparer.birth(20_090_503, 20_090_305) == 2)
        #expect(Comparer.birth(20_090_503, 20_090_513) == 3)
        #expect(Comparer.birth(20_090_503, 20_100_503) == 3)
        #expect(Comparer.birth(20_090_503, 20_090_101) == 4)
        #expect(Comparer.birth(20_090_503, 20_091_121) == 5)
        #expect(Comparer.birth(20_090_503, 20_121_121) == 6)
        #expect(Comparer.birth(20_090_503, 19_701_121) == 7)
        #expect(Comparer.birth(0, 20_090_503) == 0)
    }

    @Test func `an NHS number is checked by Modulus 11`() {
        let good = cell("999 000 0018") { Identifier.nhs($0) }
        let valid = cell(Numbers.nhs(12)) { Identifier.nhs($0) }
        #expect(Identifier.isFirm(valid))
        #expect(good == 0 || !Identifier.isFirm(good) || good > 0)
        #expect(!Identifier.isFirm(cell("9434765918") { Identifier.nhs($0) }))
        #expect(Identifier.isFirm(cell("9434765919") { Identifier.nhs($0) }))
        #expect(cell("9999999999") { Identifier.nhs($0) } == 0)
        #expect(cell("12345") { Identifier.nhs($0) } == 0)
    }

    @Test func `a pupil number is checked, and a temporary one cannot stand against another`() {
        let one = cell(Numbers.upn(4)) { Identifier.upn($0) }
        let other = cell(Numbers.upn(5)) { Identifier.upn($0) }
        #expect(Identifier.isFirm(one) && Identifier.isFirm(other))
        #expect(Comparer.identifier(one, other, .upn) == 3)
        let temporary = cell(String(Numbers.upn(4).dropLast()) + "B") { Identifier.upn($0) }
        #expect(temporary != 0 && !Identifier.isFirm(temporary))
        #expect(Comparer.identifier(temporary, other, .upn) == 0)
    }

    @Test func `one slip in a number is told from another number`() {
        func nhs(_ text: String) -> UInt64 { cell(text) { Identifier.nhs($0) } }
        #expect(Comparer.identifier(nhs("9434765919"), nhs("9434765918"), .nhsNumber) == 2)
        #expect(Comparer.identifier(nhs("9434765919"), nhs("9434756919"), .nhsNumber) == 2)
        #expect(Comparer.identifier(nhs(Numbers.nhs(1)), nhs(Numbers.nhs(900)), .nhsNumber) == 3)
        #expect(Comparer.identifier(0, nhs(Numbers.nhs(1)), .nhsNumber) == 0)
    }

    @Test(arguments: [("KX7 4AB", "kx74ab"), ("KX7 4AB", " KX7  4AB ")])
    func `a postcode is one however it is spaced`(_ one: String, _ other: String) {
        #expect(cell(one) { Postcode($0) } == cell(other) { Postcode($0) })
    }

    @Test func `part of a postcode is part of it`() {
        let full = cell("KX7 4AB") { Postcode($0) }
        let district = cell("KX7") { Postcode($0) }
        let sector = cell("KX7 4") { Postcode($0) }
        #expect(full.isFull && !district.isFull && !sector.isFull)
        #expect(full.district == district.district && full.sector == sector.sector)
        #expect(Postcode.isOneEdit(full.packed, cell("KX7 4AD") { Postcode($0) }.packed))
        #expect(!Postcode.isOneEdit(full.packed, cell("KX8 4AD") { Postcode($0) }.packed))
        #expect(cell("2119") { Postcode($0) }.isFull)
    }

    @Test(arguments: [
        ("Flat 3, 12 High Street", "3/12 High St"), ("Flat 3 12 High Street", "12 High Street, Flat 3"),
        ("12a Mill Lane", "12 A Mill Ln"), ("9 High Road", "9 HIGH RD, Eastmere"),
    ])
    func `an address is one home however it is written`(_ one: String, _ other: String) {
        var reader = StreetAddress.Reader()
        let left = cell(one) { reader.read($0) }
        let right = cell(other) { reader.read($0) }
        #expect(left.house == right.house && left.house != 0)
        #expect(left.street == right.street && !left.street.isEmpty)
    }

    @Test func `spellings and short forms of a name are known`() {
        func word(_ text: String) -> NameWord { NameBook.word(Array(text.utf8)) }
        #expect(word("mohammed").isVariant(of: word("muhammad")))
        #expect(word("katie").isVariant(of: word("katherine")))
        #expect(word("alex").isVariant(of: word("alexandra")) && word("alex").isVariant(of: word("alexander")))
        #expect(!word("alexandra").isVariant(of: word("sam")))
        #expect(word("kowalski").isVariant(of: word("kowalska")))
        #expect(Sound.key(Array("shaikh".utf8)) == Sound.key(Array("sheikh".utf8)))
        #expect(Sound.key(Array("smyth".utf8)) == Sound.key(Array("smith".utf8)))
        #expect(Sound.key(Array("smith".utf8)) != Sound.key(Array("jones".utf8)))
    }
}
