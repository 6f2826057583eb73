import Foundation
import Kernel
import People

/// What a run is to do about what the engine found, given what stands: rules only, nothing is read or written.
///
/// What stands is kept. Only records nobody has linked yet are linked; whatever else the evidence says is a question
/// for a person. The one exception: a record of a young person that a run made and nobody ever touched goes wholly to
/// another when all its rows do.
struct LinkPlan: Sendable {
    /// A record that gets a link, with the probability of the strongest evidence for it.
    struct Placed: Sendable, Equatable {
        let place: Int
        let probability: Double?
        let maker: RecordLink.Maker
    }

    enum Step: Sendable, Equatable {
        /// A young person nobody had a record of.
        case make([Placed])
        case join(ID<Person>, [Placed])
    }

    /// Two records of young people that the evidence says are one.
    struct Absorption: Sendable, Equatable {
        let from: ID<Person>
        let into: ID<Person>
        /// Every link of `from` is one a run made, and all its records are in this group.
        let isWhole: Bool
        let pair: LinkFindings.Pair
    }

    /// Two records a person is to be asked about.
    struct Ask: Sendable, Equatable {
        let pair: LinkFindings.Pair
        let cause: ReviewItem.Cause
        let against: String
    }

    private(set) var steps: [Step] = []
    private(set) var absorptions: [Absorption] = []
    private(set) var asks: [Ask] = []

    /// - Parameters:
    ///   - records: Every record that took part.
    ///   - findings: What the engine found among them.
    ///   - links: The links that stand, to records that took part and to others.
    ///   - closed: Whom nobody is to be asked about again: decided, or never to be linked.
    init(records: [SourceRecord], findings: LinkFindings, links: [RecordLink], closed: ClosedPairs) {
        let places = Dictionary(
            records.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        var standing: [Int: RecordLink] = [:]
        var sizes: [ID<Person>: (all: Int, confirmed: Int)] = [:]
        for link in links {
            let old = sizes[link.person] ?? (0, 0)
            sizes[link.person] = (old.all + 1, old.confirmed + (link.maker.isConfirmed ? 1 : 0))
            if let place = places[link.record] { standing[place] = link }
        }
        let best = LinkPlan.strongest(findings)
        var homes: [Int: Home] = [:]
        for (number, cluster) in findings.clusters.enumerated() {
            place(
                cluster, number, records: records, standing: standing, sizes: sizes, best: best, findings: findings,
                homes: &homes)
        }
        ask(findings, records: records, homes: homes, closed: closed)
    }

    /// Where a record is when the run is over: with a young person there is, or in a group that is made one.
    private enum Home: Hashable {
        case person(ID<Person>)
        case group(Int)
    }

    /// The strongest partner of each record inside its own group.
    private static func strongest(_ findings: LinkFindings) -> [Int: LinkFindings.Pair] {
        var group: [Int: Int] = [:]
        for (number, cluster) in findings.clusters.enumerated() {
            for place in cluster { group[place] = number }
        }
        var best: [Int: LinkFindings.Pair] = [:]
        for pair in findings.pairs where group[pair.a] != nil && group[pair.a] == group[pair.b] {
            if best[pair.a] == nil { best[pair.a] = pair }
            if best[pair.b] == nil { best[pair.b] = pair }
        }
        return best
    }

    private mutating func place(
        _ cluster: [Int], _ number: Int, records: [SourceRecord], standing: [Int: RecordLink],
        sizes: [ID<Person>: (all: Int, confirmed: Int)], best: [Int: LinkFindings.Pair], findings: LinkFindings,
        homes: inout [Int: Home]
    ) {
        let fresh = cluster.filter { standing[$0] == nil }
        let counts = Dictionary(grouping: cluster.compactMap { standing[$0] }, by: \.person).mapValues(\.count)
        for place in cluster { if let link = standing[place] { homes[place] = .person(link.person) } }
        let known = Set(cluster.compactMap { place in Self.number(records[place]) }.filter { !$0.isEmpty })
        func placed(_ place: Int) -> Placed {
            let isSameNumber =
                Self.number(records[place]).map { number in
                    known.contains(number)
                        && cluster.contains { $0 != place && Self.number(records[$0]) == number }
                } ?? false
            return Placed(
                place: place, probability: best[place]?.probability, maker: isSameNumber ? .identity : .engine)
        }
        guard let keeper = counts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) })?.key else {
            if !fresh.isEmpty { steps.append(.make(fresh.map(placed))) }
            for place in fresh { homes[place] = .group(number) }
            return
        }
        var joining: [ID<Person>: [Placed]] = [:]
        for place in fresh {
            let partner = best[place].map { $0.a == place ? $0.b : $0.a }
            let person = partner.flatMap { standing[$0]?.person } ?? keeper
            joining[person, default: []].append(placed(place))
            homes[place] = .person(person)
        }
        for person in joining.keys.sorted() { steps.append(.join(person, joining[person] ?? [])) }
        for other in counts.keys.sorted() where other != keeper {
            let mine = Set(cluster.filter { standing[$0]?.person == other })
            let theirs = Set(cluster.filter { standing[$0]?.person == keeper })
            guard let pair = Self.strongest(between: mine, theirs, in: findings) else { continue }
            let size = sizes[other] ?? (0, 0)
            absorptions.append(
                Absorption(
                    from: other, into: keeper, isWhole: size.all == mine.count && size.confirmed == 0, pair: pair))
        }
    }

    /// An agency's number for somebody, where it gives one.
    private static func number(_ record: SourceRecord) -> String? {
        record.localRef.isEmpty ? nil : "\(record.agency)|\(record.localRef)"
    }

    private static func strongest(
        between left: Set<Int>, _ right: Set<Int>, in findings: LinkFindings
    ) -> LinkFindings.Pair? {
        findings.pairs.first { pair in
            (left.contains(pair.a) && right.contains(pair.b)) || (left.contains(pair.b) && right.contains(pair.a))
        }
    }

    /// One question for each two groups, the strongest; nothing that was answered or needs no answer.
    private mutating func ask(
        _ findings: LinkFindings, records: [SourceRecord], homes: [Int: Home], closed: ClosedPairs
    ) {
        var asked: Set<Set<Home>> = []
        var seen: Set<RecordPair> = []
        let between = findings.pairs.map {
            LinkFindings.Doubt(pair: $0, cause: .between, against: "")
        }
        for doubt in findings.doubts + between {
            let pair = doubt.pair
            let name = RecordPair(records[pair.a].id, records[pair.b].id)
            guard !closed.records.contains(name), let left = homes[pair.a], let right = homes[pair.b] else { continue }
            if case .person(let one) = left, case .person(let other) = right,
                closed.people.contains([one, other])
            {
                continue
            }
            let isInOne = left == right
            // Inside one group only a weak bridge is worth asking about; between two, one question is enough.
            guard isInOne == (doubt.cause == .bridge) || (doubt.cause == .change && !isInOne) else { continue }
            guard isInOne || asked.insert([left, right]).inserted, seen.insert(name).inserted else { continue }
            asks.append(Ask(pair: pair, cause: doubt.cause, against: doubt.against))
        }
    }
}

/// Pairs that were answered, or that are never to be linked.
struct ClosedPairs: Sendable {
    var records: Set<RecordPair> = []
    var people: Set<Set<ID<Person>>> = []
}

/// Two records whichever way round.
package struct RecordPair: Hashable, Sendable {
    package let left: ID<SourceRecord>
    package let right: ID<SourceRecord>

    package init(_ one: ID<SourceRecord>, _ other: ID<SourceRecord>) {
        left = min(one, other)
        right = max(one, other)
    }
}

/// Which questions first: near the threshold, with much hanging on them, about those most at risk.
enum Usefulness {
    /// - Parameters:
    ///   - probability: The engine's, that the two are one.
    ///   - threshold: The probability from which it would have linked.
    ///   - hanging: How many records would come together or stay apart with the answer.
    ///   - isAtRisk: Either young person's record carries a risk flag.
    /// - Returns: Larger comes first.
    static func score(probability: Double, threshold: Double, hanging: Int, isAtRisk: Bool) -> Double {
        let reach = max(threshold, 1 - threshold)
        let nearness = max(0, 1 - abs(probability - threshold) / reach)
        return nearness * (1 + log2(Double(1 + max(hanging, 0)))) * (isAtRisk ? 2 : 1)
    }
}
