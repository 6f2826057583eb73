import Foundation
import Governance
import HouseSupport
import Kernel
import Statistics
import Storage
import Testing
import Web

@testable import Insight

@Suite struct `A place on screen` {
    /// One small count among larger ones.
    private static let counts = [31, 22, 3, 17, 9, 8, 12, 15, 6, 7, 11, 13, 10, 14, 9, 8]

    @Test func `an unknown place is not found`() async throws {
        let world = try await PlaceWorld.make(Self.counts)
        let browser = try await world.house.browser(as: .analyst)
        for path in ["/insight/places/E09999999", "/insight/places/%3Cscript%3E", "/insight/places/-"] {
            await browser.open(path)
            #expect(await browser.status == 404)
        }
    }

    @Test func `the team reads exact counts, rates, neighbours and months`() async throws {
        let world = try await PlaceWorld.make(Self.counts)
        _ = try await world.act("Youth workers on the station route", at: 2)
        let browser = try await world.house.browser(as: .analyst)
        await browser.open("/insight/places/\(PlaceWorld.code(2))")
        let text = await browser.text
        #expect(await browser.status == 200)
        #expect(text.contains("A place is not a person"))
        #expect(text.contains("Youth workers on the station route"))
        #expect(text.contains("/insight/places/\(PlaceWorld.code(3))"))
        #expect(!text.contains("/insight/places/\(PlaceWorld.code(15))"))
        #expect(text.contains("Month by month"))
        // 3 among 540 people in a single month with figures: 3 * 1000 / (540 / 12).
        #expect(text.contains("66.7 ("))
    }

    @Test func `a board member reads neither the small count nor its months`() async throws {
        let world = try await PlaceWorld.make(Self.counts)
        let browser = try await world.house.browser(as: .boardMember)
        await browser.open("/insight/places/\(PlaceWorld.code(2))")
        let text = await browser.text
        #expect(text.contains("not shown"))
        #expect(!text.contains("Month by month"))
        #expect(!text.contains("66.7"))
        #expect(!text.contains("Add an action here"))
    }

    @Test func `what a place's pages and the map's file say together leaves a hidden count open`() async throws {
        let world = try await PlaceWorld.make(Self.counts)
        let browser = try await world.house.browser(as: .boardMember)
        await browser.open("/insight/map/csv?measure=\(PlaceWorld.measure)")
        let rows = await browser.text.split(whereSeparator: \.isNewline).map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        var shown: [String: Int] = [:]
        var hidden: [String] = []
        for row in rows where row.count >= 3 && row[0].hasPrefix("E01") {
            if let number = Int(row[2]) {
                shown[row[0]] = number
            } else {
                hidden.append(row[0])
            }
        }
        // The small one has companions, and each page agrees with the file about what is shown.
        #expect(hidden.contains(PlaceWorld.code(2)) && hidden.count >= 2)
        for place in 0..<16 {
            let code = PlaceWorld.code(place)
            await browser.open("/insight/places/\(code)")
            let text = await browser.text
            #expect(text.contains("not shown") == hidden.contains(code))
            if let number = shown[code] { #expect(text.contains(">\(number)<")) }
        }
        // An attacker who knows the rule and the whole: the hidden ones could still be shared in two ways or more.
        let left = Self.counts.reduce(0, +) - shown.values.reduce(0, +)
        let least = 1 + (hidden.count - 1) * 5
        #expect(left - least >= 2)
    }

    @Test func `those without measures do not see places`() async throws {
        let world = try await PlaceWorld.make(Self.counts)
        let browser = try await world.house.browser(as: .referrer)
        await browser.open("/insight/places/\(PlaceWorld.code(2))")
        #expect(await browser.status == 403)
    }
}
