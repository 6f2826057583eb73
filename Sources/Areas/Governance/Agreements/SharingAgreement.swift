import Kernel
import Storage

/// What agencies agreed about sharing information on young people, as its newest version says it.
///
/// An agreement is never edited: amending or ending it adds a version with its reason, and the old one stays.
package struct SharingAgreement: Sendable, Hashable {
    package let id: ID<SharingAgreement>
    /// What people call it: "ISA-003".
    package let reference: String
    /// 1 for the first, one more for each amendment.
    package let version: Int
    package let terms: Terms
    /// When this version was recorded, by whom and why.
    package let recordedAt: Instant
    package let recordedBy: ID<Worker>?
    package let reason: String

    package init(
        id: ID<SharingAgreement>, reference: String, version: Int, terms: Terms, recordedAt: Instant,
        recordedBy: ID<Worker>?, reason: String
    ) {
        self.id = id
        self.reference = reference
        self.version = version
        self.terms = terms
        self.recordedAt = recordedAt
        self.recordedBy = recordedBy
        self.reason = reason
    }

    /// How an agreement stands on a day.
    package enum State: Sendable, Hashable {
        case notBegun, inDate
        /// In date, with this many days left after today.
        case endingSoon(days: Int)
        case ended
    }

    /// An agreement this close to its end is shown as ending soon.
    package static let soonDays = 60

    /// Whether anything may be shared under it on this day, and for how long still.
    package func state(on day: Day) -> State {
        if day < terms.starts { return .notBegun }
        guard terms.isInForce(on: day) else { return .ended }
        let left = terms.lastDay.number - day.number
        return left <= Self.soonDays ? .endingSoon(days: left) : .inDate
    }
}

extension SharingAgreement {
    /// What a party does under an agreement.
    package enum Part: String, Sendable, CaseIterable, Storable {
        case gives, receives, both

        package var name: String {
            switch self {
            case .gives: "gives information"
            case .receives: "receives information"
            case .both: "gives and receives"
            }
        }

        package var givesAny: Bool { self != .receives }
        package var receivesAny: Bool { self != .gives }
    }

    /// An agency that signed.
    package struct Party: Sendable, Hashable {
        package let agency: ID<Agency>
        package let part: Part
        /// Who signed for it: name and job.
        package let signatory: String

        package init(agency: ID<Agency>, part: Part, signatory: String) {
            self.agency = agency
            self.part = part
            self.signatory = signatory
        }
    }

    /// Who decides why and how the information is used (UK GDPR articles 24, 26 and 28).
    package enum Control: String, Sendable, CaseIterable, Storable {
        case separate, joint, processor

        package var name: String {
            switch self {
            case .separate: "Each agency is a controller of its own"
            case .joint: "The agencies are joint controllers"
            case .processor: "One agency acts for the others, as their processor"
            }
        }
    }

    /// That it was ended before its time.
    package struct EarlyEnd: Sendable, Hashable {
        /// From this day on it covers nothing.
        package let day: Day
        package let reason: String

        package init(day: Day, reason: String) {
            self.day = day
            self.reason = reason
        }
    }

    /// What was agreed.
    package struct Terms: Sendable, Hashable {
        package var title: String
        package var parties: [Party]
        package var purposes: [String]
        package var categories: Set<Category>
        /// Which identity fields it covers; empty means all of them.
        package var fields: Set<IdentityField>
        /// Keys of the shipped list (`LegalBasis`).
        package var legalBases: [String]
        /// Bases and gateways that are not on the list, in their own words.
        package var otherBasis: String
        /// Reference of the appropriate policy document (DPA 2018 Schedule 1 Part 4, section 42).
        package var policyDocument: String
        package var control: Control
        /// How and how often information passes.
        package var flow: String
        package var starts: Day
        /// The last day it covers.
        package var ends: Day
        package var review: Day
        /// How long what was received is kept.
        package var retention: String
        /// Whom to tell at once when something goes wrong.
        package var breachContact: String
        /// When everybody had signed.
        package var signed: Day
        package var earlyEnd: EarlyEnd?

        package init(
            title: String, parties: [Party], purposes: [String], categories: Set<Category>, fields: Set<IdentityField>,
            legalBases: [String], otherBasis: String, policyDocument: String, control: Control, flow: String,
            starts: Day, ends: Day, review: Day, retention: String, breachContact: String, signed: Day,
            earlyEnd: EarlyEnd? = nil
        ) {
            self.title = title
            self.parties = parties
            self.purposes = purposes
            self.categories = categories
            self.fields = fields
            self.legalBases = legalBases
            self.otherBasis = otherBasis
            self.policyDocument = policyDocument
            self.control = control
            self.flow = flow
            self.starts = starts
            self.ends = ends
            self.review = review
            self.retention = retention
            self.breachContact = breachContact
            self.signed = signed
            self.earlyEnd = earlyEnd
        }

        /// The last day on which anything may be shared, early end counted.
        package var lastDay: Day { earlyEnd.map { min(ends, $0.day.adding(days: -1)) } ?? ends }

        package func isInForce(on day: Day) -> Bool { day >= starts && day <= lastDay }

        package func party(_ agency: ID<Agency>) -> Party? { parties.first { $0.agency == agency } }

        /// Whether it lets this identity field pass.
        package func covers(_ field: IdentityField) -> Bool { fields.isEmpty || fields.contains(field) }

        /// Whether this kind of information may pass: that a record exists goes with the name.
        package func includes(_ category: Category) -> Bool {
            categories.contains(category) || (category == .existence && categories.contains(.identity))
        }
    }
}

/// What identifies a young person in an agency's file, by the names feeds give the fields.
package enum IdentityField: String, Sendable, CaseIterable {
    case localRef = "local_ref"
    case forename
    case middleNames = "middle_names"
    case surname
    case alsoKnownAs = "also_known_as"
    case dateOfBirth = "date_of_birth"
    case sex, address, postcode
    case nhsNumber = "nhs_number"
    case upn
    case pncID = "pnc_id"
    case ethnicity
    case inCare = "in_care"
    case school
    case schoolURN = "school_urn"
    case yearGroup = "year_group"
    case phone

    package var name: String {
        switch self {
        case .localRef: "The agency's own number"
        case .forename: "First name"
        case .middleNames: "Middle names"
        case .surname: "Family name"
        case .alsoKnownAs: "Other names"
        case .dateOfBirth: "Date of birth"
        case .sex: "Sex"
        case .address: "Address"
        case .postcode: "Postcode"
        case .nhsNumber: "NHS number"
        case .upn: "Unique pupil number"
        case .pncID: "Police national computer number"
        case .ethnicity: "Ethnic group"
        case .inCare: "In care or not"
        case .school: "School"
        case .schoolURN: "School's number"
        case .yearGroup: "Year group"
        case .phone: "Phone number"
        }
    }
}

extension Category {
    /// The kinds of information an agreement can be about; the others follow from these or are somebody's own.
    package static var agreeable: [Category] { allCases.filter { $0 != .existence && $0 != .receipt } }
}
