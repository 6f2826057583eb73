import Governance
import Kernel
import Web
import Wording

/// Gatherings and their registers. Nothing on these pages says who was referred.
struct GroupPages {
    let visit: Visit

    private var mayManage: Bool { Policy.allows(visit.worker.role, .manageSupport) }
    private var crumbs: HTML { breadcrumb([NavItem("Groups", "/groups")]) }

    func list(_ groups: [Group]) -> Page {
        let add: HTML = mayManage ? buttonGroup(buttonLink("Set up a group", "/groups/new")) : .empty
        let rows = groups.map { group -> [HTML] in
            [anchor(group.name, "/groups/\(group.id)"), HTML(group.kind.name), HTML(group.hours), HTML(group.place)]
        }
        let body: HTML =
            rows.isEmpty
            ? emptyState(
                "No group yet",
                "<p>Groups, clubs and street sessions that \(visit.worker.agency.name) holds show here.</p>")
            : dataTable(
                "Groups", isCaptionHidden: true,
                columns: [.init("Group"), .init("Kind", .sentences), .init("When"), .init("Where")], rows: rows)
        return Page(
            "Groups",
            body: """
                \(pageHead("Groups", lead: HTML("What \(visit.worker.agency.name) holds again and again"), actions: add))\
                \(card("Groups, clubs and street sessions", id: "groups", body: body))
                """)
    }

    func new(_ form: FormView) -> Page {
        Page(
            "Set up a group", back: "/groups", hasErrors: !form.errors.isEmpty,
            body: """
                \(form.summary())\(pageHead("Set up a group"))\(plainCard(postForm(
                    to: "/groups/new", token: visit.token,
                    body: """
                        \(form.radios("kind", legend: "What is it?", options: GroupKind.allCases.map { Choice($0.rawValue, $0.name) }))\
                        \(form.text("name", label: "What is it called?", hint: "As young people call it. It says nothing of why anybody comes", style: .strong))\
                        \(form.text("hours", label: "When?", hint: "Such as: Tuesdays, 6pm to 9pm", style: .strong))\
                        \(form.text("place", label: "Where?", style: .strong))\
                        \(buttonGroup(button("Set it up"), anchor("Cancel", "/groups")))
                        """)))
                """)
    }

    func show(_ group: Group, members: [GroupMember], sessions: [GroupSession], _ form: FormView) -> Page {
        let rows = sessions.map { session -> [HTML] in
            [
                anchor(session.day.long, "/groups/\(group.id)/sessions/\(session.id)"),
                "\(session.came + session.others)",
                "\(session.came)", "\(session.minutes) min", HTML(session.ranBy),
            ]
        }
        let past: HTML =
            rows.isEmpty
            ? emptyState("No session yet", "<p>Write the first one down after it was held.</p>")
            : dataTable(
                "Sessions, the latest first", isCaptionHidden: true,
                columns: [
                    .init("Day"), .init("Came", .figures), .init("Of the register", .figures),
                    .init("How long", .figures),
                    .init("Who ran it"),
                ], rows: rows)
        return Page(
            group.name, back: "/groups", hasErrors: !form.errors.isEmpty,
            body: """
                \(crumbs)\(form.summary())\(pageHead(
                    group.name, lead: HTML("\(group.kind.name). \(group.hours), \(group.place)"),
                    actions: buttonGroup(buttonLink("Write down a session", "/groups/\(group.id)/sessions/new"))))\
                \(card("Sessions", id: "sessions", body: past))\(register(group, members, form))
                """)
    }

    private func register(_ group: Group, _ members: [GroupMember], _ form: FormView) -> HTML {
        let items = members.map { member -> HTML in
            let out = linkButton(
                "Take off", to: "/groups/\(group.id)/members/\(member.id)/end", token: visit.token,
                hidden: member.called)
            return "\(member.called) \(out)"
        }
        let list: HTML = items.isEmpty ? "<p>Nobody is in the register yet.</p>" : bullets(items)
        let adding = postForm(
            to: "/groups/\(group.id)/members", token: visit.token,
            body: """
                \(form.text("called", label: "What are they called here?", hint: "A first name, with a letter if two share it"))\
                \(button("Put into the register", .secondary))
                """)
        return card(
            "Register", id: "register",
            body: """
                <p>In the order of the alphabet. It does not say how anybody came here. Somebody with support of yours \
                joins from their own page, so that coming counts there too.</p>\(list)\
                \(details("Put somebody into the register", isOpen: !form.errors.isEmpty, adding))
                """)
    }

    func newSession(_ group: Group, members: [GroupMember], _ form: FormView) -> Page {
        let people: HTML =
            members.isEmpty
            ? .empty
            : form.checkboxes("came", legend: "Who came?", options: members.map { Choice($0.id.text, $0.called) })
        return Page(
            "Write down a session", back: "/groups/\(group.id)", hasErrors: !form.errors.isEmpty,
            body: """
                \(crumbs)\(form.summary())\(pageHead("Write down a session", lead: HTML(group.name)))\(plainCard(postForm(
                    to: "/groups/\(group.id)/sessions/new", token: visit.token,
                    body: """
                        \(form.date("day", legend: "On which day?"))\
                        \(form.text("time", label: "When did it begin?", hint: "Such as 6pm", style: .strong, width: .ten))\
                        \(form.text("minutes", label: "How long was it, in minutes?", style: .strong, width: .five))\
                        \(form.text("place", label: "Where?", style: .strong))\
                        \(people)\
                        \(form.text("others", label: "How many others came?", hint: "Who are in no register. 0 if nobody", style: .strong, width: .five))\
                        \(form.text("ran_by", label: "Who ran it?", hint: "Workers and volunteers", style: .strong))\
                        \(form.textarea("notes", label: "How was it?", hint: "The evening as a whole, and no names", style: .strong, rows: 4, limit: FormReading.longestText, wording: "/wording/check"))\
                        \(buttonGroup(button("Keep this session"), anchor("Cancel", "/groups/\(group.id)")))
                        """)))
                """)
    }

    func session(_ group: Group, _ session: GroupSession, came: [String]) -> Page {
        let rows = [
            SummaryRow("When", HTML("\(session.at.long), \(session.minutes) minutes")),
            SummaryRow("Where", HTML(session.place)), SummaryRow("Who ran it", HTML(session.ranBy)),
            SummaryRow("Came", came.isEmpty ? "Nobody of the register" : bullets(came.map { HTML($0) })),
            SummaryRow("Others who came", HTML("\(session.others)")),
            SummaryRow("How it was", session.notes.isEmpty ? "Nothing was written" : paragraphs(session.notes)),
            SummaryRow("Written down", HTML(session.by)),
        ]
        let title = "\(group.name), \(session.day.long)"
        return Page(
            title, back: "/groups/\(group.id)",
            body: "\(crumbs)\(pageHead(title))\(summaryCard("The session", id: "session", rows: rows))")
    }
}
