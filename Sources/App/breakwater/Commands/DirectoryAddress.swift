import Foundation
import Providers

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// A directory of services that answers at an address of the web, as Open Referral UK describes: page after page.
struct DirectoryAddress: Sendable {
    /// Why it could not be fetched, in words for whoever asked.
    struct Failure: Error {
        let words: String
    }

    /// A page of services, as far as paging needs to know it.
    private struct Paging: Decodable {
        let totalPages: Int?
        let number: Int?

        enum CodingKeys: String, CodingKey {
            case totalPages = "total_pages"
            case old = "totalPages"
            case number = "page_number"
        }

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: CodingKeys.self)
            totalPages =
                try (try? fields.decodeIfPresent(Int.self, forKey: .totalPages))
                ?? fields.decodeIfPresent(Int.self, forKey: .old)
            number = try? fields.decodeIfPresent(Int.self, forKey: .number)
        }
    }

    private static let mostPages = 2000
    private static let patience = 30.0

    let url: URL

    /// - Throws: `Failure` when this is no address of the web.
    init(_ text: String) throws {
        guard let url = URL(string: text), ["http", "https"].contains(url.scheme ?? ""), url.host != nil else {
            throw Failure(words: "“\(text)” is no address Breakwater can fetch: it begins with https:// or http://.")
        }
        self.url = url
    }

    /// Every page as one list, in the form a file has.
    func fetch() async throws -> Data {
        let first = try await page(1, asking: false)
        guard let paging = try? JSONDecoder().decode(Paging.self, from: first), let pages = paging.totalPages, pages > 1
        else { return first }
        guard pages <= Self.mostPages else {
            throw Failure(
                words: "The directory says it has \(pages) pages, which is more than any has. Nothing was changed.")
        }
        var all = try contents(first, page: 1)
        for number in 2...pages {
            all += try contents(try await page(number, asking: true), page: number)
            guard all.reduce(0, { $0 + $1.count }) <= OpenFile.mostBytes else {
                throw Failure(words: OpenRefusal.tooLong.words)
            }
        }
        return Data("{\"contents\":[".utf8) + Data(all.joined(separator: Data(",".utf8))) + Data("]}".utf8)
    }

    private func page(_ number: Int, asking: Bool) async throws -> Data {
        var address = url
        if asking { address.append(queryItems: [URLQueryItem(name: "page", value: String(number))]) }
        var request = URLRequest(url: address, timeoutInterval: Self.patience)
        request.setValue("application/json", forHTTPHeaderField: "Accept")
        let (data, answer): (Data, URLResponse)
        do {
            (data, answer) = try await URLSession.shared.data(for: request)
        } catch {
            throw Failure(
                words: "\(url.host ?? "The address") did not answer: \(error.localizedDescription) Nothing was changed."
            )
        }
        let status = (answer as? HTTPURLResponse)?.statusCode ?? 0
        guard status == 200 else {
            throw Failure(
                words:
                    "\(url.host ?? "The address") answered \(status) for page \(number), not a page of services. Nothing was changed."
            )
        }
        return data
    }

    /// The services of one page, each as it came.
    private func contents(_ data: Data, page number: Int) throws -> [Data] {
        let whole = try? JSONSerialization.jsonObject(with: data) as? [String: Any]
        guard let list = (whole?["contents"] ?? whole?["content"]) as? [Any] else {
            throw Failure(words: "Page \(number) is no list of services. Nothing was changed.")
        }
        return try list.map {
            try JSONSerialization.data(withJSONObject: $0, options: [.sortedKeys, .withoutEscapingSlashes])
        }
    }
}
