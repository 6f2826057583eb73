extension Extracts {
    /// The words and codes agencies fill their other columns with.
    struct Codes: Sendable {
        let yearGroups: [String]
        let careStatuses: Lot<String>
        let primaryNeeds: Lot<String>
        let careFactors: Lot<String>
        let offences: Lot<String>
        let custodyRoles: Lot<String>
        let custodyDisposals: Lot<String>
        let justiceDisposals: Lot<String>
        let complaints: Lot<String>
        let assaultComplaints: Set<String>
        let assaultMethods: Lot<String>
        let locations: Lot<String>
        let hospitalDisposals: Lot<String>

        init(_ written: Written) {
            yearGroups = written.yearGroups
            careStatuses = Lot(written.careStatuses)
            primaryNeeds = Lot(written.primaryNeeds)
            careFactors = Lot(written.careFactors)
            offences = Lot(written.offences)
            custodyRoles = Lot(written.custodyRoles)
            custodyDisposals = Lot(written.custodyDisposals)
            justiceDisposals = Lot(written.justiceDisposals)
            complaints = Lot(written.complaints)
            assaultComplaints = Set(written.assaultComplaints)
            assaultMethods = Lot(written.assaultMethods)
            locations = Lot(written.locations)
            hospitalDisposals = Lot(written.hospitalDisposals)
        }

        /// The lists as they are written: weight by word.
        struct Written: Sendable, Decodable {
            /// What comes before Year 1.
            let yearGroups: [String]
            let careStatuses, primaryNeeds, careFactors: [String: Double]
            let offences, custodyRoles, custodyDisposals, justiceDisposals: [String: Double]
            let complaints: [String: Double]
            let assaultComplaints: [String]
            let assaultMethods, locations, hospitalDisposals: [String: Double]
        }
    }
}
