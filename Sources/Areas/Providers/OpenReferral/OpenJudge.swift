import Kernel
import Web

/// Judges one service of a file, field by field: what is lost, what is put right and what is refused, each said.
struct OpenJudge {
    let pointer: String
    private(set) var problems: [OpenProblem] = []

    init(pointer: String) { self.pointer = pointer }

    mutating func reject(_ field: String, _ reason: String) { note(.rejected, field, reason) }

    private mutating func note(_ effect: OpenProblem.Effect, _ field: String, _ reason: String) {
        problems.append(OpenProblem(effect: effect, pointer: pointer + field, reason: reason))
    }

    func row(line: Int, _ entry: OpenEntry?, original: String) -> OpenRow {
        let outcome: OpenRow.Outcome =
            problems.contains { $0.effect == .rejected } || entry == nil
            ? .rejected : problems.contains { $0.effect == .corrected } ? .corrected : .accepted
        return OpenRow(
            line: line, pointer: pointer, outcome: outcome, problems: problems,
            entry: outcome == .rejected ? nil : entry, original: original)
    }

    /// What the service says; nil when it cannot be kept.
    mutating func entry(_ item: OpenJSON) -> OpenEntry? {
        guard let object = item.object else {
            reject("", "This is not a service: an object was expected")
            return nil
        }
        var terms = Service.Terms()
        let id = identifier(object["id"], "/id")
        terms.name = text(object, "name", limit: 200)
        if terms.name.isEmpty, !has(problemAt: "/name") { reject("/name", "It has no name") }
        terms.status = status(object["status"])
        terms.summary = text(object, "description", limit: 4000)
        terms.cost = text(object, "fees", limit: 200)
        terms.accreditations = text(object, "accreditations", limit: 1000)
        terms.alert = text(object, "alert", limit: 1000)
        terms.url = address(object)
        terms.email = email(object, "email")
        terms.assurer = email(object, "assurer_email")
        terms.assured = day(object, "assured_date")
        ages(object, &terms)
        organisation(object, &terms)
        nested(object, &terms)
        guard let id, !problems.contains(where: { $0.effect == .rejected }) else { return nil }
        return OpenEntry(id: id, terms: terms)
    }

    private func has(problemAt field: String) -> Bool { problems.contains { $0.pointer == pointer + field } }

    private func isSaid(_ value: OpenJSON?) -> Bool { value.map { !$0.isNull } ?? false }

    private mutating func identifier(_ value: OpenJSON?, _ field: String) -> ID<Service>? {
        guard let text = value?.text else {
            reject(field, isSaid(value) ? "The id is not text" : "It has no id")
            return nil
        }
        let plain = text.trimmed.lowercased()
        guard StableUUID.isForm(plain), let id = ID<Service>(plain) else {
            reject(field, "The id is not a UUID")
            return nil
        }
        if plain != text { note(.corrected, field, "The id was written in small letters, without spaces") }
        return id
    }

    private mutating func text(_ object: [String: OpenJSON], _ name: String, limit: Int) -> String {
        guard isSaid(object[name]) else { return "" }
        guard let text = object[name]?.text else {
            // A name that is no text cannot be guessed; anything else can be done without.
            name == "name"
                ? reject("/name", "The name is not text") : note(.corrected, "/\(name)", "Left out: it is not text")
            return ""
        }
        let plain = text.filter { !$0.isControl || $0 == "\n" }.trimmed
        guard plain.count > limit else { return plain }
        note(.corrected, "/\(name)", "Cut to \(limit) characters")
        return String(plain.prefix(limit))
    }

    private mutating func status(_ value: OpenJSON?) -> Service.Status {
        guard isSaid(value), let text = value?.text else {
            reject("/status", isSaid(value) ? "The status is not text" : "It has no status")
            return .active
        }
        if let status = Service.Status(rawValue: text) { return status }
        if let status = Service.Status(rawValue: text.trimmed.lowercased()) {
            note(.corrected, "/status", "Read as \u{201C}\(status.rawValue)\u{201D}")
            return status
        }
        let known = Service.Status.allCases.map(\.rawValue).joined(separator: ", ")
        reject("/status", "The status is none of \(known)")
        return .active
    }

    private mutating func address(_ object: [String: OpenJSON]) -> String {
        let typed = text(object, "url", limit: 500)
        if typed.isEmpty || WebAddress.isPlain(typed) { return typed }
        if !typed.contains("://"), WebAddress.isPlain("https://\(typed)"), typed.contains(".") {
            note(.corrected, "/url", "Read with https:// before it")
            return "https://\(typed)"
        }
        note(.corrected, "/url", "Left out: it is not a web address")
        return ""
    }

    private mutating func email(_ object: [String: OpenJSON], _ name: String) -> String {
        let typed = text(object, name, limit: 200)
        if typed.isEmpty || WebAddress.isEmail(typed) { return typed }
        note(.corrected, "/\(name)", "Left out: it is not an e-mail address")
        return ""
    }

    private mutating func day(_ object: [String: OpenJSON], _ name: String) -> Day? {
        guard isSaid(object[name]) else { return nil }
        if let text = object[name]?.text {
            if let day = Day(text.trimmed) { return day }
            if let at = OpenTime.read(text.trimmed) {
                note(.corrected, "/\(name)", "Only the day was kept")
                return at.day
            }
        }
        note(.corrected, "/\(name)", "Left out: it is not a date such as 2026-11-23")
        return nil
    }

    /// A number, or a text that holds one; a flag is not a number.
    private mutating func number(_ object: [String: OpenJSON], _ name: String, _ range: ClosedRange<Double>) -> Double?
    {
        let value = object[name]
        guard isSaid(value) else { return nil }
        var found = value?.number
        if found == nil, let text = value?.text, let number = Double(text.trimmed), number.isFinite {
            found = number
            if range.contains(number) { note(.corrected, "/\(name)", "Read as a number") }
        }
        guard let found, range.contains(found) else {
            note(.corrected, "/\(name)", "Left out: it is not a number that can be")
            return nil
        }
        return found
    }

    private mutating func ages(_ object: [String: OpenJSON], _ terms: inout Service.Terms) {
        terms.minimumAge = number(object, "minimum_age", 0...120).map { Int($0.rounded(.down)) }
        terms.maximumAge = number(object, "maximum_age", 0...120).map { Int($0.rounded(.down)) }
        guard let least = terms.minimumAge, let most = terms.maximumAge, least > most else { return }
        (terms.minimumAge, terms.maximumAge) = (most, least)
        note(.corrected, "/minimum_age", "The youngest age was above the oldest: they were exchanged")
    }

    private mutating func organisation(_ object: [String: OpenJSON], _ terms: inout Service.Terms) {
        guard isSaid(object["organization"]) else {
            note(.noted, "/organization", "It does not say whose it is")
            if let id = object["organization_id"]?.text, StableUUID.isForm(id) {
                terms.organisationID = id.lowercased()
            }
            return
        }
        guard let found = object["organization"]?.object else {
            note(.corrected, "/organization", "Left out: it is not an organisation")
            return
        }
        var inner = OpenJudge(pointer: pointer + "/organization")
        terms.organisation = inner.text(found, "name", limit: 200)
        terms.organisationWords = inner.text(found, "description", limit: 1000)
        if let id = found["id"]?.text, StableUUID.isForm(id.trimmed) {
            terms.organisationID = id.trimmed.lowercased()
        } else {
            terms.organisationID = StableUUID.of("organisation \(terms.organisation.folded)")
            inner.note(.corrected, "/id", "Given an id of ours: its own is not a UUID")
        }
        // What is wrong with the organisation never costs the service: it says less of whose it is.
        problems += inner.problems.map { problem in
            problem.effect == .rejected
                ? OpenProblem(effect: .corrected, pointer: problem.pointer, reason: "Left out. \(problem.reason)")
                : problem
        }
    }

    private mutating func nested(_ object: [String: OpenJSON], _ terms: inout Service.Terms) {
        terms.areas = names(object, "service_areas", ["name", "service_area"])
        terms.languages = languages(object)
        terms.hours = hours(object)
        if let cost = object["cost_options"]?.list?.first?.object {
            terms.amount = cost["amount"]?.number.flatMap { (0..<1_000_000).contains($0) ? $0 : nil }
        }
        let known = DirectoryLists.shipped.needs
        let words = Set(
            (object["attributes"]?.list ?? []).compactMap { $0.object?["taxonomy_term"]?.object?["name"]?.text }
                .map(\.folded))
        terms.needs = known.filter { words.contains($0.name.folded) || words.contains($0.code.folded) }.map(\.code)
    }

    private func names(_ object: [String: OpenJSON], _ list: String, _ keys: [String]) -> [String] {
        (object[list]?.list ?? []).prefix(100).compactMap { item in
            guard let part = item.object else { return nil }
            let name = keys.lazy.compactMap { part[$0]?.text }.map(\.trimmed).first { !$0.isEmpty }
            return name.map { String($0.filter { !$0.isNewline }.prefix(100)) }
        }
    }

    private mutating func languages(_ object: [String: OpenJSON]) -> [String] {
        let known = DirectoryLists.shipped.languages
        var codes: [String] = []
        for item in object["languages"]?.list ?? [] {
            guard let part = item.object else { continue }
            let said = [part["code"], part["name"], part["language"]].compactMap { $0?.text?.folded }
            guard !said.isEmpty else { continue }
            if let found = known.first(where: { said.contains($0.code) || said.contains($0.name.folded) }) {
                codes.append(found.code)
            } else {
                note(.noted, "/languages", "A language is not on our list, and was left out")
            }
        }
        return known.known(codes)
    }

    /// Weekly hours; what repeats otherwise is noted and left out.
    private mutating func hours(_ object: [String: OpenJSON]) -> OpeningTimes {
        let codes = ["MO": 1, "TU": 2, "WE": 3, "TH": 4, "FR": 5, "SA": 6, "SU": 7]
        var days: [Int: [OpeningTimes.Span]] = [:]
        for (index, item) in (object["schedules"]?.list ?? []).prefix(100).enumerated() {
            guard let part = item.object, isSaid(part["opens_at"]) else { continue }
            let byday = (part["byday"]?.text ?? "").split(separator: ",").compactMap { codes[$0.trimmed.uppercased()] }
            guard (part["freq"]?.text ?? "WEEKLY") == "WEEKLY", !byday.isEmpty,
                let opens = clock(part["opens_at"]), let closes = clock(part["closes_at"]),
                let span = OpeningTimes.Span(opens: opens, closes: closes)
            else {
                note(.noted, "/schedules/\(index)", "These hours could not be read, and were left out")
                continue
            }
            for day in byday
            where !(days[day] ?? []).contains(where: { $0.opens < span.closes && span.opens < $0.closes }) {
                days[day, default: []].append(span)
            }
        }
        return OpeningTimes(days)
    }

    /// "18:00:00", "18:00" or "18:00Z".
    private func clock(_ value: OpenJSON?) -> Int? {
        guard let text = value?.text else { return nil }
        let parts = text.trimmed.prefix { $0 != "Z" && $0 != "+" }.split(separator: ":")
        guard (2...3).contains(parts.count), let hour = Int(parts[0]), let minute = Int(parts[1]),
            (0...23).contains(hour), (0...59).contains(minute)
        else { return nil }
        return hour == 23 && minute == 59 ? 24 * 60 : hour * 60 + minute
    }
}

extension Character {
    fileprivate var isControl: Bool { unicodeScalars.contains { $0.properties.generalCategory == .control } }
}
