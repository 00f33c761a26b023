namespace ChatOpsIncidents.Engine.Tests;

/// <summary>Every command in which people type words of their own; <c>{s}</c> is where.</summary>
public static class ErasureLines
{
    /// <summary>How an incident begins.</summary>
    public static readonly string[] Declarations =
    [
        "declare {s}",
        "declare critical {s} service: {s}",
        "declare private major {s} reported-by: {s}",
        "declare past {s} started: 13:05 ended: 13:40",
        "drill start bad-config",
    ];

    /// <summary>What follows.</summary>
    public static readonly string[] All =
    [
        "impact who: most how-bad: main-flow ongoing: yes scope: {s} working: {s}",
        "severity critical {s}",
        "service {s} anyway: yes",
        "symptom {s}",
        "started 13:50",
        "detected-by customer {s}",
        "approach quick {s}",
        "freeze {s} why: {s}",
        "freeze off why: {s}",
        "suspect deploys found {s}",
        "rollback {s} to {s}",
        "rollback no {s} {s}",
        "rollback none because {s}",
        "mitigate flag-off {s}",
        "mitigate config {s} to: {s}",
        "mitigate none because {s}",
        "mitigate restart {s} confirm: {s}",
        "outcome worked {s}",
        "outcome failed {s}",
        "wait {s} https://status.test check 20m",
        "hypothesis {s}",
        "test {s}",
        "verdict refuted {s}",
        "verdict confirmed {s}",
        "evidence {s}",
        "evidence against {s}",
        "evidence none because {s}",
        "gap {s}",
        "finding {s}",
        "factor process {s}",
        "found {s}",
        "decide {s}",
        "object #1 {s}",
        "ask {s} @ben @cleo",
        "answer 1 no",
        "task @ben {s}",
        "so-far 1 {s}",
        "stuck 1 {s}",
        "done 1 {s}",
        "note {s}",
        "note {s} at 13:55",
        "fix 4 {s} confirm: 4",
        "fix 6 {s} confirm: 6",
        "undo",
        "verify manual https://grafana.test/d/1 {s} 0.1 %, as before",
        "verify accept errors {s}",
        "verify accept {s}",
        "update what: {s} impact: {s} doing: {s} next: 30m",
        "update same next: 30m",
        "snooze 15m {s}",
        "page {s}",
        "page @ben {s}",
        "override impact-first {s}",
        "override containment-first {s}",
        "override rollback-first {s}",
        "resolve {s}",
        "reopen {s}",
        "lead",
        "object {s}",
        "role liaison @ben {s}",
        "handover ops @ben {s}",
        "accept ops",
        "ask-lead {s}",
        "action @ben {s} by 2026-12-04",
        "action drop #1 {s}",
        "action none needed, because {s}",
        "review",
        "review lessons: {s}",
        "review write",
        "review summary: {s}",
        "share anyway",
        "status",
        "timeline 20",
        "plan",
        "next",
        "regroup",
        "join",
    ];

    /// <summary>What the product itself is told.</summary>
    public static IncidentCommand Signal(Random random, Func<string> words, DateTimeOffset now) =>
        random.Next(7) switch
        {
            0 => new ReportRoom("C0ROOM", "inc-7"),
            1 => new ReportNoRoom("the platform took too long"),
            2 => new SeeAlerts([
                new Alert("grafana", $"a-{random.Next(3)}", words()) { IsFiring = true, StartsAt = now.AddMinutes(-2) },
            ]),
            3 => new ReportChange(
                new KnownChange($"d-{random.Next(4)}", "deploy", words(), now.AddMinutes(-20))
                {
                    Service = words(),
                    Version = "4.2",
                    PreviousVersion = "4.1",
                    Status = "succeeded",
                    Actor = words(),
                }
            ),
            4 => new ReportCheck("errors", (CheckSignal)random.Next(3), words()),
            5 => new ReportFile(
                new KeptFile(random.Next(1, 20), $"F{random.Next(4)}", words(), 17, new string('a', 64))
            ),
            _ => new PersonSpoke(new Person("UBEN", "ben")),
        };
}
