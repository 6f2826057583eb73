import Foundation
import Governance
import HouseSupport
import Kernel
import Providers
import Storage
import Testing

/// The town's directory: enough of everything, made up, and with what a directory has to warn of.
@Suite struct HelperTests {
    @Test func `services and mentors are many, and somebody is there for every need, evening and weekend`() async throws
    {
        let town = try await MadeTown.whole.value
        let (services, mentors) = try await town.database.read { (try $0.services(), try $0.mentors()) }
        #expect(services.count == 26 && mentors.count == 30)
        let open = services.filter(\.isRunning)
        let needs = Set(open.flatMap(\.terms.needs))
        #expect(needs == Set(DirectoryLists.shipped.needs.map(\.code)))
        #expect(open.count { $0.terms.hours.hasEvenings } >= 8 && open.count { $0.terms.hours.hasWeekends } >= 5)
        #expect(open.contains(where: \.hasPlaces) && open.contains { $0.placesNow == 0 })
        #expect(services.contains { $0.terms.isArchived })
        #expect(services.contains(where: \.isPublished) && open.contains { !$0.isPublished })
    }

    @Test func `what has lapsed or is late is there to be warned of`() async throws {
        let town = try await MadeTown.whole.value
        let (services, mentors) = try await town.database.read { (try $0.services(), try $0.mentors()) }
        let today = town.now.day
        #expect(services.contains { $0.assuranceWarning(on: today)?.hasPrefix("Not assured since") == true })
        #expect(mentors.count { $0.vettingWarning(on: today)?.hasPrefix("Vetting lapsed") == true } == 2)
        #expect(mentors.contains { $0.vettingWarning(on: today)?.hasPrefix("Vetting lapses") == true })
        #expect(mentors.contains { $0.vettingWarning(on: today) == "Not vetted" })
        #expect(mentors.contains { $0.supervisionWarning(on: today) != nil })
        #expect(mentors.count { $0.mayBeAsked(on: today) } >= 24)
    }

    @Test func `codes are on the lists, and addresses and numbers are nobody's`() async throws {
        let town = try await MadeTown.whole.value
        let (services, mentors) = try await town.database.read { (try $0.services(), try $0.mentors()) }
        let lists = DirectoryLists.shipped
        func known(_ codes: [String], _ list: [DirectoryLists.Entry]) -> Bool {
            Set(codes).isSubset(of: Set(list.map(\.code)))
        }
        for service in services {
            let terms = service.terms
            #expect(known(terms.needs, lists.needs) && known(terms.levels, lists.levels), "\(terms.name)")
            #expect(known(terms.languages, lists.languages) && known(terms.genders, lists.genders), "\(terms.name)")
            #expect(known([terms.route], lists.routes), "\(terms.name)")
            #expect(terms.phone.isEmpty || terms.phone.hasPrefix("01632 960"), "\(terms.phone)")
            #expect(terms.email.hasSuffix("@eastmere.example") && terms.url.contains(".eastmere.example/"))
            #expect(terms.areas.allSatisfy { $0.hasPrefix("EM") })
        }
        for mentor in mentors {
            #expect(
                known(mentor.terms.languages, lists.languages) && mentor.terms.areas.allSatisfy { $0.hasPrefix("EM") })
            #expect(mentor.terms.vetting.isEmpty || known([mentor.terms.vetting], lists.vetting), "\(mentor.name)")
        }
    }
}
