import Governance
import Kernel
import People
import Storage
import Web

/// The front door's part of a young person's chronology.
package func frontDoorChronology() -> ChronologySource {
    ChronologySource { tx, grant in
        let agencies = try Dictionary(tx.agencies().map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let screenings = try tx.screenings(about: grant).map { screening in
            ReferralChronology.entry(screening, agency: try tx.worker(screening.by)?.agency)
        }
        return try screenings
            + tx.referrals(about: grant).flatMap { referral -> [ChronologyEntry] in
                let agency = referral.agency.flatMap { agencies[$0] }
                return [ReferralChronology.entry(referral, agency: agency, grant)]
                    + ReferralChronology.events(referral, agency: agency, grant)
            }
    }
}

enum ReferralChronology {
    /// The referral itself, on the day it came.
    static func entry(_ referral: Referral, agency: Agency?, _ grant: Grant<Person>) -> ChronologyEntry {
        ChronologyEntry(
            at: referral.receivedAt, precision: .minute, category: .concerns, kind: "referral",
            title: "Referral received: \(source(referral, grant))", body: referral.concerns.joined(separator: "\n"),
            agency: agency?.name ?? referral.channel.name, agencyKind: agency?.kind ?? .partnership, addedBy: "",
            weight: referral.answer("danger") == "yes" ? .serious : .ordinary,
            link: "/referrals/\(referral.id)", linkWords: "Read referral \(referral.reference)")
    }

    /// A screening, with the tool's suggestion and the worker's own judgement side by side.
    static func entry(_ screening: Screening, agency: Agency?) -> ChronologyEntry {
        ChronologyEntry(
            at: screening.at, precision: .minute, category: .risk, kind: "screening",
            title: "Screening: the tool suggests \(screening.result.headline.lowercased())",
            body: "\(screening.byName) says: \(screening.ownBand.name.lowercased()). \(screening.tool.label)",
            agency: agency?.name ?? "", agencyKind: agency?.kind ?? .partnership, addedBy: screening.byName,
            link: "/screenings/\(screening.id)", linkWords: "Read the screening")
    }

    /// What the sender said happened, on the days they gave; without a year it stays in the referral alone.
    static func events(_ referral: Referral, agency: Agency?, _ grant: Grant<Person>) -> [ChronologyEntry] {
        ChronologyLine.all(in: referral.answers).compactMap { line in
            guard let (day, precision) = line.date.resolved, !line.what.isEmpty else { return nil }
            return ChronologyEntry(
                at: London.instant(day, hour: 12, minute: 0), precision: precision, category: .concerns, kind: "event",
                title: ReferralForm.line(line.what), body: "As told in referral \(referral.reference).",
                agency: agency?.name ?? referral.channel.name, agencyKind: agency?.kind ?? .partnership, addedBy: "",
                link: "/referrals/\(referral.id)", linkWords: "Read referral \(referral.reference)")
        }
    }

    private static func source(_ referral: Referral, _ grant: Grant<Person>) -> String {
        switch referral.channel {
        case .professional, .agencyFile, .partnership: return referral.sourceWords
        case .publicForm, .phone, .letter:
            return grant.shows(.source) ? referral.sourceWords : referral.channel.name.lowercased()
        }
    }
}
