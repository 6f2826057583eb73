import Governance
import Kernel
import People

/// Which half a thing goes to when a record is separated into two.
enum Half: String, CaseIterable, Sendable {
    case stay, go, both
}

/// What is separated: the records that go, and everything else with the half suggested for it.
struct Separation: Sendable {
    /// A thing on the record, with what is suggested; nothing where only a person can say.
    struct Item: Sendable {
        let movable: Movable
        let thing: MovableThing
        let suggested: Half?

        var field: String { "thing:\(movable.kind):\(thing.id)" }
    }

    /// Where a thing goes by whose it is: with the records of the agency it came from, when those are all on one side.
    ///
    /// - Parameters:
    ///   - thing: The thing.
    ///   - going: Agencies of the records that go.
    ///   - staying: Agencies of those that stay.
    ///   - cameAlong: It came here with the records that now go, when two records were joined.
    /// - Returns: The half, or nothing where it is unclear.
    static func suggested(
        _ thing: MovableThing, going: Set<ID<Agency>>, staying: Set<ID<Agency>>, cameAlong: Bool
    ) -> Half? {
        if cameAlong { return .go }
        guard let agency = thing.agency else { return nil }
        switch (going.contains(agency), staying.contains(agency)) {
        case (true, false): return .go
        case (false, true): return .stay
        case (true, true), (false, false): return nil
        }
    }

    /// Restrictions protect both until somebody lifts one; everything else by whose it is.
    static func suggested(
        _ movable: Movable, _ thing: MovableThing, going: Set<ID<Agency>>, staying: Set<ID<Agency>>, cameAlong: Bool
    ) -> Half? {
        if movable.kind == "restriction" { return .both }
        return suggested(thing, going: going, staying: staying, cameAlong: cameAlong)
    }
}
