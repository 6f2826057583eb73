/// A level of an exported comparison: the engine's level, the condition that says it in SQL, and whose frequency counts.
struct SplinkCondition {
    /// Nil for the level of what is not known.
    let level: Level?
    let sql: String
    /// The column whose values' frequencies move the weight.
    var frequencyColumn: String?
}

/// The engine's comparisons in DuckDB's SQL over prepared columns, tried from the top.
///
/// Each mirrors the same comparison of `Comparer`, and a test holds the two together pair by pair. A level may stand
/// twice, where the engine comes to it on two ways.
struct SplinkConditions {
    let plan: ComparisonPlan

    /// The levels of a comparison in the order they are tried, ending with ELSE.
    func levels(_ item: ComparisonPlan.Item) -> [SplinkCondition] {
        let found =
            switch item.kind {
            case .forename: forename(item)
            case .surname: surname(item)
            case .middleNames: middleNames(item)
            case .dateOfBirth: birth(item)
            case .sex: same(item, "code")
            case .place: place(item)
            case .identifier: identifier(item)
            case .localID: localID(item)
            case .category: category(item)
            }
        return found + [SplinkCondition(level: .different, sql: "ELSE")]
    }

    // MARK: Parts of conditions

    private func pair(_ item: ComparisonPlan.Item, _ part: String) -> (l: String, r: String) {
        let name = PreparedColumns.column(item, part)
        return ("\"\(name)_l\"", "\"\(name)_r\"")
    }

    private func equal(_ item: ComparisonPlan.Item, _ part: String) -> String {
        let (l, r) = pair(item, part)
        return "\(l) = \(r)"
    }

    private func unknown(_ item: ComparisonPlan.Item, _ part: String) -> String {
        let (l, r) = pair(item, part)
        return "\(l) IS NULL OR \(r) IS NULL"
    }

    private func alike(_ item: ComparisonPlan.Item, _ part: String, _ other: String, _ least: Double) -> String {
        "jaro_winkler_similarity(\(pair(item, part).l), \(pair(item, other).r)) >= \(least)"
    }

    private func words(_ column: String) -> String {
        "string_split(\(column), ' ')"
    }

    private func sharesWord(_ item: ComparisonPlan.Item, _ part: String, _ other: String) -> String {
        "list_has_any(\(words(pair(item, part).l)), \(words(pair(item, other).r)))"
    }

    private func any(_ conditions: [String]) -> String {
        conditions.map { "(\($0))" }.joined(separator: " OR ")
    }

    private func all(_ conditions: [String]) -> String {
        conditions.map { "(\($0))" }.joined(separator: " AND ")
    }

    private func same(_ item: ComparisonPlan.Item, _ part: String) -> [SplinkCondition] {
        [
            SplinkCondition(level: nil, sql: unknown(item, part)),
            SplinkCondition(level: .exact, sql: equal(item, part)),
        ]
    }

    // MARK: Names

    private func forename(_ item: ComparisonPlan.Item) -> [SplinkCondition] {
        let (l, r) = pair(item, "name")
        let holds = ["others", "alias"].flatMap { part in
            let (ownL, ownR) = pair(item, part)
            return ["list_contains(\(words(ownR)), \(l))", "list_contains(\(words(ownL)), \(r))"]
        }
        let isLetter = "strlen(\(l)) = 1 OR strlen(\(r)) = 1"
        let isLong = "strlen(\(l)) > 1 AND strlen(\(r)) > 1"
        let near = { (least: Double) in all([isLong, alike(item, "measured", "measured", least)]) }
        var levels = [
            SplinkCondition(level: nil, sql: unknown(item, "name")),
            SplinkCondition(level: .exact, sql: "\(l) = \(r)", frequencyColumn: PreparedColumns.column(item, "name")),
        ]
        if let swapped { levels.append(SplinkCondition(level: .swapped, sql: swapped)) }
        return levels + [
            SplinkCondition(level: .shared, sql: any(holds)),
            SplinkCondition(level: .variant, sql: sharesWord(item, "families", "families")),
            SplinkCondition(level: .initial, sql: all([isLetter, "left(\(l), 1) = left(\(r), 1)"])),
            SplinkCondition(level: .near, sql: near(0.92)),
            SplinkCondition(level: .close, sql: near(0.85)),
            SplinkCondition(level: .sound, sql: all([isLong, equal(item, "sound")])),
            SplinkCondition(level: .short, sql: all([isLong, short(item)])),
            SplinkCondition(level: .initial, sql: initial(item)),
            SplinkCondition(level: .honour, sql: anyKnown(item, "honour")),
            SplinkCondition(level: .faint, sql: near(0.7)),
            SplinkCondition(level: .apart, sql: anyKnown(item, "further")),
        ]
    }

    private func anyKnown(_ item: ComparisonPlan.Item, _ part: String) -> String {
        let (l, r) = pair(item, part)
        return "\(l) IS NOT NULL OR \(r) IS NOT NULL"
    }

    /// One looks like a short form of the other, as `ShortForm` tells it.
    private func short(_ item: ComparisonPlan.Item) -> String {
        let (name, stem) = (pair(item, "measured"), pair(item, "stem"))
        func isShort(_ name: String, _ stem: String, _ whole: String) -> String {
            any([
                "strlen(\(name)) >= \(ShortForm.least) AND strpos(\(whole), \(name)) > 0",
                "strpos(\(whole), \(stem)) = 1",
                "strlen(\(stem)) >= \(ShortForm.least) AND strpos(\(whole), \(stem)) > 0",
            ])
        }
        return any([isShort(name.l, stem.l, name.r), isShort(name.r, stem.r, name.l)])
    }

    /// A further name of one is only the first letter of the other's name.
    private func initial(_ item: ComparisonPlan.Item) -> String {
        let (name, others) = (pair(item, "name"), pair(item, "others"))
        return any([
            "list_contains(\(words(others.l)), left(\(name.r), 1))",
            "list_contains(\(words(others.r)), left(\(name.l), 1))",
        ])
    }

    /// Forename and surname in each other's place, one of the two to the letter; nil unless both are compared.
    private var swapped: String? {
        guard plan.forename >= 0, plan.surname >= 0 else { return nil }
        let (first, last) = (plan.items[plan.forename], plan.items[plan.surname])
        let (given, family) = (pair(first, "name"), pair(last, "name"))
        let there = "list_contains(\(words(family.r)), \(given.l))"
        let back = "list_contains(\(words(family.l)), \(given.r))"
        let (word, measured) = (pair(last, "word1"), pair(first, "measured"))
        let (families, ownFamilies) = (pair(last, "families1"), pair(first, "families"))
        func isAlike(_ word: String, _ name: String, _ families: String, _ others: String) -> String {
            let isNear = all([
                "strlen(\(word)) > 1 AND strlen(\(name)) > 1", "jaro_winkler_similarity(\(word), \(name)) >= 0.85",
            ])
            return any(["list_has_any(\(words(families)), \(words(others)))", isNear])
        }
        return all([
            "\(given.l) <> \(given.r)", "\(family.l) <> \(family.r)",
            any([
                all([there, back]),
                all([there, isAlike(word.l, measured.r, families.l, ownFamilies.r)]),
                all([back, isAlike(word.r, measured.l, families.r, ownFamilies.l)]),
            ]),
        ])
    }

    private func surname(_ item: ComparisonPlan.Item) -> [SplinkCondition] {
        let (l, r) = pair(item, "name")
        let numbers = 1...PreparedColumns.words
        let across = { (condition: (Int, Int) -> String) in
            any(numbers.flatMap { one in numbers.map { condition(one, $0) } })
        }
        let near = { (least: Double) in across { alike(item, "word\($0)", "word\($1)", least) } }
        let variant = across { sharesWord(item, "families\($0)", "families\($1)") }
        let sound = across { "\(pair(item, "sound\($0)").l) = \(pair(item, "sound\($1)").r)" }
        let isSingle = "strpos(\(l), ' ') = 0 AND strpos(\(r), ' ') = 0"
        let isDouble = "strpos(\(l), ' ') > 0 OR strpos(\(r), ' ') > 0"
        let isUnknown = swapped.map { any([unknown(item, "name"), $0]) } ?? unknown(item, "name")
        var levels = [
            SplinkCondition(level: nil, sql: isUnknown),
            SplinkCondition(level: .exact, sql: "\(l) = \(r)", frequencyColumn: PreparedColumns.column(item, "name")),
            SplinkCondition(level: .shared, sql: all([isDouble, sharesWord(item, "name", "name")])),
            SplinkCondition(level: .variant, sql: all([isSingle, variant])),
            SplinkCondition(level: .near, sql: all([isSingle, near(0.92)])),
            SplinkCondition(level: .close, sql: any([near(0.85), all([isDouble, variant])])),
        ]
        if plan.forename >= 0 {
            let alias = pair(plan.items[plan.forename], "alias")
            let first = { (name: String) in "split_part(\(name), ' ', 1)" }
            let isAlias = any([
                "list_contains(\(words(alias.l)), \(first(r)))", "list_contains(\(words(alias.r)), \(first(l)))",
            ])
            levels.append(SplinkCondition(level: .shared, sql: isAlias))
        }
        return levels + [
            SplinkCondition(level: .sound, sql: sound), SplinkCondition(level: .faint, sql: near(0.7)),
        ]
    }

    private func middleNames(_ item: ComparisonPlan.Item) -> [SplinkCondition] {
        let (l, r) = pair(item, "first")
        let isLetter = "strlen(\(l)) = 1 OR strlen(\(r)) = 1"
        return [
            SplinkCondition(level: nil, sql: unknown(item, "names")),
            SplinkCondition(level: .exact, sql: equal(item, "first")),
            SplinkCondition(
                level: .shared,
                sql: any([sharesWord(item, "names", "names"), sharesWord(item, "families", "families")])),
            SplinkCondition(level: .initial, sql: all([isLetter, "left(\(l), 1) = left(\(r), 1)"])),
        ]
    }

    // MARK: Numbers

    private func birth(_ item: ComparisonPlan.Item) -> [SplinkCondition] {
        let (l, r) = pair(item, "digits")
        let (yearL, yearR) = pair(item, "year")
        let isNewYear = any(["right(\(l), 4) = '0101'", "right(\(r), 4) = '0101'"])
        let apart = "abs(CAST(\(yearL) AS INT) - CAST(\(yearR) AS INT))"
        return [
            SplinkCondition(level: nil, sql: unknown(item, "digits")),
            SplinkCondition(level: .exact, sql: "\(l) = \(r)", frequencyColumn: PreparedColumns.column(item, "digits")),
            SplinkCondition(level: .dayMonth, sql: equal(item, "either")),
            SplinkCondition(level: .newYear, sql: all(["\(apart) <= 1", isNewYear])),
            // Of equal length, so one edit is a wrong digit or two neighbours in each other's place.
            SplinkCondition(
                level: .oneEdit,
                sql: any(["damerau_levenshtein(\(l), \(r)) = 1", "\(apart) = 1 AND right(\(l), 4) = right(\(r), 4)"])),
            SplinkCondition(level: .sameYear, sql: equal(item, "year")),
            SplinkCondition(level: .tenYears, sql: "\(apart) <= 10"),
        ]
    }

    private func identifier(_ item: ComparisonPlan.Item) -> [SplinkCondition] {
        let near: String
        if item.identifier == .upn {
            let (leadL, leadR) = pair(item, "lead")
            let (lastL, lastR) = pair(item, "last")
            let (l, r) = pair(item, "digits")
            near = any([
                "\(l) = \(r) AND ((\(leadL) <> \(leadR)) <> (\(lastL) <> \(lastR)))",
                "\(leadL) = \(leadR) AND \(lastL) = \(lastR) AND damerau_levenshtein(\(l), \(r)) = 1",
            ])
        } else {
            let (l, r) = pair(item, "padded")
            near = "damerau_levenshtein(\(l), \(r)) = 1"
        }
        return [
            SplinkCondition(level: nil, sql: unknown(item, "value")),
            SplinkCondition(level: .exact, sql: equal(item, "value")),
            SplinkCondition(level: .oneEdit, sql: near),
            // A number that fails its check, or a temporary one, cannot stand against another.
            SplinkCondition(level: nil, sql: unknown(item, "firm")),
        ]
    }

    private func localID(_ item: ComparisonPlan.Item) -> [SplinkCondition] {
        let isElsewhere = "\"agency_l\" IS DISTINCT FROM \"agency_r\""
        return [
            SplinkCondition(level: nil, sql: any([unknown(item, "key"), isElsewhere])),
            SplinkCondition(level: .exact, sql: equal(item, "key")),
        ]
    }

    // MARK: Place and texts

    private func place(_ item: ComparisonPlan.Item) -> [SplinkCondition] {
        let (l, r) = pair(item, "postcode")
        let (flatL, flatR) = pair(item, "flat")
        let bothFull = "\(l) IS NOT NULL AND \(r) IS NOT NULL"
        let isNear = "coalesce(hamming(\(l), \(r)) = 1, FALSE)"
        let sameHouse = all([equal(item, "house"), any(["\(flatL) = \(flatR)", "\(flatL) = '0'", "\(flatR) = '0'"])])
        let sameStreet = any([equal(item, "street"), alike(item, "street_measured", "street_measured", 0.92)])
        let noStreets = unknown(item, "street")
        let home = PreparedColumns.column(item, "home")
        let moved = all([
            sameHouse,
            any([
                all([sameStreet, any(["NOT (\(bothFull))", isNear])]),
                all([isNear, noStreets]),
            ]),
        ])
        return [
            SplinkCondition(level: .home, sql: all([equal(item, "postcode"), sameHouse]), frequencyColumn: home),
            SplinkCondition(
                level: .postcode, sql: all([equal(item, "postcode"), unknown(item, "house")]),
                frequencyColumn: PreparedColumns.column(item, "postcode")),
            SplinkCondition(level: .neighbour, sql: equal(item, "postcode")),
            SplinkCondition(level: .home, sql: moved, frequencyColumn: home),
            SplinkCondition(level: .street, sql: sameStreet),
            SplinkCondition(level: .sector, sql: any([isNear, equal(item, "sector")])),
            SplinkCondition(level: .district, sql: equal(item, "district")),
            SplinkCondition(level: nil, sql: all([noStreets, unknown(item, "any")])),
        ]
    }

    private func category(_ item: ComparisonPlan.Item) -> [SplinkCondition] {
        let (l, r) = pair(item, "measured")
        return [
            SplinkCondition(level: nil, sql: unknown(item, "text")),
            SplinkCondition(
                level: .exact, sql: equal(item, "text"), frequencyColumn: PreparedColumns.column(item, "text")),
            SplinkCondition(
                level: .near,
                sql: all(["strlen(\(l)) > 3 AND strlen(\(r)) > 3", alike(item, "measured", "measured", 0.88)])),
        ]
    }
}
