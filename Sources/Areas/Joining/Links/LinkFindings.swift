import Governance
import Kernel
import People

/// What an engine is asked: the records, and what people decided about them.
package struct LinkQuestion: Sendable {
    /// In the order of their identifiers: an engine names a record by its place here.
    package let records: [SourceRecord]
    /// Whose records no two of which may be one young person: the partnership's own.
    package let onePerPerson: [ID<Agency>]
    /// Records that are confirmed to be about a young person.
    package let standing: [ID<SourceRecord>: ID<Person>]
    /// Pairs that are two young people, because somebody said so.
    package let cannot: [(ID<SourceRecord>, ID<SourceRecord>)]
    package let settings: LinkSettings
}

/// What an engine found.
package struct LinkFindings: Sendable {
    /// Two records that were compared, by place.
    package struct Pair: Sendable, Equatable {
        package let a: Int
        package let b: Int
        /// log2 of the odds that they are one young person.
        package let weight: Double
        package let probability: Double

        package init(a: Int, b: Int, weight: Double, probability: Double) {
            self.a = a
            self.b = b
            self.weight = weight
            self.probability = probability
        }
    }

    /// A pair a person should look at, and why.
    package struct Doubt: Sendable {
        package let pair: Pair
        package let cause: ReviewItem.Cause
        /// What forbids the link, in a sentence; empty when nothing does.
        package let against: String

        package init(pair: Pair, cause: ReviewItem.Cause, against: String) {
            self.pair = pair
            self.cause = cause
            self.against = against
        }
    }

    /// The records of each young person, by place.
    package let clusters: [[Int]]
    /// Pairs from the probability to ask from on, strongest first.
    package let pairs: [Pair]
    /// Refusals, weak bridges and changes to what stands.
    package let doubts: [Doubt]
    package let comparedPairs: Int
    package let refused: Int
    /// JSON: what was learnt, and what each blocking rule found and left out.
    package let model: String
    package let report: String
    /// Why two records may be one young person, field by field.
    package let evidence: @Sendable (Int, Int) -> Evidence

    package init(
        clusters: [[Int]], pairs: [Pair], doubts: [Doubt], comparedPairs: Int, refused: Int, model: String,
        report: String, evidence: @escaping @Sendable (Int, Int) -> Evidence
    ) {
        self.clusters = clusters
        self.pairs = pairs
        self.doubts = doubts
        self.comparedPairs = comparedPairs
        self.refused = refused
        self.model = model
        self.report = report
        self.evidence = evidence
    }
}

/// What finds out which records are one young person. Knows nothing of who may see them.
package struct LinkEngine: Sendable {
    /// - Throws: What kept it from an answer, in words.
    package let find: @Sendable (LinkQuestion, _ progress: @escaping @Sendable (String) -> Void) throws -> LinkFindings

    package init(
        find:
            @escaping @Sendable (LinkQuestion, _ progress: @escaping @Sendable (String) -> Void) throws ->
            LinkFindings
    ) {
        self.find = find
    }
}
