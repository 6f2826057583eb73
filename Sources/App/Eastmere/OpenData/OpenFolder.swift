import Feeds
import Foundation
import Insight
import Kernel

/// What lies in a folder of published files, each recognised by what is in it.
package struct OpenFolder: Sendable {
    /// A table that a shipped feed can read.
    package struct Sheet: Sendable {
        /// Its path inside the folder.
        package let path: String
        package let mapping: Mapping
        package let period: String
    }

    /// Boundaries of small areas.
    package struct Land: Sendable {
        package let path: String
        package let file: BoundaryFile
    }

    package private(set) var sheets: [Sheet] = []
    package private(set) var lands: [Land] = []
    /// What cannot be used, with the reason.
    package private(set) var rest: [(path: String, reason: String)] = []

    /// Columns a feed can read, as a share, below which a file is said not to be understood.
    private static let leastFit = 0.5
    private static let sampleRows = 100

    /// Looks at every file of a folder and of those in it, in order of their paths.
    ///
    /// - Parameters:
    ///   - folder: Where the files lie; nothing in it is changed.
    ///   - today: For judging dates.
    /// - Throws: `CocoaError` when the folder cannot be read.
    package init(_ folder: String, on today: Day) throws {
        let paths = try FileManager.default.subpathsOfDirectory(atPath: folder).sorted()
        for path in paths where !path.split(separator: "/").contains(where: { $0.hasPrefix(".") }) {
            let whole = "\(folder)/\(path)"
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: whole, isDirectory: &isFolder), !isFolder.boolValue else {
                continue
            }
            switch (path as NSString).pathExtension.lowercased() {
            case "csv", "xlsx", "tsv": look(atSheet: path, whole, on: today)
            case "geojson", "json": look(atLand: path, whole)
            default: rest.append((path, "It is no table and no map."))
            }
        }
        name()
        lands.sort { ($0.file.year ?? 0, $0.path) < ($1.file.year ?? 0, $1.path) }
    }

    private mutating func look(atSheet path: String, _ whole: String, on today: Day) {
        do {
            var reader = try FeedReader(try FeedSource.file(whole))
            let sample = try reader.first(Self.sampleRows).map(\.cells)
            let fits = Mapping.fits(headers: reader.headers, sample: sample, on: today)
            let headers = reader.headers
            let readable = fits.first { fit in
                fit.lacking.isEmpty && fit.fit > Self.leastFit
                    && (try? fit.mapping.matched(to: headers, on: today)) != nil
            }
            guard let best = readable else {
                rest.append((path, "No kind of file the program knows has these columns."))
                return
            }
            guard best.mapping.makes != .person, best.mapping.category == .published else {
                rest.append((path, "It looks like \(best.mapping.title.lowercased()): an agency's own file."))
                return
            }
            sheets.append(Sheet(path: path, mapping: best.mapping, period: ""))
        } catch let error as FeedError {
            rest.append((path, error.message))
        } catch {
            rest.append((path, "It cannot be read."))
        }
    }

    private mutating func look(atLand path: String, _ whole: String) {
        do {
            lands.append(Land(path: path, file: try BoundaryFile(try FeedSource.file(whole))))
        } catch let error as FeedError {
            rest.append((path, error.message))
        } catch let fault as GeoFault {
            rest.append((path, fault.message))
        } catch let problem as BoundaryProblem {
            rest.append((path, problem.words))
        } catch {
            rest.append((path, "It cannot be read."))
        }
    }

    /// Names each table's period: the month in its file's name, or the name itself where two would be the same.
    private mutating func name() {
        let stems = sheets.map { OpenFolder.stem(of: $0.path) }
        let months = stems.map { OpenFolder.month(in: $0) ?? $0 }
        var used: Set<String> = []
        sheets = sheets.indices.map { place in
            let sheet = sheets[place]
            let isAlone = sheets.indices.allSatisfy {
                $0 == place || sheets[$0].mapping.name != sheet.mapping.name || months[$0] != months[place]
            }
            var period = String((isAlone ? months[place] : stems[place]).prefix(40))
            if !used.insert("\(sheet.mapping.name) \(period)").inserted { period = "\(period.prefix(34)) \(place)" }
            used.insert("\(sheet.mapping.name) \(period)")
            return Sheet(path: sheet.path, mapping: sheet.mapping, period: period)
        }
    }

    /// A file's name with only what a period may hold.
    static func stem(of path: String) -> String {
        let name = ((path as NSString).lastPathComponent as NSString).deletingPathExtension
        let plain = name.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
        return plain.isEmpty ? "file" : String(plain)
    }

    /// "2025-01" of "2025-01-avon-and-somerset-street".
    static func month(in stem: String) -> String? {
        stem.firstMatch(of: /(?:19|20)\d\d-(?:0[1-9]|1[0-2])/).map { String($0.output) }
    }
}
