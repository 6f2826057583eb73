extension Extracts {
    /// Things to draw from, some more often than others.
    struct Lot<Item: Sendable>: Sendable {
        let items: [Item]
        private let limits: [Double]
        private let total: Double

        /// Weights of 0 or more, at least one of them above.
        init(_ items: [Item], weights: [Double]) {
            precondition(items.count == weights.count, "Every item needs a weight.")
            self.items = items
            var sum = 0.0
            var limits: [Double] = []
            for weight in weights {
                sum += weight
                limits.append(sum)
            }
            precondition(sum > 0, "Everything to draw from weighs nothing.")
            self.limits = limits
            total = sum
        }

        /// In order of how common they are: the weight of the k-th is 1 / (k + spread), counted from 0.
        init(commonestFirst items: [Item], spread: Double) {
            self.init(items, weights: items.indices.map { 1 / (Double($0) + spread) })
        }

        func draw(_ dice: inout Dice) -> Item {
            let thrown = dice.share() * total
            var (low, high) = (0, limits.count - 1)
            while low < high {
                let middle = (low + high) / 2
                if thrown < limits[middle] { high = middle } else { low = middle + 1 }
            }
            return items[low]
        }
    }
}

extension Extracts.Lot where Item == String {
    /// Draws by the weights of a table; sorted first, so that its order does not depend on the machine.
    init(_ table: [String: Double]) {
        let pairs = table.sorted { $0.key < $1.key }
        self.init(pairs.map(\.key), weights: pairs.map(\.value))
    }
}
