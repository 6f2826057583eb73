import Governance
import Kernel
import People
import Storage
import Testing
import Wording

@testable import Connections

@Suite struct ConnectionRuleTests {
    private let today = Day(number: 20_000)

    private func connection(until: Day? = nil, lookIn days: Int) -> Relationship {
        Relationship(
            id: .make(), person: .make(), other: .named("Adult 1", about: ""), type: "harms", source: "Police",
            grade: Grade(.untested, .unknown), handling: Handling(.permitted), until: until,
            lookAgainBy: today.adding(days: days))
    }

    private func step(_ kind: ConnectionStep.Kind, _ day: Day, at hour: Int) -> ConnectionStep {
        ConnectionStep(
            connection: .make(), kind: kind, day: day, words: "", by: "", at: Instant(milliseconds: hour * 3_600_000))
    }

    @Test func `it stands until its day has passed, is taken up again by a look, and an end is an end`() {
        #expect(connection(lookIn: 0).standing([], on: today) == .current)
        #expect(connection(lookIn: -1).standing([], on: today) == .lapsed)
        let again = step(.checked, today.adding(days: 30), at: 1)
        #expect(connection(lookIn: -1).standing([again], on: today) == .current)
        #expect(
            connection(lookIn: 90).standing([step(.checked, today.adding(days: -1), at: 2), again], on: today)
                == .lapsed)
        #expect(connection(lookIn: 90).standing([step(.ended, today, at: 1), again], on: today) == .ended)
        #expect(connection(until: today, lookIn: 90).standing([], on: today) == .current)
        #expect(connection(until: today.adding(days: -1), lookIn: 90).standing([], on: today) == .ended)
    }

    @Test func `a condition lets in whom it names and nobody else, whatever else they may see`() {
        let (police, health): (ID<Agency>, ID<Agency>) = (.make(), .make())
        let author = ID<Worker>.make()
        func reach(_ handling: Handling, _ agency: ID<Agency>, _ role: Role, _ worker: ID<Worker> = .make())
            -> Handling.Reach
        {
            handling.reach(of: Reader(worker: worker, agency: agency, role: role), author: author)
        }
        #expect(reach(Handling(.permitted), health, .panelMember) == .read)
        let agencyOnly = Handling(.conditions, agencies: [police])
        #expect(reach(agencyOnly, police, .leadPractitioner) == .read)
        #expect(reach(agencyOnly, health, .hubCoordinator) == .nothing)
        let roleOnly = Handling(.conditions, roles: [.hubCoordinator], tells: true)
        #expect(reach(roleOnly, health, .hubCoordinator) == .read)
        #expect(reach(roleOnly, health, .panelMember) == .told)
        let both = Handling(.conditions, agencies: [police], roles: [.panelMember])
        #expect(reach(both, police, .panelMember) == .read)
        #expect(reach(both, police, .leadPractitioner) == .nothing)
        #expect(reach(both, health, .panelMember) == .nothing)
        #expect(reach(both, health, .referrer, author) == .read)
        // Naming nobody names nobody: it never means everybody.
        #expect(reach(Handling(.conditions, tells: true), police, .hubCoordinator) == .told)
    }

    @Test func `only what is permitted or says so may be copied`() {
        #expect(Handling(.permitted).mayBeCopied)
        #expect(!Handling(.conditions).mayBeCopied)
        #expect(Handling(.conditions, copies: true).mayBeCopied)
    }

    @Test func `every kind reads from both sides where there are two, and its words do not blame`() {
        let lists = ConnectionLists.standard
        let check = LanguageCheck.standard
        #expect(lists.types.count > 15)
        for kind in lists.types {
            #expect(!kind.to.isEmpty, "\(kind.id)")
            #expect(!kind.to.contains(.record) || !kind.inverse.isEmpty, "\(kind.id)")
            #expect(check.check("\(kind.name). \(kind.inverse)").isEmpty, "\(kind.name)")
        }
        #expect(Set(lists.types.map(\.id)).count == lists.types.count)
        #expect(lists.tones.map(\.id) == Bond.allCases.map(\.rawValue))
        #expect(lists.sources.map(\.id) == Grade.Source.allCases.map(\.rawValue))
        #expect(lists.informations.map(\.id) == Grade.Information.allCases.map(\.rawValue))
        for field in PackQuestions.standard.fields {
            #expect(check.check("\(field.label). \(field.hint)").isEmpty, "\(field.label)")
        }
        #expect(Set(PackQuestions.standard.fields.map(\.id)).count == PackQuestions.standard.fields.count)
    }

    // MARK: The picture

    private func shown(_ label: String, _ tone: Bond, _ standing: Relationship.Standing = .current) -> ShownConnection {
        ShownConnection(
            label: label, shape: .person, type: "Friend", tone: tone, standing: standing, lookAgainBy: today,
            addedBy: "", addedAt: Instant(milliseconds: 0))
    }

    @Test func `whoever helps stands nearer than everybody else, and the same record is always drawn alike`() {
        let all = [
            shown("Nan", .helps), shown("Coach", .helps), shown("J", .knows), shown("Adult 1", .harms),
            shown("Gone", .helps, .ended), shown("R", .strained, .lapsed),
        ]
        let network = Network(all)
        #expect(network.nodes == Network(all).nodes)
        #expect(!network.nodes.contains { $0.label == "Gone" })
        func distance(_ node: Network.Node) -> Double {
            let (x, y) = (node.x - Network.centre.x, node.y - Network.centre.y)
            return (x * x + y * y).squareRoot()
        }
        let helps = network.nodes.filter { $0.tone == .helps }.map(distance)
        let others = network.nodes.filter { $0.tone != .helps }.map(distance)
        #expect(helps.count == 2 && others.count == 3)
        #expect(helps.max() ?? 0 < others.min() ?? 0)
        #expect(network.nodes.first { $0.label == "R" }?.isLapsed == true)
    }

    @Test(arguments: [0, 1, 8, 9, 14, 40])
    func `nothing leaves the picture, nothing lies on anything else, and the rest is counted`(count: Int) {
        let network = Network(
            (0..<count).map { shown("Helper \($0)", .helps) } + (0..<count).map { shown("X\($0)", .harms) })
        #expect(network.nodes.count + network.left == 2 * count)
        for node in network.nodes {
            #expect((40...Network.width - 40).contains(node.x) && (20...Network.height - 50).contains(node.y))
        }
        for (index, node) in network.nodes.enumerated() {
            for after in network.nodes.dropFirst(index + 1) {
                let (x, y) = (node.x - after.x, node.y - after.y)
                #expect((x * x + y * y).squareRoot() > 40, "\(node.label), \(after.label)")
            }
        }
    }

    @Test(arguments: 1...Network.mostInner, 0...Network.mostOuter)
    func `no line to the outer ring passes behind somebody who helps`(inner: Int, outer: Int) {
        let (inside, outside) = (Network.turns(inner, between: 0), Network.turns(outer, between: inner))
        #expect(inside.count == inner && outside.count == outer && outside == outside.sorted())
        for turn in outside {
            for place in inside {
                let apart = abs((turn - place) - (turn - place).rounded())
                // At the inner ring this is more than its circles are wide.
                #expect(apart * 2 * Double.pi * 116 > 17, "\(inner) inside, \(outer) outside")
            }
        }
    }

    @Test func `a long label is cut at a word`() {
        #expect(Network.short("Flat above the old chandler’s", most: 18) == "Flat above the…")
        #expect(Network.short("Nan", most: 18) == "Nan")
    }

    // MARK: The interview's clock

    @Test func `seventy-two hours are seventy-two hours across the autumn change`() throws {
        let back = London.instant(try #require(Day("2026-10-23")), hour: 22, minute: 0)
        let episode = MissingEpisode(until: back)
        #expect(episode.clock(at: back) == .left(72 * 3600))
        // By the wall it is 10pm again three days on: an hour too late, because the clocks went back.
        let byTheWall = London.instant(try #require(Day("2026-10-26")), hour: 22, minute: 0)
        #expect(episode.clock(at: byTheWall) == .overdue(3600))
        #expect(episode.clock(at: byTheWall).words == "60 minutes overdue")
        #expect(episode.clock(at: byTheWall.adding(hours: -1)) == .left(0))
        #expect(episode.clock(at: back.adding(hours: 31)).words == "41 hours left")
        #expect(MissingEpisode().clock(at: back) == .missing)
        let held = MissingEpisode(until: back, talk: .held, talkAt: back.adding(hours: 72))
        #expect(held.clock(at: byTheWall) == .done(inTime: true))
        let late = MissingEpisode(until: back, talk: .held, talkAt: byTheWall)
        #expect(late.clock(at: byTheWall) == .done(inTime: false))
        #expect(MissingEpisode(until: back, talk: .declined).clock(at: byTheWall) == .notWanted)
    }
}
