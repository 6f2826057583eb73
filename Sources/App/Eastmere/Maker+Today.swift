import FrontDoor
import Governance
import Kernel
import People
import Storage

extension Maker {
    /// Today's list, what was decided this morning, and what waits at the desk.
    func writeToday(into ledger: inout Ledger) async throws {
        let (staff, wish, before) = (staff, wish, ledger)
        ledger = try await database.write { tx in
            var ledger = before
            var dice = Dice(seed: wish.seed, part: "today")
            try Chance.seeded(dice.seed()) {
                var morning = Morning(staff: staff, now: wish.now, dice: dice)
                try morning.write(Today.shipped, in: tx, into: &ledger)
            }
            return ledger
        }
    }
}
