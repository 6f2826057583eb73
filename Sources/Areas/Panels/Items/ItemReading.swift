import Connections
import Governance
import Kernel
import People
import Storage
import Web

/// One item of a meeting with everything its reader may see of it.
struct PanelItemReading: Sendable {
    let view: PanelView
    let item: PanelItem
    let name: String
    /// Where the record or the matter is.
    let link: Link
    /// The risk that stands: the young person’s, or what the last meeting set for a matter.
    let risk: RiskLevel?
    let judgement: RiskJudgement?
    let information: [ToldInformation]
    /// What was told and this reader may know of and not read.
    let withheld: Int
    let outcomes: [WrittenOutcome]
    let dissents: [Dissent]
    let actions: [WrittenPanelAction]
    let agencies: [Agency]
    let workers: [Worker]

    var isAboutPerson: Bool { item.person != nil }
    var last: WrittenOutcome? { outcomes.first }
}

extension Visit {
    /// The item the address names, once the policy was asked about its young person; whoever stepped back stays out.
    func openPanelItem(_ detail: String, in tx: Transaction) throws -> (PanelView, PanelItem, Grant<Person>?) {
        let id: ID<PanelItem> = try request.id("item")
        guard let item = try tx.panelItem(id), let view = try tx.panel(item.panel, for: worker) else {
            throw Problem.notFound
        }
        let grant = try item.person.map { try self.grant(.seePanels, on: $0, "\(detail), \(view.kind.short)", in: tx) }
        if grant == nil { try note(.seePanels, "\(detail), a matter", in: tx) }
        if view.hasSteppedBack(worker.id, from: id) {
            throw Problem.forbidden(
                why: "You said that you have a conflict of interest here, so this item is closed to you.")
        }
        return (view, item, grant)
    }

    /// Everything about the item in the address.
    func readPanelItem(_ detail: String, in tx: Transaction) throws -> PanelItemReading {
        let (view, item, grant) = try openPanelItem(detail, in: tx)
        let told = try tx.information(on: [item.id])[item.id] ?? []
        let reaches = told.map { $0.reach(of: worker) { category in grant?.shows(category) ?? true } }
        let shown = zip(told, reaches).filter { $0.1 == .read }.map(\.0)
        let outcomes = try tx.outcomes(of: [item.id])[item.id] ?? []
        let judgement = try grant.flatMap { try tx.risk($0) }
        let matter = try item.matter.flatMap { try tx.matter($0) }
        let person = try grant.map { try tx.person($0) }
        let invited = Set(view.guests.map(\.agency.id))
        return PanelItemReading(
            view: view, item: item, name: person?.nameAndAge(on: today) ?? matter?.name ?? "",
            link: item.person.map { "/young-people/\($0)" } ?? "/panels/matters/\(item.matter?.text ?? "")",
            risk: try item.matter.flatMap { try tx.lastRisk(of: $0) } ?? judgement?.level, judgement: judgement,
            information: shown, withheld: reaches.count { $0 == .told }, outcomes: outcomes,
            dissents: try tx.dissents(of: [item.id])[item.id] ?? [], actions: try tx.panelActions(of: [item.id]),
            agencies: view.guests.map(\.agency),
            workers: try tx.workers().filter {
                !$0.isDisabled && invited.contains($0.agency.id) && Policy.allows($0.role, .seePanels)
            })
    }
}

extension Transaction {
    /// What the last meeting about a matter said of its risk.
    func lastRisk(of matter: ID<Matter>) throws -> RiskLevel? {
        try value(
            """
            SELECT o.risk_after FROM panel_outcome o JOIN panel_item i ON i.id = o.item_id
            WHERE i.matter_id = \(matter) ORDER BY o.at DESC, o.number DESC LIMIT 1
            """)
    }
}
