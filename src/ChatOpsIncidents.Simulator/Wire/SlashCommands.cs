using ChatOpsIncidents.Simulator.Workspace;

namespace ChatOpsIncidents.Simulator.Wire;

/// <summary>Carries what people type after a slash to the host, and shows them what it says.</summary>
internal sealed class SlashCommands(LocalWorkspace workspace, HostCaller host, Answers answers)
{
    /// <summary>Sends one command. It is never tried again.</summary>
    /// <returns>What the person is told when it fails; null when it went well.</returns>
    public async Task<string?> Send(Person person, Conversation channel, string line)
    {
        var (fields, target) = Compose(person, channel, line);
        var answer = await host.Form("/slack/commands", fields, fields.First(f => f.Key == "command").Value);
        var command = line.Split(' ')[0];
        if (answer.Failure is "http_timeout")
            return $"{command} failed with the error \"operation_timeout\"";
        if (answer.Failure is not null)
            return $"{command} failed with the error \"dispatch_failed\"";
        if (answer.Body.Trim().Length == 0)
            return null;
        try
        {
            lock (workspace.Gate)
                answers.Apply(target, answer.Json ?? Json.Object(("text", answer.Body)), isAcknowledgement: true);
            return null;
        }
        catch (SlackFault fault)
        {
            return $"{command} failed with the error \"{fault.Code}\"";
        }
    }

    private (KeyValuePair<string, string>[] Fields, ResponseUrls.Target Target) Compose(
        Person person,
        Conversation channel,
        string line
    )
    {
        var space = line.IndexOf(' ');
        var (command, typed) = space < 0 ? (line, "") : (line[..space], line[(space + 1)..].Trim());
        lock (workspace.Gate)
        {
            var target = new ResponseUrls.Target
            {
                Channel = channel.Id,
                Person = person.Id,
                At = workspace.Clock.GetUtcNow(),
                Command = line,
            };
            return (
                [
                    new("token", "legacy-fixed-value"),
                    new("team_id", LocalWorkspace.TeamId),
                    new("team_domain", LocalWorkspace.Domain),
                    new("channel_id", channel.Id),
                    new("channel_name", Payloads.WireName(channel)),
                    new("user_id", person.Id),
                    new("user_name", person.Name),
                    new("command", command),
                    new("text", RichText.FromTyped(workspace, typed, labels: true)),
                    new("api_app_id", LocalWorkspace.AppId),
                    new("is_enterprise_install", "false"),
                    new(
                        "response_url",
                        $"{workspace.BaseUrl}/response/{workspace.ResponseUrls.Issue("commands", target)}"
                    ),
                    new("trigger_id", workspace.Triggers.Issue(person.Id)),
                ],
                target
            );
        }
    }
}
