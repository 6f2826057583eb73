/// The words the rules get wrong.
extension English {
    /// Past tenses and participles that do not end in a regular -ed.
    static let irregularPast: [String: Set<String>] = [
        "be": ["was", "were", "been", "am", "is", "are"], "beat": ["beat", "beaten"],
        "become": ["became", "become"], "begin": ["began", "begun"], "bet": ["bet"], "break": ["broke", "broken"],
        "bring": ["brought"], "build": ["built"], "buy": ["bought"], "catch": ["caught"],
        "choose": ["chose", "chosen"], "come": ["came", "come"], "cut": ["cut"], "deal": ["dealt"],
        "do": ["did", "done"], "draw": ["drew", "drawn"], "drive": ["drove", "driven"], "eat": ["ate", "eaten"],
        "fall": ["fell", "fallen"], "feel": ["felt"], "fight": ["fought"], "find": ["found"],
        "forget": ["forgot", "forgotten"], "get": ["got", "gotten"], "give": ["gave", "given"],
        "go": ["went", "gone"], "hang": ["hung"], "have": ["had", "has"], "hear": ["heard"],
        "hide": ["hid", "hidden"], "hit": ["hit"], "hold": ["held"], "hurt": ["hurt"], "keep": ["kept"],
        "know": ["knew", "known"], "lead": ["led"], "leave": ["left"], "lend": ["lent"], "let": ["let"],
        "lose": ["lost"], "make": ["made"], "mean": ["meant"], "meet": ["met"], "pay": ["paid"], "put": ["put"],
        "run": ["ran", "run"], "say": ["said"], "see": ["saw", "seen"], "seek": ["sought"], "sell": ["sold"],
        "send": ["sent"], "set": ["set"], "shoot": ["shot"], "show": ["showed", "shown"], "sit": ["sat"],
        "sleep": ["slept"], "speak": ["spoke", "spoken"], "spend": ["spent"], "stand": ["stood"],
        "steal": ["stole", "stolen"], "take": ["took", "taken"], "teach": ["taught"], "tell": ["told"],
        "think": ["thought"], "understand": ["understood"], "wear": ["wore", "worn"], "win": ["won"],
        "write": ["wrote", "written"],
    ]

    /// Longer verbs with the stress at the end, which double their last letter.
    static let doubles: Set<String> = [
        "admit", "begin", "commit", "compel", "control", "forget", "occur", "omit", "permit", "prefer", "refer",
        "regret", "submit", "transfer", "equip", "deter", "kidnap", "worship",
    ]

    static let irregularPlurals: [String: String] = [
        "person": "people", "child": "children", "grandchild": "grandchildren", "foot": "feet", "tooth": "teeth",
        "mouse": "mice", "goose": "geese", "this": "these", "that": "those", "is": "are", "was": "were",
        "has": "have", "criterion": "criteria", "phenomenon": "phenomena", "medium": "media", "datum": "data",
        "appendix": "appendices", "bureau": "bureaux", "quiz": "quizzes", "bus": "buses", "hero": "heroes",
        "potato": "potatoes", "tomato": "tomatoes", "echo": "echoes", "veto": "vetoes", "lens": "lenses",
        "go": "goes", "do": "does", "knife": "knives", "life": "lives", "wife": "wives", "half": "halves",
        "leaf": "leaves", "thief": "thieves", "shelf": "shelves", "loaf": "loaves", "self": "selves",
        "yourself": "yourselves", "midwife": "midwives", "man": "men", "woman": "women",
    ]

    /// Endings with a plural of their own, longest first.
    static let irregularEndings: [(String, String)] = [
        ("woman", "women"), ("person", "people"), ("child", "children"), ("analysis", "analyses"),
        ("thesis", "theses"), ("crisis", "crises"), ("basis", "bases"), ("diagnosis", "diagnoses"),
        ("policeman", "policemen"), ("chairman", "chairmen"), ("spokesman", "spokesmen"),
    ]

    /// Nouns with one form for both.
    static let unchanged: Set<String> = [
        "series", "species", "news", "staff", "police", "information", "data", "advice", "evidence", "people",
        "children", "offspring", "means", "headquarters", "support", "harm",
    ]
}
