using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Updating;

/// <summary>The update with which an incident ends: written from the facts, and read before it goes out.</summary>
internal static class LastUpdate
{
    /// <summary>Whether somebody waits for it.</summary>
    public static bool IsAwaited(Incident incident) => !incident.Updates.IsEmpty || incident.UpdateDueAt is not null;

    /// <summary>It as it will go out, to be read before it does; empty: nobody waits for one.</summary>
    public static string Preview(Incident incident, DateTimeOffset now)
    {
        if (!IsAwaited(incident))
            return "";
        var last = Of(incident, now);
        return $"\nThe last update will be:\n> {Markup.Clean(last.What)}\n> {Markup.Clean(last.Impact)}\n> "
            + $"{Markup.Clean(last.Doing)}\nSay it otherwise with {Markup.Code("/incident update")}: its "
            + "words are taken up.";
    }

    /// <summary>Stakeholders hear the end from the facts; nobody has to write it.</summary>
    public static StakeholderUpdateSent Of(Incident incident, DateTimeOffset now)
    {
        var over = incident.WithOngoing(Answer.No) with { ResolvedAt = now };
        var proven = incident.IsVerified(now) ? UpdateDraft.IsProven(incident) : "It is resolved.";
        return new StakeholderUpdateSent(
            incident.Updates.Count + 1,
            UpdateDraft.WhatOf(incident),
            UpdateDraft.ImpactSaid(over, isOver: true),
            proven,
            NextAt: null,
            incident.UpdateDueAt
        )
        {
            IsEnd = true,
        };
    }
}
