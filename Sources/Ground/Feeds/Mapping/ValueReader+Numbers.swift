import Kernel

/// Numbers people are known by, and postcodes: right in form or kept out, because a wrong one joins strangers.
extension ValueReader {
    func nhsNumber(_ text: String) -> Result {
        guard let number = NHSNumber(text) else {
            return wrong("It is not an NHS number: ten digits are needed, and the last must fit the others.")
        }
        guard Set(number.digits).count > 1 else { return wrong("It only fills the cell: nobody has this number.") }
        return .value(FieldValue(number.digits))
    }

    func upn(_ text: String) -> Result {
        guard let number = UPN(text) else {
            return wrong("It is not a pupil number (UPN): its first letter does not fit the digits after it.")
        }
        return .value(FieldValue(number.description))
    }

    /// `2024/0012345A`: year, number, letter. Two digits of the year and leading zeros left out are usual.
    func pnc(_ text: String) -> Result {
        let parts = text.uppercased().filter { $0 != " " }.split(separator: "/", omittingEmptySubsequences: false)
        let refusal = wrong("It is not a PNC number: a year, a stroke, up to seven digits and a letter are needed.")
        guard parts.count == 2, let letter = parts[1].last, letter.isASCII, letter.isLetter else { return refusal }
        let (year, serial) = (parts[0], parts[1].dropLast())
        guard year.utf8.count == 4 || year.utf8.count == 2, (1...7).contains(serial.utf8.count),
            (year + serial).utf8.allSatisfy({ (48...57).contains($0) }), let short = Int(year.suffix(2))
        else { return refusal }
        let century = short > dates.today.year % 100 ? "19" : "20"
        let full = year.utf8.count == 4 ? String(year) : century + year
        let padding = String(repeating: "0", count: 7 - serial.utf8.count)
        return .value(FieldValue("\(full)/\(padding)\(serial)\(letter)"))
    }

    /// A whole postcode, or the beginning of one: a district (`KX4`) or a sector (`KX4 2`).
    func postcode(_ text: String) -> Result {
        if let postcode = Postcode(text) { return .value(FieldValue(postcode.description)) }
        let letters = text.uppercased().filter { $0 != " " }
        guard letters.utf8.count <= 5, letters.allSatisfy({ $0.isASCII }) else { return unusual }
        // A beginning is one that some ending completes.
        if Postcode(letters + "1AA") != nil, !text.contains(" ") {
            return part(letters)
        }
        if letters.last?.isNumber == true, Postcode(letters + "AA") != nil {
            return part("\(letters.dropLast()) \(letters.suffix(1))")
        }
        return unusual
    }

    private func part(_ text: String) -> Result {
        .corrected(FieldValue(text), reason: "It is only the beginning of a postcode. The beginning was kept.")
    }

    private var unusual: Result {
        wrong("It does not have the form of a postcode, such as KX4 2AB.")
    }
}
