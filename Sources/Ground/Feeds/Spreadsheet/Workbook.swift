/// What stands around a spreadsheet's first sheet: where it is, its shared texts, which styles are dates.
struct Workbook {
    /// What a number in a cell means by its style.
    enum Style: Equatable {
        case number, date, time
    }

    let archive: ZipArchive
    let sheet: String
    let texts: SharedTexts
    let styles: [Style]
    /// Days are counted from 1904, as old Macintoshes did.
    let isFrom1904: Bool
    private static let limit = 1024 * 1024

    init(_ source: FeedSource, limits: FeedLimits) throws {
        let archive = try ZipArchive(source, limits: limits)
        let book = try Self.book(in: archive)
        let folder = book.split(separator: "/").dropLast().joined(separator: "/")
        let relations = try Self.relations(of: book, in: archive)
        let contents = try Self.contents(of: book, in: archive)
        guard let target = relations.first(where: { $0.id == contents.sheet })?.target else {
            throw FeedError.brokenSpreadsheet("it has no sheet")
        }
        sheet = Self.path(target, in: folder)
        isFrom1904 = contents.isFrom1904
        let styles = relations.first { $0.type.hasSuffix("/styles") }
        self.styles = try styles.map { try Self.styles(Self.path($0.target, in: folder), in: archive) } ?? []
        let texts = SharedTexts(limits: limits)
        if let shared = relations.first(where: { $0.type.hasSuffix("/sharedStrings") }) {
            try Self.read(Self.path(shared.target, in: folder), in: archive, into: texts)
        }
        self.texts = texts
        self.archive = archive
    }

    static func walk(_ name: String, in archive: ZipArchive) throws -> XMLPull? {
        guard let part = try archive.open(name) else { return nil }
        return XMLPull(limit: limit) { try part.next() }
    }

    private static func book(in archive: ZipArchive) throws -> String {
        let relations = try relations(of: "", in: archive)
        let target = relations.first { $0.type.hasSuffix("/officeDocument") }?.target ?? "xl/workbook.xml"
        let path = path(target, in: "")
        guard archive.parts[path] != nil else { throw FeedError.brokenSpreadsheet("it is no Excel workbook") }
        return path
    }

    private struct Relation {
        let id: String
        let type: String
        let target: String
    }

    private static func relations(of part: String, in archive: ZipArchive) throws -> [Relation] {
        var folders = part.split(separator: "/").map(String.init)
        let name = folders.popLast() ?? ""
        let path = (folders + ["_rels", name + ".rels"]).joined(separator: "/")
        guard var xml = try walk(path, in: archive) else { return [] }
        var found: [Relation] = []
        while let token = try xml.next() {
            guard token == .start, xml.isNamed("Relationship"), found.count < 10_000 else { continue }
            guard let id = xml.attribute("Id"), let target = xml.attribute("Target") else { continue }
            found.append(Relation(id: id, type: xml.attribute("Type") ?? "", target: target))
        }
        return found
    }

    private static func path(_ target: String, in folder: String) -> String {
        if target.hasPrefix("/") { return String(target.dropFirst()) }
        var parts = folder.split(separator: "/").map(String.init)
        for step in target.split(separator: "/") where step != "." {
            if step == ".." { _ = parts.popLast() } else { parts.append(String(step)) }
        }
        return parts.joined(separator: "/")
    }

    /// The first sheet that is not hidden.
    private static func contents(of book: String, in archive: ZipArchive) throws -> (sheet: String, isFrom1904: Bool) {
        guard var xml = try walk(book, in: archive) else {
            throw FeedError.brokenSpreadsheet("it is no Excel workbook")
        }
        var sheets: [(id: String, isHidden: Bool)] = []
        var isFrom1904 = false
        while let token = try xml.next() {
            guard token == .start else { continue }
            if xml.isNamed("workbookPr") {
                isFrom1904 = ["1", "true"].contains(xml.attribute("date1904") ?? "")
            } else if xml.isNamed("sheet"), sheets.count < 10_000 {
                sheets.append((xml.attribute("id") ?? "", xml.attribute("state") ?? "visible" != "visible"))
            }
        }
        let first = sheets.first { !$0.isHidden } ?? sheets.first
        return (first?.id ?? "", isFrom1904)
    }

    private static func styles(_ path: String, in archive: ZipArchive) throws -> [Style] {
        guard var xml = try walk(path, in: archive) else { return [] }
        var custom: [Int: Style] = [:]
        var styles: [Style] = []
        var isInside = false
        while let token = try xml.next() {
            switch token {
            case .start where xml.isNamed("numFmt"):
                let number = xml.attribute("numFmtId").flatMap { Int($0) }
                if let number, custom.count < 100_000 {
                    custom[number] = SheetNumber.style(ofFormat: xml.attribute("formatCode") ?? "")
                }
            case .start where xml.isNamed("cellXfs"): isInside = true
            case .end where xml.isNamed("cellXfs"): isInside = false
            case .start where isInside && xml.isNamed("xf") && styles.count < 100_000:
                let number = xml.attribute("numFmtId").flatMap { Int($0) } ?? 0
                styles.append(custom[number] ?? SheetNumber.style(ofBuiltIn: number))
            default: break
            }
        }
        return styles
    }

    private static func read(_ path: String, in archive: ZipArchive, into texts: SharedTexts) throws {
        guard var xml = try walk(path, in: archive) else { return }
        var text: [UInt8] = []
        var (isText, isSpoken) = (false, false)
        while let token = try xml.next() {
            switch token {
            case .text: if isText && !isSpoken && text.count < limit { text += xml.text }
            case .start:
                if xml.isNamed("si") { text.removeAll(keepingCapacity: true) }
                if xml.isNamed("t") { isText = true }
                if xml.isNamed("rPh") { isSpoken = true }
            case .end:
                if xml.isNamed("t") { isText = false }
                if xml.isNamed("rPh") { isSpoken = false }
                if xml.isNamed("si") { try texts.append(text) }
            }
        }
        try texts.finish()
    }
}
