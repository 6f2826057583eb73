import Governance
import Web

/// People, places and lines around young people, intelligence, and drafts for the National Referral Mechanism.
package func connectionRoutes(_ house: House) -> [Route] {
    aroundRoutes(house) + contextRoutes(house) + intelligenceRoutes(house) + packRoutes(house)
}
