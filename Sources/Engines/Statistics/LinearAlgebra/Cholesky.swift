import Foundation

/// The lower triangle L with LLᵀ = A of a symmetric positive definite matrix.
public struct Cholesky: Sendable {
    /// The triangle; zeros above the diagonal.
    public let lower: Matrix

    /// Factors a matrix, of which only the lower triangle is read; nil unless it is positive definite.
    public init?(_ matrix: Matrix) {
        guard matrix.rows == matrix.columns else { return nil }
        let size = matrix.rows
        var lower = Matrix(rows: size, columns: size, repeating: 0)
        for column in 0..<size {
            var pivot = matrix[column, column]
            for inner in 0..<column { pivot -= lower[column, inner] * lower[column, inner] }
            guard pivot > 0, pivot.isFinite else { return nil }
            let root = pivot.squareRoot()
            lower[column, column] = root
            for row in column + 1..<max(size, column + 1) {
                var sum = matrix[row, column]
                for inner in 0..<column { sum -= lower[row, inner] * lower[column, inner] }
                lower[row, column] = sum / root
            }
        }
        self.lower = lower
    }

    /// The x with Ax = b.
    public func solve(_ right: [Double]) -> [Double] {
        let size = lower.rows
        precondition(right.count == size, "The right side has as many numbers as the matrix rows.")
        var x = right
        for row in 0..<size {
            for inner in 0..<row { x[row] -= lower[row, inner] * x[inner] }
            x[row] /= lower[row, row]
        }
        for row in stride(from: size - 1, through: 0, by: -1) {
            for inner in row + 1..<max(size, row + 1) { x[row] -= lower[inner, row] * x[inner] }
            x[row] /= lower[row, row]
        }
        return x
    }

    /// The inverse of A, exactly symmetric.
    public var inverse: Matrix {
        let size = lower.rows
        var result = Matrix(rows: size, columns: size, repeating: 0)
        for column in 0..<size {
            var unit = [Double](repeating: 0, count: size)
            unit[column] = 1
            let solved = solve(unit)
            for row in 0...column {
                result[row, column] = solved[row]
                result[column, row] = solved[row]
            }
        }
        return result
    }

    /// The logarithm of the determinant of A.
    public var logDeterminant: Double {
        2 * lower.diagonal.reduce(0) { $0 + log($1) }
    }
}
