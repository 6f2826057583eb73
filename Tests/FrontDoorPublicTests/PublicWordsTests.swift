import Foundation
import HouseSupport
import Kernel
import Testing
import Web
import Wording

@testable import FrontDoor

@Suite struct PublicWordsTests {
    /// Every public page, by name: those that only speak, every question, check, done and reply.
    private func pages() async throws -> [(name: String, text: String)] {
        let world = try await PublicWorld.make()
        let browser = Browser(world.site, now: world.house.now)
        var pages: [(String, String)] = []
        let paths =
            ["/", "/tell-us", "/reply", "/words-we-use"] + PublicTexts.standard.pages.map { "/\($0.id)" }
            + Signs.standard.audiences.map { "/signs/\($0.id)" }
        for path in paths {
            await browser.open(path)
            #expect(await browser.status == 200, "\(path)")
            pages.append((path, await browser.text))
        }
        let walk = try await Walk.start(world)
        try await walk.toTheEnd { step, text in pages.append((step, text)) }
        return pages
    }

    @Test func `every public page can be read at nine to eleven`() async throws {
        for (name, page) in try await pages() {
            let words = mainWords(of: page)
            let found = Readability(of: words)
            #expect(found.words > 15, "\(name)")
            #expect(found.grade <= 6, "\(name): grade \(found.grade)")
            #expect(found.wordsInLongestSentence <= 20, "\(name): \(found.longestSentence)")
        }
    }

    @Test func `no public page has words that blame`() async throws {
        for (name, page) in try await pages() {
            let complaints = LanguageCheck.standard.complaints(in: mainWords(of: page), at: name)
            #expect(complaints.isEmpty, "\(complaints)")
        }
    }

    @Test func `no file of public words has words that blame`() throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Sources/Areas/FrontDoor/Resources")
        for name in ["signs", "public-pages", "glossary", "helplines", "public-report", "ex-22"] {
            let data = try Data(contentsOf: folder.appendingPathComponent("\(name).json"))
            let complaints = try LanguageCheck.standard.complaints(inJSON: data, at: name)
            #expect(complaints.isEmpty, "\(complaints)")
        }
    }

    @Test func `every public page has one heading, a neutral tab, a way out and no stranger in it`() async throws {
        for (name, page) in try await pages() {
            #expect(count("<h1", in: page) == 1, "\(name)")
            #expect(page.contains("<title>Local support – Eastmere</title>"), "\(name)")
            #expect(page.contains(#"href="/exit""#), "\(name)")
            #expect(!page.contains("style=\""), "\(name)")
            #expect(!page.contains("http://") && !page.contains("https://"), "\(name)")
            let ids = page.components(separatedBy: " id=\"").dropFirst().map { $0.prefix { $0 != "\"" } }
            #expect(Set(ids).count == ids.count, "\(name): \(ids)")
            for link in PageForm.links(in: page) {
                #expect(!link.contains("?") && !link.contains("="), "\(name) links to \(link)")
            }
        }
    }

    @Test func `every link of a public page leads somewhere`() async throws {
        let world = try await PublicWorld.make()
        let browser = Browser(world.site, now: world.house.now)
        let elsewhere: Set<String> = ["/exit", "/sign-in", "/referrals/new"]
        var links: Set<String> = []
        for (_, page) in try await pages() { links.formUnion(PageForm.links(in: page)) }
        for link in links.subtracting(elsewhere) where !link.hasPrefix("/assets") {
            await browser.open(link)
            #expect(await browser.status == 200, "\(link)")
        }
    }

    @Test func `the exit leads to a weather site and clears what the browser kept`() async throws {
        let world = try await PublicWorld.make()
        let answer = await world.site.answer(Request(method: .get, path: "/exit", now: world.house.now))
        #expect(answer.status == 303)
        #expect(answer.header("Location") == "https://www.bbc.co.uk/weather")
        #expect(answer.header("Clear-Site-Data") != nil)
    }

    @Test func `the data is dated, sourced and whole`() {
        #expect(Day(Helplines.standard.dated) != nil)
        #expect(Helplines.standard.lines.allSatisfy { !$0.source.isEmpty && !$0.number.isEmpty })
        #expect(Signs.standard.audiences.map(\.id) == ["parents", "drivers", "rail", "doors", "salons", "health"])
        #expect(Signs.standard.audiences.allSatisfy { Day($0.dated) != nil && !$0.source.isEmpty })
        #expect(Signs.standard.pictured.count == 6)
        let known = Set(Helplines.standard.lines.map(\.id))
        for text in PublicTexts.standard.pages {
            for part in text.parts { #expect(Set(part.lines ?? []).isSubset(of: known), "\(text.id)") }
        }
        let codes = Set(ReferralSource.all.map(\.code))
        #expect(ReportRules.standard.relations.allSatisfy { codes.contains($0.code) })
    }
}
