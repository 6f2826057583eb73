import Storage

/// How Insight's tables came to be, step by step.
package enum InsightSchema {
    package static let migrations: [Migration] = [
        Migration(
            "insight-001", "Events and places, measures month by month, signals, and what is done about places",
            steps: [
                .create(Event.table), .create(Event.runTable), .create(BoundarySet.table), .create(Area.table),
                .create(Area.lookupTable), .create(Area.figureTable), .create(Area.placeTable),
                .create(MeasureValue.table), .create(MeasureValue.noteTable), .create(MonthlyCount.table),
                .create(Signal.table),
                .create(Signal.stepTable), .create(PlaceAction.table), .create(PlaceAction.areaTable),
            ]),
        Migration(
            "insight-signals-001", "What was last looked at for signals", steps: [.create(SignalLook.table)]),
        Migration(
            "insight-002", "How events came to their areas, and how complete each sender's files are, from a new count",
            steps: [
                .create(EventTally.placeTable), .create(EventTally.filledTable), .run("DELETE FROM event_run"),
            ]),
    ]
}
