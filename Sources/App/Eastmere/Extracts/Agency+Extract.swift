extension Extracts {
    /// An agency that sends a file.
    package enum Agency: String, Sendable, CaseIterable {
        case schools, care = "social_care", police, justice = "youth_justice", hospital = "ae"

        /// The file's name without its ending; also the source in `all.csv`.
        package var stem: String { rawValue }

        /// The header of its file.
        package var columns: [String] {
            let text =
                switch self {
                case .schools:
                    """
                    pupil_id,upn,surname,forename,middle_names,dob,sex,address,postcode,school_urn,school_name,year_group,\
                    attendance_percent,snapshot_date
                    """
                case .care:
                    """
                    child_id,upn,nhs_number,surname,forename,also_known_as,dob,gender,ethnicity,address,postcode,status,\
                    primary_need,factors,start_date,end_date
                    """
                case .police:
                    """
                    custody_ref,nominal_id,pnc_id,surname,forename,middle_names,alias,dob,sex,address,postcode,\
                    arrested_at,offence_group,role,knife_flag,disposal
                    """
                case .justice:
                    """
                    yjs_id,pnc_id,nhs_number,surname,forename,dob,gender,ethnicity,address,postcode,disposal,start_date,\
                    end_date
                    """
                case .hospital:
                    """
                    attendance_id,nhs_number,surname,forename,dob,sex,address,postcode,arrived_at,complaint,\
                    assault_method,location_type,disposal
                    """
                }
            return text.split(separator: ",").map { String($0) }
        }

        /// Its place among the agencies, for seeds.
        var place: Int {
            switch self {
            case .schools: 0
            case .care: 1
            case .police: 2
            case .justice: 3
            case .hospital: 4
            }
        }
    }

    /// The header of `truth.csv`.
    package static let truthColumns = ["id", "person", "household", "twin", "name_group", "in_care", "errors"]
    /// The header of `all.csv`.
    package static let combinedColumns = [
        "id", "source", "local_id", "forename", "middle_names", "surname", "dob", "sex", "address", "postcode", "upn",
        "nhs_number", "pnc",
    ]
}
