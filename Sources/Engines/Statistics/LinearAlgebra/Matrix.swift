/// A small dense matrix, stored column after column as in R.
public struct Matrix: Sendable, Equatable {
    /// How many rows.
    public let rows: Int
    /// How many columns.
    public let columns: Int
    /// The cells of the first column, then those of the second, and so on.
    public var elements: [Double]

    /// A matrix of cells in column order, whose number must be rows times columns.
    public init(rows: Int, columns: Int, elements: [Double]) {
        precondition(elements.count == rows * columns, "A matrix needs rows × columns cells.")
        self.rows = rows
        self.columns = columns
        self.elements = elements
    }

    /// A matrix with one value in every cell.
    public init(rows: Int, columns: Int, repeating value: Double) {
        self.init(rows: rows, columns: columns, elements: [Double](repeating: value, count: rows * columns))
    }

    /// A matrix of columns of one length.
    public init(columns: [[Double]]) {
        let rows = columns.first?.count ?? 0
        precondition(columns.allSatisfy { $0.count == rows }, "The columns of a matrix have one length.")
        self.init(rows: rows, columns: columns.count, elements: Array(columns.joined()))
    }

    /// Ones on the diagonal and nothing elsewhere.
    public static func identity(_ size: Int) -> Matrix {
        var identity = Matrix(rows: size, columns: size, repeating: 0)
        for index in 0..<size { identity[index, index] = 1 }
        return identity
    }

    /// A cell.
    @inlinable
    public subscript(row: Int, column: Int) -> Double {
        get { elements[column * rows + row] }
        set { elements[column * rows + row] = newValue }
    }

    /// One column.
    public func column(_ column: Int) -> [Double] {
        Array(elements[column * rows..<(column + 1) * rows])
    }

    /// The cells from the upper left to the lower right.
    public var diagonal: [Double] {
        (0..<min(rows, columns)).map { self[$0, $0] }
    }

    /// Rows as columns.
    public var transposed: Matrix {
        var result = Matrix(rows: columns, columns: rows, repeating: 0)
        for column in 0..<columns {
            for row in 0..<rows { result[column, row] = self[row, column] }
        }
        return result
    }

    /// The product of two matrices; the columns of the left must be as many as the rows of the right.
    public static func * (left: Matrix, right: Matrix) -> Matrix {
        precondition(left.columns == right.rows, "The sizes of the factors do not fit.")
        var result = Matrix(rows: left.rows, columns: right.columns, repeating: 0)
        for column in 0..<right.columns {
            for inner in 0..<left.columns {
                let factor = right[inner, column]
                guard factor != 0 else { continue }
                for row in 0..<left.rows { result[row, column] += left[row, inner] * factor }
            }
        }
        return result
    }

    /// The product with a column.
    public static func * (left: Matrix, right: [Double]) -> [Double] {
        precondition(left.columns == right.count, "The sizes of the factors do not fit.")
        var result = [Double](repeating: 0, count: left.rows)
        for column in 0..<left.columns {
            let factor = right[column]
            for row in 0..<left.rows { result[row] += left[row, column] * factor }
        }
        return result
    }

    /// Every cell times a number.
    public func scaled(by factor: Double) -> Matrix {
        Matrix(rows: rows, columns: columns, elements: elements.map { $0 * factor })
    }

    /// The sum over rows of weight times the row's outer product with itself: XᵀWX.
    public func crossProduct(weights: [Double]) -> Matrix {
        precondition(weights.count == rows, "Every row needs one weight.")
        var result = Matrix(rows: columns, columns: columns, repeating: 0)
        for first in 0..<columns {
            for second in 0...first {
                var sum: Double = 0
                for row in 0..<rows { sum += weights[row] * self[row, first] * self[row, second] }
                result[first, second] = sum
                result[second, first] = sum
            }
        }
        return result
    }
}
