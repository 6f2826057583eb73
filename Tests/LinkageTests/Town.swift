import Linkage

/// A small invented town with known truth, made by seed, for tests that need more than a handful of records.
struct Town {
    struct Person {
        var number: Int
        var household: Int
        var forename: String
        var middle: String
        var surname: String
        var birth: (year: Int, month: Int, day: Int)
        var isGirl: Bool
        var home: Int
        var nhs: String
        var upn: String
        var isTwin: Bool
    }

    struct Record {
        var id: String
        var person: Int
        var source: String
        var values: [String: String]
    }

    private(set) var people: [Person] = []
    private(set) var records: [Record] = []
    private var random: Dice

    /// The share of records' fields with an error.
    var errorRate = 0.04
    /// The share of cells left empty, in addition.
    var missingRate = 0.0
    /// The share of people with the commonest surname.
    var commonSurname = 0.02

    static let fields: [LinkageSpec.Field] = [
        .init(.id, name: "id"), .init(.source, name: "source"), .init(.forename, name: "forename"),
        .init(.middleNames, name: "middle_names"), .init(.surname, name: "surname"), .init(.dateOfBirth, name: "dob"),
        .init(.sex, name: "sex"), .init(.address, name: "address"), .init(.postcode, name: "postcode"),
        .init(.upn, name: "upn"), .init(.nhsNumber, name: "nhs_number"),
    ]

    static var spec: LinkageSpec { LinkageSpec(fields: fields) }

    init(
        people count: Int, seed: UInt64, errorRate: Double = 0.04, missingRate: Double = 0, commonSurname: Double = 0.02
    ) {
        random = Dice(seed: seed)
        self.errorRate = errorRate
        self.missingRate = missingRate
        self.commonSurname = commonSurname
        settle(count)
        for place in people.indices { visit(people[place]) }
    }

    /// The table of the town's records, read by the usual specification or another with its fields.
    func table(_ spec: LinkageSpec = Town.spec) throws -> RecordTable {
        var builder = try TableBuilder(spec: spec)
        for record in records { builder.append(id: record.id, source: record.source, values: record.values) }
        return try builder.build()
    }

    /// The rows as a delimited file, in the order given.
    func csv(order: [Int]? = nil) -> String {
        let names = Self.fields.map(\.name)
        var lines = [names.joined(separator: ",")]
        for place in order ?? Array(records.indices) {
            let record = records[place]
            let cells = names.map { name -> String in
                switch name {
                case "id": record.id
                case "source": record.source
                default: record.values[name] ?? ""
                }
            }
            lines.append(cells.map { $0.contains(",") ? "\"\($0)\"" : $0 }.joined(separator: ","))
        }
        return lines.joined(separator: "\n")
    }

    // MARK: Making

    private static let starts = [
        "b", "c", "d", "f", "g", "h", "j", "k", "l", "m", "n", "p", "r", "s", "t", "v", "w", "br", "st",
    ]
    private static let vowels = ["a", "e", "i", "o", "u"]
    private static let ends = ["", "n", "ra", "l", "ton", "s", "d", "ley", "ne", "my"]

    private mutating func name(_ syllables: Int) -> String {
        var text = ""
        for _ in 0..<syllables { text += random.pick(Self.starts) + random.pick(Self.vowels) }
        return text + random.pick(Self.ends)
    }

    private mutating func settle(_ count: Int) {
        let surnames = (0..<max(50, count / 6)).map { _ in name(2) }
        let girls = (0..<220).map { _ in name(2) }
        let boys = (0..<220).map { _ in name(2) }
        var household = 0
        while people.count < count {
            household += 1
            let surname = random.chance(commonSurname) ? "Commonby" : surnames[random.skewed(surnames.count)]
            let home = random.below(max(40, count))
            let children = 1 + random.below(3)
            var birth = (2002 + random.below(14), 1 + random.below(12), 1 + random.below(28))
            for child in 0..<children {
                let isTwin = child > 0 && random.chance(0.05)
                if child > 0, !isTwin {
                    birth = (birth.0 + 1 + random.below(3), 1 + random.below(12), 1 + random.below(28))
                }
                let isGirl = random.chance(0.5)
                let pool = isGirl ? girls : boys
                let number = people.count
                people.append(
                    Person(
                        number: number, household: household, forename: pool[random.skewed(pool.count)],
                        middle: pool[random.skewed(pool.count)], surname: surname, birth: birth, isGirl: isGirl,
                        home: home,
                        nhs: Numbers.nhs(number), upn: Numbers.upn(number), isTwin: isTwin))
            }
        }
    }

    private mutating func visit(_ person: Person) {
        if random.chance(0.95) { write(person, "school") }
        if random.chance(0.1) { write(person, "school") }
        for _ in 0..<random.below(3) { write(person, "hospital") }
        if random.chance(0.3) { write(person, "police") }
    }

    private mutating func write(_ person: Person, _ source: String) {
        let home = random.chance(0.12) ? person.home + 100_000 : person.home
        var values: [String: String] = [
            "forename": slip(person.forename), "surname": slip(person.surname),
            "dob": day(person.birth), "sex": person.isGirl ? "F" : "M",
            "address": "\(1 + home % 60) \(Self.streets[home / 60 % Self.streets.count]) Road",
            "postcode": "KX\(1 + home % 20) \(home / 7 % 10)\(Self.letter(home / 3))\(Self.letter(home / 11))",
        ]
        if source == "school" {
            values["upn"] = person.upn
            values["middle_names"] = person.middle
        }
        if source == "hospital", random.chance(0.9) { values["nhs_number"] = person.nhs }
        if missingRate > 0 { for key in values.keys.sorted() where random.chance(missingRate) { values[key] = "" } }
        records.append(
            Record(id: "\(source):\(records.count)", person: person.number, source: source, values: values))
    }

    private static let streets = [
        "Elm", "Oak", "Ash", "Mill", "Church", "Station", "Park", "Hill", "Bridge", "Quay", "Ropery",
    ]

    private static func letter(_ number: Int) -> String {
        let letters = ["A", "B", "D", "E", "F", "G", "H", "J", "L", "N"]
        return letters[number % letters.count]
    }

    private mutating func slip(_ name: String) -> String {
        guard random.chance(errorRate), name.count > 3 else { return name }
        var letters = Array(name)
        let place = 1 + random.below(letters.count - 2)
        switch random.below(3) {
        case 0: letters.remove(at: place)
        case 1: letters.swapAt(place, place + 1)
        default: letters[place] = random.pick(["a", "e", "r", "t", "n"])
        }
        return String(letters)
    }

    private mutating func day(_ birth: (year: Int, month: Int, day: Int)) -> String {
        func text(_ year: Int, _ month: Int, _ day: Int) -> String {
            "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
        }
        if random.chance(errorRate / 4), birth.day <= 12 { return text(birth.year, birth.day, birth.month) }
        if random.chance(errorRate / 4) { return text(birth.year, 1, 1) }
        if random.chance(errorRate / 4) { return text(birth.year, birth.month, 1 + (birth.day + 9) % 28) }
        return text(birth.year, birth.month, birth.day)
    }
}

/// Invented numbers that pass their checks.
enum Numbers {
    /// A valid NHS number that starts with 999.
    static func nhs(_ number: Int) -> String {
        var serial = number * 7
        while true {
            let digits = [9, 9, 9] + (0..<6).map { serial / [100_000, 10_000, 1_000, 100, 10, 1][$0] % 10 }
            let total = zip(digits, stride(from: 10, through: 2, by: -1)).reduce(0) { $0 + $1.0 * $1.1 }
            let check = (11 - total % 11) % 11
            if check != 10 { return digits.map(String.init).joined() + String(check) }
            serial += 1
        }
    }

    /// A Unique Pupil Number with the right check letter.
    static func upn(_ number: Int) -> String {
        let digits = (0..<12).map { place in number * 13 / (0..<place).reduce(1) { product, _ in product * 10 } % 10 }
        let total = digits.enumerated().reduce(0) { $0 + ($1.offset + 2) * $1.element }
        let letters = Array("ABCDEFGHJKLMNPQRTUVWXYZ")
        return String(letters[total % 23]) + digits.map(String.init).joined()
    }
}

/// A seeded source of chance.
struct Dice {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }

    mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }
    mutating func chance(_ share: Double) -> Bool { Double(next() >> 11) / Double(1 << 53) < share }
    mutating func pick<Value>(_ values: [Value]) -> Value { values[below(values.count)] }

    /// A place among `count`, the first ones likelier, as names are.
    mutating func skewed(_ count: Int) -> Int {
        let unit = Double(next() >> 11) / Double(1 << 53)
        return min(count - 1, Int(unit * unit * Double(count)))
    }
}
