using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Incidents.Prepare.Runbooks;

/// <summary>A guide by name, with its title as it was then.</summary>
public sealed record NamedGuide([property: Code] string Name, string Title);

/// <summary>Names the guides that fit when an incident becomes known better: declared, another service, another
/// symptom, another severity.</summary>
public sealed class GuideOffers : IReaction
{
    private const int OffersMax = 3;

    /// <inheritdoc/>
    public Decision React(Incident before, Incident after, IReadOnlyList<Recorded> facts, DecisionContext context) =>
        Decision.Follow(After(before, after, context.Catalog));

    // Null: none, or all that fit are known.
    private static GuidesOffered? After(Incident before, Incident after, Catalog catalog)
    {
        if (
            !after.IsRunning
            || (
                after.Title == before.Title
                && after.Severity == before.Severity
                && after.Services == before.Services
                && after.Symptoms == before.Symptoms
            )
        )
            return null;
        var said = new SaidWords(after);
        var runbooks = GuideFit
            .Runbooks(after, said, catalog)
            .Where(fit =>
                !after.RunbooksOffered.Contains(fit.Guide.Name) && !after.Runbooks.ContainsKey(fit.Guide.Name)
            )
            .Take(OffersMax)
            .ToArray();
        var playbook =
            GuideFit.Playbook(after, said, catalog) is { } best
            && !after.PlaybooksNamed.Contains(best.Guide.Name)
            && !after.PlaybooksOpened.Contains(best.Guide.Name)
                ? best
                : null;
        if (runbooks.Length == 0 && playbook is null)
            return null;
        var reasons = runbooks.Select(fit => fit.Because).DefaultIfEmpty(playbook?.Because ?? []);
        return new GuidesOffered(
            [.. runbooks.Select(fit => new NamedGuide(fit.Guide.Name, fit.Guide.Title))],
            playbook is null ? null : new NamedGuide(playbook.Guide.Name, playbook.Guide.Title),
            string.Join(" and ", reasons.SelectMany(because => because).Distinct(StringComparer.Ordinal))
        );
    }
}

/// <summary>Guides that fit were named in the log thread, with a button each.</summary>
/// <param name="Runbooks">The best first; may be empty.</param>
/// <param name="Playbook">How people work together in such an incident; null: none, or named before.</param>
/// <param name="Because">What of the incident they fit, in words.</param>
public sealed record GuidesOffered(IReadOnlyList<NamedGuide> Runbooks, NamedGuide? Playbook, string Because)
    : IncidentEvent,
        IBookkeeping
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        before with
        {
            RunbooksOffered = before.RunbooksOffered.AddRange(Runbooks.Select(one => one.Name)),
            PlaybooksNamed = Playbook is null ? before.PlaybooksNamed : before.PlaybooksNamed.Add(Playbook.Name),
        };

    /// <inheritdoc/>
    public override string Describe() =>
        string.Join(
            ". ",
            [
                .. Named("Runbook", [.. Runbooks.Select(one => one.Title)]),
                .. Named("Playbook", Playbook is null ? [] : [Playbook.Title]),
                IsOne ? $"It fits {Because}" : $"They fit {Because}",
            ]
        );

    private bool IsOne => Runbooks.Count + (Playbook is null ? 0 : 1) == 1;

    /// <inheritdoc/>
    public override ChatMessage Announce(Incident after, Recorded recorded) =>
        ChatMessage.Text(
            Markup.Clean(Describe()),
            [
                .. Runbooks.Select(
                    (one, i) =>
                        new ChatAction(
                            Runbooks.Count == 1 ? "Open the runbook" : one.Title,
                            $"runbook {one.Name}",
                            i == 0 ? ActionStyle.Primary : ActionStyle.Default
                        )
                ),
                .. Playbook is null
                    ? Array.Empty<ChatAction>()
                    : [new ChatAction("Open the playbook", $"playbook {Playbook.Name}")],
            ]
        );

    private static IEnumerable<string> Named(string kind, IReadOnlyList<string> titles)
    {
        if (titles.Count == 0)
            return [];
        return [$"{kind}{(titles.Count == 1 ? "" : "s")}: {string.Join(", ", titles)}"];
    }
}
