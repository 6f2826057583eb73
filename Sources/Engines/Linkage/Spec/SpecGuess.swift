/// What a column seems to hold, and why.
public struct ColumnGuess: Sendable, Equatable {
    /// The file.
    public var file: String
    /// The header as it stands.
    public var column: String
    /// What it is taken for.
    public var kind: FieldKind
    /// A few words of reason.
    public var because: String
}

extension LinkageSpec {
    /// A specification guessed from one file's header and first rows.
    public static func guess(headers: [String], sample: [[String]]) throws(LinkageError) -> LinkageSpec {
        try guess(files: [FileSample(name: "file", headers: headers, rows: sample)]).spec
    }

    /// A specification guessed from several files, with what each column was taken for.
    public static func guess(
        files: [FileSample]
    ) throws(LinkageError) -> (spec: LinkageSpec, columns: [ColumnGuess]) {
        var guesses: [ColumnGuess] = []
        for file in files {
            let keys = file.headers.map(HeaderName.key)
            for (index, key) in keys.enumerated() where !key.isEmpty && keys[..<index].contains(key) {
                throw .columnTwice(file: file.name, column: file.headers[index])
            }
            guesses += ColumnReading(file: file).guesses
        }
        let spec = LinkageSpec(fields: fields(of: guesses))
        guard spec.fields.contains(where: { ![.id, .source, .localID].contains($0.kind) }) else {
            throw .nothingToCompare(file: files.map(\.name).joined(separator: ", "))
        }
        return (spec, guesses)
    }

    /// One field for each kind, under every name it goes by; categories and further identifiers one each.
    private static func fields(of guesses: [ColumnGuess]) -> [Field] {
        var fields: [Field] = []
        for guess in guesses where guess.kind != .ignored {
            let isMany = guess.kind == .category || guess.kind == .identifier
            let key = HeaderName.key(guess.column)
            if let place = fields.firstIndex(where: { $0.kind == guess.kind && (!isMany || $0.name == key) }) {
                let known = fields[place].columns.map(HeaderName.key)
                if !known.contains(key) { fields[place].columns.append(guess.column) }
            } else {
                fields.append(Field(guess.kind, name: key, columns: [guess.column]))
            }
        }
        return fields
    }
}

/// The guesses for one file: by the headers first, by the values where a header says nothing.
private struct ColumnReading {
    let file: FileSample
    private(set) var guesses: [ColumnGuess] = []

    init(file: FileSample) {
        self.file = file
        var kinds: [FieldKind] = []
        var reasons: [String] = []
        for (index, header) in file.headers.enumerated() {
            let key = HeaderName.key(header)
            if let kind = HeaderSynonyms.kinds[key] {
                kinds.append(kind)
                reasons.append("its name")
            } else if let kind = Self.kind(of: file.values(index), key: key) {
                kinds.append(kind)
                reasons.append("its values")
            } else {
                kinds.append(.ignored)
                reasons.append("nothing says what it is")
            }
        }
        keepOne(&kinds, &reasons)
        settleNames(&kinds)
        settleAddress(&kinds)
        settleIDs(&kinds, &reasons)
        guesses = file.headers.indices.map {
            ColumnGuess(file: file.name, column: file.headers[$0], kind: kinds[$0], because: reasons[$0])
        }
    }

    /// A kind a person has one of is read from one column: named before guessed, fuller before emptier.
    private func keepOne(_ kinds: inout [FieldKind], _ reasons: inout [String]) {
        for kind in FieldKind.allCases where ![.category, .identifier, .ignored].contains(kind) {
            let places = kinds.indices.filter { kinds[$0] == kind }
            guard places.count > 1 else { continue }
            let best = places.max { one, other in
                let named = (reasons[one] == "its name" ? 1 : 0, reasons[other] == "its name" ? 1 : 0)
                if named.0 != named.1 { return named.0 < named.1 }
                return (file.values(one).count, -one) < (file.values(other).count, -other)
            }
            for place in places where place != best {
                kinds[place] = .ignored
                reasons[place] = "another column serves"
            }
        }
    }

    /// A whole name is not needed beside its parts; `name` beside a surname is the forename.
    private func settleNames(_ kinds: inout [FieldKind]) {
        guard let whole = kinds.firstIndex(of: .fullName) else { return }
        let hasForename = kinds.contains(.forename)
        let hasSurname = kinds.contains(.surname)
        if hasForename || hasSurname { kinds[whole] = hasSurname && !hasForename ? .forename : .ignored }
        if hasForename, !hasSurname, let forename = kinds.firstIndex(of: .forename) {
            kinds[forename] = .ignored
            kinds[whole] = .fullName
        }
    }

    /// `address_1` is a street where the house number has a column of its own, else the whole address.
    private func settleAddress(_ kinds: inout [FieldKind]) {
        let keys = file.headers.map(HeaderName.key)
        let hasHouse = kinds.contains(.houseNumber)
        if let first = keys.firstIndex(where: { ["address_1", "address1", "address_line_1"].contains($0) }) {
            let taken =
                hasHouse ? kinds.contains(.street) : kinds.enumerated().contains { $0.1 == .address && $0.0 != first }
            kinds[first] = taken ? .ignored : hasHouse ? .street : .address
        }
        if kinds.contains(.address), !hasHouse || kinds.contains(.street) {
            for place in kinds.indices where kinds[place] == .houseNumber || kinds[place] == .street {
                kinds[place] = .ignored
            }
        } else if hasHouse, let whole = kinds.firstIndex(of: .address), !kinds.contains(.street) {
            kinds[whole] = .street
        }
    }

    /// A row's id occurs once; one that repeats is an agency's key for a person.
    private func settleIDs(_ kinds: inout [FieldKind], _ reasons: inout [String]) {
        guard let place = kinds.firstIndex(of: .id) else { return }
        let values = file.values(place)
        guard values.count < file.rows.count || Set(values).count < values.count else { return }
        kinds[place] = kinds.contains(.localID) ? .ignored : .localID
        reasons[place] = "its values repeat"
    }

    private static func kind(of values: [String], key: String) -> FieldKind? {
        guard values.count >= 5, !HeaderSynonyms.foreign.contains(where: { key.contains($0) }) else { return nil }
        func share(_ test: (UnsafeBufferPointer<UInt8>) -> Bool) -> Double {
            let hits = values.count { value in
                var copy = value
                return copy.withUTF8(test)
            }
            return Double(hits) / Double(values.count)
        }
        if share({
            let id = Identifier.nhs($0); return Identifier.isFirm(id)
        }) > 0.8 {
            return .nhsNumber
        }
        if share({ Identifier.upn($0) != 0 }) > 0.8 { return .upn }
        if share(isBritishPostcode) > 0.8 { return .postcode }
        if key.contains("birth") || key.contains("dob"), share({ DayOfBirth($0).digits != 0 }) > 0.8 {
            return .dateOfBirth
        }
        if Set(values.map { $0.lowercased() }).isSubset(of: ["m", "f", "male", "female", "x", "u", "unknown"]) {
            return .sex
        }
        return named(key)
    }

    private static func isBritishPostcode(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
        let code = Postcode(cell)
        return cell.count <= 8 && code.packed != 0 && code.packed & Postcode.foreignMark == 0 && code.isFull
    }

    /// Headers that hold a known word among others: `child_date_of_birth`, `pat_surname`.
    private static func named(_ key: String) -> FieldKind? {
        let parts: [(String, FieldKind)] = [
            ("date_of_birth", .dateOfBirth), ("surname", .surname), ("last_name", .surname), ("family_name", .surname),
            ("forename", .forename), ("first_name", .forename), ("given_name", .forename),
            ("middle_name", .middleNames),
            ("postcode", .postcode), ("post_code", .postcode), ("nhs_n", .nhsNumber), ("birth_date", .dateOfBirth),
        ]
        return parts.first { key.contains($0.0) }?.1
    }
}
