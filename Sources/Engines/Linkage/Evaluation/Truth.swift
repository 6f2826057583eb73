/// Who each record truly is, kept apart from the records and used for nothing but measuring.
public struct Truth: Sendable {
    /// For each record the number of its person, from 0; −1 where the truth is not known.
    public let person: [Int32]
    /// The number of people.
    public let people: Int
    /// Columns to measure by, such as twin or name group: for each record its value.
    public let groups: [(name: String, values: [String])]

    /// The truth about records, in the table's order.
    ///
    /// - Parameters:
    ///   - labels: each record's true person, in any spelling; nil where it is not known.
    ///   - groups: columns to measure by, with a value for each record.
    public init(labels: [String?], groups: [(name: String, values: [String])]) {
        var numbers: [String: Int32] = [:]
        person = labels.map { label in
            guard let label else { return -1 }
            if let known = numbers[label] { return known }
            let number = Int32(numbers.count)
            numbers[label] = number
            return number
        }
        people = numbers.count
        self.groups = groups
    }

    /// The truth of a table whose records are known by ids, from rows of a truth file.
    ///
    /// - Parameters:
    ///   - ids: the table's ids, in its order.
    ///   - rows: id → true person and group values, in the order of `columns`.
    ///   - columns: the names of the group columns.
    public init(ids: [String], rows: [String: (person: String, groups: [String])], columns: [String]) {
        let found = ids.map { rows[$0] }
        let groups = columns.indices.map { place in
            (name: columns[place], values: found.map { $0.map { $0.groups[place] } ?? "" })
        }
        self.init(labels: found.map { $0?.person }, groups: groups)
    }

    /// Whether two records are truly one person.
    func isSame(_ a: Int, _ b: Int) -> Bool {
        person[a] >= 0 && person[a] == person[b]
    }

    /// The number of pairs of records that are truly one person.
    public var pairs: Int {
        var sizes = [Int](repeating: 0, count: people)
        for number in person where number >= 0 { sizes[Int(number)] += 1 }
        return sizes.reduce(0) { $0 + $1 * ($1 - 1) / 2 }
    }
}
