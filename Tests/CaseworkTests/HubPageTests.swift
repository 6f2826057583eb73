import Foundation
import FrontDoor
import Governance
import HouseSupport
import Kernel
import People
import Storage
import Testing
import Web
import Wording

@testable import Casework

@Suite struct HubPageTests {
    @Test func `what an agency tells is kept with its author, its handling and its kind`() async throws {
        let world = try await HubWorld.make()
        let referral = try await world.referral(("Kai", "Brennan"), receivedAt: world.now, level: .high)
        let browser = try await world.house.browser(as: .panelMember)
        await browser.open("/hub/\(referral.id)")
        let action = "/hub/\(referral.id)/information"
        await browser.submit(action, [("text", ""), ("handling", "conditions")])
        #expect(await browser.status == 422)
        #expect(await browser.text.contains("Write what your agency knows"))
        #expect(await browser.text.contains("Say on what conditions it may be used"))
        await browser.submit(
            action,
            [
                ("text", "Hand injury on <19 November>"), ("basis", "opinion"), ("handling", "conditions"),
                ("conditions", "Not to be told at home"),
            ])
        let text = await browser.text
        #expect(text.contains("Hand injury on &lt;19 November&gt;") && text.contains("Told by Test Panel member"))
        #expect(text.contains("Professional opinion") && text.contains("Conditions: Not to be told at home"))
        let kept = try await world.house.database.read { tx -> [String] in
            try tx.values("SELECT category FROM shared_information")
        }
        #expect(kept == ["health"])
        await browser.open("/young-people/\(try #require(referral.person))/chronology")
        #expect(await browser.text.contains("Told the meeting: professional opinion"))
    }

    @Test func `blaming words are pointed out and never stop a save`() async throws {
        let world = try await HubWorld.make()
        let referral = try await world.referral(("Kai", "Brennan"), receivedAt: world.now, level: .high)
        let browser = try await world.house.browser(as: .panelMember)
        await browser.open("/hub/\(referral.id)")
        let action = "/hub/\(referral.id)/information"
        let words = "He is putting himself at risk"
        await browser.submit(action, [("text", words), ("check", "1")])
        #expect(await browser.status == 200)
        #expect(await browser.text.contains("could read as blaming"))
        #expect(try await world.house.database.read { try $0.count("SELECT COUNT(*) FROM shared_information") } == 0)
        await browser.submit(action, [("text", words), ("basis", "fact"), ("handling", "mayShare")])
        #expect(await browser.text.contains("One thing on wording"))
        #expect(try await world.house.database.read { try $0.count("SELECT COUNT(*) FROM shared_information") } == 1)
    }

    @Test func `minutes hold everything a day decided`() async throws {
        let world = try await HubWorld.make()
        let referral = try await world.referral(
            ("Kai", "Brennan"), receivedAt: world.now.adding(days: -1), level: .medium)
        let browser = try await world.house.browser(as: .hubCoordinator)
        await browser.open("/hub/\(referral.id)/risk")
        await browser.submit(
            "/hub/\(referral.id)/risk",
            [("level", "high"), ("headline", "Adults are using Kai"), ("reason", "New facts")])
        await browser.open("/hub/\(referral.id)/decide")
        await browser.submit(
            "/hub/\(referral.id)/decide",
            try world.decision(
                "earlyHelp",
                [
                    ("dissent", "Housing would have waited"), ("voice", "no"),
                    ("voice_words", "In hospital until Friday"),
                ]))
        await browser.open("/hub/minutes/\(world.now.day)")
        let text = await browser.text
        for words in [
            "Kai B, 15", "Early help", "An early start will help", "Housing would have waited",
            "In hospital until Friday", "Eastmere Education",
        ] { #expect(text.contains(words), "\(words)") }
        let medium = try #require(text.firstRange(of: "Medium</strong> before"))
        let high = try #require(text.firstRange(of: "High</strong> after"))
        #expect(medium.lowerBound < high.lowerBound)
        await browser.open("/hub/minutes")
        #expect(await browser.text.contains("1 decision"))
        await browser.open("/hub/minutes/2026-02-31")
        #expect(await browser.status == 404)
    }

    @Test func `an action is done once, with a note, by the agency it is for`() async throws {
        let world = try await HubWorld.make()
        let referral = try await world.referral(("Kai", "Brennan"), receivedAt: world.now, level: .high)
        let coordinator = try await world.house.browser(as: .hubCoordinator)
        await coordinator.open("/hub/\(referral.id)/decide")
        await coordinator.submit(
            "/hub/\(referral.id)/decide",
            try world.decision(
                "earlyHelp",
                [
                    ("what-1", "Ring the ward"), ("owner-1", "agency:\(try world.agency(.health).id)"),
                    ("due-1-day", "25"),
                    ("due-1-month", "11"), ("due-1-year", "2025"),
                ]))
        let health = try await world.house.browser(as: .panelMember)
        await health.wait(minutes: 24 * 60)
        await health.open("/sign-in")
        await health.send("/sign-in/demonstration", [("worker", try world.worker(.panelMember).id.text)])
        await health.open("/home")
        #expect(await health.text.contains("1 overdue"))
        await health.open("/actions")
        #expect(await health.text.contains("Ring the ward"))
        let action = try #require(PageForm.all(in: await health.text).first { $0.action.hasSuffix("/done") }?.action)
        await health.submit(action)
        #expect(await health.status == 422)
        let id = try #require(action.split(separator: "/").dropFirst().first)
        let other = try await world.house.browser(as: .leadPractitioner)
        await other.open("/actions")
        #expect(!(await other.text.contains("Ring the ward")))
        await health.submit(action, [("note-\(id)", "Spoke to the nurse in charge")])
        #expect(await health.text.contains("Spoke to the nurse in charge"))
        #expect(await health.text.contains("Nothing to do."))
    }

    @Test func `home shows coordinators what waits, and outsiders no small count`() async throws {
        let world = try await HubWorld.make()
        for number in 0..<3 {
            try await world.referral(
                ("Person", "Number\(number)"), receivedAt: world.now.adding(hours: -26 + 24 * number), level: .low)
        }
        let coordinator = try await world.house.browser(as: .hubCoordinator)
        await coordinator.open("/home")
        let text = await coordinator.text
        #expect(text.contains("Overdue") && text.contains("Take these first"))
        #expect(text.contains("3 referrals since April") || text.contains("referrals in the full months"))
        for role in [Role.analyst, .boardMember] {
            let browser = try await world.house.browser(as: role)
            await browser.open("/home")
            let page = await browser.text
            #expect(page.contains("Fewer than 8 referrals since April"))
            #expect(page.contains("fewer than 8"))
            #expect(!page.contains("Take these first") && !page.contains("3 referrals"))
        }
    }

    @Test func `record and open the next leads through the list and back to the board`() async throws {
        let world = try await HubWorld.make()
        let first = try await world.referral(("Ana", "Abel"), receivedAt: world.now.adding(hours: -3), level: .high)
        let second = try await world.referral(("Ben", "Boyd"), receivedAt: world.now.adding(hours: -2), level: .high)
        let browser = try await world.house.browser(as: .hubCoordinator)
        await browser.open("/hub/next")
        #expect(await browser.lastPath == "/hub/\(first.id)/decide")
        await browser.submit("/hub/\(first.id)/decide", try world.decision("earlyHelp", [("then", "next")]))
        #expect(await browser.lastPath == "/hub/\(second.id)/decide")
        await browser.submit("/hub/\(second.id)/decide", try world.decision("earlyHelp", [("then", "next")]))
        #expect(await browser.lastPath == "/hub")
    }

    @Test func `pages have one heading, and no style of their own`() async throws {
        let world = try await HubWorld.make()
        let referral = try await world.referral(("Kai", "Brennan"), receivedAt: world.now, level: .high)
        let browser = try await world.house.browser(as: .hubCoordinator)
        let item = "/hub/\(referral.id)"
        for path in [
            "/hub", "/hub/agenda", "/hub/meeting", "/hub/minutes", "/hub/minutes/\(world.now.day)", item,
            "\(item)/risk",
            "\(item)/decide", "/actions",
        ] {
            await browser.open(path)
            let text = await browser.text
            #expect(await browser.status == 200, "\(path)")
            #expect(text.split(separator: "<h1").count == 2, "\(path)")
            #expect(!text.contains("style=\""), "\(path)")
            let ids = text.split(separator: " id=\"").dropFirst().map { $0.prefix { $0 != "\"" } }
            #expect(
                Set(ids).count == ids.count,
                "\(path): \(Dictionary(grouping: ids, by: \.self).filter { $0.value.count > 1 }.keys)")
        }
    }

    @Test func `nothing in our own words could read as blame`() throws {
        let here = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        let folder = here.appending(path: "../../Sources/Areas/Casework").standardized
        let files = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
        var seen = 0
        for case let file as URL in files {
            if file.pathExtension == "swift" {
                let source = try String(contentsOf: file, encoding: .utf8)
                #expect(LanguageCheck.standard.complaints(inSwift: source, at: file.lastPathComponent) == [])
                seen += 1
            } else if file.pathExtension == "json" {
                let data = try Data(contentsOf: file)
                #expect(try LanguageCheck.standard.complaints(inJSON: data, at: file.lastPathComponent) == [])
                seen += 1
            }
        }
        #expect(seen > 20)
    }

    @Test func `every list is dated and says where it comes from`() throws {
        let here = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        let folder = here.appending(path: "../../Sources/Areas/Casework/Resources").standardized
        for file in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        where file.pathExtension == "json" {
            let object = try JSONSerialization.jsonObject(with: try Data(contentsOf: file)) as? [String: Any]
            #expect(Day(object?["version"] as? String ?? "") != nil, "\(file.lastPathComponent)")
            #expect((object?["source"] as? String)?.isEmpty == false, "\(file.lastPathComponent)")
        }
    }
}
