import Kernel
import Logging
import Storage

/// Counts what waits to be counted for as long as the program serves, and the measures at least once an hour.
package struct InsightService: Sendable {
    private let counting: EventCounting
    private let logger: Logger

    package init(_ counting: EventCounting, logger: Logger) {
        self.counting = counting
        self.logger = logger
    }

    /// Looks for work until the task is cancelled.
    package func run() async {
        var last: Instant?
        while !Task.isCancelled {
            do {
                let isNew = try await counting.countWaiting()
                let now = counting.clock()
                if isNew || last.map({ now.seconds(since: $0) >= 3600 }) ?? true {
                    try await counting.countMeasures()
                    last = now
                }
            } catch is CancellationError {
                return
            } catch {
                // The kind of error only: a description could hold what stands in a file.
                logger.error("counting could not go on", metadata: ["problem": .string("\(type(of: error))")])
            }
            try? await Task.sleep(for: .seconds(2))
        }
    }
}
