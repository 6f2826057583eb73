/// What the demonstration's panels speak about, decide and ask for.
struct PanelWords: Decodable, Sendable {
    struct About: Decodable, Sendable {
        let sort: String
        let name: String
        let about: String
        let harm: String
        let protects: String
        let aims: String
        let action: Asked
    }

    struct Asked: Decodable, Sendable {
        let what: String
        let kind: String
        let tactic: String
    }

    struct Told: Decodable, Sendable {
        let text: String
        let kind: String
        let source: String
        let known: String
    }

    let places: [String]
    let matters: [About]
    let why: [String]
    let whyMatter: String
    let reasons: [String]
    let voices: [String]
    let parents: [String]
    let differing: String
    let actions: [Asked]
    let information: [Told]
}
