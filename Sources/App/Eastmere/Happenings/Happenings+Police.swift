import Geography
import Kernel

extension Happenings {
    // MARK: Crimes

    static let crimeColumns = [
        "crime_ref", "offence_group", "recorded_at", "from_at", "to_at", "easting", "northing", "place_type",
        "victim_age_band", "victim_sex", "method", "knife_flag", "firearm_flag", "outcome_code",
    ]

    /// A crime before it is written down.
    private struct Crime {
        let offence: String
        let from: Instant
        let plot: Int
        let ages: ClosedRange<Int>
        let place: String
        /// Minutes within which it happened, where only a range is known.
        var span = 0
    }

    /// Violence, robbery and weapons as police record them, with everything planted in them.
    func crimes() -> [Row] {
        let somewhere = anywhere()
        return rows("crimes") { day, dice in
            var crimes = ordinary(day, somewhere, &dice)
            crimes += atNight(day, &dice) + onTheWayHome(day, &dice) + robberies(day, &dice)
            return crimes.enumerated().map { row($1, number: $0, on: day, &dice) }
        }
    }

    private func ordinary(_ day: Day, _ somewhere: (inout Dice) -> Int, _ dice: inout Dice) -> [Crime] {
        let season = Planted.isSummer(day) ? Planted.summer : 1
        let usual: [(offence: String, daily: Double)] = [
            ("Violence with injury", 3.4 * season), ("Violence without injury", 2.6 * season), ("Robbery", 0.7),
            ("Possession of weapons", 0.5), ("Public order", 1.2), ("Homicide", 0.006),
        ]
        return usual.flatMap { offence, daily in
            (0..<dice.poisson(daily)).map { _ in
                let ages = dice.happens(0.42) ? 11...24 : 25...70
                let isWide = dice.happens(0.15)
                return Crime(
                    offence: offence, from: anyTime(day, &dice), plot: somewhere(&dice), ages: ages,
                    place: dice.happens(0.2) ? "Dwelling" : "Street", span: isWide ? dice.number(60...600) : 0)
            }
        }
    }

    private func atNight(_ day: Day, _ dice: inout Dice) -> [Crime] {
        (0..<dice.poisson(5)).compactMap { _ in
            nightOut(day, &dice).map { at in
                Crime(
                    offence: dice.happens(0.7) ? "Violence with injury" : "Public order", from: at,
                    plot: dice.pick(map.nightlife), ages: dice.happens(0.35) ? 18...24 : 25...45,
                    place: dice.happens(0.6) ? "Licensed premises" : "Street")
            }
        }
    }

    private func onTheWayHome(_ day: Day, _ dice: inout Dice) -> [Crime] {
        guard isSchoolDay(day) else { return [] }
        return (0..<dice.poisson(0.9)).map { _ in
            Crime(
                offence: dice.happens(0.75) ? "Violence without injury" : "Robbery", from: schoolRun(day, &dice),
                plot: map.station, ages: 11...16, place: "Street")
        }
    }

    private func robberies(_ day: Day, _ dice: inout Dice) -> [Crime] {
        guard planted.outbreak.contains(day) else { return [] }
        return (0..<dice.poisson(Planted.outbreakWeekly / 7)).map { _ in
            let at = London.instant(day, hour: 16, minute: 0).adding(minutes: dice.number(0...360))
            return Crime(offence: "Robbery", from: at, plot: dice.pick(map.outbreak), ages: 13...19, place: "Street")
        }
    }

    private func row(_ crime: Crime, number: Int, on day: Day, _ dice: inout Dice) -> Row {
        let point = map.point(in: crime.plot, &dice)
        let ended = min(crime.from.adding(minutes: crime.span), now.adding(minutes: -1))
        let recorded = min(ended.adding(minutes: dice.number(20...2000)), now.adding(minutes: -1))
        let knife = crime.offence == "Possession of weapons" ? 0.8 : crime.offence == "Robbery" ? 0.3 : 0.07
        let isKnife = dice.happens(knife)
        let isFirearm = !isKnife && dice.happens(0.008)
        let hasVictim = crime.offence != "Possession of weapons" && crime.offence != "Public order"
        return (
            crime.from,
            [
                "EM\(day.number)-\(number)", crime.offence, Happenings.text(max(crime.from, recorded)),
                Happenings.text(crime.from), crime.span > 0 && ended >= crime.from ? Happenings.text(ended) : "",
                String(Int(point.x)), String(Int(point.y)), crime.place,
                hasVictim ? String(dice.number(crime.ages)) : "", dice.happens(0.62) ? "Male" : "Female",
                isKnife ? "knife" : "", isKnife ? "Y" : "N", isFirearm ? "Y" : "N", "",
            ]
        )
    }

    // MARK: Arrests

    static let arrestColumns = [
        "arrest_ref", "arrested_at", "offence_group", "age", "sex", "knife_flag", "disposal",
    ]

    /// Arrests, about 110 a month, one in seven of somebody under 18.
    func arrests() -> [Row] {
        rows("arrests") { day, dice in
            (0..<dice.poisson(3.6)).map { number in
                let at = anyTime(day, &dice)
                let age = dice.happens(0.14) ? dice.number(12...17) : dice.number(18...55)
                let offences = ["Violence with injury", "Possession of weapons", "Robbery", "Drugs"]
                return (
                    at,
                    [
                        "AR\(day.number)-\(number)", Happenings.text(at), dice.pick(offences), String(age),
                        dice.happens(0.84) ? "Male" : "Female", dice.happens(0.12) ? "Y" : "N",
                        dice.happens(0.5) ? "No further action" : "Charged",
                    ]
                )
            }
        }
    }

    // MARK: Missing

    static let missingColumns = [
        "person_ref", "reported_at", "missing_from", "risk_grade", "located_at", "age_band", "sex", "out_of_area",
    ]

    /// Times a child was reported missing: the quiet series, in which nothing happens but chance.
    func missing() -> [Row] {
        rows("missing") { day, dice in
            (0..<dice.poisson(2.4)).map { _ in
                let at = anyTime(day, &dice)
                let back = at.adding(minutes: dice.number(60...2400))
                return (
                    at,
                    [
                        "M\(dice.number(1...900))", Happenings.text(at),
                        dice.pick(["home", "foster", "childrens_home"]), dice.pick(["low", "medium", "high"]),
                        back < now ? Happenings.text(back) : "", String(dice.number(11...17)),
                        dice.happens(0.5) ? "Male" : "Female", dice.happens(0.1) ? "Y" : "N",
                    ]
                )
            }
        }
    }
}
