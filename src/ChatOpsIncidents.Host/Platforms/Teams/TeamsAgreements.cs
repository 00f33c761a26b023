using Microsoft.Bot.Schema.Teams;
using Newtonsoft.Json.Linq;
using Activity = Microsoft.Bot.Schema.Activity;

namespace ChatOpsIncidents.Host.Platforms.Teams;

/// <summary>What people say to the question whether they take a file.</summary>
internal sealed class TeamsAgreements(
    TeamsRunner runner,
    TeamsPeople people,
    TeamsConsents consents,
    TeamsFiles files,
    TeamsHosts hosts,
    ILogger<TeamsAgreements> log
)
{
    /// <summary>Somebody agreed. What they agreed to is stored when this returns; the file follows.</summary>
    /// <returns>What to say in place of the question; null: the file says it.</returns>
    public async Task<string?> Agreed(Activity activity, FileConsentCardResponse answer, CancellationToken ct)
    {
        if (consents.Open(TeamsJson.Text(answer.Context as JObject, "consent")) is not { } consent)
            return "This question is older than an hour. Ask for the export once more.";
        var actor = TeamsActivities.Actor(activity);
        if (actor.Id != consent.Person)
            return "Somebody else asked for this file.";
        if (answer.UploadInfo is not { } given || hosts.OfFiles(given.UploadUrl) is null)
        {
            log.ForeignPlace();
            return "Teams named a place for the file that is none of Microsoft's: nothing was sent. "
                + "Ask for the export once more.";
        }

        var target = new FileTarget(given.UploadUrl, activity.Conversation.Id)
        {
            ContentUrl = given.ContentUrl,
            UniqueId = given.UniqueId,
            FileType = given.FileType,
            Name = given.Name ?? consent.Name,
            Question = activity.ReplyToId,
        };
        var person = await people.Find(actor, ct);
        var command = new SendFile(consent.Format, new Person(person.Id, person.Name), consents.Seal(target));
        await runner.Follow($"consent:{consent.Id}", person, consent.Incident, command);
        return null;
    }

    /// <summary>Takes the question away, and says what came of it. Never throws.</summary>
    public Task Settle(Activity activity, string said, CancellationToken ct) => files.Settle(activity, said, ct);
}
