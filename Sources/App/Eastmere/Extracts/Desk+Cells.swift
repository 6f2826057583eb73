import Kernel

extension Extracts.Desk {
    private var codes: Extracts.Codes { world.material.agencies.codes }
    private var days: Extracts.DayStyle { clerk.style.days }

    /// A pupil on a school's roll.
    func roll(_ record: Extracts.Recorded, _ meeting: Extracts.Clerk.Meeting, _ dice: inout Dice) -> [String] {
        let young = meeting.young
        let year = Extracts.Schools.year(born: young.born, on: world.today)
        let intake = world.intake(of: young, in: meeting.household)
        // The second row of a pupil is at a school they were at before, or are at for part of the week.
        let home = meeting.household.number + meeting.episode
        let school = world.schools.school(year: year, primary: intake.school, home: home, &dice)
        let isOften = dice.happens(0.78)
        let tenths = isOften ? dice.number(900...1000) : dice.number(320...930)
        return [
            record.local, record.upn, record.surname, record.forename, record.middle, record.bornText, record.sex,
            record.address, record.postcode, String(school.urn), school.name, yearGroup(year),
            "\(tenths / 10).\(tenths % 10)", days.text(world.wish.day),
        ]
    }

    /// A time social care worked with a child.
    func episode(
        _ record: Extracts.Recorded, _ meeting: Extracts.Clerk.Meeting, day: Int, _ dice: inout Dice
    ) -> [String] {
        let isLookedAfter = meeting.young.isInCare && meeting.episode == 0
        let status = isLookedAfter ? "Child looked after" : codes.careStatuses.draw(&dice)
        let need = codes.primaryNeeds.draw(&dice)
        var factors: [String] = []
        for _ in 0..<dice.number(0...3) {
            let factor = codes.careFactors.draw(&dice)
            if !factors.contains(factor) { factors.append(factor) }
        }
        let sex = record.sex == "M" ? "1" : record.sex == "F" ? "2" : "9"
        return [
            record.local, record.upn, record.nhs, record.surname, record.forename, record.alsoKnownAs, record.bornText,
            sex, record.ethnicity, record.address, record.postcode, status, need, factors.joined(separator: ";"),
            days.text(Day(number: day)), end(after: day, atMost: 420, &dice),
        ]
    }

    /// A time somebody was brought into custody.
    func custody(_ record: Extracts.Recorded, minute: Int, line: Int, _ dice: inout Dice) -> [String] {
        let sex = record.sex == "M" ? "Male" : record.sex == "F" ? "Female" : "Unknown"
        let offence = codes.offences.draw(&dice)
        let hasKnife = offence == "Possession of weapons" ? dice.happens(0.8) : dice.happens(0.05)
        return [
            "EC\(Extracts.Numbers.padded(line, to: 7))", record.local, record.pnc, record.surname, record.forename,
            record.middle, record.alsoKnownAs, record.bornText, sex, record.address, record.postcode,
            "\(days.text(Day(number: minute / 1440))) \(clock(minute))", offence, codes.custodyRoles.draw(&dice),
            hasKnife ? "Y" : "N", codes.custodyDisposals.draw(&dice),
        ]
    }

    /// A time youth justice worked with somebody.
    func order(_ record: Extracts.Recorded, day: Int, _ dice: inout Dice) -> [String] {
        [
            record.local, record.pnc, record.nhs, record.surname, record.forename, record.bornText, record.sex,
            record.ethnicity, record.address, record.postcode, codes.justiceDisposals.draw(&dice),
            days.text(Day(number: day)), end(after: day, atMost: 365, &dice),
        ]
    }

    /// A visit to the emergency department.
    func attendance(_ record: Extracts.Recorded, minute: Int, line: Int, _ dice: inout Dice) -> [String] {
        let complaint = codes.complaints.draw(&dice)
        let isAssault = codes.assaultComplaints.contains(complaint)
        let sex = record.sex == "M" ? "1" : record.sex == "F" ? "2" : "9"
        return [
            "A\(Extracts.Numbers.padded(line, to: 8))", record.nhs, record.surname, record.forename, record.bornText,
            sex, record.address, record.postcode, "\(days.text(Day(number: minute / 1440))) \(clock(minute))",
            complaint, isAssault ? codes.assaultMethods.draw(&dice) : "",
            isAssault ? codes.locations.draw(&dice) : "", codes.hospitalDisposals.draw(&dice),
        ]
    }

    private func yearGroup(_ year: Int) -> String {
        year >= 1 ? String(min(14, year)) : codes.yearGroups[max(0, min(1, year + 1))]
    }

    private func end(after day: Int, atMost longest: Int, _ dice: inout Dice) -> String {
        let end = day + dice.number(20...longest)
        return end < world.today ? days.text(Day(number: end)) : ""
    }

    private func clock(_ minute: Int) -> String {
        "\(Extracts.two(minute / 60 % 24)):\(Extracts.two(minute % 60))"
    }
}
