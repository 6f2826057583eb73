import Kernel
import Web

extension OpeningTimes {
    private static func field(_ weekday: Int) -> String { "hours-\(name(weekday).lowercased())" }

    /// Reads the seven boxes; each that cannot be read is complained about.
    static func read(from reading: inout FormReading) -> OpeningTimes {
        var days: [Int: [Span]] = [:]
        for weekday in 1...7 {
            let typed = reading.text(field(weekday), limit: FormReading.longestLine)
            guard let spans = read(typed) else {
                reading.complain(
                    field(weekday), "Write \(name(weekday))’s hours such as 9am to 5pm, or 9am to 1pm, 6pm to 9pm")
                continue
            }
            days[weekday] = spans
        }
        return OpeningTimes(days)
    }

    /// Puts the hours into the boxes.
    func fill(_ form: inout Form) {
        for weekday in 1...7 { form.set(OpeningTimes.field(weekday), typed(on: weekday)) }
    }

    /// The seven boxes.
    static func fields(_ form: FormView) -> HTML {
        let boxes = (1...7).map { form.text(field($0), label: name($0), width: .half) }
        return FormView.fieldset(
            "Hours",
            "<p class=\"ui-hint\">Such as 9am to 5pm, or 9am to 1pm, 6pm to 9pm. Leave a day empty when closed.</p>\(boxes)"
        )
    }

    /// The week as a list, evenings and weekends said first.
    var summary: HTML {
        if isUnsaid { return "Not said" }
        let open = [hasEvenings ? "Evenings: yes" : "Evenings: no", hasWeekends ? "Weekends: yes" : "Weekends: no"]
        return
            "\(open.joined(separator: ". ")).<br>\(words.split(separator: "; ").map { HTML(String($0)) }.joined(by: "<br>"))"
    }
}
