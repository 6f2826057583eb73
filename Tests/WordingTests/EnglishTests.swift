import Testing

@testable import Wording

@Suite struct EnglishTests {
    @Test(arguments: [
        ("put", ["put", "puts", "putting"]), ("refuse", ["refuse", "refuses", "refused", "refusing"]),
        ("abscond", ["abscond", "absconds", "absconded", "absconding", "absconder", "absconders"]),
        ("run", ["run", "runs", "ran", "running", "runner", "runners"]),
        ("plug", ["plugs", "plugged", "plugging"]), ("carry", ["carries", "carried", "carrying", "carrier"]),
        ("associate", ["associates", "associated", "associating"]), ("deal", ["deals", "dealt", "dealing", "dealer"]),
        ("comply", ["complies", "complied", "complying"]), ("lie", ["lies", "lied", "lying"]),
        ("traffic", ["traffics", "trafficked", "trafficking", "trafficker"]),
        ("commit", ["commits", "committed", "committing"]), ("visit", ["visits", "visited", "visiting"]),
        ("travel", ["travels", "travelled", "travelling", "traveler"]), ("agree", ["agrees", "agreed", "agreeing"]),
        ("choose", ["chooses", "chose", "chosen", "choosing"]), ("go", ["goes", "went", "gone", "going"]),
        ("push", ["pushes", "pushed", "pushing"]), ("mix", ["mixes", "mixed", "mixing"]),
        ("play", ["plays", "played", "playing"]), ("engage", ["engages", "engaged", "engaging"]),
        ("quit", ["quits", "quitting"]), ("give", ["gives", "gave", "given", "giving"]),
        ("look", ["looks", "looked", "looking"]), ("child", ["child", "children"]), ("do", ["does", "did", "doing"]),
    ])
    func `a word has the forms people use`(word: String, forms: [String]) {
        let missing = Set(forms).subtracting(English.forms(of: word))
        #expect(missing.isEmpty, "\(word): \(missing)")
    }

    @Test(arguments: [
        ("refuse", "refuseed"), ("carry", "carryed"), ("visit", "visitting"), ("look", "lookking"), ("go", "goed"),
        ("mix", "mixxing"), ("engage", "engageing"), ("put", "puting"),
    ])
    func `a misspelling is not a form`(word: String, form: String) {
        #expect(!English.forms(of: word).contains(form))
    }

    @Test(arguments: [
        ("referral", "referrals"), ("person", "people"), ("child", "children"), ("agency", "agencies"),
        ("day", "days"), ("boss", "bosses"), ("box", "boxes"), ("church", "churches"), ("knife", "knives"),
        ("life", "lives"), ("woman", "women"), ("crisis", "crises"), ("analysis", "analyses"), ("staff", "staff"),
        ("series", "series"), ("criterion", "criteria"), ("hero", "heroes"), ("photo", "photos"), ("roof", "roofs"),
        ("quiz", "quizzes"), ("salesperson", "salespeople"), ("schoolchild", "schoolchildren"), ("human", "humans"),
    ])
    func `a noun has its plural`(noun: String, plural: String) {
        #expect(English.plural(of: noun) == plural)
    }
}
