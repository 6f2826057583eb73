import Composition
import Crypto
import Foundation
import Governance
import HouseSupport
import Kernel
import Logging
import Web

@testable import FrontDoor

/// The test house under a theme whose words the tests know.
struct PublicWorld: Sendable {
    let house: TestHouse
    let site: Site

    static func make() async throws -> PublicWorld {
        let house = try await TestHouse.make()
        let theme = Theme(
            name: "Eastmere Violence Prevention Partnership", shortName: "Eastmere", tagline: "Working together",
            phone: "01632 960144", phoneHours: "weekdays 8am to 8pm", isDemonstration: true)
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let (parts, files) = Composed.house(house.database, keys: house.keys, theme: theme, logger: logger)
        let site = Site(routes: Composed.routes(parts), files: files, logger: logger) { parts.problemPage($0) }
        return PublicWorld(house: house, site: site)
    }
}
