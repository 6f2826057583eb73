import Foundation

/// Words every feed writes the same few things with: sexes, yes and no, "not known". From `Resources/values.json`.
struct ValueLists: Sendable {
    let sexes: [String: String]
    let flags: [String: Bool]
    let missing: Set<String>
    let missingNames: Set<String>
    /// Signs that a figure exists and is kept back because it is small.
    let suppressed: Set<String>
    /// Signs that there is no figure at all, beside those for any missing value.
    private let noFigure: Set<String>

    func isNoFigure(_ folded: String) -> Bool {
        noFigure.contains(folded) || missing.contains(folded) && !suppressed.contains(folded)
    }

    static let shipped: ValueLists = {
        struct Written: Decodable {
            let sexes: [String: [String]]
            let yes, no, missing, missingNames, suppressed, noFigure: [String]
        }
        guard
            let url = Bundle.module.url(forResource: "values", withExtension: "json", subdirectory: "Resources"),
            let data = try? Data(contentsOf: url), let written = try? JSONDecoder().decode(Written.self, from: data)
        else { preconditionFailure("The list of usual values is missing from the program's own files.") }
        var sexes: [String: String] = [:]
        for (sex, words) in written.sexes {
            for word in words { sexes[word] = sex }
        }
        var flags: [String: Bool] = [:]
        for word in written.yes { flags[word] = true }
        for word in written.no { flags[word] = false }
        return ValueLists(
            sexes: sexes, flags: flags, missing: Set(written.missing), missingNames: Set(written.missingNames),
            suppressed: Set(written.suppressed), noFigure: Set(written.noFigure))
    }()
}
