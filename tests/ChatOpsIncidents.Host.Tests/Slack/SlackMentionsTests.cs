using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Tests.Slack;

public sealed class SlackMentionsTests : IAsyncLifetime
{
    private static readonly PlatformPerson Me = new("U1", "Ana", null, false, false);
    private SlackHost _host = null!;

    public async Task InitializeAsync() => _host = await SlackHost.Start();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact, Trait("Requirement", "B31")]
    public async Task Whoever_is_mentioned_is_known_by_name_and_a_guest_as_a_guest_before_the_words_are_read()
    {
        _host
            .Bench.On("users.info", """{"ok":true,"user":{"id":"U1","team_id":"T1","real_name":"Ana"}}""")
            .On(
                "users.info",
                """{"ok":true,"user":{"id":"U2","team_id":"T1","real_name":"Eve","is_restricted":true}}"""
            );
        await _host.Command(("text", "action <@U2|eve> a load test in the gate by 2026-12-04"));
        Assert.True(_host.People.Get("slack", "T1", "U2") is { Name: "Eve", IsOutsider: true });
    }

    [Fact]
    public async Task Whoever_is_chosen_in_a_form_is_somebody_though_Slack_does_not_say_who()
    {
        _host.Bench.On("users.info", """{"ok":false,"error":"user_not_visible"}""");
        const string Payload = """
            {"type":"view_submission","team":{"id":"T1"},"user":{"id":"U1","team_id":"T1"},"trigger_id":"1.5.x","view":{"id":"V1",
             "callback_id":"incident_form","blocks":[{"type":"input","block_id":"who"},{"type":"input","block_id":"rest"}],
             "private_metadata":"{\"verb\":\"task\",\"lead\":\"\",\"incident\":\"INC-7\",\"channel\":\"C1\"}","state":{"values":{
             "who":{"value":{"type":"users_select","selected_user":"U5CY"}},
             "rest":{"value":{"type":"plain_text_input","value":"look"}}}}}}
            """;
        await _host.Interact(Payload);
        Assert.Equal("U5CY", _host.People.Find("slack", "T1", "U5CY", Me)?.Id);
    }
}
