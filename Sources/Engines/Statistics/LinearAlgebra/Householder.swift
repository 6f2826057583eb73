import Foundation

/// The working state of LINPACK's `dqrdc2`.
struct Householder {
    private(set) var packed: Matrix
    private(set) var heads: [Double]
    private(set) var pivot: [Int]
    private(set) var rank: Int
    private var original: [Double]
    private let tolerance: Double

    init(_ matrix: Matrix, tolerance: Double) {
        packed = matrix
        self.tolerance = tolerance
        pivot = Array(0..<matrix.columns)
        rank = matrix.columns
        heads = []
        original = []
        heads = pivot.map { length($0, from: 0) }
        original = heads.map { $0 == 0 ? 1 : $0 }
    }

    mutating func run() {
        for column in 0..<min(packed.rows, packed.columns) {
            while column < rank, heads[column] < original[column] * tolerance { moveToEnd(column) }
            guard column < packed.rows - 1 else { break }
            reflect(column)
        }
        rank = min(rank, packed.rows)
    }

    private func length(_ column: Int, from first: Int) -> Double {
        var largest: Double = 0
        for row in first..<max(packed.rows, first) { largest = max(largest, abs(packed[row, column])) }
        guard largest > 0, largest.isFinite else { return largest }
        var sum: Double = 0
        for row in first..<packed.rows {
            let part = packed[row, column] / largest
            sum += part * part
        }
        return largest * sum.squareRoot()
    }

    private mutating func moveToEnd(_ column: Int) {
        let moved = packed.column(column)
        for place in column..<packed.columns - 1 {
            for row in 0..<packed.rows { packed[row, place] = packed[row, place + 1] }
        }
        for row in 0..<packed.rows { packed[row, packed.columns - 1] = moved[row] }
        pivot.append(pivot.remove(at: column))
        heads.append(heads.remove(at: column))
        original.append(original.remove(at: column))
        rank -= 1
    }

    private mutating func reflect(_ column: Int) {
        var size = length(column, from: column)
        guard size != 0 else { return }
        if packed[column, column] < 0 { size = -size }
        for row in column..<packed.rows { packed[row, column] /= size }
        packed[column, column] += 1
        for other in column + 1..<max(packed.columns, column + 1) { apply(column, to: other) }
        heads[column] = packed[column, column]
        packed[column, column] = -size
    }

    private mutating func apply(_ column: Int, to other: Int) {
        var sum: Double = 0
        for row in column..<packed.rows { sum += packed[row, column] * packed[row, other] }
        let factor = -sum / packed[column, column]
        for row in column..<packed.rows { packed[row, other] += factor * packed[row, column] }
        guard heads[other] != 0 else { return }
        let share = abs(packed[column, other]) / heads[other]
        let left = max(1 - share * share, 0)
        // The length is worked out afresh once little of it is left, as Ripley changed LINPACK to.
        if abs(left) < 1e-6 {
            heads[other] = length(other, from: column + 1)
        } else {
            heads[other] *= left.squareRoot()
        }
    }
}
