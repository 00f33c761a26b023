using System.Globalization;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Deciding.PlainTalk;

/// <summary>
/// Somebody said something in the room. When it probably meant a command, its writer alone is asked whether to record
/// it; a question how things stand is answered. What was said changes nothing by itself.
/// </summary>
/// <param name="Writer">Who said it: a full member.</param>
/// <param name="Text">The words.</param>
/// <param name="At">When, UTC.</param>
public sealed record HearTalk(Person Writer, string Text, DateTimeOffset At) : IncidentCommand
{
    /// <inheritdoc/>
    public override Access Access => Access.System;

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        var asWriter = context with { By = Writer, Now = At < incident.LastAt ? incident.LastAt : At };
        if (incident.IsRunning && StateQuestion.Asks(Text))
            return new Decision
            {
                Effects = [new Effect.Tell(Writer.Id, Welcome.For(incident, Writer, asWriter), Key)],
            };
        return PlainTalk.Suggest(Text, incident, asWriter) is { } found
            ? new Decision { Effects = [new Effect.Tell(Writer.Id, found.ToMessage(), Key)] }
            : Decision.NothingToDo;
    }

    // One person says one thing at a time.
    private string Key => string.Create(CultureInfo.InvariantCulture, $"talk-{Writer.Id}-{At.UtcTicks}");
}
