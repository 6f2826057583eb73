import Foundation

extension Mapping {
    /// The mappings that come with the program, by name.
    package static let shipped: [Mapping] = {
        guard let mappings = try? load(), !mappings.isEmpty else {
            preconditionFailure("The descriptions of feeds in the program's own files cannot be read.")
        }
        return mappings
    }()

    static func load() throws -> [Mapping] {
        let folder = Bundle.module.url(forResource: "Mappings", withExtension: nil, subdirectory: "Resources")
        guard let folder else { return [] }
        var mappings: [String: Mapping] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) where name.hasSuffix(".json") {
            let mapping = try Mapping(json: Data(contentsOf: folder.appendingPathComponent(name)))
            mappings[mapping.name] = mapping
        }
        return mappings.keys.sorted().compactMap { mappings[$0] }
    }

    /// - Throws: `FeedError.unknownMapping` when the program brings none of this name.
    package static func shipped(_ name: String) throws(FeedError) -> Mapping {
        guard let mapping = shipped.first(where: { $0.name == name }) else { throw .unknownMapping(name) }
        return mapping
    }

    /// Reads a mapping and makes sure that it makes sense.
    package init(json: Data) throws {
        self = try JSONDecoder().decode(Mapping.self, from: json)
        if let problem { throw FeedError.brokenMapping(name: name, problem: problem) }
    }

    /// What does not hold together; nil when all does.
    var problem: String? {
        let fields = Set(columns.map(\.field))
        if fields.count < columns.count { return "two of its columns become the same field" }
        var seen: [String: String] = [:]
        for column in columns {
            for name in [column.column] + (column.aliases ?? []) {
                if let other = seen.updateValue(column.field, forKey: ColumnName.key(name)), other != column.field {
                    return "two of its columns may be called “\(name)”"
                }
            }
        }
        for group in (order ?? []) where group.count != 2 { return "an order needs two fields" }
        if makes != .person, !who.isEmpty || event != nil { return "its rows are about no person, but it says whom" }
        if makes == .event, happened == nil { return "its rows are events, but it does not say when they happened" }
        var named = identifies + who + (order ?? []).flatMap { $0 } + namedForPlaces
        if let event {
            named += [event.at] + [event.until].compactMap { $0 } + event.facts.map(\.field)
            named += event.cases.flatMap { ($0.when ?? []).map(\.field) + Self.placeholders($0.title) }
        }
        return named.first { !fields.contains($0) }.map { "it speaks of a field “\($0)” that no column becomes" }
    }

    private static func placeholders(_ title: String) -> [String] {
        title.split(separator: "{").dropFirst().compactMap { part in
            part.firstIndex(of: "}").map { String(part[..<$0]) }
        }
    }
}
