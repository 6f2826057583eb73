import Governance
import Kernel
import People
import Web

/// A cohort's definition as it is typed.
enum CohortForm {
    static let longestName = 200
    static let longestAbout = 4000

    static func filled(from definition: CohortDefinition) -> Form {
        var form = Form()
        form.set("name", definition.name)
        form.set("about", definition.about)
        form.set("signs", definition.signMonths.map { String($0) } ?? "")
        switch definition.who {
        case .hub(let months, let levels):
            form.set("who", "hub")
            form.set("hub-months", String(months))
            form = Form(form.fields + levels.map { (name: "level", value: $0) })
        case .referred(let months):
            form.set("who", "referred")
            form.set("referred-months", String(months))
        case .between(let first, let last):
            form.set("who", "between")
            DayField.fill("from", with: first, in: &form)
            DayField.fill("to", with: last, in: &form)
        case .numbers(let numbers):
            form.set("who", "numbers")
            form.set("numbers", numbers.map { "YP-\($0)" }.joined(separator: "\n"))
        }
        return form
    }

    /// What was typed, or everything that is wrong with it.
    static func read(_ form: Form) throws(FieldErrors) -> CohortDefinition {
        var errors = FieldErrors()
        let name = form["name"].trimmed
        let about = form["about"].trimmed
        if name.isEmpty { errors.add("name", "Give the cohort a name") }
        limit("name", name, longestName, "The name", &errors)
        limit("about", about, longestAbout, "What it is for", &errors)
        let who = who(form, &errors)
        var signs: Int?
        if !form["signs"].trimmed.isEmpty { signs = months("signs", form, &errors) }
        guard errors.isEmpty, let who else { throw errors }
        return CohortDefinition(name: name, about: about, who: who, signMonths: signs)
    }

    private static func who(_ form: Form, _ errors: inout FieldErrors) -> CohortDefinition.Who? {
        switch form["who"] {
        case "hub":
            let levels = RiskLevel.allCases.map(\.rawValue).filter(form.all("level").contains)
            return months("hub-months", form, &errors).map { .hub(months: $0, levels: levels) }
        case "referred": return months("referred-months", form, &errors).map { .referred(months: $0) }
        case "between":
            let (first, last) = (day("from", "first", form, &errors), day("to", "last", form, &errors))
            guard let first, let last else { return nil }
            if last < first { errors.add("to", "The last day must not be before the first") }
            return .between(first, last)
        case "numbers": return numbers(form, &errors).map { .numbers($0) }
        default:
            errors.add("who", "Choose who belongs to it")
            return nil
        }
    }

    private static func months(_ field: String, _ form: Form, _ errors: inout FieldErrors) -> Int? {
        let typed = form[field].trimmed
        guard typed.utf8.count <= 3, let months = Int(typed), (1...CohortDefinition.mostMonths).contains(months) else {
            errors.add(field, "Enter how many months, from 1 to \(CohortDefinition.mostMonths)")
            return nil
        }
        return months
    }

    private static func day(_ field: String, _ words: String, _ form: Form, _ errors: inout FieldErrors) -> Day? {
        switch DayField.read(field, in: form) {
        case .day(let day): return day
        case .empty: errors.add(field, "Enter the \(words) day")
        case .impossible: errors.add(field, "The \(words) day must be a real date, such as 1 9 2026")
        }
        return nil
    }

    private static func numbers(_ form: Form, _ errors: inout FieldErrors) -> [Int]? {
        let words = form["numbers"].split { $0.isWhitespace || $0 == "," || $0 == ";" }
        guard !words.isEmpty else {
            errors.add("numbers", "Enter the numbers of the records, such as YP-2047")
            return nil
        }
        guard words.count <= CohortDefinition.mostNumbers else {
            errors.add("numbers", "Enter no more than \(CohortDefinition.mostNumbers) numbers")
            return nil
        }
        var numbers: [Int] = []
        for word in words {
            let digits = word.uppercased().hasPrefix("YP-") ? word.dropFirst(3) : word[...]
            guard digits.utf8.count <= 9, let number = Int(digits), number > 0 else {
                errors.add("numbers", "“\(word.prefix(20))” is not the number of a record. Write YP-2047 or 2047")
                return nil
            }
            if !numbers.contains(number) { numbers.append(number) }
        }
        return numbers
    }

    private static func limit(
        _ field: String, _ text: String, _ most: Int, _ what: String, _ errors: inout FieldErrors
    ) {
        if text.count > most { errors.add(field, "\(what) must be \(most) characters or fewer") }
    }
}
