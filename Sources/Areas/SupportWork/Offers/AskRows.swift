import Providers
import Web

extension SupportAsk {
    /// When somebody is free, as it is chosen and as it is read.
    static let timesOffered = [
        Choice("days", "Weekdays in the day"), Choice("evenings", "Weekday evenings"), Choice("weekends", "Weekends"),
    ]

    /// What is asked for, as whoever asks and whoever answers read it. The level of need and why a safety rule stands are not for whoever answers.
    var rows: [SummaryRow] {
        let lists = DirectoryLists.shipped
        let needed = lists.needs.filter { needs.contains($0.code) }.map(\.name)
        var rows = [SummaryRow("Needs help with", HTML(needed.isEmpty ? "Not said" : needed.joined(separator: ", ")))]
        if !area.isEmpty { rows.append(SummaryRow("Where", HTML(area))) }
        let free = Self.timesOffered.filter { times.contains($0.value) }.map(\.label)
        if !free.isEmpty { rows.append(SummaryRow("Free", HTML(free.joined(separator: ", ")))) }
        if let language = lists.languages.first(where: { $0.code == language }) {
            rows.append(
                SummaryRow("Language", HTML("\(language.name)\(mustShareLanguage ? ", without an interpreter" : "")")))
        }
        if let sex = lists.mentorGenders.first(where: { $0.code == onlyWorkerSex }) {
            rows.append(SummaryRow("Only a worker who is", HTML(sex.name.lowercased())))
        }
        if !notIn.isEmpty { rows.append(SummaryRow("Never in", HTML(notIn.joined(separator: ", ")))) }
        return rows
    }
}
