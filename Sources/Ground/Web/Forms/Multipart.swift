import Foundation

/// Reads a `multipart/form-data` body piece by piece, as browsers send it (RFC 7578): strict, in constant memory.
///
/// Only what it must hold is held: the head of a part, and as many bytes as could be the beginning of a boundary.
package struct Multipart {
    /// What the body tells, in order; a part's bytes come in any number of pieces.
    package enum Event: Equatable {
        case part(Part)
        case bytes(ArraySlice<UInt8>)
        case partEnded
    }

    /// The head of one part: a field, or a file when it says a file name.
    package struct Part: Equatable {
        package let name: String
        /// As sent, without any folder; empty when no file was chosen, nil for a field.
        package let fileName: String?
    }

    /// Why a body is not one a browser would send.
    package enum Fault: Error, Equatable {
        case notMultipart, noBoundary, headTooLong, badHead, missingEnd
    }

    private enum State: Equatable {
        case beforeFirst, head, body, afterBoundary, done
    }

    /// Bytes a part's head may have.
    package static let longestHead = 8 * 1024

    private let delimiter: [UInt8]
    private var pending: [UInt8] = [0x0D, 0x0A]
    private var state = State.beforeFirst

    /// - Parameter boundary: As the content type names it, 1 to 70 letters (RFC 2046, section 5.1.1).
    package init(boundary: String) {
        delimiter = Array("\r\n--\(boundary)".utf8)
    }

    /// The boundary a content type names; nil when it is not multipart form data or names none that is allowed.
    package static func boundary(in contentType: String) -> String? {
        let parts = parameters(of: contentType)
        guard parts.value.lowercased() == "multipart/form-data", let boundary = parts.named["boundary"],
            (1...70).contains(boundary.utf8.count), boundary.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        else { return nil }
        return boundary
    }

    /// Takes the next piece and says what it told.
    package mutating func take(_ bytes: some Sequence<UInt8>) throws(Fault) -> [Event] {
        pending.append(contentsOf: bytes)
        var events: [Event] = []
        var place = 0
        while let next = try step(from: place, into: &events) { place = next }
        pending.removeFirst(place)
        return events
    }

    /// Says that nothing more comes.
    package func end() throws(Fault) {
        guard state == .done else { throw .missingEnd }
    }

    /// Reads one thing from `place`; where the next begins, or nil when more bytes are needed. What can be given out of
    /// a body is given out first, so that little stays behind.
    private mutating func step(from place: Int, into events: inout [Event]) throws(Fault) -> Int? {
        switch state {
        case .beforeFirst:
            let given = pending.count - place
            guard pending[place...].prefix(delimiter.count).elementsEqual(delimiter.prefix(given)) else {
                throw .noBoundary
            }
            guard given >= delimiter.count else { return nil }
            state = .afterBoundary
            return place + delimiter.count
        case .afterBoundary:
            guard pending.count - place >= 2 else { return nil }
            switch (pending[place], pending[place + 1]) {
            case (0x0D, 0x0A): state = .head
            case (0x2D, 0x2D): state = .done
            default: throw .badHead
            }
            return place + 2
        case .head: return try head(from: place, into: &events)
        case .body: return body(from: place, into: &events)
        case .done: return place == pending.count ? nil : pending.count
        }
    }

    private mutating func head(from place: Int, into events: inout [Event]) throws(Fault) -> Int? {
        guard let end = find([0x0D, 0x0A, 0x0D, 0x0A], from: place) else {
            if pending.count - place > Self.longestHead { throw .headTooLong }
            return nil
        }
        guard end - place <= Self.longestHead else { throw .headTooLong }
        guard let part = Self.part(String(decoding: pending[place..<end], as: UTF8.self)) else { throw .badHead }
        events.append(.part(part))
        state = .body
        // The line end before a boundary may be the one that ends an empty head's line: it is looked for from there.
        return end + 4
    }

    private mutating func body(from place: Int, into events: inout [Event]) -> Int? {
        if let end = find(delimiter, from: place) {
            if end > place { events.append(.bytes(pending[place..<end])) }
            events.append(.partEnded)
            state = .afterBoundary
            return end + delimiter.count
        }
        let safe = max(place, pending.count - delimiter.count + 1)
        guard safe > place else { return nil }
        events.append(.bytes(pending[place..<safe]))
        return safe
    }

    /// Where `wanted`, which begins with a carriage return, first stands from `place` on.
    private func find(_ wanted: [UInt8], from place: Int) -> Int? {
        pending.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return nil }
            var start = place
            while bytes.count - start >= wanted.count,
                let found = memchr(base + start, Int32(wanted[0]), bytes.count - start - wanted.count + 1)
            {
                let at = UnsafeRawPointer(found) - base
                if memcmp(found, wanted, wanted.count) == 0 { return at }
                start = at + 1
            }
            return nil
        }
    }

    private static func part(_ head: String) -> Part? {
        for line in head.split(separator: "\r\n") {
            guard let colon = line.firstIndex(of: ":"), line[..<colon].lowercased() == "content-disposition" else {
                continue
            }
            let found = parameters(of: line[line.index(after: colon)...])
            guard found.value.lowercased() == "form-data", let name = found.named["name"] else { return nil }
            return Part(name: unescaped(name), fileName: found.named["filename"].map { baseName(unescaped($0)) })
        }
        return nil
    }

    /// `value; name="text"; other=token` taken apart; a backslash stands for itself, as browsers mean it.
    private static func parameters(of text: some StringProtocol) -> (value: String, named: [String: String]) {
        var rest = text[...]
        let value = rest.prefix { $0 != ";" }.trimmed
        rest = rest.dropFirst(rest.prefix { $0 != ";" }.count)
        var named: [String: String] = [:]
        while rest.first == ";" {
            rest = rest.dropFirst()
            let name = rest.prefix { $0 != "=" && $0 != ";" }
            rest = rest.dropFirst(name.count)
            guard rest.first == "=" else { continue }
            rest = rest.dropFirst()
            let content: String
            if rest.first == "\"" {
                let quoted = rest.dropFirst().prefix { $0 != "\"" }
                rest = rest.dropFirst(quoted.count + 2)
                content = String(quoted)
                rest = rest.drop { $0 != ";" }
            } else {
                let token = rest.prefix { $0 != ";" }
                rest = rest.dropFirst(token.count)
                content = token.trimmed
            }
            let key = name.trimmed.lowercased()
            if named[key] == nil { named[key] = content }
        }
        return (value, named)
    }

    /// Browsers write three signs of a name as percent codes (HTML, "multipart/form-data encoding algorithm").
    private static func unescaped(_ text: String) -> String {
        text.replacing("%22", with: "\"").replacing("%0D", with: "\r").replacing("%0A", with: "\n")
    }

    /// Without the folders some browsers send along, and no longer than anyone needs.
    private static func baseName(_ name: String) -> String {
        let last = name.split { $0 == "/" || $0 == "\\" }.last ?? ""
        return String(last.filter { !$0.isNewline && $0 != "\0" }.prefix(200))
    }
}
