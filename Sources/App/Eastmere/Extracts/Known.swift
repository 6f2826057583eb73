import Kernel

extension Extracts {
    /// A young person the town's own record holds already, so that importing the files finds them again.
    package struct Known: Sendable, Equatable {
        package let forename: String
        package let surname: String
        package let born: Day
        let isBoy: Bool
        /// Empty when nobody knows it.
        package let nhs: String
        /// Nil when nobody knows it.
        let address: Address?

        /// The address as number, street and perhaps the town: "12 Anchor Street, Eastmere".
        package init(
            forename: String, surname: String, born: Day, isBoy: Bool, nhs: String, address: String, postcode: String
        ) {
            self.forename = forename
            self.surname = surname
            self.born = born
            self.isBoy = isBoy
            self.nhs = nhs
            self.address = Address(address, postcode: postcode)
        }
    }
}

extension Extracts.Address {
    /// Reads "12 Anchor Street, Eastmere"; nil for anything that does not begin with a number and name a street.
    fileprivate init?(_ text: String, postcode: String) {
        let parts = text.split(separator: ",")
        let words = (parts.first ?? "").split(separator: " ")
        guard words.count >= 3, let number = Int(words[0]), let kind = words.last, !postcode.isEmpty else { return nil }
        let town = parts.count > 1 ? parts[1].drop { $0 == " " } : ""
        self.init(
            flat: nil, number: number, street: words[1..<words.count - 1].joined(separator: " "), kind: String(kind),
            town: String(town), postcode: postcode)
    }
}
