import Kernel

@testable import Governance

/// A few agencies and an agreement between them, to vary.
enum AgreementWorld {
    static let police = agency("police1", "Eastmere Police", .police)
    static let care = agency("care1", "Eastmere Social Care", .socialCare)
    static let school = agency("school1", "Fairmead Academy", .education)
    static let hub = agency("hub1", "Eastmere Hub", .partnership)
    static let agencies = [police, care, school, hub]

    static let starts = day("2026-01-01")
    static let ends = day("2026-03-31")
    static let inside = day("2026-02-10")

    private static func agency(_ id: String, _ name: String, _ kind: AgencyKind) -> Agency {
        guard let id = ID<Agency>(id) else { preconditionFailure("\(id) is no identifier.") }
        return Agency(id: id, name: name, kind: kind, isOnHub: kind != .education)
    }

    static func day(_ text: String) -> Day {
        guard let day = Day(text) else { preconditionFailure("\(text) is no day.") }
        return day
    }

    static func party(_ agency: Agency, _ part: SharingAgreement.Part) -> SharingAgreement.Party {
        SharingAgreement.Party(agency: agency.id, part: part, signatory: "A. Person, head of \(agency.name)")
    }

    /// Police give identity and police information to social care and the hub, January to March 2026.
    static let terms = SharingAgreement.Terms(
        title: "Police custody", parties: [party(police, .gives), party(care, .receives), party(hub, .both)],
        purposes: ["Offer help after an arrest", "See victims too"], categories: [.identity, .police],
        fields: [.forename, .surname], legalBases: ["gdpr-6-1-e", "gdpr-10-authority", "cda-1998-115"], otherBasis: "",
        policyDocument: "", control: .separate, flow: "A file each week", starts: starts, ends: ends,
        review: day("2026-03-01"), retention: "Five years", breachContact: "The desk, 01632 960170",
        signed: day("2025-12-20"))

    static func agreement(
        _ reference: String, version: Int = 1, _ change: (inout SharingAgreement.Terms) -> Void = { _ in }
    ) -> SharingAgreement {
        var terms = terms
        change(&terms)
        return SharingAgreement(
            id: .make(), reference: reference, version: version, terms: terms,
            recordedAt: Instant(milliseconds: 1_767_000_000_000), recordedBy: nil, reason: "First recorded.")
    }

    static func sharing(_ agreements: SharingAgreement..., on day: Day = inside) -> Sharing {
        Sharing(agreements, agencies: agencies, on: day)
    }
}
