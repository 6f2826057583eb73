import Testing

@testable import Matching

@Suite struct FirstChoiceTests {
    @Test func `whoever has the first choice is told so`() throws {
        let table = try CostTable(rows: 2, columns: 2, costs: [1, 5, 6, 2])
        let assignment = try Assignment.least(table, leavingOut: .never)
        #expect(assignment.firstChoice(of: 0) == .given(column: 0))
        #expect(words(assignment, 1) == ["Bo has their first choice, Boxing."])
    }

    @Test func `what a first choice would cost the others is said, and who would move`() throws {
        // Both would like the first best; the second has more to lose.
        let table = try CostTable(rows: 2, columns: 2, costs: [1, 3, 1, 9])
        let assignment = try Assignment.least(table, leavingOut: .never)
        #expect(
            assignment.firstChoice(of: 0)
                == .full(column: 0, holders: [1], extra: 6, moves: [.init(row: 1, from: 0, to: 1)]))
        #expect(
            words(assignment, 0) == [
                "Art would suit Ann best, and its places went to Bo.",
                "Changing that would be worse for them together than it is better for Ann.",
                "Bo would go to Boxing instead.",
            ])
    }

    @Test func `a choice between equals is said to be one`() throws {
        let table = try CostTable(rows: 2, columns: 2, costs: [1, 3, 1, 3])
        let assignment = try Assignment.least(table, leavingOut: .never)
        let second = assignment.columns == [0, 1] ? 1 : 0
        guard case .equal(column: 0, let moves) = assignment.firstChoice(of: second) else {
            Issue.record("not equal: \(assignment.firstChoice(of: second))")
            return
        }
        #expect(moves.count == 1)
    }

    @Test func `the only place of another is not taken away`() throws {
        let table = try CostTable(rows: 2, columns: 2, costs: [1, 3, 2, .infinity])
        let assignment = try Assignment.least(table, leavingOut: .never)
        #expect(assignment.columns == [1, 0])
        #expect(assignment.firstChoice(of: 0) == .onlyPlaceOfAnother(column: 0, holders: [1]))
    }

    @Test func `no places and nothing allowed are told apart`() throws {
        let table = try CostTable(rows: 2, columns: 2, costs: [1, 3, .infinity, .infinity])
        let assignment = try Assignment.least(table, capacities: [0, 1], leavingOut: .cost(20))
        #expect(assignment.firstChoice(of: 0) == .noPlaces(column: 0))
        #expect(assignment.firstChoice(of: 1) == .nothingAllowed)
        #expect(words(assignment, 1) == ["Nothing in the list may be offered to Bo."])
    }

    @Test func `the extra cost is that of the best answer with the pair forced`() throws {
        let problems = try DrawnProblem.all.get()
        var compared = 0
        for problem in problems.prefix(60) where problem.total != nil && problem.mode != 2 {
            let table = problem.table
            let best = try Assignment.least(table, capacities: problem.capacities, leavingOut: problem.leavingOut)
            for row in 0..<table.rows {
                let wished: Int
                let extra: Double
                switch best.firstChoice(of: row) {
                case .full(let column, _, let cost, let moves):
                    (wished, extra) = (column, cost)
                    #expect(Set(moves.map(\.row)).count == moves.count)
                case .equal(let column, _): (wished, extra) = (column, 0)
                case .given, .nothingAllowed, .noPlaces, .onlyPlaceOfAnother: continue
                }
                var costs = table.costs
                for column in 0..<table.columns where column != wished {
                    costs[row * table.columns + column] = .infinity
                }
                let leaving = Array(repeating: 6.0, count: table.rows).enumerated().map { $0.offset == row ? 1e6 : 6 }
                let forced = try Assignment.least(
                    try CostTable(rows: table.rows, columns: table.columns, costs: costs),
                    capacities: problem.capacities, leavingOut: problem.mode == 0 ? .never : .costs(leaving))
                #expect(abs(forced.totalCost - best.totalCost - extra) < 1e-7)
                compared += 1
            }
        }
        #expect(compared > 60)
    }

    private func words(_ assignment: Assignment, _ row: Int) -> [String] {
        assignment.firstChoiceWords(
            of: row, rowName: { ["Ann", "Bo"][$0] }, columnName: { ["Art", "Boxing"][$0] }, amount: nil)
    }
}
