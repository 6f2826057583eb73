import Kernel
import Web

/// A date of birth as typed, refused when no young person can have it.
enum BirthField {
    /// Support ends at 25; records go on a little longer.
    static let oldest = 30

    /// The day, nil when nothing was typed, and what is wrong with it when something is.
    static func read(_ name: String, in form: Form, on today: Day, into errors: inout FieldErrors) -> Day? {
        switch DayField.read(name, in: form) {
        case .empty: return nil
        case .impossible:
            errors.add(name, "Date of birth must be a real date, such as 27 3 2011")
            return nil
        case .day(let born):
            let age = born.age(on: today)
            if born > today {
                errors.add(name, "Date of birth must be in the past")
            } else if age > oldest {
                errors.add(name, "Check the year of birth: it would make them \(age) years old")
            }
            return born
        }
    }
}
