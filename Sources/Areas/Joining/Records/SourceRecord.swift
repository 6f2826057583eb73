import Governance
import Kernel
import Storage

/// One young person as one agency described them, once: never edited.
///
/// The same description met again is the same record, whichever file it stands in. A changed description under the
/// agency's same number is another record with the same `localRef`.
package struct SourceRecord: Sendable, Hashable {
    package let id: ID<SourceRecord>
    package let agency: ID<Agency>
    /// The agency's own number for the young person; empty when it gives none.
    package let localRef: String
    package let forename: String
    package let middleNames: String
    package let surname: String
    package let alsoKnownAs: String
    package let born: Day?
    /// M, F, X or empty.
    package let sex: String
    package let address: String
    package let postcode: String
    package let nhsNumber: String
    package let upn: String
    package let pnc: String
    package let ethnicity: String
    package let school: String

    static let table = Table(
        "source_record", unique: [["agency_id", "record_key"]],
        indexes: [["agency_id", "local_ref"], ["nhs_number"], ["upn"], ["postcode"]],
        columns: [
            .text("id"), .text("agency_id", references: "agency"), .text("record_key", .identity),
            .text("local_ref", .identity), .text("forename", .identity), .text("middle_names", .identity),
            .text("surname", .identity), .text("also_known_as", .identity), .text("born", .identity, optional: true),
            .text("sex", .identity), .text("address", .contact), .text("postcode", .contact),
            .text("nhs_number", .identity), .text("upn", .identity), .text("pnc", .identity),
            .text("ethnicity", .special), .text("school", .identity), .integer("created_at"),
        ])
}

extension SourceRecord: FromRow {
    package init(row: Row) throws {
        id = try row["id"]
        agency = try row["agency_id"]
        localRef = try row["local_ref"]
        forename = try row["forename"]
        middleNames = try row["middle_names"]
        surname = try row["surname"]
        alsoKnownAs = try row["also_known_as"]
        born = try row["born"]
        sex = try row["sex"]
        address = try row["address"]
        postcode = try row["postcode"]
        nhsNumber = try row["nhs_number"]
        upn = try row["upn"]
        pnc = try row["pnc"]
        ethnicity = try row["ethnicity"]
        school = try row["school"]
    }

    /// The columns `init(row:)` reads, from `source_record s`.
    package static let columns: SQL = """
        s.id, s.agency_id, s.local_ref, s.forename, s.middle_names, s.surname, s.also_known_as, s.born, s.sex,
        s.address, s.postcode, s.nhs_number, s.upn, s.pnc, s.ethnicity, s.school
        """
}
