import Foundation

/// Householder's decomposition of a matrix, with columns that depend on earlier ones moved to the end.
///
/// LINPACK's `dqrdc2` as R's `lm` and `glm` use it: a column whose length falls below the tolerance times its first
/// length once the columns before it are taken out counts as dependent.
public struct QRDecomposition: Sendable {
    /// How many columns are independent.
    public let rank: Int
    /// The original number of the column at each place: the independent ones first.
    public let pivot: [Int]
    /// The triangle on and above the diagonal; the reflections below it.
    private let packed: Matrix
    private let heads: [Double]

    /// Decomposes a matrix; 10⁻⁷ is the tolerance of R's `lm`.
    public init(_ matrix: Matrix, tolerance: Double = 1e-7) {
        var work = Householder(matrix, tolerance: tolerance)
        work.run()
        rank = work.rank
        pivot = work.pivot
        packed = work.packed
        heads = work.heads
    }

    /// The columns that depend on earlier ones, by their original number.
    public var aliased: [Int] {
        pivot[rank...].sorted()
    }

    /// Qᵀ times a column: the first `rank` numbers are the effects, the rest has the length of the residuals.
    public func effects(of right: [Double]) -> [Double] {
        precondition(right.count == packed.rows, "The right side has as many numbers as the matrix rows.")
        var y = right
        for column in 0..<min(rank, packed.rows - 1) { reflect(&y, column) }
        return y
    }

    /// Q times a column: the way back from effects.
    public func restored(_ effects: [Double]) -> [Double] {
        var y = effects
        for column in stride(from: min(rank, packed.rows - 1) - 1, through: 0, by: -1) { reflect(&y, column) }
        return y
    }

    /// The coefficients of the least squares fit by original column; nil where a column depends on earlier ones.
    public func solve(_ right: [Double]) -> [Double?] {
        var solution = [Double?](repeating: nil, count: packed.columns)
        let back = backSolved(effects(of: right))
        for place in 0..<rank { solution[pivot[place]] = back[place] }
        return solution
    }

    /// The diagonal of the hat matrix: how strongly each row pulls its own fitted value.
    public var leverages: [Double] {
        var sums = [Double](repeating: 0, count: packed.rows)
        for place in 0..<rank {
            var unit = [Double](repeating: 0, count: packed.rows)
            unit[place] = 1
            for (row, value) in restored(unit).enumerated() { sums[row] += value * value }
        }
        return sums.map { $0 > 1 - 10 * Double.ulpOfOne ? 1 : $0 }
    }

    /// (XᵀX)⁻¹ over the independent columns, in the order of `pivot`.
    public var crossProductInverse: Matrix {
        var inverse = Matrix(rows: rank, columns: rank, repeating: 0)
        for column in 0..<rank {
            var unit = [Double](repeating: 0, count: packed.rows)
            unit[column] = 1
            for (row, value) in backSolved(unit).enumerated() { inverse[row, column] = value }
        }
        return inverse * inverse.transposed
    }

    private func backSolved(_ effects: [Double]) -> [Double] {
        var x = Array(effects[0..<rank])
        for row in stride(from: rank - 1, through: 0, by: -1) {
            for column in row + 1..<max(rank, row + 1) { x[row] -= packed[row, column] * x[column] }
            x[row] /= packed[row, row]
        }
        return x
    }

    private func reflect(_ y: inout [Double], _ column: Int) {
        let head = heads[column]
        guard head != 0 else { return }
        var sum = head * y[column]
        for row in column + 1..<max(packed.rows, column + 1) { sum += packed[row, column] * y[row] }
        let factor = -sum / head
        y[column] += factor * head
        for row in column + 1..<max(packed.rows, column + 1) { y[row] += factor * packed[row, column] }
    }
}
