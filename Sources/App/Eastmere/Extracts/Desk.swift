import Kernel

extension Extracts {
    /// A row as it goes into the agency's file, beside the truth about it.
    struct Entry: Sendable {
        let cells: [String]
        let record: Recorded
        let person: Int
        let household: Int
        let twin: Int?
        let group: String
        let isInCare: Bool
    }

    /// Writes one agency's rows.
    struct Desk {
        let agency: Agency
        let plan: Plan
        let clerk: Clerk

        var world: World { plan.world }

        init(_ agency: Agency, _ plan: Plan) {
            self.agency = agency
            self.plan = plan
            clerk = Clerk(agency, plan)
        }

        func entry(for row: Survey.Row, line: Int) -> Entry {
            let household = plan.household(Int(row.household))
            let member = Int(row.member)
            let (group, names) = plan.naming.names(of: household)
            let young = household.people[member]
            let person = household.first + member
            var dice = world.dice(agency, person: person, episode: Int(row.episode), part: "row")
            let minute = world.minute(agency, young, &dice)
            let meeting = Clerk.Meeting(
                household: household, member: member, names: names, customs: plan.naming.customs(group),
                episode: Int(row.episode), day: minute / 1440)
            let record = clerk.record(meeting)
            return Entry(
                cells: cells(record, meeting, minute: minute, line: line, &dice), record: record, person: person,
                household: household.number, twin: young.twin.map { household.first + $0 },
                group: plan.naming.key(group), isInCare: young.isInCare)
        }

        private func cells(
            _ record: Recorded, _ meeting: Clerk.Meeting, minute: Int, line: Int, _ dice: inout Dice
        ) -> [String] {
            switch agency {
            case .schools: roll(record, meeting, &dice)
            case .care: episode(record, meeting, day: minute / 1440, &dice)
            case .police: custody(record, minute: minute, line: line, &dice)
            case .justice: order(record, day: minute / 1440, &dice)
            case .hospital: attendance(record, minute: minute, line: line, &dice)
            }
        }
    }
}
