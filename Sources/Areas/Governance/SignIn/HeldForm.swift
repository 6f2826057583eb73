import Foundation
import Kernel
import Web

/// A form that arrived after its session had ended, sealed for its writer so that it can wait on the sign-in page.
enum HeldForm {
    private struct Packed: Codable {
        let worker: String
        let heldAt: Int
        let path: String
        let fields: [[String]]
    }

    /// The words and where they were going, when this worker is the one who wrote them.
    static func open(
        _ sealed: String, for worker: ID<Worker>, at now: Instant, with sealer: Sealer
    ) -> (path: String, form: Form)? {
        guard !sealed.isEmpty, let text = sealer.open(sealed, for: "held form"),
            let packed = try? JSONDecoder().decode(Packed.self, from: Data(text.utf8)), packed.worker == worker.text,
            now.seconds(since: Instant(milliseconds: packed.heldAt)) < FormToken.hoursHeld * 3600
        else { return nil }
        return (packed.path, Form(packed.fields.filter { $0.count == 2 }.map { ($0[0], $0[1]) }))
    }

    /// The sign-in page, with the form kept in it when it came from one of our pages.
    static func page(for request: Request, in house: House) async throws -> Answer {
        let writer = FormToken.writer(of: request.form["_token"], at: request.now, key: house.keys.forms)
        let held = writer.map { seal(request, for: $0, with: house.keys.sealer) } ?? ""
        let workers = try await house.demonstrationWorkers()
        let body = SignInPages.signIn(
            FormView(), carried: SignInPages.Carried(then: "", held: held), demonstration: workers)
        return .page(house.plainShell.document(Page("Sign in", body: body)), status: 401)
    }

    private static func seal(_ request: Request, for worker: ID<Worker>, with sealer: Sealer) -> String {
        let packed = Packed(
            worker: worker.text, heldAt: request.now.milliseconds, path: request.path,
            fields: request.form.fields.map { [$0.name, $0.value] })
        guard let data = try? JSONEncoder().encode(packed) else { return "" }
        return sealer.seal(String(decoding: data, as: UTF8.self), for: "held form")
    }
}
