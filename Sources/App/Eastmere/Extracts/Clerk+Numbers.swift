import Kernel

extension Extracts.Clerk {
    func numbers(_ meeting: Meeting, _ dice: inout Dice, _ record: inout Extracts.Recorded) {
        let (household, person) = (meeting.household, meeting.person)
        let twin = meeting.young.twin
        if !dice.happens(rates.upnMissing), meeting.young.age(on: world.today) >= 3 {
            record.upn = upn(meeting, twin, &dice, &record)
        }
        if !dice.happens(rates.nhsMissing) {
            if let twin, dice.happens(rates.nhsTwin) {
                record.errors.append("nhs_twin")
                record.nhs = plan.nhs(twin, of: household)
            } else {
                record.nhs = plan.nhs(meeting.member, of: household)
                if dice.happens(rates.nhsTypo) {
                    record.errors.append("nhs_typo")
                    record.nhs = "999" + Extracts.Slip.digit(String(record.nhs.dropFirst(3)), &dice)
                }
            }
        }
        if !dice.happens(rates.pncMissing) {
            var own = world.dice(.police, person: person, episode: 0, part: "pnc")
            let year = max(Day(number: meeting.young.born).year + 10, world.wish.day.year - own.number(0...4))
            record.pnc = plan.numbers.pnc(person: person, year: min(world.wish.day.year, year))
        }
        record.local = local(meeting)
    }

    private func upn(
        _ meeting: Meeting, _ twin: Int?, _ dice: inout Dice, _ record: inout Extracts.Recorded
    ) -> String {
        if dice.happens(rates.upnTemporary) {
            record.errors.append("upn_temporary")
            let school = world.schools.all[dice.number(0...world.schools.all.count - 1)]
            return plan.numbers.temporaryUPN(
                establishment: school.establishment, year: world.wish.day.year - dice.number(0...3), &dice)
        }
        if let twin, dice.happens(rates.upnTwin) {
            record.errors.append("upn_twin")
            return plan.upn(twin, of: meeting.household)
        }
        let upn = plan.upn(meeting.member, of: meeting.household)
        guard dice.happens(rates.upnTypo) else { return upn }
        record.errors.append("upn_typo")
        return Extracts.Slip.digit(upn, &dice)
    }

    /// The agency's own number; a second one for some, and for a pupil at a second school.
    private func local(_ meeting: Meeting) -> String {
        var dice = world.dice(agency, person: meeting.person, episode: 0, part: "local")
        let isAgain = dice.happens(rates.localAgain) && meeting.episode > 0 && meeting.episode % 2 == 1
        let turn = agency == .schools ? meeting.episode : isAgain ? 1 : 0
        let number = plan.numbers.local(agency, person: meeting.person, turn: turn)
        return switch agency {
        case .schools, .care: String(number)
        case .police: "N\(number)"
        case .justice: "Y\(number)"
        // An attendance has a number, and the person attending none.
        case .hospital: ""
        }
    }
}
