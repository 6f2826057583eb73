import Foundation
import Governance
import HouseSupport
import Kernel
import People
import Storage
import Testing

@testable import Tasks

/// A thousand planted names, words and numbers, none of which an e-mail may hold.
@Suite struct MailLeakTests {
    @Test func `e-mails in the sink hold none of a thousand planted names, words and numbers`() async throws {
        let world = try await MailWorld.make()
        let now = world.house.now
        var planted: [String] = []
        func plant(_ kind: String, _ number: Int) -> String {
            let word = "Zqv\(kind)\(number)x"
            planted.append(word)
            return word
        }
        let roles: [Role] = [.leadPractitioner, .panelMember, .hubCoordinator, .provider]
        for number in 0..<167 {
            let (given, family, what) = (plant("given", number), plant("family", number), plant("task", number))
            let (headline, link, phone) = (plant("risk", number), plant("link", number), "07700\(900_000 + number)")
            planted.append(phone)
            let lead = try world.worker(roles[number % roles.count])
            let asker = try world.worker(.analyst)
            try await world.house.database.write { tx in
                let person = Person(
                    id: .make(), number: try tx.nextPersonNumber(), givenName: given, familyName: family)
                try tx.insert(person, at: now)
                try tx.involve(lead, as: .lead, with: person.id, why: headline, at: now)
                try tx.setRisk(
                    .high, on: person.id, headline: headline, reason: phone, suggested: "", keepingSafe: [phone],
                    goingWell: [], by: lead, at: now)
                let key = "\(what) \(number)"
                try tx.add(
                    StoredTask(
                        key: key, person: person.id, what: "\(what) \(given) \(phone)", link: "/\(link)",
                        agency: lead.agency.id, worker: lead.id, due: now.day, askedBy: asker.id, at: now))
                try tx.tell(lead.id, .answer, key: "answer \(what)", at: now)
            }
        }
        #expect(planted.count >= 1000)
        var at = now
        for _ in 0..<4 {
            _ = try await world.service(at: at).pass()
            at = at.adding(days: 1)
        }
        let messages = try world.sink.messages()
        // Everybody at once, and each working day's digest after it.
        #expect(messages.count == 4 * roles.count)
        for message in messages {
            let text = message.lowercased()
            for word in planted where text.contains(word.lowercased()) { Issue.record("an e-mail holds \(word)") }
        }
        // The search would find a word if one were there: the address it went to is.
        #expect(messages.contains { $0.lowercased().contains("leadpractitioner@eastmere.example") })
        // Nothing is written in another alphabet in which a word could hide.
        #expect(
            messages.allSatisfy { $0.contains("Content-Transfer-Encoding: 7bit") && $0.utf8.allSatisfy { $0 < 128 } })
    }
}
