import Storage

/// How the tables of Panels came to be, step by step.
package enum PanelsSchema {
    package static let migrations: [Migration] = [
        Migration(
            "panels-001", "Meetings of several agencies: agendas, who was there, what was decided, and actions chased",
            steps: [
                .create(Panel.table), .create(Panel.guestTable), .create(Panel.conflictTable),
                .create(Panel.stepTable), .create(Matter.table), .create(Matter.planTable), .create(PanelItem.table),
                .create(PanelItem.askTable), .create(PanelItem.proposalTable), .create(PanelInformation.table),
                .create(PanelOutcome.table), .create(PanelOutcome.dissentTable), .create(PanelAction.table),
                .create(PanelAction.stepTable),
            ])
    ]
}
