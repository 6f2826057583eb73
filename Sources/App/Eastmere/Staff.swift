import Governance
import Kernel

/// The agencies of Eastmere and everyone who works there.
struct Staff: Sendable {
    let agencies: [String: Agency]
    let workers: [String: Worker]
    /// In the order they are listed.
    let everyone: [Worker]
    private let schools: [String: Worker]
    private let places: Places

    init(_ places: Places, seed: UInt64) {
        var dice = Dice(seed: seed, part: "staff")
        var agencies: [String: Agency] = [:]
        for office in places.agencies {
            guard let kind = AgencyKind(rawValue: office.kind) else {
                preconditionFailure("There is no kind of agency “\(office.kind)”.")
            }
            agencies[office.key] = Agency(id: dice.id(), name: office.name, kind: kind, isOnHub: office.hub)
        }
        var workers: [String: Worker] = [:]
        var schools: [String: Worker] = [:]
        for colleague in places.workers {
            guard let role = Role(rawValue: colleague.role), let agency = agencies[colleague.agency] else {
                preconditionFailure("\(colleague.name) has no such role or agency.")
            }
            let worker = Worker(
                id: dice.id(), name: colleague.name, email: Staff.address(of: colleague.name), role: role,
                agency: agency, jobTitle: colleague.title, isDisabled: false)
            workers[colleague.key] = worker
            if let school = colleague.school, schools[school] == nil { schools[school] = worker }
        }
        self.agencies = agencies
        self.workers = workers
        self.schools = schools
        self.places = places
        everyone = places.workers.compactMap { workers[$0.key] }
    }

    /// What the agencies are called in the town's files, in the order they are listed.
    var keys: [String] { places.agencies.map(\.key) }

    /// Everyone's agencies, in the order they are listed.
    var offices: [Agency] { places.agencies.compactMap { agencies[$0.key] } }

    subscript(key: String) -> Worker {
        guard let worker = workers[key] else { preconditionFailure("Nobody in Eastmere is called “\(key)”.") }
        return worker
    }

    func agency(_ key: String) -> Agency {
        guard let agency = agencies[key] else { preconditionFailure("Eastmere has no agency “\(key)”.") }
        return agency
    }

    /// Who sends referrals for a school, if somebody there has an account.
    func referrer(for school: String) -> Worker? { schools[school] }

    /// Everyone at an agency whose role may do this.
    func workers(at key: String, who action: Action) -> [Worker] {
        let agency = agency(key)
        return everyone.filter { $0.agency.id == agency.id && Policy.allows($0.role, action) }
    }

    /// Everyone who may lead for an agency, whatever their part.
    func leads(at key: String) -> [Worker] {
        let agency = agency(key)
        return everyone.filter {
            $0.agency.id == agency.id && [.leadPractitioner, .provider, .panelMember].contains($0.role)
        }
    }

    private static func address(of name: String) -> String {
        let titles: Set<String> = ["PC", "Sergeant", "Councillor"]
        let words = name.split(separator: " ").filter { !titles.contains(String($0)) }
        return words.joined(separator: ".").lowercased() + "@eastmere.example"
    }
}
