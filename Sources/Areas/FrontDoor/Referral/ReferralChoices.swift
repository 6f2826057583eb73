import People
import Web

/// The answers a question offers, once for the form and for every page that shows what was chosen.
enum ReferralChoices {
    static let yesNoUnknown = [Choice("yes", "Yes"), Choice("no", "No"), Choice("unknown", "I do not know")]
    static let known = [
        Choice("seen", "Seen first hand"), Choice("told", "Told by the young person"),
        Choice("heard", "Heard from somebody else"),
    ]
    static let factOrOpinion = [
        Choice("fact", "Fact", hint: "It happened, and it can be checked"),
        Choice("opinion", "Professional opinion", hint: "What you make of it"),
    ]
    static let asked = [
        Choice("yes", "Yes, they were asked"), Choice("partly", "They said something without being asked"),
        Choice("no", "No"),
    ]
    static let agrees = [
        Choice("yes", "Yes"), Choice("no", "No, or not yet"), Choice("not_asked", "They have not been asked"),
    ]
    static let told = [
        Choice("yes", "Yes, they know"), Choice("no", "No"),
    ]
    static let objection = [Choice("yes", "Yes"), Choice("no", "No"), Choice("unknown", "I do not know")]

    /// UK GDPR Articles 6 and 9 and the Data Protection Act 2018, as councils use them (DOMAIN.md 2.10).
    static let lawfulBasis = [
        Choice(
            "public_task", "Public task",
            hint: "It is part of our job in law to keep children safe: UK GDPR Article 6(1)(e). Most referrals."),
        Choice("legal_duty", "Legal duty", hint: "A law says that we must tell: Article 6(1)(c)."),
        Choice(
            "vital_interests", "Life or limb",
            hint: "Somebody could be badly hurt now: vital interests, Article 6(1)(d)."),
        Choice(
            "safeguarding", "Safeguarding of children",
            hint: "For health, ethnicity or alleged offences: Data Protection Act 2018, Schedule 1, paragraph 18."),
        Choice("law_enforcement", "Law enforcement", hint: "Police and youth justice only: Part 3 of the 2018 Act."),
    ]
    static let needLevel = [
        Choice("", "Choose if you know"), Choice("2", "Early help"), Choice("3", "Targeted early help"),
        Choice("4", "Children's social care or specialist"),
    ]
    static let safeContact = SafeContact.allCases.map { Choice($0.rawValue, $0.words) }
    static let maySay = [
        Choice("yes", "Yes"), Choice("no", "No, keep it to yourselves"), Choice("unknown", "They did not say"),
    ]

    private static let byField: [String: [Choice]] = [
        "agrees_to_support": agrees, "told_about_sharing": told, "objection": objection, "lawful_basis": lawfulBasis,
        "need_level": needLevel, "safe_contact": safeContact, "voice_asked": asked, "may_say": maySay,
        "interpreter": yesNoUnknown, "concern-known": known, "concern-kind": factOrOpinion,
    ]

    /// The words for what was chosen; text somebody typed is shown as it stands.
    static func words(for value: String, of field: String) -> String {
        if let choice = byField[field]?.first(where: { $0.value == value }) { return choice.label }
        return plain[value] ?? value
    }

    /// Codes the public form's own questions share.
    private static let plain = [
        "yes": "Yes", "no": "No", "unknown": "I do not know", "not_sure": "I am not sure", "not-sure": "I am not sure",
    ]
}
