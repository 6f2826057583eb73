import Governance
import Kernel
import Linkage
import People
import Storage
import Synchronization

/// Everybody with a record of our own, held ready in memory to be weighed against what somebody tells, by the model the
/// last linking run learnt.
///
/// It holds what a search of ours may compare and nothing from agencies' files, so that nobody is found by what an
/// agency alone knows. It is loaded when it is first asked for, on a thread of its own, and afterwards follows every
/// change of details. Nobody waits long for it: until it is there, the plain search serves alone.
package final class KnownPeople: Sendable {
    /// What stands ready.
    fileprivate struct Ready: Sendable {
        var index: LiveIndex
        let run: ID<LinkRun>
        let words: EvidenceWords
        let source: String
        /// When each was last changed, as held; an older description of somebody is passed over.
        var held: [ID<Person>: Int]
        var newest: Int
        var added = 0
    }

    private struct State {
        var ready: Ready?
        /// The run whose model is being loaded, or could not be used.
        var loading: ID<LinkRun>?
        var unusable: ID<LinkRun>?
    }

    private let state = Mutex(State())
    private let settings: LinkSettings

    package init(settings: LinkSettings) {
        self.settings = settings
    }

    /// More records than this are not held: the plain search serves alone.
    static let mostPeople = 400_000
    /// Changed details taken in at once; where there are more, everything is loaded anew in the background.
    static let mostChanges = 2_000
    /// How far back changes are looked for again: a change may be committed after a later one.
    static let overlap = 120_000

    /// Loads what is missing, waiting no longer than `patience` the first time, and takes in what has changed since.
    package func refresh(from database: any Database, patience: Duration = .seconds(2)) async throws {
        guard let run = try await database.read({ try $0.lastLearntRun() }) else { return }
        beginLoading(run, from: database)
        let end = ContinuousClock.now + patience
        while isWaited(for: run), ContinuousClock.now < end { try await Task.sleep(for: .milliseconds(10)) }
        try await catchUp(from: database, run)
    }

    /// Those who may be the one told of, likeliest first, and of `also` each with what the engine makes of it.
    ///
    /// - Returns: Nil where no model has been learnt, or nothing is loaded yet.
    func matches(_ query: LookedFor, also: [ID<Person>], most: Int) -> [KnownMatch]? {
        guard !query.isEmpty else { return nil }
        return state.withLock { state -> [KnownMatch]? in
            guard state.ready != nil else { return nil }
            return try? state.ready?.matches(query, also: also, most: most)
        }
    }

    // MARK: Loading

    private func isWaited(for run: ID<LinkRun>) -> Bool {
        state.withLock { $0.ready == nil && $0.loading == run }
    }

    private func beginLoading(_ run: ID<LinkRun>, from database: any Database, again: Bool = false) {
        let isNew = state.withLock { state in
            guard state.loading == nil, state.unusable != run, again || state.ready?.run != run else { return false }
            state.loading = run
            return true
        }
        guard isNew else { return }
        Task.detached { [self] in
            do {
                let loaded = try await load(run, from: database)
                end(run, loaded)
            } catch is LinkageError {
                end(run, nil)
            } catch {
                // The database would not answer: the next who asks tries again.
                state.withLock { $0.loading = nil }
            }
        }
    }

    private func end(_ run: ID<LinkRun>, _ loaded: Ready?) {
        state.withLock { state in
            state.loading = nil
            if let loaded { state.ready = loaded } else { state.unusable = run }
        }
    }

    /// Reads everybody in pages and builds the index on a thread of its own; nil where there is no use of it.
    private func load(_ run: ID<LinkRun>, from database: any Database) async throws -> Ready? {
        let (known, own) = try await database.read { tx in (try tx.model(of: run), try tx.ownAgency()) }
        guard let model = known else { return nil }
        let (settings, source) = (settings, own?.text ?? "")
        var builder = try TableBuilder(spec: LinkageRun.spec(settings, onePerPerson: [], threads: 1))
        var held: [ID<Person>: Int] = [:]
        var newest = 0
        var last: ID<Person>?
        while true {
            let from = last
            let page = try await database.read { try $0.identities(after: from, most: Linking.page) }
            guard let end = page.last else { break }
            last = end.person.id
            for one in page where Mirror.isComparable(one.person) {
                builder.append(id: one.key, source: source, values: one.values)
                held[one.person.id] = one.changedAt
                newest = max(newest, one.changedAt)
            }
            if held.count > Self.mostPeople { return nil }
        }
        let (table, finalHeld, finalNewest) = (try builder.build(), held, newest)
        return try await onOwnThread("known people") {
            Ready(
                index: try LiveIndex(eachAlone: table, model: model), run: run,
                words: EvidenceWords(model, settings: settings), source: source, held: finalHeld, newest: finalNewest)
        }
    }

    // MARK: Keeping up

    private func catchUp(from database: any Database, _ run: ID<LinkRun>) async throws {
        guard let since = state.withLock({ $0.ready?.newest }) else { return }
        let changed = try await database.read {
            try $0.changedPeople(since: since - Self.overlap, most: Self.mostChanges)
        }
        let late = state.withLock { state in
            changed.filter { state.ready?.held[$0.person] != $0.at }.map(\.person)
        }
        guard !late.isEmpty else { return }
        let people = try await database.read { try $0.identities(of: late) }
        let isFull = state.withLock { state in
            state.ready?.take(people)
            return changed.count == Self.mostChanges || (state.ready?.added ?? 0) > 10 * Self.mostChanges
        }
        if isFull { beginLoading(run, from: database, again: true) }
    }
}

extension KnownPeople.Ready {
    /// Takes in descriptions that are newer than those held.
    fileprivate mutating func take(_ people: [PersonIdentity]) {
        for one in people where held[one.person.id] != one.changedAt {
            held[one.person.id] = one.changedAt
            newest = max(newest, one.changedAt)
            added += 1
            guard Mirror.isComparable(one.person) else { continue }
            try? index.keep(id: one.key, source: source, values: one.values)
        }
    }

    fileprivate mutating func matches(
        _ query: LookedFor, also: [ID<Person>], most: Int
    ) throws(LinkageError) -> [KnownMatch] {
        var found = try index.matches(source: source, values: query.values, from: words.askFrom, most: most)
            .filter { isHeld($0.id) }
        let others = Set(also.compactMap(key)).subtracting(found.map(\.id)).sorted()
        found += try index.weigh(source: source, values: query.values, against: others)
        // Where the homes compare as anything but the same postcode, it is weighed without them too.
        let telling = found.filter { ![nil, .missing, .postcode].contains(words.home($0.explanation)) }.map(\.id)
        let without = try Dictionary(
            index.weigh(source: source, values: query.valuesWithoutHome, against: telling).map { ($0.id, $0) },
            uniquingKeysWith: { first, _ in first })
        return found.compactMap { match in
            guard let person = Self.person(match.id) else { return nil }
            let whole = words.evidence(match.explanation)
            return KnownMatch(
                person: person, weight: match.explanation.weight, askFrom: words.askFrom, whole: whole,
                withoutHome: without[match.id].map { words.evidence($0.explanation) } ?? whole)
        }.sorted { ($1.weight, $0.person) < ($0.weight, $1.person) }
    }

    /// The name somebody's description goes by in the index as it is held; nil where none is.
    private func key(_ person: ID<Person>) -> String? { held[person].map { PersonIdentity.key(person, $0) } }

    private func isHeld(_ key: String) -> Bool { Self.person(key).flatMap(self.key) == key }

    private static func person(_ key: String) -> ID<Person>? { ID(key.prefix { $0 != "@" }) }
}

extension PersonIdentity {
    /// A person and the moment of the description: a changed one is another record of the index.
    fileprivate var key: String { Self.key(person.id, changedAt) }

    fileprivate static func key(_ person: ID<Person>, _ changedAt: Int) -> String { "\(person)@\(changedAt)" }

    /// By the engine's names for its fields, as our own records are compared in every linking run.
    fileprivate var values: [String: String] { Mirror.values(of: person) }
}
