namespace ChatOpsIncidents.Engine.Model;

/// <summary>What somebody is to the workspace: only members are given something to do.</summary>
public enum Standing
{
    /// <summary>A full member, or somebody who was never met.</summary>
    Member,

    /// <summary>A guest, or a member of another organisation.</summary>
    Guest,

    /// <summary>A program.</summary>
    Bot,

    /// <summary>Somebody whose account was switched off.</summary>
    Left,
}
