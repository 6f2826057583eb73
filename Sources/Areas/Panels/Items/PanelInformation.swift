import Casework
import Connections
import Governance
import Kernel
import People
import Storage
import Web

/// What one agency told a meeting under one heading, graded, with how it may be used. Only ever added to.
package struct PanelInformation: Sendable {
    let item: ID<PanelItem>
    let text: String
    let grade: Grade
    let handling: Connections.Handling

    static let table = Table(
        "panel_information", indexes: [["item_id", "at"]], appendOnly: true,
        columns: [
            .text("id"), .text("item_id", .link, references: "panel_item"), .text("text", .freeText),
            .text("category"), .text("by_id", references: "worker"), .text("agency_id", references: "agency"),
            .integer("at"),
        ] + Connections.Handling.columns())

    package init(item: ID<PanelItem>, text: String, grade: Grade, handling: Connections.Handling) {
        self.item = item
        self.text = text
        self.grade = grade
        self.handling = handling
    }

    /// - Throws: What is wrong, field by field.
    init(_ form: Form, item: ID<PanelItem>, agencies: [Agency]) throws(FieldErrors) {
        var reading = FormReading(form)
        let text = reading.required("text", "Write what your agency knows")
        let graded = GradeForm(agencies: agencies).read(&reading)
        guard let graded, reading.errors.isEmpty else { throw reading.errors }
        self.init(item: item, text: text, grade: graded.grade, handling: graded.handling)
    }
}

/// Information with the names around it.
struct ToldInformation: Sendable, FromRow {
    let item: ID<PanelItem>
    let text: String
    let grade: Grade
    let handling: Connections.Handling
    let category: Category
    let by: String
    let byID: ID<Worker>
    let agency: String
    let agencyKind: AgencyKind
    let at: Instant

    init(row: Row) throws {
        item = try row["item_id"]
        text = try row["text"]
        grade = try Grade(row: row)
        handling = try Connections.Handling(row: row)
        category = try row["category"]
        by = try row["by_name"]
        byID = try row["by_id"]
        agency = try row["agency_name"]
        agencyKind = try row["agency_kind"]
        at = try row["at"]
    }

    /// "Grade 1/A/P".
    var code: String { "Grade \(grade.code(handling))" }

    /// How it may be used, in words.
    var use: String {
        handling.code == .conditions ? "Conditions: \(handling.conditions)" : "It may be shared lawfully"
    }

    /// How far somebody may go who sees these kinds of information; everything else is nothing to them.
    func reach(of worker: Worker, showing isShown: (Category) -> Bool) -> Connections.Handling.Reach {
        let reach = handling.reach(of: Reader(worker), author: byID)
        guard isShown(category) || byID == worker.id else { return reach == .nothing ? .nothing : .told }
        return reach
    }
}

extension Transaction {
    package func insert(_ told: PanelInformation, by worker: Worker, at now: Instant) throws {
        let handling = told.handling
        try run(
            """
            INSERT INTO panel_information (id, item_id, text, category, by_id, agency_id, at, source_grade,
                information_grade, handling, conditions, reader_agencies, reader_roles, tells, copies)
            VALUES (\(ID<PanelInformation>.make()), \(told.item), \(told.text),
                \(Category.brought(by: worker.agency.kind)), \(worker.id), \(worker.agency.id), \(now),
                \(told.grade.source), \(told.grade.information), \(handling.code), \(handling.conditions),
                \(handling.agencyList), \(handling.roleList), \(handling.tells), \(handling.copies))
            """)
    }

    /// What agencies told under these headings, oldest first. Callers mask it by kind of information and handling.
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
