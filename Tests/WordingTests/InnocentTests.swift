import Testing

@testable import Wording

@Suite struct InnocentTests {
    @Test(arguments: LanguageCheck.standard.phrases)
    func `every phrase has a sentence it must leave alone`(phrase: Phrase) throws {
        let sentences = try #require(innocent[phrase.id], "\(phrase.id)")
        for sentence in sentences {
            let found = LanguageCheck.standard.check(sentence).map { "\($0.phrase.id): \($0.matched)" }
            #expect(found.isEmpty, "“\(sentence)” gave \(found)")
        }
    }

    @Test func `no sentence is kept for a phrase that has gone`() {
        #expect(Set(innocent.keys).subtracting(LanguageCheck.standard.phrases.map(\.id)).isEmpty)
    }
}

/// Sentences near to a phrase that say nothing against anyone.
private let innocent: [String: [String]] = [
    "at-risk": [
        "Kai is being put at risk by two adults.", "Adults put children at risk.",
        "He put himself forward for the team.",
        "Children at risk of exploitation",
    ],
    "risk-taking": ["The risk is taking hold.", "She runs the session on risk."],
    "involved-in": [
        "Preventing children getting caught up in crime.",
        "Agencies involved in the plan.", "Parents are involved in every review.", "Get involved in your community.",
        "The worker is involved in a drug service.", "He is involved with the youth club.",
    ],
    "recruited": [
        "We recruited four mentors.", "Two workers were recruited as navigators.", "Recruit volunteers.",
        "Providers have been recruited to do the work.",
    ],
    "working-for": [
        "She works for the council.", "Working for children.", "He works for a county council.",
        "She works for a line manager.", "Working together for change.",
    ],
    "drug-runner": ["He is a keen runner.", "The drugs service runs on Mondays."],
    "drug-dealer": ["The plan deals with school.", "Adult drug dealers were named by police.", "A car dealer called."],
    "drug-running": ["We run drugs awareness sessions.", "Running club"],
    "gang-member": ["A member of staff called.", "Ganges members club", "A family member is with him."],
    "gang-affiliated": ["The club is affiliated to the league.", "Gangs of adults exploit children."],
    "associating-with": [
        "The harm associated with cuckooing.", "Risks associated with older drivers", "An associate of the college.",
    ],
    "older-males": ["She spends time with her older sister.", "Time with family helps."],
    "adults-online": ["Adults are contacting Kai online.", "Talk to an adult you trust.", "Contact us online."],
    "lifestyle": ["Support for healthy lifestyle choices.", "A choice of clubs."],
    "poor-choices": ["A poor choice of room.", "She makes her own choices.", "The decision was recorded."],
    "streetwise": ["Street lights were out.", "A wise plan for the street."],
    "young-man": [
        "A young person called.", "A project for young women.", "A young woman aged 19.", "A man and a young child.",
    ],
    "prostitution": ["Institution of higher learning.", "We sell tickets."],
    "sex-worker": ["A youth worker called.", "Age and sex. Worker: A. Khan."],
    "promiscuous": ["She sleeps at her aunt’s.", "A miscellany."],
    "sexually-active": ["He is active in the club.", "Sexual abuse is never a child’s fault."],
    "consented": [
        "His mother consented to the referral.", "She consented to sharing with school.",
        "They agreed to hold a review.",
        "He agreed to carry on.", "A non-consensual act.",
    ],
    "relationship-with": [
        "He has a good relationship with his older brother.", "A trusted relationship with an adult helps.",
        "In partnership with schools.",
    ],
    "boyfriend": ["Her boyfriend came with her.", "His older sister helps."],
    "hard-to-reach": ["It is hard to wait.", "The shelf is too high to reach."],
    "wont-engage": [
        "He has not taken up offers so far.", "We engage young people.", "She engaged well.", "It won’t be long.",
    ],
    "refuses": ["The court refused bail.", "Refuse collection is on Monday.", "She said no to the offer."],
    "non-compliant": ["The site does not comply with the standard.", "Compliance with the duty."],
    "did-not-attend": [
        "A DNA test was done.", "His DNA was taken.", "The DNA sample matched.", "Dna is a name.", "Adna",
        "He attended.", "EDNA",
    ],
    "manipulative": ["Adults manipulate children.", "She manipulated the data table."],
    "attention-seeking": ["She is seeking medical attention.", "Pay attention to patterns.", "Seek help."],
    "aggressive": ["The father is violent.", "Violent crime fell.", "The kick-off meeting is on Monday."],
    "offender": [
        "Youth Offending Team", "Child criminal exploitation", "He is in a young offender institution.",
        "The adult offenders were charged.",
        "A youth offender panel met.",
    ],
    "absconds": ["He is missing.", "Runaway Helpline", "Run a way through the park.", "A second scone."],
    "keeps-missing": ["He is often missing from school.", "She keeps going to club."],
    "found-with-drugs": ["Find help with drugs.", "We found a place with a garden."],
    "plugging": ["Plugging the gap in services.", "Plug in the phone."],
    "debt": ["Debt bondage is a form of control.", "Debt advice is free.", "Adults claim he owes them."],
    "money-mule": ["Money worries.", "A mule in a field."],
    "going-country": [
        "He goes to the country park.", "OT assessment on Friday.", "Trapping young people in debt.", "Going not far.",
    ],
    "trap-house": ["A house on the corner.", "The trap was the house rule."],
    "chose-return": [
        "She chose to return to school.", "You can choose to stay anonymous.", "He went back to his mum.",
        "She chose to go to the gym.",
    ],
    "gifts": ["He is a gifted musician.", "We give information.", "She was given support."],
    "troubled-family": ["The Troubled Families programme ended.", "A family home.", "It is no trouble."],
    "non-protective": ["Parents protect.", "The button does not protect your history.", "Protective factors"],
    "bame": ["To blame no one.", "Black Caribbean boys"],
    "stereotype": [
        "A typical week.", "Typical for this time of year.", "The estate has a youth club.", "What sort of help?",
    ],
    "alleges": [
        "He told us he was hit.", "She claims benefits.", "The claims form.", "Allegiance", "An alleged offence.",
    ],
    "escalating": ["The risk is rising.", "We escalate to the panel.", "Escalate this concern.", "Behaviour changed."],
    "failed-placement": ["The placement ended.", "A work placement.", "The upload failed."],
    "own-making": ["She is making her own plan.", "Our own work.", "He asked for help."],
    "parental-control": ["Parental controls on a phone.", "Beyond our control.", "Adults control him."],
    "nfa": ["No further action by police.", "Infancy", "nfa"],
]
