import Kernel

extension Extracts {
    /// One person as one agency has them down.
    struct Recorded: Sendable {
        var forename = ""
        var middle = ""
        var surname = ""
        var alsoKnownAs = ""
        /// Nil when it was left out, or written as no day there is.
        var born: Day?
        var bornText = ""
        /// Empty when it was left out.
        var sex = ""
        var address = ""
        var postcode = ""
        var upn = ""
        var nhs = ""
        var pnc = ""
        var local = ""
        var ethnicity = ""
        /// What went wrong, in a few words, for the truth.
        var errors: [String] = []
    }

    /// Takes people down as one agency does.
    struct Clerk: Sendable {
        let agency: Agency
        let style: Style
        let plan: Plan

        var rates: Rates { style.rates }
        var world: World { plan.world }
        var lists: NameLists { plan.world.material.names }

        init(_ agency: Agency, _ plan: Plan) {
            self.agency = agency
            self.plan = plan
            style = plan.world.material.agencies.style(of: agency)
        }

        /// Somebody on one of the agency's days, with what is known of their home.
        struct Meeting {
            let household: Household
            let member: Int
            let names: [Named]
            let customs: Customs
            let episode: Int
            /// Days since 1 January 1970.
            let day: Int

            var young: Young { household.people[member] }
            var named: Named { names[member] }
            var person: Int { household.first + member }
        }

        func record(_ meeting: Meeting) -> Recorded {
            let person = meeting.person
            // Most rows are copied from the first; some are taken down afresh.
            var chance = world.dice(agency, person: person, episode: meeting.episode, part: "afresh")
            let isFresh = chance.happens(rates.enteredAgain)
            var dice = world.dice(agency, person: person, episode: isFresh ? meeting.episode : 0, part: "clerk")
            var record = Recorded()
            let stated = sibling(of: meeting, &dice, &record) ?? meeting.member
            name(meeting, stated: stated, &dice, &record)
            birth(meeting, stated: stated, &dice, &record)
            sex(meeting.young, &dice, &record)
            home(meeting, &dice, &record)
            numbers(meeting, &dice, &record)
            if !dice.happens(rates.ethnicityMissing) { record.ethnicity = meeting.named.ethnicity }
            finish(&chance, &record)
            return record
        }

        /// In custody some give a brother's or sister's name and birthday.
        private func sibling(of meeting: Meeting, _ dice: inout Dice, _ record: inout Recorded) -> Int? {
            guard dice.happens(rates.sibling) else { return nil }
            let others = meeting.household.people.indices.filter {
                $0 != meeting.member && meeting.household.people[$0].isBoy == meeting.young.isBoy
            }
            guard !others.isEmpty else { return nil }
            record.errors.append("sibling")
            return dice.pick(others)
        }

        private func sex(_ young: Young, _ dice: inout Dice, _ record: inout Recorded) {
            let chance = dice.share()
            if chance < rates.sexMissing {
                record.errors.append("sex_missing")
            } else if chance < rates.sexMissing + rates.sexWrong {
                record.errors.append("sex_wrong")
                record.sex = young.isBoy ? "F" : "M"
            } else {
                record.sex = young.isBoy ? "M" : "F"
            }
        }

        /// Capitals, small letters and stray spaces, as they fall on each row.
        private func finish(_ dice: inout Dice, _ record: inout Recorded) {
            let chance = dice.share()
            if chance < rates.upperCase {
                record.forename = record.forename.uppercased()
                record.middle = record.middle.uppercased()
                record.surname = record.surname.uppercased()
                record.alsoKnownAs = record.alsoKnownAs.uppercased()
                if rates.upperCase > 0.5 { record.address = record.address.uppercased() }
            } else if chance < rates.upperCase + rates.lowerCase {
                record.forename = record.forename.lowercased()
                record.surname = record.surname.lowercased()
            }
            if dice.happens(rates.straySpace) {
                if dice.happens(0.5) { record.forename += " " } else { record.surname = " " + record.surname }
            }
            if dice.happens(rates.straySpace), let gap = record.postcode.firstIndex(of: " ") {
                record.postcode.remove(at: gap)
            }
        }
    }
}
