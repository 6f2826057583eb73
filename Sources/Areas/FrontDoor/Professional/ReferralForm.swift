import Foundation
import Governance
import Kernel
import People
import Web

/// The rules of a professional's referral: what may be wrong with each part, and what must be there to send it.
enum ReferralForm {
    typealias Answers = [String: [String]]

    /// The oldest somebody's age may be given as: services for young people end at 25.
    static let oldest = 25

    /// What a page sent, put in place of what the draft had for that part: nothing typed is judged or lost here.
    static func merging(_ form: Form, as section: ReferralSection, into answers: Answers) -> Answers {
        var merged = answers
        for name in section.names {
            let given = form.all(name).map(\.trimmed).filter { !$0.isEmpty }
            merged[name] = given.isEmpty ? nil : given
        }
        return merged
    }

    /// The draft as a form shows it.
    static func form(_ answers: Answers) -> Form {
        Form(answers.sorted { $0.key < $1.key }.flatMap { name, values in values.map { (name: name, value: $0) } })
    }

    /// What is wrong with what was written in one part. An empty part has nothing wrong with it.
    static func problems(in section: ReferralSection, _ answers: Answers, today: Day) -> FieldErrors {
        var errors = FieldErrors()
        switch section {
        case .source: checkSource(answers, today, &errors)
        case .person: checkPerson(answers, today, &errors)
        case .concerns: checkConcerns(answers, today, &errors)
        case .chronology: checkChronology(answers, today, &errors)
        case .voice, .agreement, .helps, .hope: break
        case .sharing: checkSharing(answers, &errors)
        case .screening: return screeningProblems(answers)
        }
        for field in section.fields {
            for value in answers[field.name] ?? [] where value.count > field.limit {
                errors.add(field.name, tooLong(value.count, most: field.limit))
            }
        }
        return errors
    }

    /// What stands in the way of sending, part by part: what is wrong, and the few things that must be there.
    static func missing(
        from answers: Answers, channel: Channel, today: Day
    ) -> [(section: ReferralSection, message: String)] {
        ReferralSection.parts(for: channel).flatMap { section in
            var messages = problems(in: section, answers, today: today).list.map(\.message)
            // One line for the whole tool: its own page names each question.
            if section == .screening, !messages.isEmpty { messages = ["Finish the screening tool, or empty it"] }
            let wrong = messages.map { (section, $0) }
            return wrong + essentials(section, answers).map { (section, $0) }
        }
    }

    private static func essentials(_ section: ReferralSection, _ answers: Answers) -> [String] {
        switch section {
        case .source:
            answer("source_code", answers).isEmpty ? ["Say who told us, even if it is only “Not known”"] : []
        case .person:
            identifiers.allSatisfy { answer($0, answers).isEmpty }
                ? ["Say who you are worried about: a first name, a nickname or what they look like is enough"] : []
        case .concerns:
            ConcernLine.all(in: answers).allSatisfy { $0.what.isEmpty }
                ? ["Say at least one thing that worries you"] : []
        case .chronology, .helps, .voice, .agreement, .sharing, .screening, .hope: []
        }
    }

    /// Any one of these says who.
    private static let identifiers = [
        "given_name", "family_name", "known_as", "who_looks", "nhs_number", "upn", "same_person", "same_referral",
    ]

    private static func tooLong(_ length: Int, most: Int) -> String {
        "This is \(grouped(length)) characters long. The most we can take here is \(grouped(most))"
    }

    static func answer(_ name: String, _ answers: Answers) -> String { answers[name]?.first ?? "" }
}

extension ReferralForm {
    private static func checkSource(_ answers: Answers, _ today: Day, _ errors: inout FieldErrors) {
        let code = answer("source_code", answers)
        if !code.isEmpty, !ReferralSource.all.contains(where: { $0.code == code }) {
            errors.add("source_code", "Choose who told us from the list")
        }
        let came = LooseDate("came", in: answers)
        if let problem = came.problem("the day it came", today: today) {
            errors.add("came", problem)
        } else if !came.isEmpty, came.day.isEmpty || came.month.isEmpty {
            errors.add("came", "Give the day, month and year it came: our clock starts then")
        } else if let day = came.resolved?.day, day < today.adding(days: -60) {
            errors.add("came", "That is more than 60 days ago. Check the year")
        }
    }

    private static func checkPerson(_ answers: Answers, _ today: Day, _ errors: inout FieldErrors) {
        let born = LooseDate("born", in: answers)
        if let problem = born.problem("the date of birth", today: today) {
            errors.add("born", problem)
        } else if let day = born.resolved?.day, day.age(on: today) > oldest {
            let age = day.age(on: today)
            errors.add("born", "That would make them \(age). Check the year. We work with people up to \(oldest)")
        }
        if let age = Int(answer("about_age", answers)), !(0...oldest).contains(age) {
            errors.add("about_age", "Age must be between 0 and \(oldest). If you are not sure, write “about 15”")
        }
        let postcode = answer("postcode", answers)
        if !postcode.isEmpty, Postcode(postcode) == nil {
            errors.add("postcode", "That is not a full postcode. Write it like EM4 7QT, or leave it out")
        }
        let nhs = answer("nhs_number", answers)
        if !nhs.isEmpty, NHSNumber(nhs) == nil {
            errors.add("nhs_number", "That NHS number does not add up. Check its 10 digits, or leave it out")
        }
        let upn = answer("upn", answers)
        if !upn.isEmpty, UPN(upn) == nil {
            errors.add("upn", "That pupil number does not add up. Check its letter and 12 digits, or leave it out")
        }
        let unknown = (answers["safe_contact"] ?? []).contains { SafeContact(rawValue: $0) == nil }
        if unknown { errors.add("safe_contact", "Choose from the list") }
    }

    private static func checkConcerns(_ answers: Answers, _ today: Day, _ errors: inout FieldErrors) {
        for number in 1...ConcernLine.most {
            let name = "concern-\(number)"
            let date = LooseDate("\(name)-when", in: answers)
            if let problem = date.problem("the date", today: today) { errors.add("\(name)-when", problem) }
            if answer("\(name)-what", answers).isEmpty, !date.isEmpty {
                errors.add("\(name)-what", "Say what happened then")
            }
        }
    }

    private static func checkChronology(_ answers: Answers, _ today: Day, _ errors: inout FieldErrors) {
        for number in 1...ChronologyLine.most {
            let name = "event-\(number)"
            let date = LooseDate("\(name)-when", in: answers)
            if let problem = date.problem("the date", today: today) { errors.add("\(name)-when", problem) }
            if answer("\(name)-what", answers).isEmpty, !date.isEmpty {
                errors.add("\(name)-what", "Say what happened then")
            }
        }
    }

    private static func checkSharing(_ answers: Answers, _ errors: inout FieldErrors) {
        // Working Together: no agreement is needed to share a safeguarding concern, but not telling needs its reason.
        if answer("told_about_sharing", answers) == "no", answer("not_told_reason", answers).isEmpty {
            errors.add("not_told_reason", "Say why they have not been told. One sentence is enough")
        }
    }
}
