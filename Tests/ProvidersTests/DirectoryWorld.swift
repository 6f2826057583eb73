import Governance
import HouseSupport
import Kernel
import Storage
import Web

@testable import Providers

/// A house with a few services and mentors whose every word can be told apart.
struct DirectoryWorld: Sendable {
    let house: TestHouse
    /// Public, of the voluntary agency.
    let club: ID<Service>
    /// Not public, of health.
    let clinic: ID<Service>
    /// Of the voluntary agency; nobody's account.
    let tess: ID<Mentor>
    /// Of health.
    let noor: ID<Mentor>

    static func make() async throws -> DirectoryWorld {
        let house = try await TestHouse.make()
        guard let voluntary = house.agencies[.voluntary], let health = house.agencies[.health] else {
            throw Problem.notFound
        }
        let (now, hub) = (house.now, house.workers[.hubCoordinator]?.id)
        return try await house.database.write { tx in
            let club = try tx.add(
                club(voluntary), source: "", by: hub, because: "First added.", at: now.adding(days: -3))
            try tx.sayPlaces(of: club, free: 4, waiting: 2, waitDays: 7, by: hub, at: now.adding(days: -1))
            let clinic = try tx.add(
                clinic(health), source: "", by: hub, because: "First added.", at: now.adding(days: -3))
            let tess = try tx.add(
                mentor("Zqtess", voluntary, now.day), by: hub, because: "Taken on.", at: now.adding(days: -9))
            let noor = try tx.add(
                mentor("Zqnoor", health, now.day), by: hub, because: "Taken on.", at: now.adding(days: -9))
            return DirectoryWorld(house: house, club: club, clinic: clinic, tess: tess, noor: noor)
        }
    }

    private static func club(_ agency: Agency) -> Service.Terms {
        var terms = Service.Terms()
        terms.name = "Zqclub <b>evenings</b>"
        terms.summary = "Games & talk."
        terms.run(by: agency, named: "")
        terms.url = "https://club.example/evenings"
        terms.email = "club@club.example"
        (terms.minimumAge, terms.maximumAge) = (11, 19)
        terms.needs = ["activities", "trusted-adult"]
        terms.languages = ["en", "pl"]
        terms.areas = ["EM2"]
        terms.levels = ["1"]
        terms.hours = OpeningTimes(typed: ["2": "6pm to 9pm", "6": "10am to midnight"])
        terms.route = "open-door"
        terms.routeWords = "zqrefer by the side door"
        terms.cost = "£1 a session"
        terms.amount = 1
        terms.fundedPlaces = 20
        terms.assured = Day(year: 2025, month: 11, day: 1)
        terms.assurer = "quality@hub.example"
        terms.notes = "zqnote for staff"
        terms.isPublic = true
        return terms
    }

    private static func clinic(_ agency: Agency) -> Service.Terms {
        var terms = Service.Terms()
        terms.name = "Zqclinic"
        terms.summary = "After violence."
        terms.run(by: agency, named: "")
        terms.needs = ["trauma"]
        terms.route = "hub"
        terms.notes = "zqclinicnote"
        terms.assured = Day(year: 2025, month: 1, day: 10)
        return terms
    }

    static func mentor(_ name: String, _ agency: Agency, _ today: Day) -> Mentor.Terms {
        var terms = Mentor.Terms(agency: agency.id)
        terms.name = name
        terms.gender = "female"
        terms.languages = ["en", "so"]
        terms.areas = ["EM2"]
        terms.hours = OpeningTimes(typed: ["1-5": "4pm to 9pm"])
        terms.mostAtOnce = 3
        terms.elsewhere = 1
        terms.livedExperience = "\(name)lived"
        terms.vetting = "dbs-enhanced"
        terms.vetted = today.adding(days: -400)
        terms.references = 2
        terms.training = ["\(name)training, 3 May 2025"]
        terms.supervisor = "\(name)boss"
        terms.supervisedEvery = 4
        terms.lastSupervised = today.adding(days: -40)
        terms.notes = "\(name)note"
        return terms
    }

    /// The whole page a role sees at an address.
    func page(_ role: Role, _ path: String) async throws -> (status: Int, text: String) {
        let browser = try await house.browser(as: role)
        await browser.open(path)
        return (await browser.status, await browser.text)
    }
}
