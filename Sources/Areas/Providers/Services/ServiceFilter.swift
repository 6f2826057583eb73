import Kernel
import Web

/// What somebody looks for in the directory; whatever is empty does not count.
package struct ServiceFilter: Sendable, Equatable {
    package var need = ""
    package var age: Int?
    package var area = ""
    package var language = ""
    package var gender = ""
    package var evenings = false
    package var weekends = false
    package var hasPlaces = false
    /// Archived ones only, instead of the others.
    package var archived = false

    package init() {}

    package func fits(_ service: Service) -> Bool {
        let terms = service.terms
        guard terms.isArchived == archived else { return false }
        return (need.isEmpty || terms.needs.contains(need)) && (age.map { service.takes(age: $0) } ?? true)
            && (area.isEmpty || service.serves(area)) && (language.isEmpty || service.speaks(language))
            && (gender.isEmpty || service.isFor(gender: gender)) && (!evenings || terms.hours.hasEvenings)
            && (!weekends || terms.hours.hasWeekends) && (!hasPlaces || service.hasPlaces)
    }
}

extension ServiceFilter {
    /// Reads the address; what cannot be is left out, so that any address gives a list.
    init(_ query: Form) {
        let lists = DirectoryLists.shipped
        need = lists.needs.has(query["need"]) ? query["need"] : ""
        age = Int(query["age"].trimmed).flatMap { (0...25).contains($0) ? $0 : nil }
        area = String(query["area"].trimmed.prefix(FormReading.longestLine))
        language = lists.languages.has(query["language"]) ? query["language"] : ""
        gender = lists.genders.has(query["gender"]) ? query["gender"] : ""
        evenings = query.all("when").contains("evenings")
        weekends = query.all("when").contains("weekends")
        hasPlaces = query["places"] == "yes"
        archived = query["archived"] == "yes"
    }

    /// The filters that are on, each with the query it is in and its words.
    private var parts: [(name: String, value: String, words: String)] {
        let lists = DirectoryLists.shipped
        var parts: [(name: String, value: String, words: String)] = []
        if !need.isEmpty { parts.append(("need", need, lists.needs.name(of: need))) }
        if let age { parts.append(("age", String(age), "Aged \(age)")) }
        if !area.isEmpty { parts.append(("area", area, area)) }
        if !language.isEmpty { parts.append(("language", language, lists.languages.name(of: language))) }
        if !gender.isEmpty { parts.append(("gender", gender, lists.genders.name(of: gender))) }
        if evenings { parts.append(("when", "evenings", "Evenings")) }
        if weekends { parts.append(("when", "weekends", "Weekends")) }
        if hasPlaces { parts.append(("places", "yes", "Has places")) }
        if archived { parts.append(("archived", "yes", "Archived")) }
        return parts
    }

    /// Each filter that is on, with the list as it is without it.
    func chips(_ page: Link) -> [FilterChip] {
        let parts = parts
        return parts.indices.map { index in
            let rest = parts.indices.filter { $0 != index }.map { (name: parts[$0].name, value: parts[$0].value) }
            return FilterChip(parts[index].words, without: page.with(query: rest))
        }
    }
}
