import Testing

@testable import Statistics

@Suite struct DecompositionTests {
    private func random(_ rows: Int, _ columns: Int, seed: UInt64) -> Matrix {
        var generator = Generator(seed: seed)
        return Matrix(
            rows: rows, columns: columns, elements: (0..<rows * columns).map { _ in generator.normal() })
    }

    private func distance(_ left: Matrix, _ right: Matrix) -> Double {
        zip(left.elements, right.elements).reduce(0) { max($0, abs($1.0 - $1.1)) }
    }

    @Test func `the triangle times its transpose is the matrix, and the inverse undoes it`() throws {
        for seed in 1...20 as ClosedRange<UInt64> {
            let half = random(9, 5, seed: seed)
            let matrix = half.transposed * half
            let cholesky = try #require(Cholesky(matrix))
            #expect(distance(cholesky.lower * cholesky.lower.transposed, matrix) < 1e-12)
            #expect(distance(cholesky.inverse * matrix, .identity(5)) < 1e-9)
            #expect(cholesky.inverse == cholesky.inverse.transposed)
        }
        #expect(Cholesky(Matrix(columns: [[1, 2], [2, 1]])) == nil)
        #expect(Cholesky(Matrix(columns: [[1, 2, 3]])) == nil)
    }

    @Test func `least squares leave residuals at right angles to every column`() {
        for seed in 1...20 as ClosedRange<UInt64> {
            let design = random(30, 4, seed: seed)
            let target = random(30, 1, seed: seed + 100).elements
            let decomposition = QRDecomposition(design)
            let fitted = design * decomposition.solve(target).compactMap(\.self)
            let residuals = zip(target, fitted).map { $0 - $1 }
            let angles = design.transposed * residuals
            #expect(angles.allSatisfy { abs($0) < 1e-12 })
            #expect(abs(decomposition.leverages.reduce(0, +) - 4) < 1e-12)
            let inverse = decomposition.crossProductInverse
            #expect(distance(inverse * (design.transposed * design), .identity(4)) < 1e-11)
        }
    }

    @Test func `a column made of others is named, and gets no coefficient`() {
        let base = random(12, 2, seed: 5)
        let sum = zip(base.column(0), base.column(1)).map { $0 - 3 * $1 }
        let design = Matrix(columns: [base.column(0), sum, base.column(1), [Double](repeating: 0, count: 12)])
        let decomposition = QRDecomposition(design)
        #expect(decomposition.rank == 2)
        #expect(decomposition.aliased == [2, 3])
        #expect(decomposition.pivot == [0, 1, 2, 3])
        let solved = decomposition.solve(base.column(1))
        #expect(solved.map { $0 == nil } == [false, false, true, true])
    }

    @Test func `as many rows as columns, or one row, are solved`() throws {
        let square = QRDecomposition(Matrix(columns: [[2, 1], [1, 3]]))
        let solved = square.solve([5, 10]).compactMap(\.self)
        #expect(abs(solved[0] - 1) < 1e-14 && abs(solved[1] - 3) < 1e-14)
        #expect(QRDecomposition(Matrix(columns: [[4]])).solve([8]) == [2])
    }
}
