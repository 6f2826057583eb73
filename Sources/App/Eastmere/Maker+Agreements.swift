import Governance
import Kernel
import Storage

extension Maker {
    /// The agreements under which the town's agencies share, and one attempt under the pilot's that had ended.
    func writeAgreements(into ledger: inout Ledger) async throws {
        let (staff, wish, before) = (staff, wish, ledger)
        ledger = try await database.write { tx in
            var ledger = before
            var dice = Dice(seed: wish.seed, part: "agreements")
            try Chance.seeded(dice.seed()) {
                for accord in Accords.shipped.agreements {
                    let versions = Accords.shipped.versions(
                        of: accord, staff: staff, by: staff["privacy"], now: wish.now, id: dice.id())
                    for version in versions {
                        try version.version == 1 ? tx.insert(version) : tx.append(version)
                        let verb = version.version == 1 ? "added" : "amended"
                        ledger.note(
                            .manageAgreements, by: staff["privacy"], on: "",
                            "\(verb) \(version.reference), version \(version.version)", at: version.recordedAt, &dice)
                    }
                }
                try tryPilot(in: tx, &ledger, &dice)
            }
            return ledger
        }
    }

    /// Somebody named the pilot's agreement for a police file, twice: both were refused.
    private func tryPilot(in tx: Transaction, _ ledger: inout Ledger, _ dice: inout Dice) throws {
        let police = staff.agency("police")
        for (days, minutes) in [(5, 40), (5, 43)] {
            let at = wish.now.adding(minutes: -minutes, days: -days)
            let verdict = try tx.sharing(on: at.day).covers(.police, from: police.id, to: nil, under: "ISA-000")
            try tx.use(verdict, for: .import, .police, from: police.id, to: nil, items: 0, at: at)
            ledger.note(
                .importFiles, by: staff["morgan"], on: "", "police-custody, \(verdict.auditWords)", .refused, at: at,
                &dice)
        }
    }
}
