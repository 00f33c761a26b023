namespace ChatOpsIncidents.Engine.Tests;

/// <summary>Where each column of the table of ways back comes from when several sources know it.</summary>
[Trait("Requirement", "A4")]
public sealed class RollbackCandidateTests
{
    private static readonly DateOnly Today = new(2026, 11, 21);

    private static readonly KnownMitigation Way = new("rollback", "payments")
    {
        Minutes = 2,
        DataRisk = "the last orders",
        Rehearsed = new(2026, 11, 20),
        Command = "switch payments back",
    };

    private static readonly Service Payments = new("payments")
    {
        Owners = ["@payments-oncall"],
        RollbackCommand = "undo payments",
        RollbackMinutes = 4,
        RollbackDataRisk = "none",
        RollbackRehearsed = new(2026, 10, 1),
    };

    [Fact]
    public void A_known_way_is_nearer_than_what_the_service_says()
    {
        var one = Assert.Single(Of(Deployed(), Payments with { Mitigations = [Way] }));
        Assert.Equal(("4.1", "the last orders", 2), (one.To, one.DataRisk, one.Minutes));
        Assert.Equal(("@payments-oncall", "switch payments back"), (one.Owner, one.Note));
        Assert.Contains("2026-11-20", one.Rehearsed, StringComparison.Ordinal);
    }

    [Fact]
    public void The_service_is_nearer_than_the_deploy_and_the_deploy_than_nothing()
    {
        var known = Assert.Single(Of(Deployed(), Payments));
        Assert.Equal(("none", 4, "@payments-oncall", "undo payments"), Shown(known));
        Assert.Contains("2026-10-01", known.Rehearsed, StringComparison.Ordinal);
        var unknown = Assert.Single(Of(Deployed(), new Service("search")));
        Assert.Equal(((string?)null, (int?)null, "dev", (string?)null), Shown(unknown));
        Assert.Null(unknown.Rehearsed);
        Assert.Equal(Deployed().Changes[0].At, unknown.Came);
    }

    [Fact]
    public void What_people_looked_at_is_nearest()
    {
        var reviewed = Deployed() with
        {
            RollbackOptions = [new RollbackOption("Payments", "4.0", false, "the schema was migrated")],
        };
        var one = Assert.Single(Of(reviewed, Payments with { Mitigations = [Way] }));
        Assert.Equal(("4.0", false, "the schema was migrated"), (one.To, one.Verdict, one.Note));
        Assert.Contains(" · not viable · ", one.Row(), StringComparison.Ordinal);
        Assert.EndsWith(" · the schema was migrated", one.Row(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("payments 4.2 with a migration", "payments", "schema changed")]
    [InlineData("payments 4.2, new schema", "payments", "schema changed")]
    [InlineData("payments 4.2", "payments", "none")]
    [InlineData("search 9 with a migration", "search", "none")]
    public void A_changed_schema_is_a_risk_whatever_the_catalogue_says(string what, string service, string risk)
    {
        var incident = Deployed(what, service);
        var payments = Of(incident, Payments).Single(one => one.What == "payments");
        Assert.Equal(risk, payments.DataRisk);
    }

    [Theory]
    [InlineData("corrupt", "data corrupt")]
    [InlineData("lost", "data lost")]
    [InlineData("ok", "none")]
    public void Damaged_data_is_the_first_risk(string data, string risk)
    {
        var answers = new Impact(Reach.Most, Loss.MainFlow, Answer.Yes, Data: data);
        var one = Assert.Single(Of(Deployed() with { Impact = answers }, Payments));
        Assert.Equal(risk, one.DataRisk);
    }

    [Theory]
    [InlineData("failed", false)]
    [InlineData("rolled_back", false)]
    [InlineData("succeeded", true)]
    public void What_never_came_or_is_gone_already_need_not_be_rolled_back(string status, bool isThere)
    {
        var incident = Deployed();
        incident = incident with { Changes = [incident.Changes[0] with { Service = "search", Status = status }] };
        Assert.Equal(isThere, Of(incident, Payments).Any(one => one.What == "search"));
    }

    [Fact]
    public void A_deploy_at_the_very_onset_is_one_and_a_later_or_foreign_one_is_none()
    {
        var incident = Deployed();
        var change = incident.Changes[0] with { Service = "search" };
        Assert.Contains(Of(At(incident.Onset!.Value), Payments), one => one.What == "search");
        Assert.DoesNotContain(Of(At(incident.Onset!.Value.AddSeconds(1)), Payments), one => one.What == "search");
        var foreign = incident with { Changes = [change with { Kind = "dependency" }] };
        Assert.DoesNotContain(Of(foreign, Payments), one => one.What == "search");

        Incident At(DateTimeOffset at) => incident with { Changes = [change with { At = at }] };
    }

    private static (string? DataRisk, int? Minutes, string? Owner, string? Note) Shown(RollbackCandidate one) =>
        (one.DataRisk, one.Minutes, one.Owner, one.Note);

    private static List<RollbackCandidate> Of(Incident incident, Service service) =>
        [.. RollbackCandidates.Of(incident, new Catalog([service]), Today)];

    private static Incident Deployed(string what = "payments 4.2", string service = "payments")
    {
        var story = Story.Of("cards fail", catalog: new Catalog([Payments])).When("ana", "service payments");
        var change = new KnownChange("d-1", "deploy", what, story.Now.AddMinutes(-10))
        {
            Service = service,
            PreviousVersion = "4.1",
            Actor = "dev",
        };
        return story.When("ana", "started 13:55").When(new ReportChange(change)).Incident;
    }
}
