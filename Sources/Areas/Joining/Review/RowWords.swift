import Kernel
import Wording

/// Short pieces of sentence that several pages share.
enum RowWords {
    static func rows(_ count: Int) -> String { Words.plural(count, "row") }

    static func list(_ items: [String]) -> String { Words.list(items) }

    /// "27 March 2011 (15)", or empty.
    static func born(_ day: Day?, on today: Day) -> String {
        day.map { "\($0.long), \($0.age(on: today)) years old" } ?? ""
    }

    static func sex(_ code: String) -> String {
        switch code {
        case "M": "Male"
        case "F": "Female"
        case "X": "Other"
        default: code
        }
    }
}
