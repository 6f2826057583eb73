import Kernel

extension London {
    /// The instant of a month, a day or a time as judged rows write them: 2024-03, 2024-03-31 or 2024-03-31T21:40.
    ///
    /// A month counts from its first day, a day from its midnight; in the hour that occurs twice, the first.
    static func instant(written text: String) -> Instant? {
        let parts = text.split(separator: "T")
        guard let first = parts.first, let day = Day(first.utf8.count == 7 ? first + "-01" : first) else { return nil }
        let clock = parts.count > 1 ? parts[1].split(separator: ":").compactMap { Int($0) } : []
        return London.instant(day, hour: clock.first ?? 0, minute: clock.count > 1 ? clock[1] : 0)
    }
}
