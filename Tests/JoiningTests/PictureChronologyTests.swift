import Foundation
import Governance
import HouseSupport
import Kernel
import People
import Storage
import Testing
import Web

@testable import Joining

@Suite struct `Agencies' rows in the chronology` {
    private static let all: Set<Governance.Category> = [.identity, .contact, .health, .police, .education, .socialCare]

    @Test func `are told with agency, file, fact and the agreement they passed under`() async throws {
        let world = try await PictureWorld.make()
        try await world.agree("ISA-007", from: [.police], to: [.youthJustice], Self.all)
        try await world.event(.police, .police, "arrest", days: 3, "Was arrested", signs: "arrest") {
            $0.facts = #"[["Outcome","bailed"]]"#
        }
        let lead = try await world.browser(.leadPractitioner)
        for path in ["", "/chronology", "/print"] {
            await lead.open(world.record + path)
            let text = await lead.text
            #expect(text.contains("Was arrested") && text.contains("Eastmere Police"))
            #expect(text.contains("From the file for October 2025"))
            #expect(text.contains("Outcome: bailed"))
            #expect(text.contains("Shared under ISA-007") && text.contains(">Fact<"))
        }
        #expect(try await world.auditDetails().contains { $0.contains("ISA-007") })
        let uses = try await world.house.database.read { try $0.agreementUse(since: world.house.now.day) }
        #expect(uses.contains { $0.kind == .view && $0.category == .police && $0.outcome == .permitted })
    }

    @Test func `are held where the agreement ended, and it says which and whom to ask`() async throws {
        let world = try await PictureWorld.make()
        try await world.agree("ISA-004", from: [.health], to: [.youthJustice], Self.all, ends: "2025-06-30")
        try await world.event(.health, .health, "injury", days: 3, "Secretinjury")
        let lead = try await world.browser(.leadPractitioner)
        for path in ["", "/chronology", "/print", "/picture", "/agencies"] {
            await lead.open(world.record + path)
            let text = await lead.text
            #expect(await lead.status == 200)
            #expect(!text.contains("Secretinjury"), "\(path)")
            #expect(text.contains("ISA-004 ended on 30 June 2025."), "\(path)")
            #expect(text.contains("Ask Eastmere Health"), "\(path)")
        }
        let uses = try await world.house.database.read { try $0.agreementUse(since: world.house.now.day) }
        #expect(uses.contains { $0.outcome == .refused && $0.category == .health })
    }

    @Test func `of one's own agency need no agreement`() async throws {
        let world = try await PictureWorld.make()
        try await world.event(.health, .health, "injury", days: 3, "Owninjury")
        let panel = try await world.browser(.panelMember)
        await panel.open(world.record)
        #expect(await panel.text.contains("Owninjury"))
        let lead = try await world.browser(.leadPractitioner)
        await lead.open(world.record)
        #expect(await !lead.text.contains("Owninjury"))
    }

    @Test func `say nothing to a provider, not even that there are any`() async throws {
        let world = try await PictureWorld.make()
        try await world.agree("ISA-001", from: [.police], to: [.voluntary], [.identity, .contact, .risk, .plan])
        try await world.event(.police, .police, "arrest", days: 3, "Secretarrest")
        let provider = try await world.browser(.provider)
        for path in ["", "/chronology", "/print", "/picture", "/agencies"] {
            await provider.open(world.record + path)
            let text = await provider.text
            #expect(await provider.status == 200)
            for words in ["Secretarrest", "Eastmere Police", "holds information", "ISA-001", "Risk picture</h2>"] {
                #expect(!text.contains(words), "\(path): \(words)")
            }
        }
    }

    @Test func `show in an emergency whatever the agreements say, and the audit says so`() async throws {
        let world = try await PictureWorld.make()
        try await world.event(.police, .police, "arrest", days: 3, "Urgentarrest")
        let (worker, person, now) = (try world.worker(.panelMember), world.person, world.house.now)
        try await world.house.database.write { tx in
            try tx.run(
                """
                INSERT INTO break_glass (id, subject_id, worker_id, reason, opened_at, until)
                VALUES ('glass', \(person), \(worker.id), 'test', \(now), \(now.adding(hours: 1)))
                """)
        }
        let panel = try await world.house.browser(as: .panelMember)
        await panel.open(world.record)
        #expect(await panel.text.contains("Urgentarrest"))
        #expect(try await world.auditDetails().contains { $0.contains("no agreement, in an emergency") })
        // The review names what was seen so, and no agreement is charged with it.
        let since = now.day.adding(days: -1)
        #expect(try await world.house.database.read { try $0.agreementUse(since: since) }.isEmpty)
        let officer = try await world.house.browser(as: .privacyOfficer)
        await officer.open("/access/alerts")
        let text = await officer.text
        #expect(text.contains("because a life may have been at risk") && text.contains("Eastmere Police ("))
        #expect(!text.contains("Urgentarrest"))
    }

    @Test func `what an emergency opens is said before it is opened`() async throws {
        let world = try await PictureWorld.make()
        let panel = try await world.house.browser(as: .panelMember)
        for page in ["/emergency", "/young-people/\(world.person)/emergency"] {
            await panel.open(page)
            let words = "It includes what no sharing agreement covers, because a life may be at risk"
            #expect(await panel.text.contains(words), "\(page)")
        }
    }

    @Test func `count once however many files repeat them, and not at all from files that do not count`() async throws {
        let world = try await PictureWorld.make()
        try await world.agree("ISA-007", from: [.police], to: [.youthJustice], Self.all)
        for period in ["2025-09", "2025-10"] {
            try await world.event(.police, .police, "arrest", days: 3, "Was arrested once") { $0.period = period }
        }
        try await world.event(.police, .police, "arrest", days: 4, "Abandonedrow") { $0.state = .abandoned }
        try await world.event(.police, .police, "arrest", days: 5, "Replacedrow") { $0.state = .replaced }
        let lead = try await world.browser(.leadPractitioner)
        await lead.open(world.record + "/chronology")
        let text = await lead.text
        #expect(text.components(separatedBy: "Was arrested once").count == 2)
        #expect(text.contains("October 2025") && !text.contains("Abandonedrow") && !text.contains("Replacedrow"))
        #expect(text.contains("Showing 1 to 1 of 1"))
    }

    @Test func `leave the record with the link that brought them`() async throws {
        let world = try await PictureWorld.make()
        try await world.agree("ISA-007", from: [.police], to: [.youthJustice], Self.all)
        try await world.event(.police, .police, "arrest", days: 3, "Wronglinked")
        let now = world.house.now
        try await world.house.database.write { tx in
            try tx.run("UPDATE record_link SET ended_at = \(now), ended_reason = 'Not them'")
        }
        let lead = try await world.browser(.leadPractitioner)
        for path in ["", "/chronology", "/picture", "/agencies"] {
            await lead.open(world.record + path)
            #expect(await !lead.text.contains("Wronglinked"))
        }
    }

    @Test func `are newest first and few on the overview, with the total right`() async throws {
        let world = try await PictureWorld.make()
        try await world.agree("ISA-007", from: [.police], to: [.youthJustice], Self.all)
        for day in 1...12 { try await world.event(.police, .police, "arrest", days: day, "Event \(day).") }
        let lead = try await world.browser(.leadPractitioner)
        await lead.open(world.record)
        let text = await lead.text
        #expect(text.contains("Showing 8 of 12"))
        for day in 1...12 { #expect(text.contains("Event \(day).") == (day <= 8), "\(day)") }
    }
}
