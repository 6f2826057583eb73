import Foundation
import Kernel

extension Extracts.Clerk {
    func name(
        _ meeting: Meeting, stated: Int, _ dice: inout Dice, _ record: inout Extracts.Recorded
    ) {
        let named = meeting.names[stated]
        first(named, &dice, &record)
        shorten(named, &dice, &record)
        record.surname = surname(named, meeting.customs, &dice, &record)
        record.surname = misspelt(record.surname, "surname", rates.typoSurname, rates.spelling / 2, &dice, &record)
        if dice.happens(rates.swapped * meeting.customs.swapped) {
            record.errors.append("swapped")
            (record.forename, record.surname) = (record.surname, record.forename)
        }
        if rates.middleGiven == 0 {
            record.middle = ""
        } else if dice.happens(rates.middleInitial) {
            record.middle = String(record.middle.prefix(1))
        } else if !dice.happens(rates.middleGiven), record.forename != named.honorific {
            record.middle = ""
        }
        plainSigns(named, &dice, &record)
    }

    /// Which of their first names stands first.
    private func first(_ named: Extracts.Named, _ dice: inout Dice, _ record: inout Extracts.Recorded) {
        (record.forename, record.middle) = (named.forename, named.middle)
        if !named.honorific.isEmpty {
            let chance = dice.share()
            if chance < rates.honorificDropped {
                record.errors.append("honorific_dropped")
            } else if chance < rates.honorificDropped + rates.honorificAlone {
                record.errors.append("honorific_alone")
                (record.forename, record.middle) = (named.honorific, named.forename)
            } else {
                record.forename = "\(named.honorific) \(named.forename)"
            }
        }
        if !named.english.isEmpty, dice.happens(rates.englishName) {
            record.errors.append("english_name")
            (record.forename, record.middle) = (named.english, named.forename)
        } else if !record.middle.isEmpty, named.honorific.isEmpty, dice.happens(rates.middleFirst) {
            record.errors.append("middle_first")
            (record.forename, record.middle) = (record.middle, record.forename)
        }
    }

    /// Short names, other names, other spellings and slips of the finger.
    private func shorten(_ named: Extracts.Named, _ dice: inout Dice, _ record: inout Extracts.Recorded) {
        let short = lists.nicknames(of: named.forename)
        if dice.happens(rates.alias) {
            record.errors.append("alias")
            record.alsoKnownAs = record.forename
            record.forename = dice.happens(0.6) ? dice.pick(lists.street) : lists.groups[0].he.draw(&dice)
        } else if !short.isEmpty, dice.happens(rates.nickname) {
            record.errors.append("nickname")
            record.forename = dice.pick(short)
        } else {
            record.forename = misspelt(
                record.forename, "forename", rates.typoForename, rates.spelling, &dice, &record)
            if !short.isEmpty, dice.happens(rates.shortKnown) { record.alsoKnownAs = dice.pick(short) }
        }
    }

    private func surname(
        _ named: Extracts.Named, _ customs: Extracts.Customs, _ dice: inout Dice, _ record: inout Extracts.Recorded
    ) -> String {
        if let dual = named.dual, dice.happens(rates.dualChanged) {
            record.errors.append("dual")
            switch dice.share() {
            case ..<0.34: return dual.first
            case ..<0.58: return dual.second
            case ..<0.80: return "\(dual.first) \(dual.second)"
            case ..<0.92: return "\(dual.second)-\(dual.first)"
            default: return dual.first + dual.second.lowercased()
            }
        }
        guard named.others.count == 2 else { return named.surname }
        let isPatronymic = named.others[0] == named.others[1]
        if dice.happens(isPatronymic ? customs.patronymUsed ?? 0 : rates.stepName) {
            guard named.others[0] != named.surname else { return named.surname }
            record.errors.append(isPatronymic ? "fathers_name" : "step_name")
            if rates.alsoKnownAs > 0, dice.happens(rates.alsoKnownAs) { record.alsoKnownAs = named.surname }
            return named.others[0]
        }
        if dice.happens(rates.otherName), named.others[1] != named.surname {
            record.errors.append("mothers_name")
            if rates.alsoKnownAs > 0, dice.happens(rates.alsoKnownAs) { record.alsoKnownAs = named.surname }
            return named.others[1]
        }
        return named.surname
    }

    /// Another spelling of the same name, or a slip.
    private func misspelt(
        _ name: String, _ which: String, _ typo: Double, _ spelling: Double, _ dice: inout Dice,
        _ record: inout Extracts.Recorded
    ) -> String {
        if dice.happens(spelling) {
            let others = lists.spellings(of: name)
            if !others.isEmpty {
                record.errors.append("spelling_\(which)")
                // The usual spellings come first.
                return others[min(dice.number(0...others.count - 1), dice.number(0...others.count - 1))]
            }
        }
        if dice.happens(typo) {
            record.errors.append("typo_\(which)")
            return Extracts.Slip.typo(name, &dice)
        }
        return name
    }

    /// Accents, hyphens and apostrophes, as far as the agency's keyboard has them.
    private func plainSigns(_ named: Extracts.Named, _ dice: inout Dice, _ record: inout Extracts.Recorded) {
        if named.writesAccents, dice.happens(rates.accentsKept) {
            record.forename = lists.accents[record.forename] ?? record.forename
            record.surname = lists.accents[record.surname] ?? record.surname
        }
        if record.surname.utf8.contains(UInt8(ascii: "'")), dice.happens(rates.apostropheLost) {
            let mark = dice.happens(0.4) ? " " : ""
            record.surname = record.surname.replacingOccurrences(of: "'", with: mark)
        }
        if record.surname.utf8.contains(UInt8(ascii: "-")), dice.happens(rates.hyphenLost) {
            record.surname = record.surname.replacingOccurrences(of: "-", with: " ")
        }
        if record.forename.utf8.contains(UInt8(ascii: "-")), dice.happens(rates.hyphenLost * 1.5) {
            record.errors.append("forename_hyphen")
            let mark = dice.share()
            record.forename =
                mark < 0.5
                ? record.forename.replacingOccurrences(of: "-", with: " ")
                : String(record.forename.prefix { $0 != "-" })
        }
    }
}
