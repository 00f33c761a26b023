using System.Net.Http.Headers;
using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Host.Ports;
using Microsoft.Bot.Schema;
using Newtonsoft.Json.Linq;
using Activity = Microsoft.Bot.Schema.Activity;

namespace ChatOpsIncidents.Host.Platforms.Teams;

/// <summary>Files for one person, alone with us: Teams takes them once they agree. Where nobody is asked, files are
/// links.</summary>
/// <remarks>Source: learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4</remarks>
internal sealed class TeamsFiles(
    TeamsClient client,
    TeamsMessages messages,
    TeamsConsents consents,
    TeamsHosts hosts,
    IHttpClientFactory http,
    ILogger<TeamsFiles> log
)
{
    private const string ConsentType = "application/vnd.microsoft.teams.card.file.consent",
        InfoType = "application/vnd.microsoft.teams.card.file.info";

    /// <summary>Asks whether a file may be put where the person keeps theirs.</summary>
    public async Task<AttemptEnd> Ask(Delivery delivery, Effect.Upload upload, CancellationToken ct)
    {
        if (delivery.File is not { } file || upload.For is not { } person)
            return new AttemptEnd.GiveUp("There is no file, or nobody for it.");
        var opened = await client.Chat(person, ct);
        if (opened is not TeamsAnswer.Ok { Id: { } chat })
            return TeamsEnds.Of(delivery, opened);
        var context = new JObject
        {
            ["consent"] = consents.Seal(new FileConsent(delivery.IncidentId, upload.Format, person, file.Name)),
        };
        var card = new JObject
        {
            ["description"] = $"The timeline of {delivery.IncidentId}, as it stands when you agree.",
            ["sizeInBytes"] = file.Bytes.Length,
            ["acceptContext"] = context,
            ["declineContext"] = context.DeepClone(),
        };
        return TeamsEnds.Of(
            delivery,
            await client.Post(chat, Message($"May {file.Name} go to your files?", ConsentType, file.Name, card), ct)
        );
    }

    /// <summary>Takes the question away, and says what came of it. Never throws.</summary>
    public async Task Settle(Activity activity, string said, CancellationToken ct)
    {
        try
        {
            await Settle(activity.Conversation.Id, activity.ReplyToId, said, ct);
        }
        catch (Exception fault) when (!ct.IsCancellationRequested)
        {
            log.AnswerLost(activity.Id, fault.GetType().Name);
        }
    }

    /// <summary>Puts a file where its reader agreed to have it.</summary>
    public async Task<AttemptEnd> Send(Delivery delivery, string agreed, CancellationToken ct)
    {
        if (delivery.File is not { } file || consents.Target(agreed) is not { } target)
            return new AttemptEnd.GiveUp("There is no file, or no place for it.");
        if (hosts.OfFiles(target.UploadUrl) is not { } place)
            return new AttemptEnd.GiveUp("The place is none of Microsoft's.");
        var put = await TeamsAnswer.Ended(() => Put(place, file, ct), ct);
        // Such a place takes one file and is gone: one that was there before has taken it.
        var isThere = put is TeamsAnswer.Ok || (delivery.Attempt > 1 && put is TeamsAnswer.Refused { Status: 404 });
        if (!isThere)
            return Gone(TeamsEnds.Of(delivery, put, isRepeatable: true), put);
        var info = new JObject { ["uniqueId"] = target.UniqueId, ["fileType"] = target.FileType };
        var shown = Message(target.Name!, InfoType, target.Name!, info);
        shown.Attachments[0].ContentUrl = target.ContentUrl;
        var posted = await client.Post(target.Conversation, shown, ct);
        if (posted is TeamsAnswer.Ok)
            await Settle(target.Conversation, target.Question, $"{target.Name} is in your files.", ct);
        return TeamsEnds.Of(delivery, posted);
    }

    private async Task Settle(string conversation, string? question, string said, CancellationToken ct)
    {
        var message = messages.Activity(ChatMessage.Text(Markup.Clean(said)));
        if (question is null)
            await client.Post(conversation, message, ct);
        else
            await client.Update(conversation, question, message, ct);
    }

    private static AttemptEnd Gone(AttemptEnd end, TeamsAnswer put) =>
        end is AttemptEnd.GiveUp given && put is TeamsAnswer.Refused
            ? given with
            {
                ForPeople = "the place that Teams gave for it takes it no more",
            }
            : end;

    // Whoever has the address may write there, so that no token of ours goes along.
    private async Task<TeamsAnswer> Put(Uri place, RenderedFile file, CancellationToken ct)
    {
        using var content = new ByteArrayContent(file.Bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        content.Headers.ContentRange = new ContentRangeHeaderValue(0, file.Bytes.Length - 1, file.Bytes.Length);
        using var caller = http.CreateClient(TeamsSetup.HttpName);
        using var answer = await caller.PutAsync(place, content, ct);
        return answer.IsSuccessStatusCode
            ? new TeamsAnswer.Ok(null)
            : TeamsAnswer.Of(answer.StatusCode, name: null, answer.Headers.RetryAfter?.Delta);
    }

    private static Activity Message(string summary, string type, string name, JObject content) =>
        new(ActivityTypes.Message)
        {
            Summary = summary,
            Attachments =
            [
                new Attachment
                {
                    ContentType = type,
                    Name = name,
                    Content = content,
                },
            ],
        };
}
