using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Model;

/// <summary>A command that, when a gate stops it, is put somewhere of its own instead of being held: a theory is
/// parked.</summary>
public interface ILandsOtherwise
{
    /// <summary>What to record instead; null: hold or refuse as usual.</summary>
    Decision? WhenStopped(Incident incident, Refusal missing, DecisionContext context);
}
