import Foundation
import Kernel

extension Extracts.Clerk {
    func home(_ meeting: Meeting, _ dice: inout Dice, _ record: inout Extracts.Recorded) {
        let (household, young) = (meeting.household, meeting.young)
        var dwelling = household.dwelling(of: young, on: meeting.day)
        if dice.happens(rates.addressOld), let former = household.formerDwelling(of: young), former != dwelling {
            record.errors.append("address_old")
            dwelling = former
        } else if dice.happens(rates.otherHome), let other = household.other, young.own == nil {
            record.errors.append("other_home")
            dwelling = other
        }
        let address = world.dwellings.address(dwelling)
        let form = style.addressForms.draw(&dice)
        record.address = written(address, form)
        record.postcode = address.postcode
        if dice.happens(rates.addressTypo) { record.address = Extracts.Slip.typo(record.address, &dice) }
        let isMissing = dice.share()
        if isMissing < rates.noFixedHome {
            record.errors.append("no_fixed_home")
            (record.address, record.postcode) = ("No fixed address", "")
            return
        }
        if isMissing < rates.noFixedHome + rates.addressMissing {
            record.errors.append("address_missing")
            record.address = ""
        }
        postcode(&dice, &record)
    }

    private func postcode(_ dice: inout Dice, _ record: inout Extracts.Recorded) {
        let chance = dice.share()
        if chance < rates.postcodeMissing {
            record.errors.append("postcode_missing")
            record.postcode = ""
        } else if chance < rates.postcodeMissing + rates.postcodePartial {
            record.errors.append("postcode_partial")
            let district = record.postcode.prefix { $0 != " " }
            record.postcode = dice.happens(0.6) ? String(district) : String(record.postcode.prefix(district.count + 2))
        } else if chance < rates.postcodeMissing + rates.postcodePartial + rates.postcodeTypo {
            record.errors.append("postcode_typo")
            record.postcode = slipped(record.postcode, &dice)
        }
    }

    /// A wrong letter or digit in the last three signs, or a letter O for a nought; the area stays Eastmere's.
    private func slipped(_ postcode: String, _ dice: inout Dice) -> String {
        var signs = Array(postcode)
        guard signs.count > 4 else { return postcode }
        let place = signs.count - dice.number(1...3)
        if signs[place].isNumber {
            return String(signs[..<place]) + Extracts.Slip.digit(String(signs[place...]), &dice)
        }
        if place == signs.count - 2, dice.happens(0.3) {
            signs.swapAt(place, place + 1)
        } else {
            let letters = Array("ABDEFGHJLNPQRSTUWXYZ").filter { $0 != signs[place] }
            signs[place] = dice.pick(letters)
        }
        return String(signs)
    }

    /// "Flat 3, 12 Heron Rise", "3/12 Heron Rise" or "12 Flat 3 Heron Rise"; streets in full or short.
    private func written(_ address: Extracts.Address, _ form: String) -> String {
        let town = world.material.town
        let kind = form == "short" ? town.short[address.kind] ?? address.kind : address.kind
        let street = "\(address.street) \(kind)"
        guard let flat = address.flat else {
            return form == "town" ? "\(address.number) \(street), \(address.town)" : "\(address.number) \(street)"
        }
        return switch form {
        case "slashed": "\(flat)/\(address.number) \(street)"
        case "trailing": "\(address.number) Flat \(flat) \(street)"
        case "town": "Flat \(flat), \(address.number) \(street), \(address.town)"
        case "short": "Flat \(flat) \(address.number) \(street)"
        default: "Flat \(flat), \(address.number) \(street)"
        }
    }
}
