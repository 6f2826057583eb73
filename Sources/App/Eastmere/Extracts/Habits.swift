import Kernel

extension Extracts {
    /// How each agency keeps its records, and the words it uses.
    struct Habits: Sendable {
        let snapshot: Day
        let codes: Codes
        private let styles: [Style]

        init(_ written: Written) {
            guard let day = Day(written.day) else { preconditionFailure("The agencies' day is not a day.") }
            snapshot = day
            codes = Codes(written.codes)
            styles = Agency.allCases.map { agency in
                guard let style = written.agencies[agency.stem] else {
                    preconditionFailure("Nothing says how \(agency.stem) keeps its records.")
                }
                return Style(style)
            }
        }

        func style(of agency: Agency) -> Style { styles[agency.place] }

        /// The file as it is written.
        struct Written: Sendable, Decodable {
            let day: String
            let agencies: [String: Style.Written]
            let codes: Codes.Written
        }
    }

    /// One agency's way of writing things down.
    struct Style: Sendable {
        let days: DayStyle
        let otherDays: [DayStyle]
        let addressForms: Lot<String>
        let rates: Rates

        init(_ written: Written) {
            days = written.days
            otherDays = written.otherDays
            addressForms = Lot(written.addressForms)
            rates = written.rates
        }

        struct Written: Sendable, Decodable {
            let days: DayStyle
            let otherDays: [DayStyle]
            let addressForms: [String: Double]
            let rates: Rates
        }
    }

    /// How often one agency makes each slip.
    struct Rates: Sendable, Decodable {
        /// A row is taken down afresh, not copied from the last.
        let enteredAgain: Double
        let typoForename, typoSurname, middleFirst, alias: Double
        /// Of names that have a short form, or another spelling.
        let nickname, spelling: Double
        let honorificDropped, honorificAlone, stepName, otherName, dualChanged, swapped, sibling, englishName: Double
        let middleGiven, middleInitial: Double
        /// Other names are written beside the one they have.
        let alsoKnownAs, shortKnown: Double
        let birthMissing, birthSwapped, birthNewYear, birthYearOff, birthDigit, birthImpossible: Double
        let sexMissing, sexWrong, ethnicityMissing: Double
        let addressOld, addressMissing, otherHome, addressTypo, noFixedHome: Double
        let postcodeMissing, postcodePartial, postcodeTypo: Double
        let upnMissing, upnTemporary, upnTypo, upnTwin, nhsMissing, nhsTypo, nhsTwin, pncMissing: Double
        /// The same person has a second number at the agency.
        let localAgain: Double
        let upperCase, lowerCase, straySpace, otherDay, accentsKept, hyphenLost, apostropheLost: Double
    }

    /// A way of writing a day.
    enum DayStyle: String, Sendable, Decodable {
        case iso = "yyyy-mm-dd"
        case slashes = "dd/mm/yyyy"
        case shortSlashes = "dd/mm/yy"
        case named = "dd-Mon-yyyy"
        case shortNamed = "dd-Mon-yy"
        case packed = "yyyymmdd"

        func text(_ day: Day) -> String {
            let (days, months) = (two(day.day), two(day.month))
            let name = DayStyle.months[day.month - 1]
            return switch self {
            case .iso: day.description
            case .slashes: "\(days)/\(months)/\(day.year)"
            case .shortSlashes: "\(days)/\(months)/\(two(day.year % 100))"
            case .named: "\(days)-\(name)-\(day.year)"
            case .shortNamed: "\(days)-\(name)-\(two(day.year % 100))"
            case .packed: "\(day.year)\(months)\(days)"
            }
        }

        private static let months = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ]
    }

    static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
