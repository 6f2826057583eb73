import Kernel

/// How alike a description is to what somebody knows, as a search weighs it: for descriptions kept elsewhere.
package enum PersonLikeness {
    /// A description to compare with.
    package struct Known: Sendable {
        let keys: PersonKeys?

        package init(given: String, family: String, known: String, born: Day?, postcode: String) {
            keys = ID<Person>("any").map { id in
                PersonKeys(
                    id: id, given: given.folded, family: family.folded, known: known.folded, born: born,
                    isBirthEstimated: false, postcode: Postcode(postcode)?.description ?? "", school: "")
            }
        }
    }

    /// The points a search would give; nought where the likeness is chance.
    package static func score(
        given: String, family: String, born: Day?, postcode: String, against known: Known
    ) -> Double {
        let query = PersonQuery(given: given, family: family, born: born, postcode: postcode, school: "")
        guard let keys = known.keys, let match = PersonScore.match(query, keys) else { return 0 }
        return match.score
    }
}
