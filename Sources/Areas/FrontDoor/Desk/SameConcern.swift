import Foundation
import Governance
import Kernel

/// Two referrals that may tell of the same concern: suggested side by side, joined only by a person.
///
/// The rule: received within 60 days of each other, and either about the same record, or with names of which one is
/// part of the other and nothing that speaks against it, and with the full name, about the same age, or a place in
/// common. When one of them gives no name, about the same age and a place in common are both needed.
package struct SameConcern: Sendable {
    /// Further apart than this, it is a new concern about somebody we know.
    package static let withinDays = 60
    /// More than these beside one another nobody compares.
    static let most = 3
    /// "About 15" and "16" may be the same young person.
    static let ageApart = 1

    package let referral: Referral
    /// In words: "same name", "same school".
    package let reasons: [String]
    /// What the viewer may see of it; set where it is shown.
    var shows: Set<Category> = [.existence]

    /// The others that may tell of the same concern as this one, the most alike first.
    package static func candidates(for referral: Referral, among others: [Referral]) -> [SameConcern] {
        others.compactMap { other -> SameConcern? in
            let reasons = reasons(referral, other)
            return reasons.isEmpty ? nil : SameConcern(referral: other, reasons: reasons)
        }
        .sorted { left, right in
            left.reasons.count == right.reasons.count
                ? left.referral.receivedAt > right.referral.receivedAt : left.reasons.count > right.reasons.count
        }
    }

    /// Why two referrals may be the same; empty when they may not.
    static func reasons(_ one: Referral, _ other: Referral) -> [String] {
        guard one.id != other.id, abs(one.receivedAt.day.number - other.receivedAt.day.number) <= withinDays else {
            return []
        }
        if let person = one.person, let otherPerson = other.person {
            return person == otherPerson ? ["same record"] : []
        }
        return ToldOf(one).reasons(ToldOf(other))
    }
}

/// What a referral tells of who it is about, as it is compared.
struct ToldOf: Sendable {
    let names: ReferralNames
    let age: Int?
    /// Folded places by what they are: "same school" says more than "same place".
    let places: [String: Set<String>]

    init(_ referral: Referral) {
        let answers = referral.answers
        names = ReferralNames(answers)
        age = ToldOf.age(answers, on: referral.receivedAt.day)
        func folded(_ fields: [String]) -> Set<String> {
            Set(fields.flatMap { answers[$0] ?? [] }.map(\.folded).filter { $0.count > 2 })
        }
        let postcodes = (answers["postcode"] ?? []).compactMap { Postcode($0)?.description }
        places = [
            "same postcode": Set(postcodes), "same school": folded(["school", "who_school"]),
            "same address": folded(["address", "who_lives"]), "same place": folded(["where"]),
        ]
    }

    func reasons(_ other: ToldOf) -> [String] {
        let areAgesApart = age.flatMap { mine in other.age.map { abs(mine - $0) > SameConcern.ageApart } } ?? false
        guard !areAgesApart else { return [] }
        let ageReason = age != nil && other.age != nil ? ["about the same age"] : []
        let placeReasons = places.keys.sorted().filter { !(places[$0] ?? []).isDisjoint(with: other.places[$0] ?? []) }
        if names.words.isEmpty || other.names.words.isEmpty {
            return ageReason.isEmpty || placeReasons.isEmpty ? [] : ageReason + placeReasons
        }
        guard names.isAlike(other.names) else { return [] }
        let isFull = names == other.names && names.words.count > 1
        guard isFull || !ageReason.isEmpty || !placeReasons.isEmpty else { return [] }
        return [isFull ? "same name" : "part of the name is the same"] + ageReason + placeReasons
    }

    /// The age on a day: from a birthday, or the first number in what was said: "about 15", "15 or 16".
    static func age(_ answers: [String: [String]], on day: Day) -> Int? {
        if let born = LooseDate("born", in: answers).resolved?.day { return born.age(on: day) }
        let said = answers["about_age"]?.first ?? answers["who_age"]?.first ?? ""
        let digits = said.drop { !$0.isASCII || !$0.isNumber }.prefix { $0.isASCII && $0.isNumber }
        return Int(digits).flatMap { (0...ReferralForm.oldest).contains($0) ? $0 : nil }
    }
}
