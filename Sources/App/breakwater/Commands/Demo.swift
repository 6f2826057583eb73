import ArgumentParser

/// Eastmere: an invented town to try everything in.
struct Demo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Make Eastmere, an invented partnership, and serve it.")

    @OptionGroup var place: Place

    func run() async throws {
        throw ValidationError("Eastmere is not built yet.")
    }
}
