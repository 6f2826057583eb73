import Governance
import Kernel
import Linkage
import People
import Storage
import Web

/// A young person with a record of our own who may be the one somebody tells of, as the linkage engine weighs it.
package struct KnownMatch: Sendable {
    package let person: ID<Person>
    /// log2 of the odds, from everything the engine may compare: for the order alone, never shown.
    package let weight: Double
    /// Whether a linking run would ask a person about it, or not even ask.
    package let isWorthAsking: Bool
    private let whole: Evidence
    /// Without the home; the same where there is nothing in it that could tell where somebody lives.
    private let withoutHome: Evidence

    init(person: ID<Person>, weight: Double, askFrom: Double, whole: Evidence, withoutHome: Evidence) {
        self.person = person
        self.weight = weight
        isWorthAsking = weight >= askFrom
        self.whole = whole
        self.withoutHome = withoutHome
    }

    /// Why they may be one, worked out from nothing but what a viewer of these categories may see.
    ///
    /// That a postcode is the one which was told is said to everybody, as a search always did; that it is nearby, or
    /// another, would tell where somebody lives.
    package func evidence(shows: Set<Governance.Category>) -> Evidence {
        shows.contains(.contact) ? whole : withoutHome
    }
}

/// Whom the linkage engine knows that may be the one told of, and how sure it is, in words.
package struct KnownAnswer: Sendable {
    /// Likeliest first.
    package let matches: [KnownMatch]
    private let calibration: LinkCalibration

    init(matches: [KnownMatch], calibration: LinkCalibration) {
        self.matches = matches
        self.calibration = calibration
    }

    /// "About 1 in 50 links like this are wrong, by 34 reviewed decisions": from the evidence shown and no other.
    package func words(_ evidence: Evidence) -> String {
        Odds.sentence(LinkageRun.probability(evidence.total), by: calibration)
    }

    /// "About 1 in 50 links like this are wrong": for a list.
    package func share(_ evidence: Evidence) -> String {
        Odds.share(LinkageRun.probability(evidence.total), by: calibration)
    }
}

extension Transaction {
    /// Whom the linkage engine takes for the one told of. Callers mask, and leave out whom they may not show.
    ///
    /// - Parameters:
    ///   - query: What is told.
    ///   - also: Others to weigh whatever the engine makes of them, such as those a search by letters found.
    ///   - known: Everybody with a record.
    ///   - most: How many the engine may add.
    /// - Returns: Nil where no model has been learnt.
    /// - Throws: When the database does not answer.
    package func known(
        _ query: LookedFor, also: [ID<Person>], in known: KnownPeople, most: Int
    ) throws -> KnownAnswer? {
        guard let found = known.matches(query, also: also, most: most) else { return nil }
        let standing = try standing(among: found.map(\.person))
        return KnownAnswer(
            matches: found.filter { standing.contains($0.person) }, calibration: try linkCalibration())
    }
}

extension LookedFor {
    /// What is known, by the engine's names for its fields.
    var values: [String: String] {
        [
            "forename": given, "surname": family, "date_of_birth": born?.description ?? "", "postcode": postcode,
            "nhs_number": nhsNumber, "upn": upn,
        ]
    }

    /// The same without where they live.
    var valuesWithoutHome: [String: String] {
        var values = values
        values["postcode"] = nil
        return values
    }

    var isEmpty: Bool { values.values.allSatisfy(\.isEmpty) }
}
