import Foundation
import Testing

@testable import Linkage

@Suite struct BloomTests {
    /// A keyed digest good enough to test with; a partnership passes HMAC-SHA-256.
    private static func digest(key: UInt64) -> BloomEncoder.Digest {
        { message in
            var bytes: [UInt8] = []
            for lane in 0..<4 {
                var random = SplitMix(seed: key &+ UInt64(lane))
                var state = random.next()
                for byte in message {
                    var step = SplitMix(seed: state ^ UInt64(byte))
                    state = step.next()
                }
                bytes += (0..<8).map { UInt8(truncatingIfNeeded: state >> UInt64(8 * $0)) }
            }
            return bytes
        }
    }

    private var encoder: BloomEncoder

    init() throws {
        encoder = try #require(BloomEncoder(digest: Self.digest(key: 1)))
    }

    private mutating func bits(
        _ given: String, _ family: String, _ born: String = "2008-05-17", _ postcode: String = "KX1 2AB"
    ) -> BloomName {
        encoder.encode(given: given, family: family, born: born, postcode: postcode)
    }

    private func likeness(_ one: BloomName, _ other: BloomName, _ part: BloomName.Part) -> Double? {
        one.likeness(to: other, in: part)
    }

    @Test mutating func `the same person written differently has the same bits`() {
        #expect(bits("Zoë", "O'Neil") == bits(" ZOE ", "o\u{2019}neil"))
        #expect(bits("Ann", "Lee", "2008-05-17", "kx12ab") == bits("Ann", "Lee", "2008-05-17", "KX1 2AB"))
    }

    @Test mutating func `alike names have alike bits, unlike names have not`() throws {
        let one = bits("Katherine", "Williams")
        let near = likeness(one, bits("Kathrine", "Williams"), .given) ?? .nan
        let far = likeness(one, bits("Mohammed", "Williams"), .given) ?? .nan
        #expect(near > 0.75 && near < 1 && far < 0.4)
        #expect(one.likeness(to: bits("Amina", "Williams"), in: .family) == 1)
    }

    @Test mutating func `a swapped day and month, and one wrong digit, stay alike`() throws {
        let one = bits("Ann", "Lee", "2008-05-11")
        let swapped = likeness(one, bits("Ann", "Lee", "2008-11-05"), .birth) ?? .nan
        let digit = likeness(one, bits("Ann", "Lee", "2008-05-12"), .birth) ?? .nan
        let other = likeness(one, bits("Ann", "Lee", "2013-09-26"), .birth) ?? .nan
        #expect(swapped > 0.5 && digit > 0.6 && other < 0.35)
    }

    @Test mutating func `what is not known is neither alike nor unlike`() {
        #expect(bits("", "Lee").likeness(to: bits("Ann", "Lee"), in: .given) == nil)
        #expect(bits("Ann", "Lee", "not a date").likeness(to: bits("Ann", "Lee"), in: .birth) == nil)
        #expect(bits("Ann", "Lee", "2008-05-11", "KX1").likeness(to: bits("Ann", "Lee"), in: .place) == nil)
    }

    @Test mutating func `another key gives other bits`() throws {
        var other = try #require(BloomEncoder(digest: Self.digest(key: 2)))
        let theirs = other.encode(given: "Ann", family: "Lee", born: "2008-05-17", postcode: "KX1 2AB")
        let alike = likeness(theirs, bits("Ann", "Lee"), .family) ?? .nan
        #expect(alike < 0.5)
    }

    @Test mutating func `bits survive being written and read`() {
        let one = bits("Ann", "Lee")
        #expect(one.hex.count == 256)
        #expect(BloomName(hex: one.hex) == one)
        #expect(BloomName(hex: "xyz") == nil)
        #expect(BloomName(hex: "+" + one.hex.dropFirst()) == nil)
        #expect(BloomName(words: [1, 2]) == nil)
    }

    @Test func `a digest too short to be keyed is refused`() {
        #expect(BloomEncoder { _ in [1, 2, 3] } == nil)
    }

    @Test func `an identifier that fails its check has no pseudonym`() {
        #expect(encoder.pseudonym(of: "999 123 4560", kind: .nhsNumber) == 0)
        #expect(encoder.pseudonym(of: "", kind: .nhsNumber) == 0)
        let good = encoder.pseudonym(of: "943 476 5919", kind: .nhsNumber)
        #expect(good != 0 && good == encoder.pseudonym(of: "9434765919", kind: .nhsNumber))
    }

    @Test mutating func `a table read in clear gives the bits its rows would give`() throws {
        var builder = try TableBuilder(spec: .canonical)
        builder.append(
            id: "1", source: "schools",
            values: [
                "forename": "Zoë", "surname": "O'Neil", "date_of_birth": "17/05/2008", "postcode": "KX1 2AB",
                "nhs_number": "943 476 5919",
            ])
        let table = try BloomTable(try builder.build(), encoder: &encoder)
        #expect(table.words == bits("Zoë", "O'Neil").words)
        #expect(table.identifiers == ["nhs_number", "upn"])
        #expect(table.pseudonyms == [encoder.pseudonym(of: "9434765919", kind: .nhsNumber), 0])
    }

    /// Invented people in invented files: repeats with slips, twins, and gaps.
    private mutating func town(_ people: Int, seed: UInt64) -> (BloomTable, Truth) {
        let given = [
            "Amina", "Oliver", "Kayleigh", "Zofia", "Tariq", "Chloe", "Marlon", "Grace", "Dylan", "Ivy", "Noah",
            "Farah",
            "Leon", "Maisie", "Kwame", "Rosa", "Ethan", "Hana", "Jude", "Priya", "Callum", "Esme", "Yusuf", "Nina",
        ]
        let family = [
            "Smith", "Khan", "Okafor", "Nowak", "Williams", "Patel", "Ahmed", "Robinson", "Campbell", "Hussain",
            "Clarke",
            "Mensah", "Gallagher", "Kowalska", "Bennett", "Fletcher", "Adeyemi", "Sharma", "Whitehead", "Osborne",
        ]
        var random = SplitMix(seed: seed)
        func slip(_ text: String) -> String {
            guard Int.random(in: 0..<8, using: &random) == 0, text.count > 3 else { return text }
            var letters = Array(text)
            letters[Int.random(in: 1..<letters.count, using: &random)] = "e"
            return String(letters)
        }
        var table = BloomTable(identifiers: ["nhs_number"])
        var labels: [String] = []
        for person in 0..<people {
            let name = (given[Int.random(in: 0..<24, using: &random)], family[Int.random(in: 0..<20, using: &random)])
            let year = Int.random(in: 2004...2016, using: &random)
            let month = Int.random(in: 10...12, using: &random)
            let day = Int.random(in: 10...28, using: &random)
            let place = "KX\(Int.random(in: 1...9, using: &random)) \(Int.random(in: 1...9, using: &random))AB"
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let record = bits(slip(name.0), slip(name.1), "\(year)-\(month)-\(day)", place)
                let known: UInt64 = Bool.random(using: &random) ? UInt64(person + 1) : 0
                table.append(id: "\(labels.count)", bits: record, pseudonyms: [known])
                labels.append("\(person)")
            }
        }
        return (table, Truth(labels: labels, groups: []))
    }

    @Test mutating func `records are linked by their bits alone`() {
        let (table, truth) = town(3000, seed: 5)
        let answer = BloomLinkage(linkFrom: 0.5, askFrom: 0.01, seed: 1).run(table)
        let pairs = PairAccuracy(answer.pairs, truth: truth)
        let clusters = ClusterAccuracy(answer.clusters, truth: truth)
        #expect(pairs.at(0.5).accuracy.f1 > 0.95, "\(pairs.at(0.5))")
        #expect(clusters.bCubed.f1 > 0.97, "\(clusters.bCubed)")
        #expect(answer.pairs.count > 1000 && answer.compared > answer.pairs.count)
    }

    @Test mutating func `the answer is the same each time`() {
        let (table, _) = town(400, seed: 6)
        let linkage = BloomLinkage(linkFrom: 0.5, askFrom: 0.01, seed: 3)
        let (first, second) = (linkage.run(table), linkage.run(table))
        #expect(first.clusters == second.clusters && first.model == second.model)
    }

    @Test mutating func `two pseudonyms of one identifier are never put together`() throws {
        var table = BloomTable(identifiers: ["nhs_number"])
        let twin = bits("Ann", "Lee")
        table.append(id: "1", bits: twin, pseudonyms: [1])
        table.append(id: "2", bits: twin, pseudonyms: [2])
        let (town, _) = town(300, seed: 8)
        for place in 0..<town.count {
            let start = place * BloomName.wordCount
            let bits = try #require(BloomName(words: Array(town.words[start..<(start + BloomName.wordCount)])))
            table.append(id: "t\(place)", bits: bits, pseudonyms: [town.pseudonyms[place]])
        }
        let answer = BloomLinkage(linkFrom: 0.5, askFrom: 0.01, seed: 1).run(table)
        #expect(answer.clusters[0] != answer.clusters[1])
    }

    @Test func `an empty table gives an empty answer`() {
        let answer = BloomLinkage(linkFrom: 0.5, askFrom: 0.01, seed: 1).run(BloomTable(identifiers: []))
        #expect(answer.pairs.isEmpty && answer.clusters.isEmpty)
    }
}
