import Governance
import Kernel
import Storage
import Web

/// The board's papers on screen and as a PDF.
func packRoutes(_ house: House, shelf: AreaShelf) -> [Route] {
    [
        house.route(.get, "/insight/pack", .seeMeasures, audit: .none) { visit in
            let pack = try await visit.read { try $0.boardPack(house, shelf: shelf, at: visit.now) }
            let body: HTML = """
                \(breadcrumb([NavItem("How we are doing", InsightLink.dashboard)]))
                \(buttonGroup(buttonLink("Download as a PDF", "/insight/pack/pdf", .secondary)))
                \(pack.html)
                """
            return visit.page(Page("Board pack", body: body))
        },
        house.route(.get, "/insight/pack/pdf", .seeMeasures, audit: .export) { visit in
            let pack = try await visit.record { tx in
                try visit.note(.seeMeasures, "board pack as a PDF", in: tx)
                return try tx.boardPack(house, shelf: shelf, at: visit.now)
            }
            do {
                let document = standaloneDocument(
                    title: pack.title, stylesheet: StaticFiles.stylesheet, body: pack.html)
                let bytes = try await PDFMaker().pdf(of: document.text)
                return Answer(
                    status: 200, type: "application/pdf", body: bytes,
                    headers: [("Content-Disposition", "attachment; filename=\"board-pack-\(visit.today).pdf\"")])
            } catch is PDFMaker.Failure {
                let body: HTML = """
                    \(pageHead("The PDF could not be made"))
                    \(prose("""
                        <p>This machine has no Chromium to make it with, or it did not answer. Nothing is lost: open \
                        the \(anchor("board pack", InsightLink.pack)) and print it to a PDF from your browser.</p>
                        """))
                    """
                return visit.page(Page("The PDF could not be made", body: body), status: 503)
            }
        },
    ]
}
