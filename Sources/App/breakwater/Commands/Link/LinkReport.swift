import Linkage

/// What a run has to answer for, by the rows' own ids.
struct LinkReport: Encodable {
    /// A link that was refused or is weak.
    struct Doubt: Encodable {
        let a: String
        let b: String
        let weight: Double
        let why: String
    }

    let convergence: LinkageModel.Convergence
    let blocking: [BlockingReport]
    let refusals: [Doubt]
    let weakBridges: [Doubt]
    let changesNotMade: [Doubt]

    init(_ result: LinkageResult, of table: RecordTable) {
        func id(_ place: Int32) -> String { table.id(Int(place)) }
        convergence = result.model.convergence
        blocking = result.blocking
        refusals = result.refusals.map {
            Doubt(a: id($0.a), b: id($0.b), weight: Double($0.weight), why: $0.reason.words)
        }
        weakBridges = result.bridges.map {
            Doubt(
                a: id($0.a), b: id($0.b), weight: Double($0.weight),
                why: "This link alone holds two groups of rows together.")
        }
        changesNotMade = result.changes.map {
            Doubt(
                a: id($0.record), b: $0.from, weight: 0,
                why: "The evidence alone would put it in \($0.to ?? "a cluster of its own").")
        }
    }
}

extension Refusal.Reason {
    /// Why two likely rows were kept apart, for people.
    var words: String {
        switch self {
        case .identifiers(let field): "Two different values of \(field): one person has only one."
        case .onePerPerson(let source): "\(source) has one row for each person, and these are two of its rows."
        case .decision: "Somebody decided that these are two people."
        case .standing: "They belong to two people whom somebody has confirmed."
        case .evidence: "Taken as wholes, the two groups of rows are more likely two people."
        }
    }
}
