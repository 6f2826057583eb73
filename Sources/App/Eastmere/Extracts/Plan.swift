import Kernel

extension Extracts {
    /// Who there is and which rows there will be, with the numbers people are known by.
    ///
    /// Never changes; a class, so that handing it on for every row costs nothing.
    final class Plan: Sendable {
        let world: World
        let naming: Naming
        let numbers: Numbers
        private let survey: Survey

        init(_ wish: Wish, _ material: Material) {
            world = World(wish, material)
            naming = Naming(world)
            numbers = Numbers(world)
            survey = Survey(world)
            precondition(survey.knownToHealth <= numbers.nhsCount, "There are not enough invented NHS numbers.")
        }

        /// People with at least one row.
        var seen: Int { survey.seen }

        /// The rows of one agency's file, in order.
        func rows(of agency: Agency) -> [Survey.Row] { survey.rows[agency.place] }

        func household(_ number: Int) -> Household {
            Household(number, first: Int(survey.firsts[number]), world)
        }

        /// The NHS number of a member of a home.
        func nhs(_ member: Int, of household: Household) -> String {
            if let (known, place) = household.known, place == member, !known.nhs.isEmpty { return known.nhs }
            return numbers.nhs(Int(survey.healthRanks[household.first + member]))
        }

        /// The pupil number of a member of a home.
        func upn(_ member: Int, of household: Household) -> String {
            let intake = world.intake(of: household.people[member], in: household)
            return numbers.upn(
                establishment: world.schools.all[intake.school].establishment, year: intake.year,
                serial: Int(survey.serials[household.first + member]) % 1000)
        }
    }
}
