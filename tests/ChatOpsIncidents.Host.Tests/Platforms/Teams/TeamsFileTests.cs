using System.Text;
using System.Text.Json.Nodes;
using ChatOpsIncidents.Host.Jobs;
using Microsoft.Extensions.DependencyInjection;

namespace ChatOpsIncidents.Host.Tests.Platforms.Teams;

/// <summary>An export that is asked for alone with the app: Teams asks whether the person takes the file.</summary>
[Trait("Requirement", "D5")]
public sealed class TeamsFileTests : IAsyncLifetime
{
    private static readonly TeamsPerson Ana = TeamsPerson.Ana;
    private static readonly TeamsPerson Ben = TeamsPerson.Ben;

    private TeamsWorld _world = null!;
    private string _room = "";

    public async Task InitializeAsync()
    {
        _world = await TeamsWorld.Start(
            new() { ["Web:BaseUrl"] = "https://incidents.example.com", ["Clock:Adjustable"] = "true" }
        );
        await _world.Declare(Ana, "declare major checkout fails");
        _room = (await _world.Card()).Conversation;
    }

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task Who_agrees_has_the_file_once_however_often_that_is_delivered()
    {
        var question = await Asked();
        await Answer(Ana, question, "accept");
        await Answer(Ana, question, "accept");
        await _world.Shown(Sent.Info, Ana.Chat);
        await Answer(Ana, question, "accept");
        await _world.Shown("is in your files", Ana.Chat);
        await _world.Settled();
        var file = Assert.Single(_world.Teams.Files);
        Assert.Contains("checkout fails", Encoding.UTF8.GetString(file.Value));
        var info = Assert.Single(_world.Teams.In(Ana.Chat), one => one.Text.StartsWith(Sent.Info));
        Assert.Equal("https://contoso.sharepoint.com/f.md", info.Attachment["contentUrl"]!.ToString());
        Assert.DoesNotContain(_world.Teams.In(Ana.Chat), one => one.Text.StartsWith(Sent.Consent));
        Assert.DoesNotContain(_world.Teams.In(_room), one => one.Text.Contains("good for a week"));
    }

    [Fact]
    public async Task Who_declines_hears_a_calm_word_and_nothing_is_sent()
    {
        var question = await Asked();
        await Answer(Ana, question, "decline");
        var said = await _world.Shown("The file was not sent", Ana.Chat);
        Assert.Equal(question.Id, said.Id); // in the place of the question
        Assert.Empty(_world.Teams.Files);
    }

    [Theory]
    [InlineData("http://127.0.0.1:9/files/1")]
    [InlineData("https://sharepoint.com.evil.example/files/1")]
    [InlineData("https://evil@contoso.sharepoint.com/files/1")]
    [InlineData("http://contoso.sharepoint.com/files/1")]
    [InlineData("no address")]
    public async Task A_place_that_is_none_of_Microsofts_is_not_called(string place)
    {
        await Answer(Ana, await Asked(), "accept", place);
        await _world.Shown("nothing was sent", Ana.Chat);
        await _world.Settled();
        Assert.Empty(_world.Teams.Files);
    }

    [Fact]
    public async Task A_question_is_for_an_hour_and_for_whom_it_was_meant()
    {
        var question = await Asked();
        await Answer(Ben, question, "accept");
        await _world.Shown("Somebody else asked for this file", Ana.Chat);
        Assert.Empty(_world.Teams.Files);
        var again = await Asked();
        _world.Host.App.Services.GetRequiredService<AdjustableClock>().Forward(TimeSpan.FromMinutes(61));
        await Answer(Ana, again, "accept");
        await _world.Shown("older than an hour", Ana.Chat);
        await _world.Settled();
        Assert.Empty(_world.Teams.Files);
    }

    [Fact]
    public async Task Where_the_place_takes_it_no_more_the_asker_hears_how_else_it_is_had()
    {
        _world.Teams.NextFile(410);
        await Answer(Ana, await Asked(), "accept");
        var told = await _world.Shown("could not be uploaded as md", Ana.Chat);
        Assert.Contains("the place that Teams gave for it", told.Text);
        Assert.Contains("The same file is on the web", told.Text);
        Assert.Empty(_world.Teams.Files);
    }

    [Fact]
    public async Task A_fault_on_the_way_is_tried_again()
    {
        _world.Teams.NextFile(503);
        await Answer(Ana, await Asked(), "accept");
        await _world.Shown("is in your files", Ana.Chat);
        Assert.Single(_world.Teams.Files);
    }

    private async Task<Sent> Asked()
    {
        await _world.Say(Ana, "INC-1 export md");
        return await _world.Shown(Sent.Consent, Ana.Chat);
    }

    private async Task Answer(TeamsPerson person, Sent question, string action, string? place = null)
    {
        var activity = _world.Activity(person, "invoke", question.Conversation);
        (activity["name"], activity["replyToId"]) = ("fileConsent/invoke", question.Id);
        activity["value"] = new JsonObject
        {
            ["type"] = "fileUpload",
            ["action"] = action,
            ["context"] = question.Card[action + "Context"]!.DeepClone(),
            ["uploadInfo"] =
                action == "accept"
                    ? new JsonObject
                    {
                        ["contentUrl"] = "https://contoso.sharepoint.com/f.md",
                        ["name"] = question.Attachment["name"]!.ToString(),
                        ["uploadUrl"] = place ?? $"{_world.Teams.Address}files/1",
                        ["uniqueId"] = "1150D938-8870-4044-9F2C-5BBDEBA70C8C",
                        ["fileType"] = "md",
                    }
                    : null,
        };
        using var answer = await _world.Deliver(activity);
        Assert.Equal(200, (int)answer.StatusCode);
    }
}
