import Governance
import Kernel
import Web

/// The board, and its agenda for paper.
struct BoardHandlers: Sendable {
    let shares: ShareMemory

    func board(_ visit: Visit) async throws -> Answer {
        let shares = shares
        let reading = try await visit.record { tx in try visit.readBoard("daily meeting", shares: shares, in: tx) }
        let filter = BoardFilter(visit.request.query)
        return visit.page(BoardPage(reading, filter: filter, worker: visit.worker, now: visit.now).page)
    }

    func agenda(_ visit: Visit) async throws -> Answer {
        let shares = shares
        let reading = try await visit.record { tx in try visit.readBoard("agenda", shares: shares, in: tx) }
        return visit.page(AgendaPage(reading: reading, now: visit.now).page)
    }
}

func boardRoutes(_ house: House, _ shares: ShareMemory) -> [Route] {
    let handlers = BoardHandlers(shares: shares)
    return [
        house.route(.get, "/hub", .viewBoard, audit: .list, handlers.board),
        house.route(.get, "/hub/agenda", .viewBoard, audit: .export, handlers.agenda),
    ]
}
