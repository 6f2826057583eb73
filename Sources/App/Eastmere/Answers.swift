import FrontDoor
import Kernel
import People

/// The answers a referral was told in, as the forms keep them.
enum Answers {
    static func all(
        _ referral: Referral, _ youngster: Youngster, _ source: Source, _ dice: inout Dice
    ) -> [String: [String]] {
        referral.channel == .publicForm
            ? publicForm(referral, youngster, source, &dice) : professional(referral, youngster, source, &dice)
    }

    private static func professional(
        _ referral: Referral, _ youngster: Youngster, _ source: Source, _ dice: inout Dice
    ) -> [String: [String]] {
        let day = referral.receivedAt.day
        var answers = who(youngster.person, school: youngster.school(on: day))
        for (index, concern) in referral.concerns.enumerated() {
            answers["concern-\(index + 1)-what"] = ["\(concern)."]
            answers["concern-\(index + 1)-known"] = [dice.pick(["seen", "told", "told", "heard"])]
            answers["concern-\(index + 1)-kind"] = [dice.pick(["fact", "fact", "opinion"])]
            date("concern-\(index + 1)-when", day.adding(days: -dice.number(1...20)), in: &answers)
        }
        answers["helps"] = [referral.helps.map { "\($0)." }.joined(separator: "\n")]
        answers["hope"] = [referral.proposed]
        answers["agrees_to_support"] = [dice.pick(["yes", "yes", "yes", "no", "not_asked"])]
        answers["voice_asked"] = [dice.pick(["yes", "yes", "partly", "no"])]
        answers["told_about_sharing"] = [dice.pick(["yes", "yes", "yes", "no"])]
        if answers["told_about_sharing"] == ["no"] {
            answers["not_told_reason"] = ["Telling the family first could have put \(youngster.firstName) in danger."]
        }
        answers["lawful_basis"] = [dice.pick(["public_task", "public_task", "safeguarding", "legal_duty"])]
        answers["need_level"] = [dice.pick(["2", "3", "3", "4"])]
        if referral.channel == .phone || referral.channel == .letter {
            answers["source_code"] = [referral.sourceCode]
            answers["source_words"] = [referral.sourceWords]
            if source.isPublic { answers["may_say"] = [dice.pick(["yes", "no", "unknown"])] }
        }
        return answers
    }

    private static func publicForm(
        _ referral: Referral, _ youngster: Youngster, _ source: Source, _ dice: inout Dice
    ) -> [String: [String]] {
        let knowsThem = source.code != "9"
        let age = youngster.age(on: referral.receivedAt.day)
        var answers: [String: [String]] = [
            "danger": [dice.pick(["no", "no", "no", "unknown"])],
            "noticed": [referral.concerns.map { "\($0)." }.joined(separator: " ")],
            "who_age": [knowsThem ? String(age) : "About \(age + dice.number(-1...1))"],
            "where": [youngster.district.name], "when": [dice.pick(["This week", "Last night", "For about a month"])],
            "still": [dice.pick(["yes", "yes", "no", "unknown"])],
            "may_say": [dice.pick(["no", "no", "yes", "unknown"])],
        ]
        if knowsThem || dice.happens(0.4) { answers["who_name"] = [youngster.person.fullName] }
        if knowsThem { answers["who_school"] = [youngster.school(on: referral.receivedAt.day)] }
        if knowsThem, dice.happens(0.5) {
            answers["reporter_relation"] = [String(referral.sourceWords.prefix { $0 != "," })]
            answers["reporter_contact"] = ["01632 960\(dice.number(200...899))"]
        }
        return answers
    }

    /// Who they are, as a professional's form keeps it.
    static func who(_ person: Person, school: String) -> [String: [String]] {
        var answers: [String: [String]] = [
            "given_name": [person.givenName], "family_name": [person.familyName], "pronouns": [person.pronouns],
            "school": [school], "address": [person.address], "postcode": [person.postcode],
            "lives_with": [person.livesWith],
        ]
        if let born = person.born { date("born", born, in: &answers) }
        return answers.filter { $0.value != [""] }
    }

    static func date(_ name: String, _ day: Day, in answers: inout [String: [String]]) {
        answers["\(name)-day"] = [String(day.day)]
        answers["\(name)-month"] = [String(day.month)]
        answers["\(name)-year"] = [String(day.year)]
    }
}
