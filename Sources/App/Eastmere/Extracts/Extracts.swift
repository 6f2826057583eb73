import Foundation
import Kernel

/// What Eastmere's five agencies would send: invented people, and files as messy as real ones.
///
/// The same wish gives the same bytes on every machine.
package enum Extracts {
    /// What to make.
    package struct Wish: Sendable {
        package let people: Int
        package let seed: UInt64
        /// The day the files are taken on.
        package let day: Day
        /// Who is to be among them, the first the surest to fit.
        package let known: [Known]

        /// Nil for fewer than 10 people, or more than a million.
        package init?(people: Int, seed: UInt64, day: Day, known: [Known]) {
            guard Extracts.sizes.contains(people) else { return nil }
            self.people = people
            self.seed = seed
            self.day = day
            self.known = known
        }
    }

    /// What was made.
    package struct Made: Sendable {
        package let people: Int
        /// People with at least one row.
        package let seen: Int
        /// Rows by agency, in the order of the files.
        package let rows: [(agency: Agency, count: Int)]

        /// Rows in every file together.
        package var total: Int { rows.reduce(0) { $0 + $1.count } }
    }

    /// How many people there may be.
    package static let sizes = 10...1_000_000

    /// The day the files are taken on unless another is named: the day the shipped rates speak of.
    package static var usualDay: Day { Material.shipped.agencies.snapshot }

    /// Writes the five files, and who is who apart from them.
    ///
    /// - Parameters:
    ///   - wish: How many people, and under which seed.
    ///   - folder: Made when it is not there; must be empty.
    ///   - isCombined: Also writes `all.csv`, every row in one shape.
    ///   - progress: Told which file is begun.
    /// - Returns: What there is in the files.
    /// - Throws: `ExtractsRefusal` when the folder cannot take them.
    package static func write(
        _ wish: Wish, to folder: String, isCombined: Bool, progress: (Agency) -> Void
    ) throws -> Made {
        let plan = Plan(wish, Material.shipped)
        let outlet = try Outlet(folder: folder, isCombined: isCombined)
        var counts: [(agency: Agency, count: Int)] = []
        for agency in Agency.allCases {
            progress(agency)
            try outlet.open(agency)
            let rows = plan.rows(of: agency)
            let desk = Desk(agency, plan)
            for (place, row) in rows.enumerated() {
                try outlet.add(desk.entry(for: row, line: place + 1), line: place + 1)
            }
            try outlet.finish()
            counts.append((agency, rows.count))
        }
        try outlet.close()
        return Made(people: wish.people, seen: plan.seen, rows: counts)
    }
}

/// Why no files were written, in words for somebody at a terminal.
package enum ExtractsRefusal: Error, Equatable, CustomStringConvertible {
    case notEmpty(String)
    case notWritable(String)
    case full(String)

    package var description: String {
        switch self {
        case .notEmpty(let folder): "\(folder) is not empty, so nothing was written. Name a new folder with --out."
        case .notWritable(let folder): "\(folder) cannot be written to. Name another folder with --out."
        case .full(let file): "\(file) could not be finished: the disk may be full. Take the folder away and try again."
        }
    }
}
