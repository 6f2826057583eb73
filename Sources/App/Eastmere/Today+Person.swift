import Kernel
import People

extension Today.Listed {
    /// The record of one on today's list, the same for the same seed and day.
    func person(on day: Day, seed: UInt64) -> Person {
        var dice = Dice(seed: seed, part: "listed \(key)")
        var person = Person(id: dice.id(), number: number, givenName: given, familyName: family)
        person.pronouns = pronouns
        person.born = day.adding(days: -(age * 365 + age / 4 + dice.number(40...250)))
        person.school = school
        person.yearGroup = Youngster.schoolYear(born: person.born, on: day).map { "Year \($0)" } ?? ""
        person.address = "\(dice.number(2...90)) \(street), Eastmere"
        person.postcode = "\(district) \(dice.number(1...9))\(dice.pick(["QT", "LN", "RD", "HB"]))"
        person.phone = "07700 9\(Youngster.digits(5, &dice))"
        person.livesWith = livesWith
        person.safeContact = (safeContact ?? []).compactMap { SafeContact(rawValue: $0) }
        return person
    }
}
