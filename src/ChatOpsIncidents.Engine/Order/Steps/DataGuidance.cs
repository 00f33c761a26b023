using ChatOpsIncidents.Engine.Chat;
using static ChatOpsIncidents.Engine.Order.Steps.Guidance;

namespace ChatOpsIncidents.Engine.Order.Steps;

/// <summary>What is to be done while data is corrupt, lost or exposed: stop the writes, keep a copy, repair or restore,
/// reconcile.</summary>
internal static class DataGuidance
{
    /// <summary>The kinds of change that stop the damage to data.</summary>
    internal static readonly string[] Stopping = ["read-only", "stop", "isolate", "block", "shed"];

    private static readonly string[] Mending = ["data", "restore"];

    /// <summary>The next of the four; null: data is whole, or it was said what became of it.</summary>
    public static Guidance? Of(Incident incident)
    {
        if (incident.Path == IncidentPath.Data && incident is { IsRunning: true, ImpactSoFar.Data: null })
            return WhatHappened(incident);
        if (!incident.IsDataOpen || !incident.IsRunning || incident.Impact is null || incident.JustStarted is not null)
            return null;
        var damage = incident.DamagedData!;
        if (incident.NoContainmentBecause is null && !Tried(incident, Stopping) && !Tried(incident, Mending))
            return StopWrites(incident, damage);
        if (!incident.EvidenceSecured)
            return KeepCopy(incident, damage);
        return Tried(incident, Mending) ? Reconcile(incident, damage) : Mend(incident, damage);
    }

    private static bool Tried(Incident incident, string[] kinds) =>
        incident.Mitigations.Any(change => kinds.Contains(change.Kind));

    // It looks like wrong data, and nobody has said what happened to it.
    private static Guidance WhatHappened(Incident incident) =>
        new(
            "Say what happened to the data.",
            Leader(incident),
            null,
            [
                Main("It is corrupt", "data corrupt"),
                new ChatAction("It is lost", "data lost"),
                new ChatAction("It is exposed", "data exposed"),
                new ChatAction("It is whole", "data ok"),
            ]
        );

    private static Guidance StopWrites(Incident incident, string damage) =>
        damage == "exposed"
            ? new(
                "Data is exposed: close the way out first, then keep a copy of who saw what.",
                Doer(incident),
                null,
                [
                    Main("Close it", "mitigate kind: isolate"),
                    new ChatAction("Rollback options", "rollback"),
                    new ChatAction("Nothing to stop", "mitigate none"),
                ]
            )
            : new(
                $"Data is {damage}: stop the writes first, each minute adds to it.",
                Doer(incident),
                null,
                [
                    Main("Stop writes", "mitigate kind: read-only"),
                    new ChatAction("Rollback options", "rollback"),
                    new ChatAction("Nothing to stop", "mitigate none"),
                ]
            );

    private static Guidance KeepCopy(Incident incident, string damage) =>
        new(
            $"Keep a copy of the {damage} data as it is now, before anything repairs it.",
            Doer(incident),
            null,
            [Main("Copy is kept", "evidence"), new ChatAction("Not possible", "evidence none")]
        );

    private static Guidance Mend(Incident incident, string damage) =>
        new(
            $"Repair or restore the {damage} data.",
            Doer(incident),
            null,
            [
                Main("Restore", "mitigate kind: restore"),
                new ChatAction("Repair", "mitigate kind: data"),
                new ChatAction("Accept it", "data accepted"),
            ]
        );

    private static Guidance Reconcile(Incident incident, string damage) =>
        new(
            $"Reconcile: compare the {damage} data with a second source, then say what became of it.",
            Leader(incident),
            null,
            [
                Main("It is repaired", "data repaired"),
                new ChatAction("Accepted, because", "data accepted"),
                new ChatAction("Another repair", "mitigate kind: data"),
            ]
        );
}
