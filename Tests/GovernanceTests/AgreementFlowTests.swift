import Kernel
import Storage
import Testing

@testable import Governance

/// What flows where, and where nothing covers it.
@Suite struct AgreementFlowTests {
    private typealias World = AgreementWorld

    private func flows(_ agreements: [SharingAgreement], on day: Day = World.inside) -> Flows {
        Flows(agreements, agencies: World.agencies, on: day)
    }

    @Test func `with no agreement, everyone at the meeting is a gap and their own information too`() {
        let flows = flows([])
        #expect(flows.agencies.map(\.name) == ["Eastmere Hub", "Eastmere Police", "Eastmere Social Care"])
        #expect(flows.standing(from: World.police, to: World.care) == .gap)
        #expect(flows.standing(from: World.school, to: World.care) == .none)
        #expect(
            flows.gaps == [
                .ways(from: World.hub, to: [World.police, World.care]),
                .ways(from: World.police, to: [World.hub, World.care]), .ownKind(World.police, .police),
                .ways(from: World.care, to: [World.hub, World.police]), .ownKind(World.care, .socialCare),
            ])
        #expect(flows.givings.isEmpty)
    }

    @Test func `an agreement closes the gap in the direction it names only`() {
        let flows = flows([World.agreement("ISA-003")], on: World.day("2026-01-05"))
        #expect(flows.standing(from: World.police, to: World.care) == .covered([.identity, .police], soon: false))
        #expect(flows.standing(from: World.care, to: World.police) == .gap)
        #expect(!flows.gaps.contains(.ownKind(World.police, .police)))
        #expect(flows.givings.map(\.givers) == [[World.hub], [World.police]])
        #expect(flows.givings.map(\.receivers) == [[World.care], [World.hub, World.care]])
    }

    @Test func `agencies that all give to each other are one line`() {
        let all = World.agreement("ISA-001") {
            $0.parties = [World.police, World.care, World.hub].map { World.party($0, .both) }
        }
        let givings = flows([all]).givings
        #expect(givings.map(\.isMutual) == [true])
        #expect(givings.first?.givers == [World.hub, World.police, World.care])
    }

    @Test func `an ended agreement closes nothing`() {
        let flows = flows([World.agreement("ISA-003")], on: World.day("2026-04-01"))
        #expect(flows.standing(from: World.police, to: World.care) == .gap)
        #expect(flows.endingSoon.isEmpty)
    }

    @Test func `a way is ending soon unless each kind has a longer agreement beside it`() {
        let short = World.agreement("ISA-003")
        #expect(
            flows([short]).standing(from: World.police, to: World.care)
                == .covered([.identity, .police], soon: true))
        let longer = World.agreement("ISA-004") { $0.ends = World.day("2027-03-31") }
        #expect(
            flows([short, longer]).standing(from: World.police, to: World.care)
                == .covered([.identity, .police], soon: false))
        let partly = World.agreement("ISA-005") {
            $0.ends = World.day("2027-03-31")
            $0.categories = [.identity]
        }
        #expect(
            flows([short, partly]).standing(from: World.police, to: World.care)
                == .covered([.identity, .police], soon: true))
        #expect(flows([short, longer]).endingSoon.map(\.reference) == ["ISA-003"])
    }

    @Test func `an agency outside the meeting stands in the table once it is a party`() {
        let school = World.agreement("ISA-002") { $0.parties.append(World.party(World.school, .gives)) }
        #expect(flows([school]).agencies.last == World.school)
        #expect(flows([school]).standing(from: World.care, to: World.school) == .none)
    }

    @Test func `a review that has passed is late while the agreement runs`() {
        let agreement = World.agreement("ISA-003")
        #expect(flows([agreement], on: World.day("2026-03-01")).lateReviews.isEmpty)
        #expect(flows([agreement], on: World.day("2026-03-02")).lateReviews == [agreement])
        #expect(flows([agreement], on: World.day("2026-04-02")).lateReviews.isEmpty)
    }

    @Test func `the file has a line for each way, agreement and kind, and one for each gap`() {
        let text = FlowTables.ways(flows([World.agreement("ISA-003") { $0.title = "=HYPERLINK(\"x\")" }]))
        let lines = text.split(separator: "\r\n").map(String.init)
        // Police to two others and the hub to one, two kinds each, and three gaps.
        #expect(lines.count == 1 + 6 + 3)
        #expect(lines.filter { $0.contains(",gap,") }.count == 3)
        #expect(lines.contains { $0.hasPrefix("Eastmere Police,Eastmere Social Care,ending soon,ISA-003,") })
        #expect(text.contains("'=HYPERLINK"))
        #expect(!text.contains(",=HYPERLINK"))
    }

    @Test func `the file of use names the agreement, or says that there was none`() throws {
        let agreement = World.agreement("ISA-003")
        func row(_ agreement: String, _ outcome: String) throws -> AgreementUse {
            let columns = Columns([
                "day", "agreement_id", "kind", "category", "from_id", "to_id", "outcome", "times", "items",
            ])
            let values: [Value] = [
                .text("2026-02-01"), .text(agreement), .text("import"), .text("police"), .text(World.police.id.text),
                .text(""), .text(outcome), .integer(2), .integer(900),
            ]
            return try AgreementUse(row: Row(columns: columns, values: values))
        }
        let text = FlowTables.uses(
            [try row(agreement.id.text, "permitted"), try row("", "refused")], [agreement],
            AgencyNames(World.agencies))
        let lines = text.split(separator: "\r\n").map(String.init)
        #expect(lines[1] == "2026-02-01,ISA-003,import,permitted,police,Eastmere Police,The partnership,2,900")
        #expect(lines[2].hasPrefix("2026-02-01,none,import,refused,"))
    }
}
