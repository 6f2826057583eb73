import Governance
import Kernel
import Web

/// The list of schools that count as alternative provision, as a page.
enum AlternativeSchoolPages {
    static func list(_ schools: [AlternativeSchool], _ form: FormView, token: HTML) -> Page {
        let standing = schools.filter { $0.endedAt == nil }
        let past = schools.filter { $0.endedAt != nil }
        let lead: HTML = """
            A young person on the roll of one of these schools is shown as learning outside a mainstream school. Schools \
            with “pupil referral unit”, “alternative provision” or “PRU” in their name count without being listed.
            """
        let body: HTML = """
            \(form.summary())\(pageHead("Alternative provision", lead: lead))
            \(card("Schools on the list", id: "list", body: table(standing, token)))
            \(card("Add a school", id: "add", body: adding(form, token)))\(ended(past))
            """
        return Page("Alternative provision", hasErrors: !form.errors.isEmpty, body: body)
    }

    private static func table(_ schools: [AlternativeSchool], _ token: HTML) -> HTML {
        guard !schools.isEmpty else {
            return emptyState("No school is listed", "Add those that take your area’s young people.")
        }
        let rows = schools.map { school -> [HTML] in
            [
                "\(school.name)", "\(school.urn)", "\(school.addedBy), \(school.addedAt.day.long)",
                linkButton(
                    "Take it off", to: "/settings/schools/\(school.id)/end", token: token, hidden: school.name),
            ]
        }
        return dataTable(
            "Schools on the list", isCaptionHidden: true,
            columns: ["School", "URN", "Added", "Change"].map { TableColumn($0) }, rows: rows)
    }

    private static func adding(_ form: FormView, _ token: HTML) -> HTML {
        postForm(
            to: "/settings/schools", token: token,
            body: """
                \(form.text("name", label: "The school’s name", hint: "Whole, as its roll writes it"))
                \(form.text("urn", label: "Its URN", hint: "Six digits, if rolls give that. May be left empty", width: .ten))
                \(button("Add this school"))
                """)
    }

    private static func ended(_ schools: [AlternativeSchool]) -> HTML {
        guard !schools.isEmpty else { return .empty }
        let rows = schools.map { school -> [HTML] in
            [
                "\(school.name)", "\(school.addedBy), \(school.addedAt.day.long)",
                "\(school.endedBy ?? ""), \(school.endedAt?.day.long ?? "")",
            ]
        }
        return card(
            "Taken off the list", id: "ended",
            body: dataTable(
                "Taken off the list", isCaptionHidden: true,
                columns: ["School", "Added", "Taken off"].map { TableColumn($0) }, rows: rows))
    }
}
