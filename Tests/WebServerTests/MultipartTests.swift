import Foundation
import Kernel
import Testing
import Web

/// What a body tells, whatever pieces it came in.
private struct Told: Equatable {
    var parts: [String] = []
    var fileNames: [String?] = []
    var contents: [[UInt8]] = []
    var ended = 0
}

private func read(_ body: [UInt8], pieces: [Int], boundary: String = "xYz") throws -> Told {
    var reader = Multipart(boundary: boundary)
    var told = Told()
    var rest = body[...]
    for size in pieces + [body.count] {
        let piece = rest.prefix(size)
        rest = rest.dropFirst(size)
        for event in try reader.take(piece) {
            switch event {
            case .part(let part):
                told.parts.append(part.name)
                told.fileNames.append(part.fileName)
                told.contents.append([])
            case .bytes(let bytes): told.contents[told.contents.count - 1].append(contentsOf: bytes)
            case .partEnded: told.ended += 1
            }
        }
    }
    try reader.end()
    return told
}

private func read(_ body: String) throws -> Told { try read(Array(body.utf8), pieces: []) }

@Suite struct MultipartTests {
    private let form =
        "--xYz\r\nContent-Disposition: form-data; name=\"feed\"\r\n\r\nschool-roll\r\n"
        + "--xYz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"C:\\temp\\..\\roll.csv\"\r\n"
        + "Content-Type: text/csv\r\n\r\na,b\r\n1,\"--xY\r\n--xY\"\r\n\r\n--xYz--\r\n"

    @Test func `a form with a file reads the same wherever it is cut`() throws {
        let body = Array(form.utf8)
        let whole = try read(body, pieces: [])
        #expect(whole.parts == ["feed", "file"])
        #expect(whole.fileNames == [nil, "roll.csv"])
        #expect(whole.contents[0] == Array("school-roll".utf8))
        #expect(whole.contents[1] == Array("a,b\r\n1,\"--xY\r\n--xY\"\r\n".utf8))
        #expect(whole.ended == 2)
        for cut in 1..<body.count { #expect(try read(body, pieces: [cut]) == whole, "cut at \(cut)") }
        #expect(try read(body, pieces: Array(repeating: 1, count: body.count)) == whole)
    }

    @Test func `random bytes come out as they went in, in random pieces`() throws {
        var chance = SplitMix(seed: 20_261_123)
        for _ in 0..<400 {
            // Few letters, so that pieces of the boundary come up often.
            let alphabet: [UInt8] = [0x0D, 0x0A, 0x2D, 0x78, 0x59, 0x7A, 0x00, 0xFF]
            let content = (0..<Int.random(in: 0...200, using: &chance)).map { _ in
                alphabet.randomElement(using: &chance) ?? 0
            }
            if content.contains(sequence: Array("\r\n--xYz".utf8)) { continue }
            let head = "--xYz\r\ncontent-disposition: form-data; name=f; filename=f\r\n\r\n"
            let body = Array(head.utf8) + content + Array("\r\n--xYz--".utf8)
            let pieces = (0..<20).map { _ in Int.random(in: 1...30, using: &chance) }
            #expect(try read(body, pieces: pieces).contents == [content])
        }
    }

    @Test func `random changes to a good body are refused or read, never worse`() throws {
        var chance = SplitMix(seed: 7)
        var refused = 0
        for _ in 0..<3000 {
            var body = Array(form.utf8)
            for _ in 0...Int.random(in: 0...3, using: &chance) {
                let place = Int.random(in: 0..<body.count, using: &chance)
                switch Int.random(in: 0..<3, using: &chance) {
                case 0: body[place] = UInt8.random(in: 0...255, using: &chance)
                case 1: body.remove(at: place)
                default: body.insert(UInt8.random(in: 0...255, using: &chance), at: place)
                }
            }
            do { _ = try read(body, pieces: [11, 1, 37]) } catch is Multipart.Fault { refused += 1 }
        }
        #expect(refused > 100)
    }

    @Test(arguments: [
        "", "hello", "--xYz", "--xYzz\r\n", "\r\n--xYz--", "--xYz\r\n\r\n\r\n--xYz--",
        "--xYz\r\nContent-Disposition: form-data\r\n\r\n\r\n--xYz--",
        "--xYz\r\nContent-Disposition: attachment; name=a\r\n\r\n\r\n--xYz--",
        "--xYz\r\nContent-Disposition: form-data; name=a\r\n\r\nno end",
        "--xYz\r\nContent-Disposition: form-data; name=a\r\n\r\ntext\r\n--xYz-",
        "--xYz\r\nContent-Disposition: form-data; name=a\r\n\r\ntext\r\n--xYzAnd more",
    ])
    func `what no browser sends is refused`(body: String) {
        #expect(throws: Multipart.Fault.self) { try read(body) }
    }

    @Test func `a head without end is cut off`() {
        var reader = Multipart(boundary: "xYz")
        #expect(throws: Multipart.Fault.headTooLong) {
            _ = try reader.take(Array("--xYz\r\nX: ".utf8))
            for _ in 0..<100 { _ = try reader.take([UInt8](repeating: 0x61, count: 1000)) }
        }
    }

    @Test func `a boundary is taken from the content type, or none is`() {
        #expect(Multipart.boundary(in: "multipart/form-data; boundary=----WebKitFormBoundaryAb1") != nil)
        #expect(Multipart.boundary(in: "Multipart/Form-Data; charset=utf-8; boundary=\"a b\"") == nil)
        #expect(Multipart.boundary(in: "multipart/form-data; boundary=\"ab\"") == "ab")
        for type in [
            "", "multipart/form-data", "multipart/mixed; boundary=a", "multipart/form-data; boundary=",
            "multipart/form-data; boundary=" + String(repeating: "a", count: 71), "text/plain; boundary=a",
        ] { #expect(Multipart.boundary(in: type) == nil, "\(type)") }
    }
}

extension [UInt8] {
    fileprivate func contains(sequence: [UInt8]) -> Bool {
        indices.contains { self[$0...].starts(with: sequence) }
    }
}
