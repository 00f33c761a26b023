namespace ChatOpsIncidents.Host.Tests.Field;

/// <summary>Who is given something to do, and is reached; forms that say what is missing; over signed HTTP.</summary>
public sealed class FieldPeopleTests
{
    private const string Ana = "U0ANASOUSA";
    private const string General = "C0GENERAL";

    [Fact]
    [Trait("Case", "05")]
    public Task Who_has_left_is_given_nothing() => FieldCase.Play("05-deactivated-person");

    [Fact]
    [Trait("Case", "13")]
    public Task A_colleague_of_another_workspace_works_like_any_other() =>
        FieldCase.Play("13-colleague-of-another-workspace");

    [Fact]
    public Task A_task_and_a_question_reach_who_is_elsewhere() => FieldCase.Play("15-task-for-somebody-elsewhere");

    [Fact] // A sibling: in a private incident, who was given a task may do it
    [Trait("Case", "15")]
    public async Task A_task_in_a_private_incident_reaches_its_owner_who_may_then_do_it()
    {
        await using var played = await FieldCase.Start();
        await played.Do(
            $$"""{"command":"declare private major keys leaked","by":"{{Ana}}","in":"{{General}}","opens":true}"""
        );
        await played.Do($$"""{"command":"task <@U0DEVMEHTA> rotate the keys","by":"{{Ana}}","in":"$ROOM","wait":3}""");
        Assert.Contains(
            played.Calls,
            call => call.Method == "conversations.invite" && call.Args.ToJsonString().Contains("U0DEVMEHTA")
        );
        var answer = await played.Type("U0DEVMEHTA", General, $"{played.Incidents.Id(null)} done #1 rotated");
        Assert.Contains("Task #1 done", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Fault", "U8")]
    public async Task A_form_that_lacks_something_says_what_is_missing_at_its_field()
    {
        await using var played = await FieldCase.Start();
        await played.Do(
            $$"""{"command":"declare major cards fail service: payments","by":"{{Ana}}","in":"{{General}}","opens":true}"""
        );
        await played.Type(Ana, played.Incidents.Named("$ROOM"), "mitigate");
        var first = await played.Submit(Ana, """{"rest":"card payments"}""");
        Assert.Contains("\"response_action\":\"errors\"", first.Body, StringComparison.Ordinal);
        Assert.Contains(
            "Nothing was filled in. Give one of: A known way; What kind",
            first.Body,
            StringComparison.Ordinal
        );
    }

    [Fact] // A sibling: the path of a supplier by taps alone
    [Trait("Fault", "U18")]
    [Trait("Fault", "U8")]
    public async Task A_supplier_is_waited_for_by_taps()
    {
        await using var played = await FieldCase.Start();
        await played.Do(
            $$"""{"command":"declare major cards fail service: payments","by":"{{Ana}}","in":"{{General}}","opens":true}"""
        );
        var room = played.Incidents.Named("$ROOM");
        await played.Type(Ana, room, "impact who: most how-bad: main-flow ongoing: yes");
        await played.Type(Ana, room, "path supplier");
        Assert.Contains("wait", played.Form!["private_metadata"]!.ToString(), StringComparison.Ordinal);
        await played.Submit(Ana, "{}");
        var entries = await played.Timeline(played.Incidents.Id(null));
        Assert.Contains(
            entries,
            one => one!["text"]!.ToString().Contains("Waiting for stripe", StringComparison.Ordinal)
        );
    }
}
