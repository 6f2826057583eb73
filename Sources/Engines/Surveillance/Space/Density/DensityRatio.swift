/// Where there are many events for the people who are there: one density over another.
///
/// Bithell 1990, doi:10.1002/sim.4780090616; Kelsall and Diggle 1995. Where hardly anybody lives the ratio of two small
/// numbers says nothing, so such places are left blank.
public struct DensityRatio: Sendable, Equatable {
    /// Where the cells lie.
    public let raster: Raster
    /// Events for each person at the middle of each cell; nil outside the window and where the population is thin.
    public let values: [Double?]
    /// Events for each person over the whole window: a value of twice this is twice the risk.
    public let overall: Double
    /// How many cells inside the window are blank because the population is thin.
    public let maskedCells: Int

    /// The ratio of a map of events to a map of people on the same raster.
    ///
    /// `thin` is the density of people, as a share of their mean over the window, under which a cell is left blank.
    public init(events: DensityMap, people: DensityMap, thin: Double) throws(SpaceError) {
        guard events.raster == people.raster else {
            throw .lengths(what: "cells of people", given: people.raster.count, expected: events.raster.count)
        }
        guard thin >= 0, thin.isFinite else {
            throw .setting(name: "The share under which people are thin", value: thin, rule: "it must be zero or more")
        }
        let inside = events.isInside.indices.filter { events.isInside[$0] && people.isInside[$0] }
        let total = inside.reduce(0) { $0 + people.values[$1] }
        guard total > 0 else { throw .noPopulation }
        let limit = thin * total / Double(inside.count)
        var values: [Double?] = Array(repeating: nil, count: events.values.count)
        for cell in inside where people.values[cell] > 0 && people.values[cell] >= limit {
            let ratio = events.values[cell] / people.values[cell]
            values[cell] = ratio.isFinite ? ratio : nil
        }
        raster = events.raster
        self.values = values
        overall = inside.reduce(0) { $0 + events.values[$1] } / total
        maskedCells = inside.count { values[$0] == nil }
    }
}
