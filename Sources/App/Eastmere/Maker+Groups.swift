import Governance
import Kernel
import Storage
import SupportWork

extension Maker {
    /// What providers hold each week, with their registers: some come with support, most just come.
    ///
    /// - Throws: `StorageError` when the database cannot take it.
    func writeGroups() async throws {
        let (staff, words, wish) = (staff, library.gathering, wish)
        try await database.write { tx in
            var dice = Dice(seed: wish.seed, part: "groups")
            for one in words.groups {
                let givers = staff.everyone.filter {
                    $0.role == .provider && !$0.isDisabled && $0.agency.kind == .voluntary
                }
                guard !givers.isEmpty, let kind = GroupKind(rawValue: one.kind) else { continue }
                let giver = dice.pick(givers)
                let group = Group(
                    id: dice.id(), agency: giver.agency.id, kind: kind, name: one.name, place: one.place,
                    hours: one.hours)
                let began = wish.now.adding(days: -84)
                try tx.insert(group, by: giver.id, at: began)
                let supports = try tx.openSupports(of: giver.agency.id).filter { $0.support.status == .active }
                let referred = dice.some(3, of: supports).map(\.support.id)
                for (place, called) in dice.some(14, of: words.called).enumerated() {
                    try tx.join(
                        dice.id(), called: called, with: place < referred.count ? referred[place] : nil,
                        in: group.id, since: began.day, by: giver.id)
                }
                let register = try tx.register(of: group.id)
                for week in stride(from: 77, through: 7, by: -7) {
                    let day = wish.now.day.adding(days: -week)
                    let at = London.instant(day, hour: 18, minute: 0)
                    let came = register.filter { _ in dice.happens(0.6) }
                    try Chance.seeded(dice.seed()) {
                        try tx.keep(
                            GroupSessionForm(
                                at: at, minutes: 150, place: one.place, ranBy: "\(giver.name), and two volunteers",
                                others: dice.number(2...9), notes: dice.pick(words.evenings), came: came),
                            of: group, by: giver.id, at: at.adding(minutes: 170))
                    }
                }
            }
        }
    }
}

/// What the demonstration's groups are called, who comes, and how evenings were.
struct GroupWords: Decodable, Sendable {
    struct One: Decodable, Sendable {
        let kind: String
        let name: String
        let place: String
        let hours: String
    }

    let groups: [One]
    let called: [String]
    let evenings: [String]
}
