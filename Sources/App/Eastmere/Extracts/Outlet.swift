import Foundation
import Kernel

extension Extracts {
    /// The folder the files go into, written a piece at a time.
    final class Outlet {
        private let folder: String
        private let truth: Sheet
        private let combined: Sheet?
        private var sheet: Sheet?
        private var agency = Agency.schools

        /// Makes the folder where there is none.
        init(folder: String, isCombined: Bool) throws(ExtractsRefusal) {
            let files = FileManager.default
            guard (try? files.createDirectory(atPath: folder, withIntermediateDirectories: true)) != nil,
                let found = try? files.contentsOfDirectory(atPath: folder), files.isWritableFile(atPath: folder)
            else { throw .notWritable(folder) }
            guard found.isEmpty else { throw .notEmpty(folder) }
            self.folder = folder
            truth = try Sheet("\(folder)/truth.csv", columns: Extracts.truthColumns)
            combined = isCombined ? try Sheet("\(folder)/all.csv", columns: Extracts.combinedColumns) : nil
        }

        func open(_ agency: Agency) throws(ExtractsRefusal) {
            self.agency = agency
            sheet = try Sheet("\(folder)/\(agency.stem).csv", columns: agency.columns)
        }

        /// A row of the agency's file, and what goes beside it.
        func add(_ entry: Entry, line: Int) throws(ExtractsRefusal) {
            let id = "\(agency.stem):\(line)"
            try sheet?.add(entry.cells)
            try truth.add([
                id, String(entry.person), String(entry.household), entry.twin.map { String($0) } ?? "", entry.group,
                entry.isInCare ? "1" : "0", entry.record.errors.joined(separator: " "),
            ])
            let record = entry.record
            try combined?.add([
                id, agency.stem, record.local, record.forename, record.middle, record.surname,
                record.born?.description ?? "", record.sex, record.address, record.postcode, record.upn, record.nhs,
                record.pnc,
            ])
        }

        /// Ends the agency's file.
        func finish() throws(ExtractsRefusal) {
            try sheet?.close()
            sheet = nil
        }

        func close() throws(ExtractsRefusal) {
            try truth.close()
            try combined?.close()
        }
    }

    /// One CSV file (RFC 4180, UTF-8), kept a megabyte at a time.
    final class Sheet {
        private let path: String
        private let file: FileHandle
        private var bytes: [UInt8] = []

        private static let most = 1 << 20

        init(_ path: String, columns: [String]) throws(ExtractsRefusal) {
            self.path = path
            guard FileManager.default.createFile(atPath: path, contents: nil),
                let file = FileHandle(forWritingAtPath: path)
            else { throw .notWritable(path) }
            self.file = file
            bytes.reserveCapacity(Self.most + 4096)
            try add(columns)
        }

        func add(_ cells: [String]) throws(ExtractsRefusal) {
            for (place, cell) in cells.enumerated() {
                if place > 0 { bytes.append(UInt8(ascii: ",")) }
                append(cell)
            }
            bytes.append(contentsOf: [13, 10])
            if bytes.count >= Self.most { try flush() }
        }

        func close() throws(ExtractsRefusal) {
            try flush()
            do { try file.close() } catch { throw .full(path) }
        }

        private func append(_ cell: String) {
            let quote = UInt8(ascii: "\"")
            guard cell.utf8.contains(where: { $0 == quote || $0 == UInt8(ascii: ",") || $0 == 10 || $0 == 13 }) else {
                bytes.append(contentsOf: cell.utf8)
                return
            }
            bytes.append(quote)
            for byte in cell.utf8 {
                if byte == quote { bytes.append(quote) }
                bytes.append(byte)
            }
            bytes.append(quote)
        }

        private func flush() throws(ExtractsRefusal) {
            do { try file.write(contentsOf: bytes) } catch { throw .full(path) }
            bytes.removeAll(keepingCapacity: true)
        }
    }
}
