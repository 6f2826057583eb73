/// Checks shared by the spatial methods: each throws what is wrong with what was given.
enum SpaceChecks {
    static func finite(_ values: [Double], _ what: String) throws(SpaceError) {
        if let bad = values.firstIndex(where: { !$0.isFinite }) { throw .notFinite(what: what, position: bad) }
    }

    static func finite(_ points: [PlanePoint]) throws(SpaceError) {
        if let bad = points.firstIndex(where: { !$0.x.isFinite || !$0.y.isFinite }) {
            throw .notFinite(what: "Point", position: bad)
        }
    }

    static func notNegative(_ values: [Double], _ what: String) throws(SpaceError) {
        try finite(values, what)
        if let bad = values.firstIndex(where: { $0 < 0 }) { throw .negative(what: what, position: bad) }
    }

    static func length(_ given: Int, of what: String, for expected: Int) throws(SpaceError) {
        guard given == expected else { throw .lengths(what: what, given: given, expected: expected) }
    }

    static func positive(_ value: Double, _ name: String) throws(SpaceError) {
        guard value > 0, value.isFinite else {
            throw .setting(name: name, value: value, rule: "it must be a number above zero")
        }
    }

    static func share(_ value: Double, _ name: String) throws(SpaceError) {
        guard value > 0, value <= 1 else {
            throw .setting(name: name, value: value, rule: "it must be above 0 and at most 1")
        }
    }

    static func atLeast(_ least: Int, _ value: Int, _ name: String) throws(SpaceError) {
        guard value >= least else {
            throw .setting(name: name, value: Double(value), rule: "it must be at least \(least)")
        }
    }
}
