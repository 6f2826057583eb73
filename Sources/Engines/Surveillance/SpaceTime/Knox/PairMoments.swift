/// The exact mean and variance of the number of pairs near in space and time, over all shuffles of the dates.
///
/// Barton and David 1966 ("The random intersection of two graphs"): the near pairs are two graphs on the events, and the
/// variance follows from how many edges each has, and how many pairs of its edges meet in an event.
struct PairMoments: Sendable, Equatable {
    let events: Int
    let spacePairs: Int
    let timePairs: Int
    let mean: Double
    let variance: Double

    /// From the number of near pairs each event is in, in space and in time.
    init(space: [Int], time: [Int]) {
        let n = Double(space.count)
        events = space.count
        spacePairs = space.reduce(0, +) / 2
        timePairs = time.reduce(0, +) / 2
        let s = Double(spacePairs)
        let t = Double(timePairs)
        // Ordered pairs of edges that meet in an event.
        let sMeet = Double(space.reduce(0) { $0 + $1 * ($1 - 1) })
        let tMeet = Double(time.reduce(0) { $0 + $1 * ($1 - 1) })
        let all = n * (n - 1) / 2
        let allMeet = n * (n - 1) * (n - 2)
        let allApart = n * (n - 1) * (n - 2) * (n - 3) / 4
        mean = s * t / all
        // Written as departures from the square of the mean, so that large counts do not cancel.
        let apart = (s * (s - 1) - sMeet) * (t * (t - 1) - tMeet) / allApart
        let together = mean + sMeet * tMeet / allMeet
        variance = max(0, together + (apart - mean * mean))
    }
}
