import Crypto
import Feeds
import Governance
import Kernel
import Storage

/// Turns rows of a file into what is kept of them, by one mapping: the same rows always become the same.
struct Judging: Sendable {
    let mapping: MatchedMapping
    /// Cells of columns the agreement does not cover: emptied before anything is kept.
    private let withheld: [Int]
    /// The fields in a fixed order, for hashing.
    private let order: [String]
    private var times = TimeCache()
    /// The line each usable row was first met on, by its hash: the same row twice counts once.
    private var seen: [Int: Int]

    init(_ mapping: MatchedMapping, withholding names: [String] = [], seen: [RowPrint]) {
        self.mapping = mapping
        order = mapping.mapping.columns.map(\.field)
        withheld = mapping.headers.indices.filter { names.contains(mapping.headers[$0]) }
        self.seen = Dictionary(seen.map { ($0.row, $0.line) }, uniquingKeysWith: { first, _ in first })
    }

    /// What is kept of one row.
    mutating func staged(_ row: RawRow) -> StagedRow {
        let row = withheld.isEmpty ? row : row.without(withheld)
        let checked = mapping.check(row)
        let kept = checked.withheld.isEmpty ? row : row.without(checked.withheld)
        let isOfPerson = mapping.mapping.makes == .person
        let staged = StagedRow(kept, checked, isOfPerson: isOfPerson, order: order, times: &times)
        // Two events may be alike in everything a file says; two rows of one young person may not.
        guard isOfPerson, staged.outcome != .rejected else { return staged }
        if let first = seen[staged.prints.row] { return staged.repeating(line: first) }
        seen[staged.prints.row] = row.line
        return staged
    }
}

extension RawRow {
    /// The row with some of its cells emptied.
    fileprivate func without(_ places: [Int]) -> RawRow {
        var cells = cells
        for place in places where cells.indices.contains(place) { cells[place] = "" }
        return RawRow(
            line: line, cells: cells, places: self.places, surplus: surplus,
            problems: problems.filter { problem in problem.cell.map { !places.contains($0) } ?? true }, next: next)
    }
}

extension StagedRow {
    /// A row as it was checked; `changes` are what a person put right in it.
    init(
        _ row: RawRow, _ checked: CheckedRow, changes: [FoundProblem] = [], isOfPerson: Bool = true, order: [String],
        times: inout TimeCache
    ) {
        let isUsable = checked.outcome != .rejected
        let draft = isUsable && isOfPerson ? DraftRecord(checked.fields) : nil
        let event = isUsable ? checked.event : nil
        let found = checked.problems.map(FoundProblem.init) + changes
        line = row.line
        outcome = changes.isEmpty || !isUsable ? SourceRow.Outcome(checked.outcome) : .corrected
        record = draft
        eventKind = event?.kind ?? ""
        at = event.flatMap { event in times.instant(event.at, event.instant) }
        precision = event?.precision ?? .day
        until = event.flatMap { event in event.until.flatMap { times.instant($0, event.untilInstant) } }
        title = event?.title ?? ""
        isSerious = event?.weight == .serious
        signs = (event?.signs ?? []).joined(separator: " ")
        facts = Stored.lists((event?.facts ?? []).map { [$0.name, $0.value] })
        original = Stored.list(row.cells + row.surplus)
        problems = FoundProblem.text(found)
        prints = RowPrint(row.line, draft, checked, event, order)
        self.found = found
    }

    /// The same row met again: rejected, and it says where it stands already.
    func repeating(line first: Int) -> StagedRow {
        let reason = "This row says the same as one before it. It counts once."
        let again = FoundProblem(
            line: line, column: 1, header: "", field: "", value: "line \(first)", reason: reason, correction: nil,
            effect: .rejected)
        return StagedRow(
            line: line, outcome: .rejected, record: nil, eventKind: "", at: nil, precision: .day, until: nil,
            title: "", isSerious: false, signs: "", facts: "[]", original: original,
            problems: FoundProblem.text(found + [again]),
            prints: RowPrint(line: line, ref: 0, record: 0, key: 0, row: 0),
            found: found + [again])
    }
}

/// Times met before in the same file: many rows share a few.
struct TimeCache: Sendable {
    private var known: [String: Instant?] = [:]

    mutating func instant(_ text: String, _ make: @autoclosure () -> Instant?) -> Instant? {
        if let instant = known[text] { return instant }
        if known.count > 4000 { known.removeAll(keepingCapacity: true) }
        let instant = make()
        known[text] = instant
        return instant
    }
}

extension SourceRow.Outcome {
    init(_ outcome: CheckedRow.Outcome) {
        switch outcome {
        case .accepted: self = .accepted
        case .corrected: self = .corrected
        case .rejected: self = .rejected
        }
    }
}

extension FoundProblem {
    init(_ problem: RowProblem) {
        self.init(
            line: problem.line, column: problem.column, header: problem.header, field: problem.field,
            value: problem.value, reason: problem.reason, correction: problem.correction, effect: problem.effect)
    }

    static func text(_ problems: [FoundProblem]) -> String {
        guard !problems.isEmpty, let text = try? Stored.text(problems) else { return "[]" }
        return text
    }
}

extension DraftRecord {
    /// The identity among a row's fields, under the key it is known by.
    init(_ fields: [String: String]) {
        func field(_ name: String) -> String { fields[name] ?? "" }
        let born = field("date_of_birth")
        self.init(
            key: Hex.text(Digest.bytes(Self.fields.map(field)).prefix(16)), localRef: field("local_ref"),
            forename: field("forename"), middleNames: field("middle_names"), surname: field("surname"),
            alsoKnownAs: field("also_known_as"), born: born.isEmpty ? nil : born, sex: field("sex"),
            address: field("address"), postcode: field("postcode"), nhsNumber: field("nhs_number"),
            upn: field("upn"), pnc: field("pnc_id"), ethnicity: field("ethnicity"), school: field("school"))
    }

    private static let fields = [
        "local_ref", "forename", "middle_names", "surname", "also_known_as", "date_of_birth", "sex", "address",
        "postcode", "nhs_number", "upn", "pnc_id", "ethnicity", "school",
    ]
}

extension RowPrint {
    fileprivate init(_ line: Int, _ draft: DraftRecord?, _ checked: CheckedRow, _ event: FeedEvent?, _ order: [String])
    {
        guard let draft else {
            self.init(line: line, ref: 0, record: 0, key: 0, row: 0)
            return
        }
        var parts = [draft.key, event?.kind ?? "", event?.at ?? "", event?.until ?? "", event?.title ?? ""]
        for fact in event?.facts ?? [] { parts += [fact.name, fact.value] }
        for field in order { parts.append(checked.fields[field] ?? "") }
        let record = Digest.number([draft.key])
        let hasKey = checked.key.contains { !$0.isEmpty }
        self.init(
            line: line, ref: draft.localRef.isEmpty ? record : Digest.number([draft.localRef]), record: record,
            key: hasKey ? Digest.number(checked.key) : record, row: Digest.number(parts))
    }
}

/// SHA-256 over several texts, each with its length before it, so that no two lists read the same.
enum Digest {
    static func bytes(_ parts: [String]) -> [UInt8] {
        var bytes: [UInt8] = []
        for part in parts {
            withUnsafeBytes(of: UInt32(part.utf8.count).bigEndian) { bytes.append(contentsOf: $0) }
            bytes.append(contentsOf: part.utf8)
        }
        return Array(SHA256.hash(data: bytes))
    }

    static func number(_ parts: [String]) -> Int {
        Int(truncatingIfNeeded: bytes(parts).prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
    }
}
