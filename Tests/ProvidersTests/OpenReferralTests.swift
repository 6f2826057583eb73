import Foundation
import HouseSupport
import Kernel
import Storage
import Testing
import Web

@testable import Providers

@Suite struct OpenReferralTests {
    private func json(_ browser: Browser, _ path: String) async throws -> [String: Any] {
        await browser.open(path)
        return try #require(try JSONSerialization.jsonObject(with: Data(await browser.last.body)) as? [String: Any])
    }

    @Test func `what we publish is what the schema asks for`() async throws {
        let world = try await DirectoryWorld.make()
        let browser = world.house.browser()
        let one = try await json(browser, "/services/\(world.club)")
        let list = try await json(browser, "/services?full=true")
        let all = try #require(list["contents"] as? [[String: Any]])
        #expect(all.count == 1 && one["id"] as? String == world.club.text)
        #expect((one["schedules"] as? [[String: Any]])?.count == 2)
        #expect((one["capacity"] as? [String: Any])?["places_now"] as? Int == 4)
        #expect((one["capacity"] as? [String: Any])?["evenings"] as? Bool == true)
        guard let schema = try OpenSchema.load() else { return }
        #expect(schema.faults(one) == [])
        for service in all + (try #require(try await json(browser, "/services")["contents"] as? [[String: Any]])) {
            #expect(schema.faults(service) == [])
        }
    }

    @Test func `the schema's own check finds what is wrong`() throws {
        guard let schema = try OpenSchema.load() else { return }
        let bad: [String: Any] = ["id": "7", "status": "open", "minimum_age": "12", "schedules": [["freq": "DAILY"]]]
        #expect(schema.faults(bad).count == 6)
        let full = try #require(OpenSchema.file("service_full.json"))
        #expect(schema.faults(try JSONSerialization.jsonObject(with: full)) == [])
    }

    @Test func `nothing is published that is not public, nor what is for staff`() async throws {
        let world = try await DirectoryWorld.make()
        let browser = world.house.browser()
        await browser.open("/services?full=true")
        let text = await browser.text
        #expect(!text.contains("zqnote") && !text.contains("zqrefer") && !text.contains("Zqclinic"))
        await browser.open("/services/\(world.clinic)")
        #expect(await browser.status == 404)
        await browser.open("/services/not-there")
        #expect(await browser.status == 404)
    }

    @Test func `the list turns pages as the document says`() async throws {
        let world = try await DirectoryWorld.make()
        let now = world.house.now
        try await world.house.database.write { tx in
            for number in 1...6 {
                var terms = Service.Terms()
                terms.name = "Service \(number)"
                terms.url = "https://a.example/\(number)"
                terms.isPublic = true
                try tx.add(terms, source: "", by: nil, because: "test", at: now.adding(days: number))
            }
        }
        let browser = world.house.browser()
        let second = try await json(browser, "/services?page=2&per_page=3")
        #expect(second["total_items"] as? Int == 7 && second["total_pages"] as? Int == 3)
        #expect(second["page_number"] as? Int == 2 && second["size"] as? Int == 3)
        #expect(second["first_page"] as? Bool == false && second["last_page"] as? Bool == false)
        let last = try await json(browser, "/services?page=3&per_page=3")
        #expect(last["last_page"] as? Bool == true && last["size"] as? Int == 1)
        let beyond = try await json(browser, "/services?page=9&per_page=3")
        #expect(beyond["empty"] as? Bool == true && (beyond["contents"] as? [Any])?.isEmpty == true)
        let late = try await json(browser, "/services?modified_after=\(now.adding(days: 4).day)")
        #expect(late["total_items"] as? Int == 3)
        #expect(try await json(browser, "/services?search=games")["total_items"] as? Int == 1)
        let minimal = try await json(browser, "/services?minimal=true&per_page=1")
        #expect((minimal["contents"] as? [[String: Any]])?.first?.keys.sorted() == ["id", "last_modified"])
        #expect((minimal["contents"] as? [Any])?.count == 7)
        for bad in [
            "page=0", "page=x", "per_page=501", "modified_after=soon", "format=xml", "page=99999999999999999999",
        ] {
            await browser.open("/services?\(bad)")
            #expect(await browser.status == 400, "\(bad)")
        }
    }
}

@Suite struct OpenImportTests {
    private static let id = "11111111-2222-4333-8444-55555555000"

    private func file(_ services: [String]) throws -> OpenFile {
        try OpenFile(Data(#"{"contents":[\#(services.joined(separator: ","))]}"#.utf8))
    }

    private func service(_ last: Int, _ more: String = "") -> String {
        #"{"id":"\#(Self.id)\#(last)","name":"Service \#(last)","status":"active"\#(more)}"#
    }

    @Test func `every service of the sample list is accounted for`() throws {
        guard let data = OpenSchema.file("service_list.json") else { return }
        let file = try OpenFile(data)
        #expect(file.rows.count == 128)
        #expect(file.count(.accepted) == 1 && file.count(.corrected) == 0 && file.count(.rejected) == 127)
        let words = Set(file.rows.filter { $0.outcome == .rejected }.map { $0.problems.last?.reason })
        #expect(words == ["The same id as the service at /contents/0: only the first is kept"])
    }

    @Test func `bad services are refused with their place and reason, and the others kept`() throws {
        let bad = [
            (#"{"name":"No id","status":"active"}"#, "It has no id"),
            (#"{"id":"42","name":"Wrong id","status":"active"}"#, "The id is not a UUID"),
            (#"{"id":7,"name":"Number","status":"active"}"#, "The id is not text"),
            (#"{"id":"\#(Self.id)1","status":"active"}"#, "It has no name"),
            (#"{"id":"\#(Self.id)1","name":["a"],"status":"active"}"#, "The name is not text"),
            (#"{"id":"\#(Self.id)1","name":"No status"}"#, "It has no status"),
            (#"{"id":"\#(Self.id)1","name":"Odd","status":"perhaps"}"#, "The status is none of"),
            ("null", "This is not a service"), ("[1]", "This is not a service"),
        ]
        let file = try file(bad.map(\.0) + [service(9)])
        #expect(file.rows.count == bad.count + 1 && file.count(.rejected) == bad.count && file.count(.accepted) == 1)
        for (row, wanted) in zip(file.rows, bad) {
            let reasons = row.problems.filter { $0.effect == .rejected }
            #expect(reasons.contains { $0.reason.hasPrefix(wanted.1) }, "\(wanted.1): \(reasons)")
            #expect(reasons.allSatisfy { $0.pointer.hasPrefix("/contents/\(row.line - 1)") })
        }
    }

    @Test func `what can be put right is, and said`() throws {
        let more = """
            ,"minimum_age":"25","maximum_age":11,"url":"www.club.example/x","email":"nobody","assured_date":\
            "2025-02-03T10:00:00Z","organization":{"id":"x","name":"Club"},"status":" Active"
            """
        let row = try #require(try file([service(1, more)]).rows.first)
        let terms = try #require(row.entry).terms
        #expect(row.outcome == .corrected)
        #expect(terms.minimumAge == 11 && terms.maximumAge == 25 && terms.url == "https://www.club.example/x")
        #expect(terms.email.isEmpty && terms.assured == Day(year: 2025, month: 2, day: 3))
        #expect(terms.organisation == "Club" && StableUUID.isForm(terms.organisationID))
        #expect(row.problems.filter { $0.effect == .corrected }.count >= 6)
    }

    @Test(arguments: ["", "{", "[1,", "7", #""text""#, "{}", #"{"contents":3}"#, "\u{0}"])
    func `what is no file of services is refused whole`(text: String) {
        #expect(throws: OpenRefusal.self) { try OpenFile(Data(text.utf8)) }
    }

    @Test func `scripts, quotes and other alphabets are only words`() throws {
        let name = #"<script>alert(1)</script> '); DROP TABLE service; -- خدمة 🏀"#
        let text = #"[{"id":"\#(Self.id)1","name":"\#(name)","status":"active","url":"javascript:alert(1)"}]"#
        let row = try #require(try OpenFile(Data(text.utf8)).rows.first)
        #expect(row.entry?.terms.name == name && row.entry?.terms.url.isEmpty == true && row.outcome == .corrected)
    }

    @Test func `a newer file supersedes, archives what is gone, and touches nothing kept by hand`() async throws {
        let world = try await DirectoryWorld.make()
        let (now, hooks) = (world.house.now, ProviderHooks.none)
        let first = try file([service(1), service(2), service(3), service(1)])
        let change = try await world.house.database.write { tx in
            try tx.keep(try tx.judged(first, from: "County"), from: "County", hooks, by: nil, at: now)
        }
        #expect(change.change.added.count == 3)
        let rejected = try await world.house.database.read { try $0.rejectedServices(of: change.id) }
        #expect(rejected.map(\.line) == [4] && rejected.first?.pointer == "/contents/3")
        let byHand = #"{"id":"\#(world.club)","name":"Ours now","status":"active"}"#
        let second = try file([service(1), service(2, #","alert":"Moved""#), byHand])
        let stuck = ProviderHooks(openOn: { _, id in id.text.hasSuffix("3") ? ["1 young person is supported"] : [] }) {
            _ in [:]
        }
        let held = try await world.house.database.read { try $0.change(second, from: "County", stuck) }
        #expect(held.gone.isEmpty && held.held.count == 1)
        try await world.house.database.write { tx in
            let judged = try tx.judged(second, from: "County")
            #expect(judged.count(.accepted) == 2 && judged.count(.rejected) == 1 && judged.rows.count == 3)
            let kept = try tx.keep(judged, from: "County", hooks, by: nil, at: now.adding(days: 1))
            #expect(kept.change.same.count == 1 && kept.change.changed.count == 1 && kept.change.gone.count == 1)
            let club = try #require(try tx.service(world.club))
            #expect(club.name.hasPrefix("Zqclub"))
            let two = try #require(ID<Service>("\(Self.id)2"))
            #expect(try tx.versions(of: two).map(\.terms.alert) == ["Moved", ""])
            let three = try #require(ID<Service>("\(Self.id)3"))
            #expect(try tx.service(three)?.terms.isArchived == true)
            let third = try tx.keep(first, from: "County", hooks, by: nil, at: now.adding(days: 2))
            #expect(third.change.changed.count == 2)
            #expect(try tx.service(three)?.terms.isArchived == false)
        }
    }
}
