"""Who works in the journeys: people added to Eastmere, the demonstration's invented town, each with a part to play."""

COORDINATOR = "Priya Nair"
SECOND_COORDINATOR = "Tom Okoro"
TEACHER = "Sarah Whitlock"
OFFICER = "Dan Reeve"
NURSE = "Grace Obi"
SOCIAL_WORKER = "Hannah Moss"
HOUSING_OFFICER = "Neil Carr"
RELATIVE = "Owen Tate"
PRIVACY_OFFICER = "Ruth Adeyemi"
ADMINISTRATOR = "Ada Lind"
MENTOR = "Joel Banks"
ANALYST = "Mei Tan"
BOARD_MEMBER = "Carol Finch"
NEWCOMER = "Sam Idle"

HUB = ("Eastmere Violence Prevention Hub", "partnership", True)
POLICE = ("Eastmere Police", "police", True)
HEALTH = ("Eastmere General Hospital", "health", True)
SOCIAL_CARE = ("Eastmere Children's Social Care", "socialCare", True)
SCHOOL = ("Tidegate Academy", "education", False)
HOUSING = ("Quayside Homes", "housing", False)
CHARITY = ("Lighthouse Mentors", "voluntary", False)

WORKERS = [
    (COORDINATOR, "hubCoordinator", HUB), (SECOND_COORDINATOR, "hubCoordinator", HUB),
    (TEACHER, "referrer", SCHOOL), (OFFICER, "panelMember", POLICE), (NURSE, "panelMember", HEALTH),
    (RELATIVE, "panelMember", HEALTH), (SOCIAL_WORKER, "leadPractitioner", SOCIAL_CARE),
    (HOUSING_OFFICER, "panelMember", HOUSING), (PRIVACY_OFFICER, "privacyOfficer", HUB),
    (ADMINISTRATOR, "administrator", HUB), (MENTOR, "provider", CHARITY), (ANALYST, "analyst", HUB),
    (BOARD_MEMBER, "boardMember", HUB), (NEWCOMER, "panelMember", POLICE),
]


def email(name):
    return name.lower().replace(" ", ".") + "@journeys.example"


def employ_everyone(program):
    """Adds everyone from the command line; returns each one's set-up address."""
    links = {}
    for name, role, (agency, kind, is_on_hub) in WORKERS:
        more = ["--on-hub"] if is_on_hub else []
        printed = program.command(
            "user", "add", "--name", name, "--email", email(name), "--role", role, "--agency", agency,
            "--agency-kind", kind, *more)
        links[name] = next(line for line in printed.splitlines() if line.startswith("/set-up/"))
    return links
