import FrontDoor
import Governance
import Kernel
import People
import Storage

extension Maker {
    /// Today's list, what was decided this morning, and what waits at the desk.
    ///
    /// - Parameters:
    ///   - lately: Young people decided about in the last weeks, the latest last.
    ///   - ledger: Takes what workers did.
    /// - Throws: `StorageError` when the database cannot take it.
    func writeToday(_ lately: [ID<Person>], into ledger: inout Ledger) async throws {
        let (staff, library, wish, before) = (staff, library, wish, ledger)
        ledger = try await database.write { tx in
            var ledger = before
            var dice = Dice(seed: wish.seed, part: "today")
            try Chance.seeded(dice.seed()) {
                var morning = Morning(
                    staff: staff, library: library, now: wish.now, seed: wish.seed, dice: dice)
                try morning.write(Today.shipped, in: tx, into: &ledger)
                var watch = Watch(staff: staff, now: wish.now, dice: Dice(seed: wish.seed, part: "watch"))
                try watch.write(lately, in: tx, into: &ledger)
            }
            return ledger
        }
    }
}
