/// What columns are called in the files of agencies, statisticians and test sets.
enum HeaderSynonyms {
    /// The kind a header names, by its key (lower case, underscores).
    static let kinds: [String: FieldKind] = {
        var kinds: [String: FieldKind] = [:]
        for (kind, names) in lists {
            for name in names.split(separator: " ") { kinds[String(name)] = kind }
        }
        return kinds
    }()

    private static let lists: [(FieldKind, String)] = [
        (
            .id,
            "id unique_id uniqueid rec_id record_id recordid recid row_id rowid row_number row uid idx index record_no key"
        ),
        (
            .source,
            "source source_dataset dataset agency organisation organization source_system system origin provider"
        ),
        (
            .localID,
            """
            local_id local_ref localid local pupil_id child_id nominal_id yjs_id client_id customer_id patient_id \
            student_id case_id nominal niche_id person_ref person_urn service_user_id la_child_id child client_ref
            """
        ),
        (
            .forename,
            """
            forename forenames fname first_name firstname first given_name given_names givenname given christian_name \
            forename_1 first_forename name_first first_names legal_forename preferred_forename pupil_forename child_forename
            """
        ),
        (
            .surname,
            """
            surname sname last_name lastname last family_name familyname family name_last legal_surname surname_name \
            pupil_surname child_surname surname_1
            """
        ),
        (.fullName, "full_name fullname name person_name first_and_surname patient_name child_name pupil_name"),
        (
            .middleNames,
            "middle_names middle_name middlename middle middlenames other_names second_forename forename_2 mname"
        ),
        (.alias, "alias aliases also_known_as aka known_as other_name nickname preferred_name"),
        (
            .dateOfBirth,
            """
            dob date_of_birth dateofbirth birth_date birthdate birth born d_o_b dob_date birth_dt dateborn date_birth \
            birthday person_birth_date
            """
        ),
        (.sex, "sex gender gender_code sex_code person_gender gender_current legal_sex"),
        (
            .postcode,
            """
            postcode post_code pcode postal_code postalcode zip zipcode zip_code postcode_fake home_postcode pc \
            address_postcode pcd
            """
        ),
        (
            .address,
            "address addr full_address home_address address_line address_line_1 address1 address_text residence"
        ),
        (
            .houseNumber,
            "street_number house house_number house_no housenumber street_no house_num streetnumber number building_number"
        ),
        (.street, "street street_name road streetname address_street thoroughfare"),
        (.nhsNumber, "nhs nhs_no nhs_number nhsno nhsnumber nhs_num nhs_id newnhsno"),
        (.upn, "upn unique_pupil_number pupil_upn upn_number unique_pupil_no current_upn"),
        (.pncID, "pnc pnc_id pnc_no pnc_number pncid pnc_ref"),
        (
            .identifier,
            "soc_sec_id ssn social_security_number national_insurance nino ni_number national_id passport_number cro cro_number"
        ),
        (
            .category,
            """
            suburb town city locality village county state region address_2 address_line_2 address2 birth_place \
            place_of_birth birthplace occupation job county_of_birth
            """
        ),
    ]

    /// Parts of headers that speak of something other than the person, whatever the values look like.
    static let foreign = [
        "start", "end", "arrest", "arriv", "snapshot", "school", "mother", "father", "parent", "carer", "cluster",
        "entity",
        "truth", "true", "label", "error", "household", "updated", "created", "attendance", "status", "offence",
        "worker",
        "victim", "gp_", "referral", "episode", "percent", "class", "group", "ethnic",
    ]
}
