import Governance
import Kernel
import Storage

/// Somebody who helps a young person one to one: a mentor or an advocate, as their newest version says.
package struct Mentor: Sendable {
    package let id: ID<Mentor>
    package let version: Int
    package var terms: Terms
    /// The agency they work for.
    package let agency: Agency
    package let recordedAt: Instant
    package let recordedName: String?
    package let reason: String

    package enum Kind: String, Sendable, CaseIterable, Storable {
        case mentor, advocate

        package var name: String {
            switch self {
            case .mentor: "Mentor"
            case .advocate: "Advocate"
            }
        }
    }

    /// Everything said of them; each change makes a new version.
    package struct Terms: Sendable, Equatable {
        package var name = ""
        package var agency: ID<Agency>
        /// Their account here, if they have one.
        package var worker: ID<Worker>?
        package var kind = Kind.mentor
        package var isPaid = false
        package var gender = ""
        package var languages: [String] = []
        package var areas: [String] = []
        package var hours = OpeningTimes()
        /// How many young people they support at once, at most.
        package var mostAtOnce = 0
        /// How many they support who are not on record here.
        package var elsewhere = 0
        package var limits = ""
        /// Only what they wish to say, and only once they have said so.
        package var livedExperience = ""
        package var vetting = ""
        package var vetted: Day?
        package var references = 0
        package var referencesOn: Day?
        /// One to a line, with the date: "Safeguarding level 3, 12 March 2026".
        package var training: [String] = []
        package var supervisor = ""
        package var supervisedEvery: Int?
        package var lastSupervised: Day?
        package var notes = ""
        package var isArchived = false

        package init(agency: ID<Agency>) { self.agency = agency }
    }

    package var name: String { terms.name }

    /// The first day on which their vetting no longer stands; nil when there is none.
    package var vettingLapses: Day? {
        guard let vetted = terms.vetted,
            let months = DirectoryLists.shipped.vetting.first(where: { $0.code == terms.vetting })?.months
        else { return nil }
        return vetted.adding(months: months)
    }

    /// Whether their vetting stands today.
    package func isVetted(on today: Day) -> Bool { vettingLapses.map { today < $0 } ?? false }

    /// What is wrong or soon will be, in words; nil when all is in date.
    package func vettingWarning(on today: Day) -> String? {
        guard let lapses = vettingLapses else { return "Not vetted" }
        if lapses <= today { return "Vetting lapsed \(lapses.long)" }
        return lapses <= today.adding(days: 60) ? "Vetting lapses \(lapses.long)" : nil
    }

    /// Nil when supervision is in time, or when nobody has said how often it is due.
    package func supervisionWarning(on today: Day) -> String? {
        guard let every = terms.supervisedEvery else { return nil }
        guard let last = terms.lastSupervised else { return "No supervision on record" }
        let due = last.adding(days: every * 7)
        return due < today ? "Supervision was due \(due.long)" : nil
    }

    /// Both references are taken up, and they have not left: nobody is named to a young person before that.
    package var isReady: Bool { !terms.isArchived && terms.references >= 2 }

    /// They may be asked to support somebody: ready, and vetted.
    package func mayBeAsked(on today: Day) -> Bool { isReady && isVetted(on: today) }

    /// How many more they could support, given how many they support here.
    package func places(supporting load: Int) -> Int { max(0, terms.mostAtOnce - terms.elsewhere - load) }

    package func serves(_ area: String) -> Bool { Areas.serve(terms.areas, area) }

    package func speaks(_ language: String) -> Bool {
        terms.languages.isEmpty ? language == "en" : terms.languages.contains(language)
    }
}

/// A mentor as one worker may see them: what is not theirs to see is not in it.
struct MentorView: Sendable {
    let mentor: Mentor
    /// None for somebody who may not be asked today, however much time they have.
    let places: Int
    let mayBeAsked: Bool
    let fields: Set<MentorField>

    init(_ mentor: Mentor, supporting load: Int, fields: Set<MentorField>, on today: Day) {
        self.mentor = mentor
        self.fields = fields
        mayBeAsked = mentor.mayBeAsked(on: today)
        places = mayBeAsked ? mentor.places(supporting: load) : 0
    }

    func shows(_ field: MentorField) -> Bool { fields.contains(field) }
}

/// How a worker stands to mentors, worked out once for a page.
struct MentorViewer: Sendable {
    let worker: Worker
    let isMentor: Bool

    init(_ worker: Worker, in tx: Transaction) throws {
        self.worker = worker
        isMentor = try tx.isMentor(worker.id)
    }

    func standing(to mentor: Mentor) -> MentorStanding {
        if mentor.terms.worker == worker.id { return .themselves }
        guard mentor.agency.id == worker.agency.id else { return .otherAgency }
        return isMentor ? .fellowMentor : .ownAgency
    }

    func sees(_ mentor: Mentor) -> Set<MentorField> {
        guard Policy.allows(worker.role, .seeMentors) else { return [] }
        return Policy.sees(worker.role, of: standing(to: mentor))
    }

    func keeps(_ agency: ID<Agency>) -> Bool {
        Policy.keepsDirectory(worker, of: agency, isMentor: isMentor)
    }
}
