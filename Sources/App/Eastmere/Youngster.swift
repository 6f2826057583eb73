import Governance
import Kernel
import People

/// An invented young person, with the schools of their life.
struct Youngster: Sendable {
    var person: Person
    let pronoun: Pronoun
    let district: Places.District
    let street: String
    private let schools: [Places.Phase: String]

    /// Invents one who is `age` years old on `day`.
    init(aged age: Int, on day: Day, number: Int, _ library: Library, _ dice: inout Dice) {
        let group = dice.pick(library.names.groups) { $0.weight }
        pronoun = dice.pick(Pronoun.allCases) { $0 == .he ? 58 : $0 == .she ? 39 : 3 }
        let given =
            switch pronoun {
            case .he: group.he
            case .she: group.she
            case .they: group.they
            }
        person = Person(
            id: dice.id(), number: number, givenName: dice.pick(given), familyName: dice.pick(group.family))
        person.pronouns = dice.happens(0.8) ? pronoun.rawValue : ""
        person.born = Youngster.birthday(aged: age, on: day, &dice)
        person.isBirthEstimated = dice.happens(0.05)
        district = dice.pick(library.town.districts) { $0.weight }
        street = dice.pick(library.town.streets)
        let home = "\(dice.number(1...148)) \(street)"
        let letters = "ABDEFGHJLNPQRSTUWXYZ".map { String($0) }
        let postcode = "\(district.code) \(dice.number(1...9))\(dice.pick(letters))\(dice.pick(letters))"
        person.livesWith = dice.pick(library.town.homes)
        if dice.happens(0.94) { (person.address, person.postcode) = ("\(home), Eastmere", postcode) }
        if dice.happens(0.4) { person.phone = "07700 9\(Youngster.digits(5, &dice))" }
        if !group.language.isEmpty, dice.happens(0.25) { person.language = group.language }
        if dice.happens(0.3) { person.nhsNumber = Youngster.nhsNumber(&dice) }
        if dice.happens(0.16) { person.safeContact = dice.some(dice.number(1...2), of: SafeContact.allCases) }
        schools = Youngster.schools(library.town, &dice)
    }

    var firstName: String { person.firstName }

    /// Gives the record the number it is filed under.
    mutating func renumber(_ number: Int) {
        person = person.numbered(number)
    }

    func age(on day: Day) -> Int { person.age(on: day) ?? 15 }

    /// The school they went to on this day; empty for somebody who goes to none.
    func school(on day: Day) -> String {
        guard let year = schoolYear(on: day) else { return "" }
        let phase: Places.Phase = year <= 6 ? .primary : year <= 11 ? .secondary : .college
        return schools[phase] ?? ""
    }

    /// 1 to 13: the year of school on this day.
    func schoolYear(on day: Day) -> Int? {
        Youngster.schoolYear(born: person.born, on: day)
    }

    static func schoolYear(born: Day?, on day: Day) -> Int? {
        guard let born else { return nil }
        let start = day.month >= 9 ? day.year : day.year - 1
        guard let lastSummer = Day(year: start, month: 8, day: 31) else { return nil }
        let year = born.age(on: lastSummer) - 4
        return (1...13).contains(year) ? year : nil
    }

    /// Writes down school and year as they stand on this day.
    mutating func settle(on day: Day) {
        person.school = school(on: day)
        person.yearGroup = schoolYear(on: day).map { "Year \($0)" } ?? ""
    }

    /// What sentences about them may say on a day.
    func facts(on day: Day, scene: [String: String]) -> Facts {
        var values = pronoun.forms.merging(scene) { own, _ in own }
        values["first"] = firstName
        values["street"] = street
        values["district"] = district.name
        values["age"] = String(age(on: day))
        let school = school(on: day)
        values["school"] = school.isEmpty ? "the youth centre" : school
        return Facts(values: values, day: day)
    }

    private static func birthday(aged age: Int, on day: Day, _ dice: inout Dice) -> Day {
        var born = day.adding(days: -(age * 365 + age / 4 + dice.number(1...360)))
        // A leap day here or there must not make them a year older or younger.
        while born.age(on: day) > age { born = born.adding(days: 1) }
        while born.age(on: day) < age { born = born.adding(days: -1) }
        return born
    }

    private static func schools(_ town: Places, _ dice: inout Dice) -> [Places.Phase: String] {
        let special = dice.happens(0.16)
        let middle: [Places.Phase] = special ? [.alternative, .special] : [.secondary]
        func school(_ phases: [Places.Phase], _ dice: inout Dice) -> String {
            dice.pick(town.schools.filter { phases.contains($0.phase) }) { $0.weight }.name
        }
        return [
            .primary: school([.primary], &dice), .secondary: school(middle, &dice),
            .college: dice.happens(0.72) ? school([.college], &dice) : "",
        ]
    }

    static func digits(_ count: Int, _ dice: inout Dice) -> String {
        var text = ""
        for _ in 0..<count { text += String(dice.number(0...9)) }
        return text
    }

    /// A number beginning 999, which is never given to a patient, with its check digit right.
    private static func nhsNumber(_ dice: inout Dice) -> String {
        while true {
            let digits = "999" + digits(6, &dice)
            for check in 0...9 {
                if let number = NHSNumber(digits + String(check)) { return number.digits }
            }
        }
    }
}

extension Person {
    /// The same person under another number.
    fileprivate func numbered(_ number: Int) -> Person {
        var copy = Person(id: id, number: number, givenName: givenName, familyName: familyName)
        copy.pronouns = pronouns
        copy.born = born
        copy.isBirthEstimated = isBirthEstimated
        copy.address = address
        copy.postcode = postcode
        copy.phone = phone
        copy.livesWith = livesWith
        copy.language = language
        copy.nhsNumber = nhsNumber
        copy.safeContact = safeContact
        return copy
    }
}
