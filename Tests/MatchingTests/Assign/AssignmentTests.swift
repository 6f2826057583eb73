import Testing

@testable import Matching

@Suite struct AssignmentTests {
    private let problems: [DrawnProblem]

    init() throws { problems = try DrawnProblem.all.get() }

    @Test func `a thousand random problems cost what scipy's cost`() throws {
        #expect(problems.count == 1000)
        var refused = 0
        for problem in problems {
            guard let total = problem.total else {
                refused += 1
                #expect(throws: AssignmentError.self) { try solved(problem) }
                continue
            }
            #expect(abs(try solved(problem).totalCost - total) < 1e-9)
        }
        #expect(refused == 155)
    }

    @Test func `every answer carries a proof that holds, and a bound that is its cost`() throws {
        for problem in problems where problem.total != nil {
            let assignment = try solved(problem)
            let certificate = assignment.certificate
            #expect(certificate.holds(within: 1e-9))
            guard problem.mode != 2 else { continue }
            #expect(abs(certificate.bound - assignment.totalCost) < 1e-8)
        }
    }

    @Test func `a proof does not hold for an answer that is not the cheapest`() throws {
        let table = try CostTable(rows: 2, columns: 2, costs: [1, 2, 2, 5])
        let best = try Assignment.least(table, leavingOut: .never)
        #expect(best.columns == [1, 0])
        let worse = Assignment(
            columns: [0, 1], placedCost: 6, leavingCost: 0, rowPrices: best.rowPrices,
            columnPrices: best.columnPrices, table: table, capacities: [1, 1], leaving: nil)
        #expect(!worse.certificate.holds(within: 1e-9))
        let crowded = Assignment(
            columns: [0, 0], placedCost: 3, leavingCost: 0, rowPrices: best.rowPrices,
            columnPrices: best.columnPrices, table: table, capacities: [1, 1], leaving: nil)
        #expect(crowded.certificate.broken == 1)
    }

    @Test func `the order of rows and columns does not change the total`() throws {
        var random = SplitMix(state: 9)
        for problem in problems.prefix(100) where problem.total != nil {
            let rows = Array(0..<problem.table.rows).shuffled(using: &random)
            let columns = Array(0..<problem.table.columns).shuffled(using: &random)
            let costs = rows.flatMap { row in columns.map { problem.table[row, $0] } }
            let mixed = try CostTable(rows: rows.count, columns: columns.count, costs: costs)
            let other = try Assignment.least(
                mixed, capacities: columns.map { problem.capacities[$0] }, leavingOut: problem.leavingOut)
            #expect(abs(other.totalCost - (try solved(problem).totalCost)) < 1e-9)
        }
    }

    @Test func `a column with many places is as good as so many columns`() throws {
        for problem in problems.prefix(60) where problem.total != nil {
            var costs: [Double] = []
            for row in 0..<problem.table.rows {
                for column in 0..<problem.table.columns {
                    costs += Array(repeating: problem.table[row, column], count: problem.capacities[column])
                }
            }
            let seats = problem.capacities.reduce(0, +)
            let apart = try Assignment.least(
                try CostTable(rows: problem.table.rows, columns: seats, costs: costs), leavingOut: problem.leavingOut)
            #expect(abs(apart.totalCost - (try solved(problem).totalCost)) < 1e-9)
        }
    }

    @Test func `the same table gives the same answer, and one more place never costs more`() throws {
        for problem in problems.prefix(60) where problem.total != nil && problem.mode != 2 {
            let once = try solved(problem)
            #expect(once == (try solved(problem)))
            var more = problem.capacities
            more[0] += 1
            let roomier = try Assignment.least(problem.table, capacities: more, leavingOut: problem.leavingOut)
            #expect(roomier.totalCost <= once.totalCost + 1e-9)
            #expect(once.columnPrices.allSatisfy { $0 <= 0 })
        }
    }

    @Test func `nobody, nowhere and nothing allowed have answers`() throws {
        let nobody = try Assignment.least(try CostTable(rows: 0, columns: 3, costs: []), leavingOut: .never)
        #expect(nobody.columns.isEmpty && nobody.totalCost == 0)
        let nowhere = try Assignment.least(try CostTable(rows: 2, columns: 0, costs: []), leavingOut: .cost(3))
        #expect(nowhere.leftOut == [0, 1] && nowhere.totalCost == 6)
        let closed = try CostTable(rows: 2, columns: 1, costs: [.infinity, .infinity])
        #expect(try Assignment.least(closed, leavingOut: .asFewAsPossible).leftOut == [0, 1])
        #expect(throws: AssignmentError.noPlaceFor(row: 0)) { try Assignment.least(closed, leavingOut: .never) }
    }

    @Test func `leaving out is chosen where it is cheaper, and never where as few as possible is asked`() throws {
        let table = try CostTable(rows: 2, columns: 1, costs: [10, 4])
        let free = try Assignment.least(table, capacities: [2], leavingOut: .costs([3, 9]))
        #expect(free.columns == [nil, 0])
        #expect(free.placedCost == 4 && free.leavingCost == 3)
        let few = try Assignment.least(table, capacities: [2], leavingOut: .asFewAsPossible)
        #expect(few.columns == [0, 0] && few.totalCost == 14)
    }

    @Test func `wrong tables are refused in words`() throws {
        #expect(throws: AssignmentError.wrongSize(rows: 2, columns: 2, found: 3)) {
            try CostTable(rows: 2, columns: 2, costs: [1, 2, 3])
        }
        #expect(throws: AssignmentError.badCost(row: 0, column: 1)) {
            try CostTable(rows: 1, columns: 2, costs: [1, .nan])
        }
        #expect(throws: AssignmentError.badCost(row: 0, column: 0)) {
            try CostTable(rows: 1, columns: 1, costs: [-.infinity])
        }
        #expect(throws: AssignmentError.tooLarge(row: 0, column: 0)) {
            try CostTable(rows: 1, columns: 1, costs: [1e13])
        }
        let table = try CostTable(rows: 1, columns: 1, costs: [1])
        #expect(throws: AssignmentError.negativeCapacity(column: 0, value: -1)) {
            try Assignment.least(table, capacities: [-1], leavingOut: .never)
        }
        #expect(throws: AssignmentError.capacities(found: 2, columns: 1)) {
            try Assignment.least(table, capacities: [1, 1], leavingOut: .never)
        }
        #expect(throws: AssignmentError.badLeavingCost(row: 0)) {
            try Assignment.least(table, leavingOut: .cost(.infinity))
        }
        #expect(AssignmentError.noPlaceFor(row: 3).description.hasPrefix("Row 4 cannot be given a place"))
    }

    private func solved(_ problem: DrawnProblem) throws -> Assignment {
        try Assignment.least(problem.table, capacities: problem.capacities, leavingOut: problem.leavingOut)
    }
}
