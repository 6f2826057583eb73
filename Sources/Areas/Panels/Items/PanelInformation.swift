import Casework
import Governance
import Kernel
import People
import Storage
import Web

/// How sure the source is: the first figure of 3x5x2.
enum SourceGrade: String, Sendable, CaseIterable, Storable {
    case reliable = "1"
    case untested = "2"
    case notReliable = "3"

    var name: String {
        switch self {
        case .reliable: "Reliable"
        case .untested: "Not tested"
        case .notReliable: "Not reliable"
        }
    }
}

/// How sure what they say is: the letter of 3x5x2.
enum AssessmentGrade: String, Sendable, CaseIterable, Storable {
    case direct = "A"
    case indirectConfirmed = "B"
    case indirect = "C"
    case notKnown = "D"
    case suspectedFalse = "E"

    var name: String {
        switch self {
        case .direct: "Known directly"
        case .indirectConfirmed: "Known through others, and confirmed"
        case .indirect: "Known through others"
        case .notKnown: "Not known"
        case .suspectedFalse: "Thought to be false"
        }
    }
}

/// What one agency told a meeting under one heading, graded, with how it may be used. Only ever added to.
struct PanelInformation: Sendable {
    let item: ID<PanelItem>
    let text: String
    let source: SourceGrade
    let assessment: AssessmentGrade
    let handling: Handling
    let conditions: String

    static let table = Table(
        "panel_information", indexes: [["item_id", "at"]], appendOnly: true,
        columns: [
            .text("id"), .text("item_id", .link, references: "panel_item"), .text("text", .freeText),
            .text("source"), .text("assessment"), .text("handling"), .text("conditions", .freeText),
            .text("category"), .text("by_id", references: "worker"), .text("agency_id", references: "agency"),
            .integer("at"),
        ])

    /// - Throws: What is wrong, field by field.
    init(_ form: Form, item: ID<PanelItem>) throws(FieldErrors) {
        var reading = FormReading(form)
        let text = reading.required("text", "Write what your agency knows")
        let source: SourceGrade? = reading.choice("source", "Say how reliable the source is")
        let assessment: AssessmentGrade? = reading.choice("assessment", "Say how it is known")
        let handling: Handling? = reading.choice("handling", "Choose how it may be used")
        let conditions =
            handling == .conditions
            ? reading.required("conditions", limit: FormReading.longestLine, "Say on what conditions it may be used")
            : ""
        guard let source, let assessment, let handling, reading.errors.isEmpty else { throw reading.errors }
        self.item = item
        self.text = text
        self.source = source
        self.assessment = assessment
        self.handling = handling
        self.conditions = conditions
    }
}

/// Information with the names around it.
struct ToldInformation: Sendable, FromRow {
    let item: ID<PanelItem>
    let text: String
    let source: SourceGrade
    let assessment: AssessmentGrade
    let handling: Handling
    let conditions: String
    let category: Category
    let by: String
    let byID: ID<Worker>
    let agency: String
    let agencyKind: AgencyKind
    let at: Instant

    init(row: Row) throws {
        item = try row["item_id"]
        text = try row["text"]
        source = try row["source"]
        assessment = try row["assessment"]
        handling = try row["handling"]
        conditions = try row["conditions"]
        category = try row["category"]
        by = try row["by_name"]
        byID = try row["by_id"]
        agency = try row["agency_name"]
        agencyKind = try row["agency_kind"]
        at = try row["at"]
    }

    /// "1A, reliable, known directly".
    var grade: String {
        "\(source.rawValue)\(assessment.rawValue): \(source.name.lowercased()), \(assessment.name.lowercased())"
    }

    var use: String { handling == .conditions ? "Conditions: \(conditions)" : handling.name }
}

extension Transaction {
    func insert(_ told: PanelInformation, by worker: Worker, at now: Instant) throws {
        try run(
            """
            INSERT INTO panel_information (id, item_id, text, source, assessment, handling, conditions, category, by_id,
                agency_id, at)
            VALUES (\(ID<PanelInformation>.make()), \(told.item), \(told.text), \(told.source), \(told.assessment),
                \(told.handling), \(told.conditions), \(Category.brought(by: worker.agency.kind)), \(worker.id),
                \(worker.agency.id), \(now))
            """)
    }

    /// What agencies told under these headings, oldest first. Callers mask it by kind of information.
    func information(on items: [ID<PanelItem>]) throws -> [ID<PanelItem>: [ToldInformation]] {
        guard !items.isEmpty else { return [:] }
        let all: [ToldInformation] = try all(
            """
            SELECT f.*, w.name AS by_name, a.name AS agency_name, a.kind AS agency_kind FROM panel_information f
                JOIN worker w ON w.id = f.by_id JOIN agency a ON a.id = f.agency_id
            WHERE f.item_id IN \(list: items) ORDER BY f.at, f.id
            """)
        return Dictionary(grouping: all, by: \.item)
    }
}
