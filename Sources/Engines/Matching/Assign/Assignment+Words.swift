extension Assignment {
    /// Why a row did or did not get its first choice, in plain sentences, with the names a caller gives.
    ///
    /// `amount` words an extra cost; nil says only that it would be worse altogether.
    public func firstChoiceWords(
        of row: Int, rowName: (Int) -> String, columnName: (Int) -> String, amount: ((Double) -> String)?
    ) -> [String] {
        switch firstChoice(of: row) {
        case .given(let column): ["\(rowName(row)) has their first choice, \(columnName(column))."]
        case .nothingAllowed: ["Nothing in the list may be offered to \(rowName(row))."]
        case .noPlaces(let column):
            ["\(columnName(column)) would suit \(rowName(row)) best, and has no free place."]
        case .equal(let column, let moves):
            [
                "\(columnName(column)) would suit \(rowName(row)) best, and could be had with no loss to the others "
                    + "altogether."
            ] + words(of: moves, rowName, columnName)
        case .full(let column, let holders, let extra, let moves):
            [
                "\(columnName(column)) would suit \(rowName(row)) best, and its places went to "
                    + "\(Plain.list(holders.map(rowName))).",
                amount.map { "Changing that would be worse altogether by \($0(extra))." }
                    ?? "Changing that would be worse for them together than it is better for \(rowName(row)).",
            ] + words(of: moves, rowName, columnName)
        case .onlyPlaceOfAnother(let column, let holders):
            [
                "\(columnName(column)) would suit \(rowName(row)) best, and its places went to "
                    + "\(Plain.list(holders.map(rowName))), one of whom would then have nowhere to go."
            ]
        }
    }

    private func words(
        of moves: [FirstChoice.Move], _ rowName: (Int) -> String, _ columnName: (Int) -> String
    ) -> [String] {
        moves.map { move in
            switch move.to {
            case .some(let to):
                move.from == nil
                    ? "\(rowName(move.row)) would have a place at \(columnName(to))."
                    : "\(rowName(move.row)) would go to \(columnName(to)) instead."
            case nil: "\(rowName(move.row)) would be left without a place."
            }
        }
    }
}
