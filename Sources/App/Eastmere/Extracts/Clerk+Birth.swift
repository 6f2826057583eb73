import Kernel

extension Extracts.Clerk {
    func birth(_ meeting: Meeting, stated: Int, _ dice: inout Dice, _ record: inout Extracts.Recorded) {
        let day = Day(number: meeting.household.people[stated].born)
        let style = dice.happens(rates.otherDay) ? dice.pick(self.style.otherDays) : self.style.days
        var rest = dice.share()
        func falls(_ rate: Double) -> Bool {
            rest -= rate
            return rest < 0
        }
        var written = day
        if falls(rates.birthMissing) {
            record.errors.append("birth_missing")
            return
        } else if falls(rates.birthImpossible) {
            record.errors.append("birth_impossible")
            record.bornText = style == .iso ? "1900-01-00" : "00/00/\(day.year)"
            return
        } else if falls(rates.birthNewYear * meeting.customs.newYear) {
            let year = day.year + (dice.happens(0.3) ? dice.number(-1...1) : 0)
            written = Day(year: year, month: 1, day: 1) ?? day
            note(written != day, "birth_new_year", &record)
        } else if falls(rates.birthSwapped) {
            written = Day(year: day.year, month: day.day, day: day.month) ?? day
            note(written != day, "birth_swapped", &record)
        } else if falls(rates.birthYearOff) {
            written = Day(year: day.year + (dice.happens(0.5) ? 1 : -1), month: day.month, day: day.day) ?? day
            note(written != day, "birth_year", &record)
        } else if falls(rates.birthDigit) {
            written = slipped(day, &dice)
            note(written != day, "birth_digit", &record)
        }
        record.born = written
        record.bornText = style.text(written)
    }

    private func note(_ isSo: Bool, _ error: String, _ record: inout Extracts.Recorded) {
        if isSo { record.errors.append(error) }
    }

    /// One digit wrong, or two changed over, in a way that still makes a day.
    private func slipped(_ day: Day, _ dice: inout Dice) -> Day {
        for _ in 0..<12 {
            let text = day.description
            var signs = Array(text)
            let place = dice.pick([2, 3, 5, 6, 8, 8, 9, 9])
            if dice.happens(0.3), place == 8 || place == 5 {
                signs.swapAt(place, place + 1)
            } else {
                signs[place] = Character(String(dice.number(0...9)))
            }
            if let other = Day(String(signs)), other != day, other.number < world.today,
                abs(other.year - day.year) <= 10
            {
                return other
            }
        }
        return day
    }
}
