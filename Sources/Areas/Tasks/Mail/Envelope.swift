import Kernel

/// How this partnership sends e-mail: what stands in `partnership.json` under `mail`.
package struct MailSettings: Codable, Sendable, Equatable {
    /// Whom it is from.
    package var from: String
    /// Where the program answers, without a slash at the end: "https://hub.example".
    package var link: String
    /// The machine’s program that takes e-mail on its standard input, as sendmail does with `-t -i`.
    package var sendmail: String?

    package init(from: String, link: String, sendmail: String? = nil) {
        self.from = from
        self.link = link
        self.sendmail = sendmail
    }

    /// What is wrong with it, in words; nil when it can be used.
    package var fault: String? {
        if !MailAddress.isPlain(from) { return "“from” has to be an e-mail address, such as hub@council.example" }
        let hasScheme = link.hasPrefix("https://") || link.hasPrefix("http://")
        if !hasScheme || link.hasSuffix("/") || !link.utf8.allSatisfy({ (33...126).contains($0) }) {
            return "“link” has to be where the program answers, such as https://hub.council.example"
        }
        return nil
    }
}

/// Addresses that may stand in a header as they are.
enum MailAddress {
    /// Letters, digits and a few marks round one @: nothing that could end a line or begin another address.
    static func isPlain(_ text: String) -> Bool {
        let halves = text.split(separator: "@", omittingEmptySubsequences: false)
        guard halves.count == 2, (1...64).contains(halves[0].utf8.count), (3...190).contains(halves[1].utf8.count),
            halves[1].contains("."), !halves[1].hasPrefix("."), !halves[1].hasSuffix(".")
        else { return false }
        let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-".utf8)
        let marks = plain.union("_+'&%".utf8)
        return halves[0].utf8.allSatisfy(marks.contains) && halves[1].utf8.allSatisfy(plain.contains)
    }
}

/// One e-mail as it leaves: the same words for everybody, and nothing about anybody.
struct Envelope: Sendable {
    let to: String
    let settings: MailSettings
    let id: String
    let at: Instant

    /// The whole message: headers and words, lines ended as e-mail ends them, all in ASCII.
    var bytes: [UInt8] {
        let lines = [
            "From: \(settings.from)", "To: \(to)", "Subject: You have something new in Breakwater",
            "Date: \(at.mailDate)", "Message-ID: <\(id)@\(settings.from.split(separator: "@").last ?? "localhost")>",
            "Auto-Submitted: auto-generated", "MIME-Version: 1.0", "Content-Type: text/plain; charset=us-ascii",
            "Content-Transfer-Encoding: 7bit", "",
            "You have something new in Breakwater.", "", "Sign in to see it:", "\(settings.link)/tasks", "",
            "This e-mail says nothing about anybody, on purpose. Please do not answer it.",
            "To be sent fewer or none:", "\(settings.link)/account/messages", "",
        ]
        return Array(lines.joined(separator: "\r\n").utf8)
    }
}

extension Instant {
    /// "Tue, 24 Nov 2026 09:30:00 +0000", in UTC as RFC 5322 writes it.
    var mailDate: String {
        let seconds = milliseconds / 1000
        let days = seconds >= 0 ? seconds / 86400 : (seconds - 86399) / 86400
        let day = Day(number: days)
        let rest = seconds - days * 86400
        let names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return
            "\(names[day.weekday - 1]), \(two(day.day)) \(months[day.month - 1]) \(day.year) \(two(rest / 3600)):\(two(rest % 3600 / 60)):\(two(rest % 60)) +0000"
    }
}
