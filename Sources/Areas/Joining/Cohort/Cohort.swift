import Governance
import Kernel
import People

/// A group of young people by a definition that can be run again on another day.
struct Cohort: Sendable, Equatable {
    let id: ID<Cohort>
    /// 1 for the first, one more for each change; shipped ones stay at 1.
    let version: Int
    let definition: CohortDefinition
    /// Comes with the program, and is changed by copying it.
    let isShipped: Bool

    /// What comes with the program.
    static let shipped: [Cohort] = {
        let list: ShippedCohorts = JoiningResource.load("cohorts")
        return list.cohorts.compactMap { one in
            ID<Cohort>(one.id).map { Cohort(id: $0, version: 1, definition: one.definition, isShipped: true) }
        }
    }()
}

/// Whom a cohort takes in and how far back it looks: data, kept as it was with every run.
struct CohortDefinition: Sendable, Equatable, Codable {
    /// Who belongs to it.
    enum Who: Sendable, Equatable {
        /// On the hub's list in the last so many months, with one of these levels set in that time; any when empty.
        case hub(months: Int, levels: [String])
        /// Told of in the last so many months.
        case referred(months: Int)
        /// Told of from one day to another, both counted.
        case between(Day, Day)
        /// These records.
        case numbers([Int])
    }

    var name: String
    var about: String
    var who: Who
    /// How far back signs of harm count; nil for as far as anything goes.
    var signMonths: Int?

    static let mostNumbers = 500
    static let mostMonths = 120

    /// Who belongs to it, as a sentence.
    var words: String {
        switch who {
        case .hub(let months, let levels):
            let risk = levels.isEmpty ? "" : ", with a risk set as \(levels.joined(separator: " or ")) in that time"
            return "On the hub’s list in the \(CohortDefinition.span(months))\(risk)"
        case .referred(let months): return "Told of in the \(CohortDefinition.span(months))"
        case .between(let first, let last): return "Told of from \(first.long) to \(last.long)"
        case .numbers(let numbers): return numbers.count == 1 ? "One record" : "\(numbers.count) records, by number"
        }
    }

    /// How far back signs count, as a sentence.
    var signWords: String {
        signMonths.map { "Signs count from the \(CohortDefinition.span($0))." } ?? "Signs count however old they are."
    }

    private static func span(_ months: Int) -> String {
        months == 1 ? "last month" : months == 12 ? "last 12 months" : "last \(months) months"
    }
}

extension CohortDefinition.Who: Codable {
    private enum Key: String, CodingKey {
        case kind, months, levels, from, to, numbers
    }

    init(from decoder: any Decoder) throws {
        let box = try decoder.container(keyedBy: Key.self)
        switch try box.decode(String.self, forKey: .kind) {
        case "hub":
            self = .hub(
                months: try box.decode(Int.self, forKey: .months),
                levels: try box.decodeIfPresent([String].self, forKey: .levels) ?? [])
        case "referred": self = .referred(months: try box.decode(Int.self, forKey: .months))
        case "between":
            guard let first = Day(try box.decode(String.self, forKey: .from)),
                let last = Day(try box.decode(String.self, forKey: .to))
            else {
                throw DecodingError.dataCorruptedError(forKey: .from, in: box, debugDescription: "not a day")
            }
            self = .between(first, last)
        case "numbers": self = .numbers(try box.decode([Int].self, forKey: .numbers))
        default: throw DecodingError.dataCorruptedError(forKey: .kind, in: box, debugDescription: "not a kind")
        }
    }

    func encode(to encoder: any Encoder) throws {
        var box = encoder.container(keyedBy: Key.self)
        switch self {
        case .hub(let months, let levels):
            try box.encode("hub", forKey: .kind)
            try box.encode(months, forKey: .months)
            try box.encode(levels, forKey: .levels)
        case .referred(let months):
            try box.encode("referred", forKey: .kind)
            try box.encode(months, forKey: .months)
        case .between(let first, let last):
            try box.encode("between", forKey: .kind)
            try box.encode(first.description, forKey: .from)
            try box.encode(last.description, forKey: .to)
        case .numbers(let numbers):
            try box.encode("numbers", forKey: .kind)
            try box.encode(numbers, forKey: .numbers)
        }
    }
}

/// The shipped list as it is written.
private struct ShippedCohorts: Decodable {
    struct One: Decodable {
        let id: String
        let definition: CohortDefinition

        private enum Key: String, CodingKey { case id }

        init(from decoder: any Decoder) throws {
            id = try decoder.container(keyedBy: Key.self).decode(String.self, forKey: .id)
            definition = try CohortDefinition(from: decoder)
        }
    }

    let cohorts: [One]
}

extension Day {
    /// The same day so many months before; the month's last where it has no such day.
    func before(months: Int) -> Day {
        let number = year * 12 + month - 1 - months
        let (year, month) = (number / 12, number % 12 + 1)
        return (0...3).lazy.compactMap { Day(year: year, month: month, day: self.day - $0) }.first ?? self
    }
}
