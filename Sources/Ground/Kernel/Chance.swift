import Synchronization

/// Where fresh identifiers take their chance from: the system, unless work is done under a seed.
///
/// Only a demonstration or a test works under one. It reaches no further than the closure and its thread.
package enum Chance {
    private final class Seeded: Sendable {
        let source: Mutex<SplitMix>

        init(_ seed: UInt64) {
            source = Mutex(SplitMix(seed: seed))
        }
    }

    private static let current = TaskLocal<Seeded?>(wrappedValue: nil)

    /// Does `work` with identifiers that come out the same for the same seed.
    package static func seeded<Result>(_ seed: UInt64, _ work: () throws -> Result) rethrows -> Result {
        try current.withValue(Seeded(seed)) { try work() }
    }

    /// A fresh identifier, under the seed if there is one.
    static func identifier<Subject>() -> ID<Subject> {
        guard let seeded = current.get() else {
            var system = SystemRandomNumberGenerator()
            return ID.make(using: &system)
        }
        return seeded.source.withLock { ID.make(using: &$0) }
    }
}
