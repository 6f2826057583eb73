import Geography
import Kernel

extension Happenings {
    // MARK: A&E

    static let emergencyColumns = [
        "site_code", "arrival_at", "assault_at", "method_code", "location_type", "location_text", "lsoa_code",
        "age_band", "sex", "outcome",
    ]

    /// Attendances after an assault: about 42 a month under 25 before the navigators came, and half as many again
    /// of older people. On Friday and Saturday nights most are hurt where people go out.
    /// Some who cannot give an address name the school of the area.
    func emergency(_ schools: [Int: String] = [:]) -> [Row] {
        let somewhere = anywhere()
        return rows("emergency care") { day, dice in
            let kept = Month(day) < planted.navigators ? 1 : 1 - Planted.navigatorsEffect
            var found: [Row] = []
            for _ in 0..<dice.poisson(1.05 * kept) {
                found.append(attendance(somewhere(&dice), anyTime(day, &dice), aged: 11...24, "Street", schools, &dice))
            }
            for _ in 0..<dice.poisson(0.75) {
                let place = dice.happens(0.3) ? "Home" : "Street"
                found.append(attendance(somewhere(&dice), anyTime(day, &dice), aged: 25...70, place, schools, &dice))
            }
            if isSchoolDay(day) {
                for _ in 0..<dice.poisson(0.12 * kept) {
                    found.append(
                        attendance(map.station, schoolRun(day, &dice), aged: 12...16, "Street", schools, &dice))
                }
            }
            for _ in 0..<dice.poisson(2.5) {
                guard let at = nightOut(day, &dice) else { continue }
                let isYoung = dice.happens(0.44)
                guard !isYoung || dice.happens(kept) else { continue }
                let place = dice.happens(0.6) ? "Licensed premises" : "Street"
                found.append(
                    attendance(dice.pick(map.nightlife), at, aged: isYoung ? 18...24 : 25...45, place, schools, &dice))
            }
            return found
        }
    }

    private func attendance(
        _ plot: Int, _ at: Instant, aged ages: ClosedRange<Int>, _ place: String,
        _ schools: [Int: String], _ dice: inout Dice
    ) -> Row {
        let methods = ["Fist", "Foot", "Knife", "Glass or bottle", "Blunt object", "Other"]
        let weights: [String: Double] = [
            "Fist": 50, "Foot": 14, "Knife": 9, "Glass or bottle": 9, "Blunt object": 11, "Other": 7,
        ]
        let arrived = min(at.adding(minutes: dice.number(25...180)), now.adding(minutes: -1))
        // One in twelve cannot give an address: some name a school nearby, some say what nobody could find.
        let isKnown = dice.happens(0.92)
        let vague = arrived.milliseconds / 60_000 % 2 == 0 ? "in town, not sure where" : ""
        let words = isKnown || place == "Home" ? "" : schools[plot].map { "o/s \($0)" } ?? vague
        return (
            at,
            [
                "RXE01", Happenings.text(max(at, arrived)), Happenings.text(at),
                dice.pick(methods) { weights[$0] ?? 0 }, place, words, isKnown ? map.plots[plot].code : "",
                String(dice.number(ages)), dice.happens(0.71) ? "Male" : "Female",
                dice.happens(0.14) ? "Admitted" : "Discharged",
            ]
        )
    }

    // MARK: Ambulance

    static let ambulanceColumns = [
        "incident_ref", "incident_at", "easting", "northing", "call_type", "location_type", "age_band", "sex",
        "conveyed",
    ]

    /// Ambulance calls to assaults: more in summer.
    func ambulance() -> [Row] {
        let somewhere = anywhere()
        return rows("ambulance") { day, dice in
            let calls = dice.poisson(1.5 * (Planted.isSummer(day) ? Planted.summer : 1))
            return (0..<calls).map { number in
                let point = map.point(in: somewhere(&dice), &dice)
                let at = anyTime(day, &dice)
                return (
                    at,
                    [
                        "A\(day.number)-\(number)", Happenings.text(at), String(Int(point.x)), String(Int(point.y)),
                        dice.happens(0.1) ? "Stab" : "Assault", "Street", String(dice.number(12...60)),
                        dice.happens(0.68) ? "Male" : "Female", dice.happens(0.6) ? "Y" : "N",
                    ]
                )
            }
        }
    }
}
